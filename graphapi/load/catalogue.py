"""Loading a catalogue from files in CSV, Parquet or JSON lines."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from graphapi.load.catalogue_files import find_catalogue_files, ignored_files
from graphapi.load.csv_schema import FILES, NODE_SCHEMAS
from graphapi.load.key_checks import check_duplicates, check_references, delete_duplicates
from graphapi.load.loading import load_files
from graphapi.load.options import FileRows
from graphapi.load.rejects import write_rejects
from graphapi.load.row_staging import stage_file

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.load.options import LoadOptions, LoadSummary, ProgressListener
    from graphapi.load.staging import Staging
    from graphapi.store.bolt import Graph


async def load_catalogue(
    graph: Graph,
    folder: Path,
    *,
    options: LoadOptions | None = None,
    progress: ProgressListener | None = None,
) -> LoadSummary:
    """Load a folder of files, each in any format of a catalogue, into a graph that has its constraints.

    The content of the files is merged into the graph; nothing is removed, except the sample. All files are checked
    before anything is written. Running an interrupted load again completes it.

    Raises:
        BadInputError: the files have errors, and ``options.skip_bad_rows`` is not set.
        StoreUnavailableError: the store cannot be reached.
    """
    return await load_files(stage_catalogue, graph, folder, options, progress)


async def stage_catalogue(
    staging: Staging,
    graph: Graph,
    folder: Path,
    options: LoadOptions,
    progress: ProgressListener,
    summary: LoadSummary,
) -> None:
    """Read and check the files; afterwards only valid rows are staged.

    Raises:
        BadInputError: as for `load_catalogue`.
    """
    files = await asyncio.to_thread(find_catalogue_files, folder)
    counts: dict[str, int] = {}
    for file in files:
        name = file.path.name
        staging.set_file_name(file.schema, name)
        progress.started(f"Checking {name}", None)
        counts[name] = await asyncio.to_thread(stage_file, staging, file, progress)
        progress.finished()
    progress.started("Checking keys", None)
    if options.skip_bad_rows is not None:
        # The credits of a skipped film or person are skipped too.
        staging.run("DELETE FROM existing_key")
    await asyncio.to_thread(_leave_first_rows, staging)
    await check_references(staging, graph)
    progress.finished()
    if options.skip_bad_rows is None:
        staging.raise_problems()
    else:
        sources = [(file.path.name, file.texts) for file in files]
        await asyncio.to_thread(write_rejects, staging, options.skip_bad_rows, sources)
        for schema in FILES:
            staging.delete_rejected_rows(schema)
    summary.files.extend(FileRows(file, rows, staging.count_rejected_rows(file)) for file, rows in counts.items())
    summary.notices.extend(ignored_files(folder))


def _leave_first_rows(staging: Staging) -> None:
    """Record repeated keys with different values as problems, and leave only the first valid row of each key."""
    for schema in NODE_SCHEMAS:
        check_duplicates(staging, schema, staging.file_name(schema.table))
        staging.delete_rejected_rows(schema)
        delete_duplicates(staging, schema)
