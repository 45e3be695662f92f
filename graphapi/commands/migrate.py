"""`graphapi migrate`: updates constraints and indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.commands.shell import (
    AsJson,
    DataDir,
    configure_logging,
    console,
    examples,
    opened_graph,
    print_json,
    read_settings,
    run,
)

if TYPE_CHECKING:
    from graphapi.settings import Settings
    from graphapi.store.migrations import Migration

EXAMPLES = examples(
    "graphapi migrate",
    "NEO4J_URI=neo4j://localhost:7687 NEO4J_PASSWORD=… graphapi migrate",
    "graphapi migrate --json",
)


def migrate(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Update the constraints and indexes of the graph to this version.

    It is safe to run this command repeatedly, and from two machines at the same time.
    """
    settings = read_settings(data_dir=data_dir)
    configure_logging(settings)
    applied = run(_migrate(settings))
    if as_json:
        print_json({"applied": [{"version": one.version, "name": one.name} for one in applied]})
        return
    out = console()
    for migration in applied:
        out.print(f"Applied {migration.name}", markup=False)
    if not applied:
        out.print("The graph is up to date.")


async def _migrate(settings: Settings) -> list[Migration]:
    from graphapi.store.migrations import migrate as apply_pending

    async with opened_graph(settings) as graph:
        return await apply_pending(graph)
