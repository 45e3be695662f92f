"""Traces and metrics by OTLP, as a collector receives them."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
from typing import TYPE_CHECKING

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from graphapi.api.schema import build_schema
from graphapi.compiler.relay.global_id import encode_id
from graphapi.settings import Settings
from tests.http.otlp_receiver import receiving
from tests.http.serving import await_estimates, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    import httpx
    from opentelemetry.proto.metrics.v1.metrics_pb2 import Metric

    from graphapi.store import Endpoint
    from tests.http.otlp_receiver import Received, ReceivedSpan

INTERNAL, SERVER, CLIENT = 1, 2, 3
SENT_PARENT = "00f067aa0ba902b7"
#: The database of the embedded store, which names the spans of statements.
STORE = "films"
READ = ["validate", "compile", "queue", STORE]


@pytest.fixture(scope="module")
def collector() -> Iterator[tuple[str, Received]]:
    """A receiver, and environment variables with which the SDK does not wait."""
    with pytest.MonkeyPatch.context() as environment, receiving() as (address, received):
        environment.setenv("OTEL_BSP_SCHEDULE_DELAY", "20")
        environment.setenv("OTEL_METRIC_EXPORT_INTERVAL", "100")
        environment.setenv("OTEL_SERVICE_NAME", "films")
        environment.setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test")
        environment.setenv("OTEL_EXPORTER_OTLP_HEADERS", "x-key=abc")
        yield address, received


@pytest.fixture(scope="module")
async def films(collector: tuple[str, Received], sample_store: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server with the sample that exports to the receiver."""
    settings = Settings(data_dir=sample_store, otlp_endpoint=f"{collector[0]}/")
    async with serving(settings, build_schema(settings)) as opened:
        await await_estimates(opened)
        yield opened


@pytest.fixture(scope="module")
def received(collector: tuple[str, Received]) -> Received:
    """What the receiver got."""
    return collector[1]


async def traced(
    client: httpx.AsyncClient, received: Received, document: str, status: int = 200, **more: object
) -> ReceivedSpan:
    """The span of the request, which is a child of the client's own span."""
    trace_id = secrets.token_hex(16)
    accept = "application/graphql-response+json"
    headers = {"traceparent": f"00-{trace_id}-{SENT_PARENT}-01", "accept": accept}
    response = await client.post("/graphql", json={"query": document, **more}, headers=headers)
    assert response.status_code == status, response.text
    return await asyncio.to_thread(received.trace, trace_id, SENT_PARENT)


async def test_a_query_is_a_tree_of_its_phases(films: httpx.AsyncClient, received: Received) -> None:
    root = await traced(films, received, 'query Title { film(by: { key: "crash-2004" }) { title } }')
    assert root.tree() == ("POST /graphql", [("query", READ)])
    operation = root.inner("query")
    kinds = [root.kind, operation.kind, *(child.kind for child in operation.children)]
    assert kinds == [SERVER, SERVER, INTERNAL, INTERNAL, INTERNAL, CLIENT]
    port = films.base_url.port
    assert root.attributes.pop("user_agent.original").startswith("python-httpx")
    assert root.attributes == {
        "http.request.method": "POST",
        "http.route": "/graphql",
        "http.response.status_code": 200,
        "url.path": "/graphql",
        "url.scheme": "http",
        "server.address": "127.0.0.1",
        "server.port": port,
        "client.address": "127.0.0.1",
        "network.protocol.version": "1.1",
    }
    assert operation.attributes.pop("graphapi.cost") >= 1
    assert operation.attributes == {
        "graphql.operation.type": "query",
        "graphql.operation.name": "Title",
        "graphapi.statements": 1,
    }
    assert not any(span.failed for span in (root, operation, *operation.children))


async def test_a_statement_names_its_store(
    films: httpx.AsyncClient, received: Received, embedded_endpoint: Endpoint
) -> None:
    operation = (await traced(films, received, "{ catalogue { films } }")).inner("query")
    queue, statement = operation.children[-2:]
    assert queue.attributes == {"graphapi.lane": "light"}
    assert statement.attributes == {
        "db.system.name": "arcadedb",
        "db.namespace": embedded_endpoint.database,
        "server.address": "127.0.0.1",
        "server.port": int(embedded_endpoint.uri.rpartition(":")[2]),
    }
    assert statement.name == embedded_endpoint.database
    assert operation.start <= queue.start <= queue.end == statement.start < statement.end <= operation.end


