"""Statements, values and failures over Bolt, on both stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphapi.store import connect
from tests.stores import wipe

if TYPE_CHECKING:
    from graphapi.store import Endpoint, Graph


async def test_reads_the_values_of_one_record(graph: Graph) -> None:
    await graph.write("UNWIND $keys AS key CREATE (:Film {key: key})", {"keys": ["a", "b"]})

    statement = "MATCH (f:Film) WITH f ORDER BY f.key RETURN collect([f.key]), count(*)"
    assert await graph.read(statement, {}) == [[["a"], ["b"]], 2]


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
