"""Statements, values, deadlines and failures over Bolt, on both stores."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import structlog

from graphapi.errors import DeadlineExceededError, ErrorCode, GraphapiError, StoreUnavailableError
from graphapi.settings import Settings
from graphapi.store import Endpoint, StatementError, StoreKind, connect, open_graph
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from graphapi.store import Graph

# 27 billion combinations of nodes, which neither an index nor a plan can reduce.
ENDLESS = "MATCH (a:N), (b:N), (c:N) WHERE a.i + b.i + c.i = -1 RETURN count(*)"


async def test_reads_the_values_of_one_record(graph: Graph) -> None:
    await graph.write("UNWIND $keys AS key CREATE (:Film {key: key})", {"keys": ["a", "b"]})

    statement = "MATCH (f:Film) WITH f ORDER BY f.key RETURN collect([f.key]), count(*)"
    assert await graph.read(statement, {}) == [[["a"], ["b"]], 2]


async def test_values_arrive_as_they_were_sent(graph: Graph) -> None:
    values = ["", "Kurosawa 黒澤明 🎬", "quote ' and \" and \\", 0, -1, 2**62, 5.5, True, None, ["a", None], {"k": [1]}]
    assert await graph.read("RETURN $values", {"values": values}) == [values]


async def test_writes_return_every_record(graph: Graph) -> None:
    assert await graph.write("UNWIND [2, 1] AS i CREATE (n:N {i: i}) RETURN n.i ORDER BY n.i", {}) == [[1], [2]]
    assert await graph.write("MATCH (n:Nothing) RETURN n.i", {}) == []


async def test_a_transaction_happens_whole_or_not_at_all(graph: Graph) -> None:
    create = "CREATE (:N {i: $i})"
    await graph.transaction([(create, {"i": 1}), (create, {"i": 2})])
    with pytest.raises(StatementError):
        await graph.transaction([(create, {"i": 3}), ("THIS IS WRONG", {})])

    assert await graph.read("MATCH (n:N) WITH n ORDER BY n.i RETURN collect(n.i)", {}) == [[1, 2]]


async def test_conflicting_writes_all_happen(graph: Graph) -> None:
    await graph.write("CREATE (:Counter {n: 0})", {})
    one_more = "MATCH (c:Counter) SET c.n = c.n + 1"

    async def write(times: int) -> None:
        for _ in range(times):
            await graph.write(one_more, {})

    await asyncio.gather(*(write(10) for _ in range(8)))

    assert await graph.read("MATCH (c:Counter) RETURN c.n", {}) == [80]


async def test_merges_of_one_new_key_at_once_make_one_node(graph: Graph) -> None:
    await graph.run_schema("CREATE CONSTRAINT merged_key IF NOT EXISTS FOR (n:Merged) REQUIRE n.key IS UNIQUE")
    for key in range(5):
        await asyncio.gather(*(graph.write("MERGE (n:Merged {key: $key})", {"key": str(key)}) for _ in range(8)))

    assert await graph.read("MATCH (n:Merged) RETURN count(n)", {}) == [5]


@pytest.mark.neo4j
async def test_neo4j_lets_a_read_write_nothing(neo4j_endpoint: Endpoint) -> None:
    graph = await connect(neo4j_endpoint)
    try:
        with pytest.raises(GraphapiError):
            await graph.read("CREATE (n:Forbidden) RETURN count(n)", {})
        assert await graph.read("MATCH (n:Forbidden) RETURN count(n)", {}) == [0]
    finally:
        await graph.close()


async def test_a_read_ends_at_its_deadline(graph: Graph) -> None:
    await graph.write("UNWIND range(1, 3000) AS i CREATE (:N {i: i})", {})

    start = time.monotonic()
    with pytest.raises(DeadlineExceededError) as missed:
        await graph.read(ENDLESS, {}, timeout=1)

    assert time.monotonic() - start < 15
    assert missed.value.code is ErrorCode.TIMEOUT
    # The connection must not return the late answer to the next statement.
    assert [await graph.read("RETURN $i", {"i": i}, timeout=30) for i in range(20)] == [[i] for i in range(20)]


async def test_reads_beyond_the_pool_wait_for_their_turn(graph: Graph) -> None:
    answers = await asyncio.gather(*(graph.read("RETURN $i", {"i": i}, timeout=20) for i in range(300)))
    assert answers == [[i] for i in range(300)]


async def test_a_cancelled_read_leaves_the_graph_usable(graph: Graph) -> None:
    await graph.write("UNWIND range(1, 3000) AS i CREATE (:N {i: i})", {})
    for _ in range(3):
        task = asyncio.create_task(graph.read(ENDLESS, {}, timeout=10))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await graph.read("RETURN 1", {}, timeout=30) == [1]


@pytest.mark.neo4j
async def test_neo4j_itself_ends_a_statement_at_the_deadline(neo4j_endpoint: Endpoint) -> None:
    graph = await connect(neo4j_endpoint)
    try:
        await wipe(graph)
        await graph.write("UNWIND range(1, 3000) AS i CREATE (:N {i: i})", {})
        with pytest.raises(DeadlineExceededError):
            await graph.read(ENDLESS, {}, timeout=1)
        await asyncio.sleep(1.5)
        running = await graph.run_schema(
            "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'MATCH (a:N)'"
        )
        assert running == []
    finally:
        await wipe(graph)
        await graph.close()


async def test_a_refused_statement_says_nothing_of_itself(graph: Graph, caplog: pytest.LogCaptureFixture) -> None:
    with structlog.testing.capture_logs() as lines, pytest.raises(StatementError) as refused:
        await graph.read("MATCH (secret:Secret) RETURN WRONG(", {})

    assert "secret" not in str(refused.value).lower()
    assert refused.value.code is ErrorCode.INTERNAL_ERROR
    assert refused.value.store_code == "Neo.ClientError.Statement.SyntaxError"
    assert [line["log_level"] for line in lines if line["event"] == "statement refused"] == ["error"]


async def test_every_statement_is_one_line_without_values(graph: Graph) -> None:
    with structlog.testing.capture_logs() as lines:
        await graph.read("RETURN $name, $other", {"other": 1, "name": "Carla Gugino"})

    (line,) = lines
    assert line.pop("milliseconds") > 0
    assert line == {
        "event": "statement",
        "log_level": "debug",
        "statement": "RETURN $name, $other",
        "parameters": ["name", "other"],
    }


async def test_a_wrong_password_is_named(endpoint: Endpoint) -> None:
    with pytest.raises(
        StoreUnavailableError, match=rf"does not accept the password of '{endpoint.username}'"
    ) as refused:
        await connect(replace(endpoint, password=f"not {endpoint.password}"))
    assert refused.value.exit_code == 3
    assert refused.value.code is ErrorCode.UNAVAILABLE


async def test_missing_credentials_are_named(endpoint: Endpoint) -> None:
    with pytest.raises(StoreUnavailableError, match="NEO4J_PASSWORD"):
        await connect(replace(endpoint, password=None))


async def test_an_unknown_database_is_named(endpoint: Endpoint) -> None:
    with pytest.raises(StoreUnavailableError, match=r"no database 'nowhere' at .*NEO4J_DATABASE"):
        await connect(replace(endpoint, database="nowhere"))


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
async def test_a_store_that_is_not_there_is_named(scheme: str) -> None:
    settings = Settings(neo4j_uri=f"{scheme}://127.0.0.1:9", neo4j_password=None)
    start = time.monotonic()
    with pytest.raises(StoreUnavailableError, match=r"127\.0\.0\.1:9 cannot be reached. Is it running") as missing:
        async with open_graph(settings):
            pytest.fail("connected to nothing")
    assert time.monotonic() - start < 30
    assert missing.value.exit_code == 3


async def test_an_unknown_host_is_named() -> None:
    with pytest.raises(StoreUnavailableError, match=r"bolt://nowhere\.invalid cannot be reached"):
        await connect(Endpoint("bolt://nowhere.invalid", StoreKind.NEO4J))


@pytest.mark.parametrize(
    "uri", ["http://127.0.0.1:7474", "nonsense", "bolt+x://a", "bolt://[::1", "bolt://h:notaport", ""]
)
async def test_an_address_of_another_kind_is_named(uri: str) -> None:
    with pytest.raises(StoreUnavailableError, match=r"is not the address of a store|cannot be reached"):
        await connect(Endpoint(uri, StoreKind.NEO4J))


@pytest.fixture
async def silent_port() -> AsyncIterator[int]:
    """A port that accepts connections and never answers."""

    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(wait, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def test_something_that_never_answers_is_named(silent_port: int) -> None:
    async with asyncio.timeout(60):
        with pytest.raises(StoreUnavailableError, match="cannot be reached"):
            await connect(Endpoint(f"bolt://127.0.0.1:{silent_port}", StoreKind.NEO4J))


async def test_the_http_port_is_not_taken_for_bolt(embedded_endpoint: Endpoint) -> None:
    port = (embedded_endpoint.http_url or "").rsplit(":", 1)[1]
    with pytest.raises(StoreUnavailableError, match=r"speaks HTTP, not Bolt\..*7687"):
        await connect(Endpoint(f"bolt://127.0.0.1:{port}", StoreKind.NEO4J))


@pytest.mark.neo4j
async def test_works_on_the_newest_neo4j(neo4j_next_endpoint: Endpoint) -> None:
    graph = await connect(neo4j_next_endpoint)
    try:
        await wipe(graph)
        await graph.write("CREATE (:Film {key: $key})", {"key": "a"})
        assert await graph.read("MATCH (f:Film) CALL (f) { RETURN f.key AS key } RETURN collect([key])", {}) == [
            [["a"]]
        ]
        assert graph.server.startswith("Neo4j/202")
    finally:
        await graph.close()
