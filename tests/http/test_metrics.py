"""The Prometheus metrics after real requests."""

from __future__ import annotations

import asyncio
import os
import re
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from graphapi.api.schema import build_schema
from graphapi.server.auth import sign_token
from graphapi.server.telemetry.request_measures import LONGEST_NAME, MOST_NAMES, REFUSALS, RequestMeasures
from graphapi.settings import Settings
from tests.http.schema import make_schema
from tests.http.serving import await_estimates, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

DOCUMENTED = (Path(__file__).parents[2] / "docs" / "observability.md").read_text(encoding="utf-8")
READ = {"query": "{ catalogue { films } }"}


@pytest.fixture
async def films(sample_store: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server that has read the sizes of the graph, and has not sent any statement for an operation."""
    settings = Settings(data_dir=sample_store, max_depth=5)
    async with serving(settings, build_schema(settings)) as opened:
        await await_estimates(opened)
        yield opened


async def figures(client: httpx.AsyncClient) -> dict[str, float]:
    """The value of each sample, by its name and its labels without the process."""
    response = await client.get("/metrics")
    assert (response.status_code, response.headers["cache-control"]) == (200, "no-store")
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    found: dict[str, float] = {}
    for family in text_string_to_metric_families(response.text):
        for sample in family.samples:
            assert sample.labels.pop("process") == str(os.getpid())
            labels = ",".join(f'{name}="{value}"' for name, value in sample.labels.items())
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


async def figures_with(client: httpx.AsyncClient, in_flight: int) -> dict[str, float]:
    """The values, as soon as a number of requests is in flight."""
    for _ in range(250):
        found = await figures(client)
        if found["graphapi_requests_in_flight"] == in_flight:
            return found
        await asyncio.sleep(0.02)
    pytest.fail(f"there are never {in_flight} requests in flight")


async def test_batches_and_waits_of_requests_are_counted(films: httpx.AsyncClient) -> None:
    def of_all_lanes(found: dict[str, float], name: str, bucket: str = "") -> float:
        # A statement that takes long on a busy machine goes to the heavy lane.
        return sum(found[f'graphapi_{name}{{lane="{lane}"{bucket}}}'] for lane in ("light", "heavy"))

    assert of_all_lanes(await figures(films), "batch_size_count") == 0
    await films.post("/graphql", json=READ)
    one = await figures(films)
    assert of_all_lanes(one, "batch_size_count") == of_all_lanes(one, "batch_size_sum") == 1
    assert of_all_lanes(one, "wait_seconds_bucket", ',le="0"') == 1
    assert of_all_lanes(one, "statement_seconds_sum") > 0
    await asyncio.gather(*(films.post("/graphql", json=READ) for _ in range(30)))
    many = await figures(films)
    assert of_all_lanes(many, "batch_size_sum") == of_all_lanes(many, "wait_seconds_count") == 31
    batches = of_all_lanes(many, "batch_size_count")
    assert of_all_lanes(many, "batch_size_bucket", ',le="+Inf"') == batches <= 31
    assert of_all_lanes(many, "requests_waiting") == of_all_lanes(many, "batches_split_total") == 0
    assert (many['graphapi_lane_busy{lane="light"}'], many['graphapi_lane_places{lane="light"}']) == (0, 3)


async def test_requests_are_counted_by_operation_and_code(films: httpx.AsyncClient) -> None:
    before = await figures(films)
    for name in ("First", "First", "Second", None):
        document = f"query {name or ''} {{ catalogue {{ films }} }}"
        await films.post("/graphql", json={"query": document, "operationName": name})
    await films.post("/graphql", json={"query": "query Wrong { nothing }"})
    await films.post("/graphql", json={"query": "{ catalogue { films } }", "operationName": "no name"})
    await films.get("/graphql", headers={"accept": "text/html"})
    found = await figures(films)
    new = {sample: value - before.get(sample, 0) for sample, value in found.items()}
    requests = {sample: value for sample, value in new.items() if sample.startswith("graphapi_requests_total")}
    assert {sample: value for sample, value in requests.items() if value} == {
        'graphapi_requests_total{operation="First",code="OK"}': 2,
        'graphapi_requests_total{operation="Second",code="OK"}': 1,
        'graphapi_requests_total{operation="",code="OK"}': 1,
        'graphapi_requests_total{operation="Wrong",code="GRAPHQL_VALIDATION_FAILED"}': 1,
        'graphapi_requests_total{operation="other",code="BAD_USER_INPUT"}': 1,
    }
    assert found['graphapi_request_duration_seconds_count{operation="First"}'] == 2
    assert found['graphapi_request_duration_seconds_sum{operation="First"}'] > 0
    assert new["graphapi_request_cost_count"] == 4
    assert new["graphapi_request_cost_sum"] >= 4
    assert (new["graphapi_request_statements_count"], new["graphapi_request_statements_sum"]) == (6, 4)
    assert new['graphapi_plan_cache_lookups_total{result="miss"}'] == new["graphapi_plan_cache_plans"] == 3
    assert new['graphapi_plan_cache_lookups_total{result="hit"}'] == 1
    assert new['graphapi_document_cache_lookups_total{result="hit"}'] == 1
    assert new['graphapi_document_cache_lookups_total{result="miss"}'] == 5
    assert found["graphapi_document_cache_documents"] == 6
    assert found["graphapi_requests_in_flight"] == 0
    # The server may be reading the statistics of the graph.
    assert found['graphapi_store_sessions{state="used"}'] <= 1
    assert found['graphapi_store_sessions{state="idle"}'] >= 1
    assert found["graphapi_store_connections_limit"] == 50


async def test_refusals_are_counted_by_reason(films: httpx.AsyncClient) -> None:
    await films.post("/graphql", json=READ, headers={"host": "attacker.example"})
    await films.post("/graphql", json={"query": "{ catalogue { films } }", "variables": {"x": "x" * 200_001}})
    await films.get("/livez", headers={"cookie": "x" * 40_000})
    await films.put("/graphql", json=READ)
    deep = "{ films { nodes { cast { nodes { actedIn { nodes { title } } } } } } }"
    await films.post("/graphql", json={"query": deep})
    wide = "cast(first: 1000) { nodes { name } }"
    costly = f"{{ films(first: 1000) {{ nodes {{ {wide} a: {wide} }} }} }}"
    await films.post("/graphql", json={"query": costly})
    reader, writer = await asyncio.open_connection("127.0.0.1", films.base_url.port)
    writer.write(b"nonsense\r\n\r\n")
    await reader.read()
    writer.close()
    await writer.wait_closed()
    found = await figures(films)
    counted = {reason: found[f'graphapi_refusals_total{{reason="{reason}"}}'] for reason in REFUSALS}
    assert {reason: number for reason, number in counted.items() if number} == {
        "host": 1,
        "size": 2,
        "request": 1,
        "document": 1,
        "http": 1,
    }


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"max_cost": 1}, "cost"),
        ({"max_cost": 2, "cost_per_second": 1, "cost_burst": 2}, "budget"),
        ({"max_in_flight": 1}, "in_flight"),
    ],
)
async def test_refusals_by_the_limits_are_counted(sample_store: Path, limits: dict[str, object], reason: str) -> None:
    settings = Settings.model_validate({"data_dir": sample_store, **limits})
    question = {"query": "{ films { nodes { title cast { nodes { name } } } } }"}
    async with serving(settings, build_schema(settings)) as client:
        if reason == "cost":
            await await_estimates(client)
        answers = await asyncio.gather(*(client.post("/graphql", json=question) for _ in range(5)))
        found = await figures(client)
    refused = sum("errors" in answer.json() for answer in answers)
    assert found[f'graphapi_refusals_total{{reason="{reason}"}}'] == refused >= 1


async def test_the_client_cannot_multiply_labels() -> None:
    measures = RequestMeasures()
    for number in range(3 * MOST_NAMES):
        measures.add(f"Operation{number}", [], 0.1, 1, 1)
    for name in ("Operation7", "x" * (LONGEST_NAME + 1), 'quo"te', "two\nlines", None):
        measures.add(name, ["TIMEOUT"], 0.1, 1, None)
    names = {name for name, _ in measures.requests}
    assert names == measures.seconds.keys() == {f"Operation{number}" for number in range(MOST_NAMES)} | {"", "other"}
    assert measures.requests["other", "OK"] == 2 * MOST_NAMES
    assert measures.requests["other", "TIMEOUT"] == 3
    assert measures.requests["Operation7", "TIMEOUT"] == measures.requests["", "TIMEOUT"] == 1


async def test_requests_in_flight_and_clients_that_leave_are_counted(store_folder: Path) -> None:
    async with serving(Settings(data_dir=store_folder), make_schema()) as client:
        waits = asyncio.create_task(client.post("/graphql", json={"query": "{ wait(seconds: 9) }"}))
        await figures_with(client, in_flight=1)
        waits.cancel()
        await asyncio.gather(waits, return_exceptions=True)
        found = await figures_with(client, in_flight=0)
        assert found['graphapi_requests_total{operation="",code="CLIENT_GONE"}'] == 1


async def test_a_blocked_event_loop_is_measured(films: httpx.AsyncClient) -> None:
    bucket = 'graphapi_event_loop_lag_seconds_bucket{le="0.1"}'

    def late(found: dict[str, float]) -> float:
        return found["graphapi_event_loop_lag_seconds_count"] - found[bucket]

    before = late(await figures(films))
    time.sleep(0.5)  # noqa: ASYNC251 - it blocks the loop on purpose
    await asyncio.sleep(0)
    assert late(await figures(films)) == before + 1


async def test_every_metric_is_documented_and_described(films: httpx.AsyncClient) -> None:
    text = (await films.get("/metrics")).text
    rows = re.findall(r"^\| `(graphapi_\w+)` \|([^|]*)\|", DOCUMENTED, re.MULTILINE)
    table: dict[str, str] = dict(rows)
    assert set(re.findall(r"^# HELP (\w+) \S", text, re.MULTILINE)) == table.keys()
    assert set(re.findall(r"^# TYPE (\w+) (?:histogram|counter|gauge)$", text, re.MULTILINE)) == table.keys()
    await films.post("/graphql", json=READ)
    for family in text_string_to_metric_families((await films.get("/metrics")).text):
        name = f"{family.name}_total" if family.type == "counter" else family.name
        for sample in family.samples:
            assert set(re.findall(r"`(\w+)`", table[name])) == sample.labels.keys() - {"process", "le"}, name
    assert set(re.findall(r"^\| `([a-z_]+)` \| [^|]* \|$", DOCUMENTED, re.MULTILINE)) >= set(REFUSALS)


async def test_with_a_secret_the_figures_need_a_token_too(store_folder: Path) -> None:
    secret = SecretStr("a secret of at least thirty-two characters")
    settings = Settings(data_dir=store_folder, token_secret=secret)
    async with serving(settings, build_schema(settings)) as client:
        refused = await client.get("/metrics")
        assert refused.status_code == 401
        assert refused.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert (await client.post("/graphql", json=READ)).status_code == 401
        token = sign_token(secret, "prometheus", timedelta(minutes=1))
        response = await client.get("/metrics", headers={"authorization": f"Bearer {token}"})
    assert response.status_code == 200
    assert f'graphapi_refusals_total{{process="{os.getpid()}",reason="credentials"}} 2\n' in response.text
