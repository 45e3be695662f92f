"""Cost over HTTP: the report, the dry run, the limit, and the budgets of clients."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from graphapi.api.schema import build_schema
from graphapi.compiler.compiled import CompiledOperation
from graphapi.settings import Settings
from tests.http.abuse import abusive_document
from tests.http.schema import make_schema
from tests.http.serving import serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from pathlib import Path

    import httpx

CHEAP = '{ film(by: {key: "red-hot-1993"}) { title } }'
WORST = """{ films(first: 1000) { nodes { similar(first: 100) { nodes { title similar(first: 100) {
  nodes { title similar(first: 100) { nodes { title } } } } } } } } }"""
EXPENSIVE = "{ films(first: 100) { nodes { similar(first: 20) { nodes { title } } } } }"
GRAPHQL = {"accept": "application/graphql-response+json"}


@asynccontextmanager
async def api(folder: Path, **settings: object) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the API with these settings, which has read the sizes of the graph."""
    chosen = Settings.model_validate({"data_dir": folder, **settings})
    async with serving(chosen, build_schema(chosen)) as client:
        for _ in range(500):
            answer = (await post(client, CHEAP, **{"x-graphapi-dry-run": "1"})).json()
            if answer["extensions"]["cost"]["estimated"] is not None:
                break
            await asyncio.sleep(0.02)
        yield client


async def post(client: httpx.AsyncClient, query: str, **headers: str) -> httpx.Response:
    return await client.post("/graphql", json={"query": query}, headers={**GRAPHQL, **headers})


async def test_the_cost_is_reported_on_request(sample_store: Path) -> None:
    async with api(sample_store) as client:
        query = '{ film(by: {key: "red-hot-1993"}) { title cast(first: 3) { nodes { name } } } }'
        answer = (await post(client, query, **{"x-graphapi-cost": "1"})).json()
        cost = answer["extensions"]["cost"]
        assert answer["data"]["film"]["title"] == "Red Hot"
        assert (cost["estimated"], cost["actualRows"], cost["limit"], cost["remaining"]) == (1, 4, 20_000, None)
        assert cost["preparation"] > 0, "the document was new"
        again = (await post(client, query, **{"x-graphapi-cost": "1"})).json()["extensions"]["cost"]
        assert (again["estimated"], again["preparation"]) == (1, 0)
        assert 0 < cost["storeMilliseconds"] < 10_000
        assert "extensions" not in (await post(client, query)).json()


async def test_a_dry_run_reads_nothing(sample_store: Path) -> None:
    async with api(sample_store) as client:
        response = await post(client, WORST, **{"x-graphapi-dry-run": "1"})
        answer = response.json()
        assert (response.status_code, answer["data"]) == (200, None)
        assert "errors" not in answer
        cost = answer["extensions"]["cost"]
        assert cost["estimated"] > cost["limit"] == 20_000
        assert (cost["actualRows"], cost["storeMilliseconds"]) == (0, 0)


@pytest.mark.parametrize("media_type", ["application/json", "application/graphql-response+json"])
async def test_what_costs_too_much_is_refused_with_the_field(sample_store: Path, media_type: str) -> None:
    async with api(sample_store) as client:
        response = await post(client, WORST, accept=media_type)
        (error,) = response.json()["errors"]
        extensions = error["extensions"]
        assert response.status_code == (200 if media_type == "application/json" else 400)
        assert extensions["code"] == "COST_LIMIT"
        assert extensions["estimated"] > extensions["limit"] == 20_000
        assert extensions["path"][:2] == ["films", "nodes"]
        assert "similar" in error["message"]
    async with api(sample_store, max_cost=10**9) as client:
        assert "errors" not in (await post(client, "{ films(first: 1000) { nodes { title } } }")).json()


async def test_a_response_with_too_many_values_is_refused_with_the_field(sample_store: Path) -> None:
    query = "{ films(first: 10) { nodes { title year a: title b: title } } }"
    async with api(sample_store, max_response_values=30) as client:
        (error,) = (await post(client, query)).json()["errors"]
        extensions = error["extensions"]
        assert extensions["code"] == "COST_LIMIT"
        assert extensions["limit"] == 30
        assert 40 <= extensions["estimated"] <= 50
        assert extensions["path"] == ["films", "nodes"]
        assert "errors" not in (await post(client, query.replace("10", "5"))).json()
        assert "errors" not in (await post(client, query, **{"x-graphapi-dry-run": "1"})).json()


