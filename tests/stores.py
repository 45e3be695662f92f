"""Operations on stores that all suites share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphapi.store import Graph

BATCH = 2000


async def wipe(graph: Graph) -> None:
    """Delete all nodes and relationships, including the records of migrations; keep constraints and indexes."""
    while (await graph.read("MATCH (n) RETURN count(n)", {}))[0]:
        await graph.write(f"MATCH (n) WITH n LIMIT {BATCH} DETACH DELETE n", {})