async def test_the_look_ups_of_a_search_belong_to_it(films: httpx.AsyncClient, received: Received) -> None:
    document = '{ search(query: "keanu", first: 3) { nodes { __typename } } }'
    operation = (await traced(films, received, document)).inner("query")
    assert [child.name for child in operation.children] == ["validate", "compile", "explore", "queue", STORE]
    look_ups = [child.name for child in operation.inner("explore").children]
    assert len(look_ups) > 2
    assert sorted(look_ups) == sorted(["queue", STORE] * (len(look_ups) // 2))
    assert operation.attributes["graphapi.statements"] == len(look_ups) // 2 + 1


async def test_the_statements_of_an_exploration_belong_to_it(films: httpx.AsyncClient, received: Received) -> None:
    people = {"from": encode_id("Person", "carla-gugino"), "to": encode_id("Person", "kevin-bacon")}
    document = "query($from: ID!, $to: ID!) { paths(from: $from, to: $to, first: 1) { nodes { degrees } } }"
    operation = (await traced(films, received, document, variables=people)).inner("query")
    names = [child.name for child in operation.children]
    assert names == ["validate", "compile", "explore", "queue", STORE]
    exploration = operation.inner("explore")
    assert exploration.attributes == {"graphapi.field": "paths"}
    levels = [child.name for child in exploration.children]
    assert levels == ["queue", STORE] * (len(levels) // 2)
    assert operation.attributes["graphapi.statements"] == len(levels) // 2 + 1 > 2


async def test_a_shared_statement_is_in_the_trace_of_each_request(films: httpx.AsyncClient, received: Received) -> None:
    sizes = [1]
    # On a busy machine, a statement can take too long to be shared.
    for _ in range(50):
        roots = await asyncio.gather(*(traced(films, received, "{ catalogue { people } }") for _ in range(40)))
        statements = [root.inner("query", STORE) for root in roots]
        sizes = [statement.attributes.get("db.operation.batch.size", 1) for statement in statements]
        if max(sizes) > 1:
            break
    assert max(sizes) > 1
    for size in set(sizes):
        assert sizes.count(size) % size == 0, "each of its requests has it"


@pytest.mark.parametrize(
    ("document", "status", "tree", "error"),
    [
        ("{ nothing }", 400, ("query", ["validate"]), "GRAPHQL_VALIDATION_FAILED"),
        ("{ catalogue ", 400, ("GraphQL Operation", ["validate"]), "GRAPHQL_PARSE_FAILED"),
        ("mutation { touch }", 400, ("mutation", ["validate"]), "GRAPHQL_VALIDATION_FAILED"),
        ("", 400, "GraphQL Operation", "BAD_USER_INPUT"),
    ],
)
async def test_a_failed_operation_has_its_error_code(
    films: httpx.AsyncClient, received: Received, document: str, status: int, tree: object, error: str
) -> None:
    root = await traced(films, received, document, status)
    assert root.tree() == ("POST /graphql", [tree])
    (operation,) = root.children
    assert (operation.failed, operation.attributes["error.type"]) == (True, error)
    assert (root.failed, root.attributes["http.response.status_code"]) == (False, status), "it is the client's fault"


async def test_an_operation_of_an_unknown_person_fails_in_the_exploration(
    films: httpx.AsyncClient, received: Received
) -> None:
    document = '{ neighbourhood(of: "UGVyc29uOm5vYm9keQ") { nodes { __typename } } }'
    operation = (await traced(films, received, document)).inner("query")
    exploration = operation.inner("explore")
    assert (exploration.failed, exploration.attributes["error.type"]) == (True, "NOT_FOUND")
    assert operation.attributes["error.type"] == "NOT_FOUND"


async def test_other_addresses_are_traced_but_not_the_probes(films: httpx.AsyncClient, received: Received) -> None:
    for path in ("/livez", "/readyz", "/metrics"):
        assert (await films.get(path)).status_code == 200
    await films.get("/nothing", headers={"traceparent": f"00-{'b' * 32}-{SENT_PARENT}-01"})
    root = await asyncio.to_thread(received.trace, "b" * 32, SENT_PARENT)
    assert (root.tree(), root.attributes["http.response.status_code"]) == ("GET", 404)
    assert not any(span.attributes.get("url.path") in ("/livez", "/readyz", "/metrics") for span in received.spans)


async def test_values_of_clients_are_left_out(films: httpx.AsyncClient, received: Received) -> None:
    root = await traced(films, received, '{ search(query: "persephone") { totalCount } }')
    await films.get("/graphql", params={"query": '{ search(query: "persephone", first: 1) { totalCount } }'})
    await asyncio.to_thread(received.trace, root.trace_id, SENT_PARENT)
    assert "persephone" not in str(received.spans)
    assert "db.query.text" not in str(received.spans)


async def test_documents_and_statements_are_recorded_if_asked(
    films: httpx.AsyncClient, collector: tuple[str, Received], sample_store: Path
) -> None:
    settings = Settings(data_dir=sample_store, otlp_endpoint=collector[0], trace_documents=True, trace_statements=True)
    document = '{ film(by: { key: "ronin" }) { title } }'
    async with serving(settings, build_schema(settings)) as client:
        operation = (await traced(client, collector[1], document)).inner("query")
    assert operation.attributes["graphql.document"] == document
    text = operation.inner(STORE).attributes["db.query.text"]
    assert "$p0" in text
    assert "ronin" not in text


async def test_the_sdk_reads_its_own_variables(films: httpx.AsyncClient, received: Received) -> None:
    await traced(films, received, "{ catalogue { films } }")
    assert received.headers["x-key"] == "abc"
    assert received.headers["content-type"] == "application/x-protobuf"
    assert received.resource["service.name"] == "films"
    assert received.resource["deployment.environment.name"] == "test"
    assert received.resource["process.pid"] == os.getpid()


async def test_metrics_are_those_of_the_metrics_page(films: httpx.AsyncClient, received: Received) -> None:
    await films.post("/graphql", json={"query": "query Counted { catalogue { films } }"})

    def exported() -> dict[str, Metric] | None:
        points = received.metrics["graphapi.requests"].sum.data_points if received.metrics else []
        names = [{one.key: one.value.string_value for one in point.attributes} for point in points]
        return received.metrics if any(name["operation"] == "Counted" for name in names) else None

    found = await asyncio.to_thread(received.wait_for, exported)
    text = (await films.get("/metrics")).text
    kinds = {"counter": "sum", "gauge": "gauge", "histogram": "histogram"}
    endings = {"s": "_seconds"}
    described = [line.split() for line in text.splitlines() if line.startswith("# TYPE ")]
    names = {name for _, _, name, _ in described}
    for _, _, name, kind in described:
        matching = [
            metric
            for metric in found.values()
            # The names that Prometheus gives to metrics that it receives by OTLP.
            if metric.name.replace(".", "_") + endings.get(metric.unit, "") + "_total" * (kind == "counter") == name
        ]
        assert [metric.WhichOneof("data") for metric in matching] in ([kinds[kind]], []), name
        assert matching or f"\n{name}{{" not in text
    assert len(names) >= len(found) > 15
    histogram = found["graphapi.statement"].histogram
    assert (
        histogram.aggregation_temporality
        == histogram.DESCRIPTOR.fields_by_name["aggregation_temporality"]
        .enum_type.values_by_name["AGGREGATION_TEMPORALITY_CUMULATIVE"]
        .number
    )
    light = next(point for point in histogram.data_points if "light" in str(point.attributes))
    assert light.count == sum(light.bucket_counts) > 0
    assert len(light.bucket_counts) == len(light.explicit_bounds) + 1
    assert f'graphapi_statement_seconds_bucket{{process="{os.getpid()}",lane="light",le="0.005"}}' in text


async def test_log_lines_have_the_id_of_the_trace(
    films: httpx.AsyncClient, client: httpx.AsyncClient, received: Received
) -> None:
    with capture_logs(processors=[merge_contextvars]) as lines:
        root = await traced(films, received, "{ catalogue { films } }")
        await films.post("/graphql", json={"query": "{ catalogue { films } }"})
        for sent in (f"00-{'a' * 32}-{SENT_PARENT}-01", f"00-{'0' * 32}-{SENT_PARENT}-01", "nonsense"):
            await client.post("/graphql", json={"query": "{ hello }"}, headers={"traceparent": sent})
        await client.post("/graphql", json={"query": "{ hello }"})
    found = [line.get("trace_id") for line in lines if line["event"] == "request"]
    assert found[0] == root.trace_id
    assert re.fullmatch(r"[0-9a-f]{32}", str(found[1])), "a trace of its own"
    assert found[2:] == ["a" * 32, None, None, None], "without telemetry, that of a valid header"
    assert all("trace_id" in line for line in lines if line["event"] == "statement" and "request_id" in line)


async def test_a_client_can_leave_its_trace_out(films: httpx.AsyncClient, received: Received) -> None:
    with capture_logs(processors=[merge_contextvars]) as lines:
        headers = {"traceparent": f"00-{'d' * 32}-{SENT_PARENT}-00"}
        await films.post("/graphql", json={"query": "{ catalogue { films } }"}, headers=headers)
    assert [line["trace_id"] for line in lines if line["event"] == "request"] == ["d" * 32]
    await traced(films, received, "{ catalogue { films } }")
    assert "d" * 32 not in {span.trace_id for span in received.spans}


async def test_a_collector_that_is_not_there_stops_nothing(
    films: httpx.AsyncClient, sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "1")
    settings = Settings(data_dir=sample_store, otlp_endpoint="http://127.0.0.1:9")
    async with asyncio.timeout(6), serving(settings, build_schema(settings)) as client:
        assert (await client.post("/graphql", json={"query": "{ catalogue { films } }"})).status_code == 200
