"""The sample: a small catalogue that comes with the package, for a store that is still empty."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from graphapi.load.catalogue import stage_catalogue
from graphapi.load.derivation import derive_characters
from graphapi.load.options import LoadOptions, LoadSummary, SilentProgress
from graphapi.load.sample_removal import LOADS, is_empty, sample_folder
from graphapi.load.staging import open_staging
from graphapi.load.writer import Writer
from graphapi.store.bolt import StoreKind
from graphapi.store.lock import hold_lock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.store.bolt import Graph


async def wants_sample(graph: Graph) -> bool:
    """Whether a server that starts on this graph should load the sample: only an empty embedded store is for that."""
    return graph.kind is StoreKind.EMBEDDED and await is_empty(graph)


async def load_sample(graph: Graph) -> LoadSummary:
    """Load the sample into an empty graph, in one transaction: it is there as a whole or not at all.

    Where somebody else loads meanwhile, the graph is not empty any more, and stays as it is.

    Raises:
        StoreUnavailableError: the store went away.
    """
    start = time.perf_counter()
    options, progress, summary = LoadOptions(), SilentProgress(), LoadSummary()
    work: list[tuple[str, Mapping[str, object]]] = []

    async def keep(statement: str, parameters: Mapping[str, object]) -> None:
        work.append((statement, parameters))

    with sample_folder() as folder, open_staging(options.memory_mib) as staging:
        await stage_catalogue(staging, graph, folder, options, progress, summary)
        derive_characters(staging)
        writer = Writer(graph, keep, summary, options, progress, fresh=True)
        await writer.write(staging)
        await writer.mark(sample=True)
    async with hold_lock(graph, LOADS):
        if await is_empty(graph):
            await graph.transaction(work)
    summary.seconds = time.perf_counter() - start
    return summary
