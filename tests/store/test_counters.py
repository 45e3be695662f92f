"""The counts of ``catalogue`` come from Neo4j's count store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graphapi.api.schema import GraphSchema
from graphapi.execution.explain import explain
from graphapi.store.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphapi.store import Graph

QUERY = "{ catalogue { films people actors characters actedIn appearsIn hasKeyword } }"
COUNTERS = {"NodeCountFromCountStore", "RelationshipCountFromCountStore"}


@pytest.mark.neo4j
@pytest.mark.parametrize("endpoint", ["neo4j"], indirect=True)
async def test_neo4j_walks_over_nothing(graph: Graph) -> None:
    await migrate(graph)
    statement = explain(GraphSchema(), QUERY).statement
    async with graph._session("READ") as session:
        result = await session.run(f"EXPLAIN {statement}")
        plan = (await result.consume()).plan
    assert plan is not None
    operators = {name.partition("@")[0] for name in operators_of(plan)}
    assert operators >= COUNTERS
    assert not any("Scan" in name or "Expand" in name for name in operators)


def operators_of(plan: Mapping[str, Any]) -> Iterator[str]:
    """The operators of a plan and of all its children."""
    yield str(plan["operatorType"])
    for child in plan.get("children", ()):
        yield from operators_of(child)
