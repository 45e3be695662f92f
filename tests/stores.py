"""Operations on stores that all suites share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.load.catalogue import load_catalogue
from graphapi.load.sample_removal import sample_folder
from graphapi.store.migrations import migrate

if TYPE_CHECKING:
    from graphapi.store import Graph

BATCH = 2000


async def wipe(graph: Graph) -> None:
    """Delete all nodes and relationships, including the records of migrations; keep constraints and indexes."""
    while (await graph.read("MATCH (n) RETURN count(n)", {}))[0]:
        await graph.write(f"MATCH (n) WITH n LIMIT {BATCH} DETACH DELETE n", {})


async def fill_with_sample(graph: Graph) -> None:
    """Replace the content of a store by the sample."""
    await wipe(graph)
    await migrate(graph)
    with sample_folder() as folder:
        await load_catalogue(graph, folder)


async def open_statements(graph: Graph) -> list[str]:
    """The statements that run at the store or wait in an open transaction, except the one that asks."""
    rows = await graph.run_schema("SHOW TRANSACTIONS YIELD currentQuery")
    return [str(row[0]) for row in rows if "SHOW TRANSACTIONS" not in str(row[0])]
