"""The sample: a small catalogue in the package, loaded into an empty embedded store."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from graphapi.load.catalogue import stage_catalogue
from graphapi.load.desired_graph import derive_characters
from graphapi.load.options import LoadOptions, LoadSummary, SilentProgress
from graphapi.load.sample_removal import LOAD_LOCK, is_empty, sample_folder
from graphapi.load.staging import open_staging
from graphapi.load.writer import Writer
from graphapi.store.bolt import StoreKind
from graphapi.store.lock import hold_lock
from graphapi.store.well_known import write_well_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.store.bolt import Graph


async def wants_sample(graph: Graph) -> bool:
    """Whether a server that starts on this graph should load the sample: only into an empty embedded store."""
    return graph.kind is StoreKind.EMBEDDED and await is_empty(graph)


async def load_sample(graph: Graph) -> LoadSummary:
    """Load the sample into an empty graph in one transaction.

    If another load has written to the graph in the meantime, the sample is not loaded.

    Raises:
        StoreUnavailableError: the store cannot be reached.
    """
    start = time.perf_counter()
    options, progress, summary = LoadOptions(), SilentProgress(), LoadSummary()
    statements: list[tuple[str, Mapping[str, object]]] = []

    async def collect(statement: str, parameters: Mapping[str, object]) -> None:
        statements.append((statement, parameters))

    with sample_folder() as folder, open_staging(options.memory_mib) as staging:
        await stage_catalogue(staging, graph, folder, options, progress, summary)
        derive_characters(staging)
        writer = Writer(graph, collect, summary, options, progress, graph_is_empty=True)
        await writer.write(staging)
        await writer.mark(sample=True)
    async with hold_lock(graph, LOAD_LOCK):
        if await is_empty(graph):
            await graph.transaction(statements)
            await write_well_known(graph)
    summary.seconds = time.perf_counter() - start
    return summary