async def test_a_large_response_is_built_beside_the_event_loop(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds_in_loop: list[bool] = []
    build = CompiledOperation.answer

    def answer(self: CompiledOperation, record: Sequence[Any], variables: Mapping[str, Any]) -> dict[str, Any] | None:
        builds_in_loop.append(threading.current_thread() is threading.main_thread())
        return build(self, record, variables)

    monkeypatch.setattr(CompiledOperation, "answer", answer)
    page = "films { nodes { id key title year runtimeMinutes plot imdbId rating votes } }"
    async with api(sample_store) as client:
        small = (await post(client, f"{{ {page} }}")).json()["data"]["films"]
        aliases = " ".join(f"a{number}: {page}" for number in range(90))
        large = (await post(client, f"{{ {aliases} }}")).json()["data"]
    assert list(large.values()) == [small] * 90
    assert builds_in_loop == [True, False]


async def test_a_client_that_used_up_its_budget_waits(sample_store: Path) -> None:
    async with api(sample_store, cost_per_second=1, cost_burst=1_000, max_cost=1_000) as client:
        response = await post(client, CHEAP)
        assert response.headers["ratelimit-policy"] == '"cost";q=1000;w=1000'
        remaining = int(response.headers["ratelimit"].split(";r=")[1].split(";")[0])
        assert 700 <= remaining < 1_000
        for _ in range(2):
            dry_run = await post(client, EXPENSIVE, **{"x-graphapi-dry-run": "1"})
        assert dry_run.json()["extensions"]["cost"]["preparation"] == 0, "the second time"
        left = int(dry_run.headers["ratelimit"].split(";r=")[1].split(";")[0])
        again = await post(client, EXPENSIVE, **{"x-graphapi-dry-run": "1"})
        assert int(again.headers["ratelimit"].split(";r=")[1].split(";")[0]) >= left - 1, "it costs a request"
        answered = 0
        while answered < 20 and (await post(client, EXPENSIVE)).status_code == 200:
            answered += 1
        assert 1 <= answered < 20
        refused = await post(client, EXPENSIVE, accept="application/json")
        assert refused.status_code == 429, "whatever the media type"
        assert int(refused.headers["retry-after"]) >= 1
        assert refused.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"


async def test_a_new_large_document_uses_up_the_budget(sample_store: Path) -> None:
    async with api(sample_store, cost_per_second=1, cost_burst=20_000) as client:

        async def left(document: str) -> int:
            response = await post(client, document, **{"x-graphapi-dry-run": "1"})
            return int(response.headers["ratelimit"].split(";r=")[1].split(";")[0])

        large = abusive_document("alternatives", 300)
        before = await left(CHEAP)
        first = await left(large)
        assert first < before - 100
        assert await left(large) >= first - 1, "it is charged for once"


async def test_requests_that_are_refused_are_not_free(sample_store: Path) -> None:
    async with api(sample_store, cost_per_second=1, cost_burst=20_000) as client:

        async def left(query: str) -> int:
            response = await post(client, query)
            return int(response.headers["ratelimit"].split(";r=")[1].split(";")[0])

        before = await left(CHEAP)
        for query in ("{ films(", "{ nothing }", WORST) * 20:
            after = await left(query)
        assert after < before - 40


async def test_clients_behind_a_trusted_proxy_have_budgets_of_their_own(sample_store: Path) -> None:
    settings = {"cost_per_second": 1, "cost_burst": 10_000, "trusted_proxies": ("127.0.0.0/8",)}
    async with api(sample_store, **settings) as client:

        async def left(forwarded: str) -> int:
            response = await post(client, CHEAP, **{"x-forwarded-for": forwarded})
            return int(response.headers["ratelimit"].split(";r=")[1].split(";")[0])

        assert await left("203.0.113.7") == 9_999
        assert await left("203.0.113.8") == 9_999
        assert await left("198.51.100.1, 203.0.113.7") == 9_998, "what a client writes itself does not count"
        assert await left("2001:db8:1:2::1") == 9_999
        assert await left("2001:db8:1:2:ffff::9") == 9_998, "one customer has the whole network"


async def test_the_header_of_strangers_is_not_believed(sample_store: Path) -> None:
    async with api(sample_store, cost_per_second=1, cost_burst=10_000) as client:
        await post(client, EXPENSIVE)
        response = await post(client, CHEAP, **{"x-forwarded-for": "203.0.113.7"})
        left = int(response.headers["ratelimit"].split(";r=")[1].split(";")[0])
        assert left < 9_960, "a client of its own would have 9,999"


async def test_operations_in_flight_are_bounded(store_folder: Path) -> None:
    async with serving(Settings(data_dir=store_folder, max_in_flight=2), make_schema()) as client:
        waiting = [asyncio.create_task(post(client, "{ wait(seconds: 1) }")) for _ in range(2)]
        await asyncio.sleep(0.3)
        refused = await post(client, "{ hello }")
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
        assert [response.status_code for response in await asyncio.gather(*waiting)] == [200, 200]
        assert (await post(client, "{ hello }")).status_code == 200
