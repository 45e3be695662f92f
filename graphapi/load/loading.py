"""The course of every load: files are staged in a temporary database, and then written to the graph."""

from __future__ import annotations

import asyncio
import gc
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Protocol

from graphapi.load.bulk.embedded_load import is_large, load_embedded
from graphapi.load.bulk.import_files import write_import_files
from graphapi.load.desired_graph import derive_characters
from graphapi.load.key_checks import delete_dangling
from graphapi.load.options import LoadOptions, LoadSummary, SilentProgress
from graphapi.load.progress import row_count
from graphapi.load.sample_removal import LOAD_LOCK, find_state, remove_sample
from graphapi.load.staging import open_staging
from graphapi.load.writer import Writer
from graphapi.store.lock import hold_lock
from graphapi.store.well_known import write_well_known

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from graphapi.load.options import ProgressListener
    from graphapi.load.staging import Staging
    from graphapi.store.bolt import Graph


class StageFiles(Protocol):
    """Reads and checks a file or a folder; afterwards only valid rows are staged."""

    def __call__(
        self,
        staging: Staging,
        graph: Graph,
        path: Path,
        options: LoadOptions,
        progress: ProgressListener,
        summary: LoadSummary,
        /,
    ) -> Awaitable[None]:
        """Stage the rows, and add the files and the notices to the summary.

        Raises:
            BadInputError: the files have errors, and ``options.skip_bad_rows`` is not set.
        """
        ...


async def load_files(
    stage: StageFiles, graph: Graph, path: Path, options: LoadOptions | None, progress: ProgressListener | None
) -> LoadSummary:
    """Stage a file or a folder, and write it into a graph that has its constraints.

    Raises:
        BadInputError: the files have errors, and ``options.skip_bad_rows`` is not set.
        StoreUnavailableError: the store cannot be reached.
    """
    options, progress = options or LoadOptions(), progress or SilentProgress()
    start = time.perf_counter()
    summary = LoadSummary()
    with _without_old_garbage(), open_staging(options.memory_mib) as staging:
        await stage(staging, graph, path, options, progress, summary)
        await write_staged(staging, graph, options, progress, summary)
    summary.seconds = time.perf_counter() - start
    return summary


@contextmanager
def _without_old_garbage() -> Iterator[None]:
    """Look for garbage only among the objects that are made in this context.

    A load makes so many lists that Python would otherwise search all imported modules again and again, which took a
    third of the load's processor time.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def without_graph(
    stage: Callable[[Staging, Path, LoadOptions, ProgressListener, LoadSummary], None],
) -> StageFiles:
    """Run a function that stages files without reading the graph in a thread."""

    async def staged(
        staging: Staging,
        graph: Graph,
        path: Path,
        options: LoadOptions,
        progress: ProgressListener,
        summary: LoadSummary,
    ) -> None:
        await asyncio.to_thread(stage, staging, path, options, progress, summary)

    return staged


async def write_staged(
    staging: Staging, graph: Graph, options: LoadOptions, progress: ProgressListener, summary: LoadSummary
) -> None:
    """Remove the sample and write the staged rows, under a lock in the graph that lets one load run at a time."""
    if options.import_folder is not None:
        await asyncio.to_thread(derive_characters, staging)
        await asyncio.to_thread(write_import_files, staging, options.import_folder, summary, progress, options)
        return
    async with hold_lock(graph, LOAD_LOCK, partial(progress.started, "Waiting for another load", None)):
        found = await find_state(graph, options)
        if found.is_replaceable and (count := await asyncio.to_thread(delete_dangling, staging)):
            summary.notices.append(f"{row_count(count)} were left out: they refer to nodes of the sample.")
        await asyncio.to_thread(derive_characters, staging)
        if found.is_replaceable and is_large(staging, graph, options):
            await load_embedded(staging, graph, summary, progress)
            summary.sample_removed = not found.is_empty
            return
        if found.is_replaceable and not found.is_empty:
            await remove_sample(graph, progress)
            summary.sample_removed = True
        writer = Writer(graph, graph.write, summary, options, progress, graph_is_empty=found.is_replaceable)
        await writer.write(staging)
        if writer.ranks_changed:
            await write_well_known(graph)
        if writer.changed:
            await writer.mark(sample=False)
