"""Loading a catalogue from CSV files."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING

from graphapi.load.csv_reader import CsvReader
from graphapi.load.csv_schema import FILES, NODE_SCHEMAS
from graphapi.load.csv_staging import read_header, stage_csv_file
from graphapi.load.desired_graph import derive_characters
from graphapi.load.key_checks import check_duplicates, check_references, delete_duplicates
from graphapi.load.options import FileRows, LoadOptions, LoadSummary, SilentProgress
from graphapi.load.problems import BadInputError, Problem
from graphapi.load.rejects import write_rejects
from graphapi.load.sample_removal import LOAD_LOCK, remove_sample
from graphapi.load.staging import open_staging
from graphapi.load.writer import Writer
from graphapi.store.lock import hold_lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.load.csv_staging import Header
    from graphapi.load.options import ProgressListener
    from graphapi.load.staging import Staging
    from graphapi.store.bolt import Graph


async def load_catalogue(
    graph: Graph,
    folder: Path,
    *,
    options: LoadOptions | None = None,
    progress: ProgressListener | None = None,
) -> LoadSummary:
    """Load a folder of CSV files into a graph that has its constraints.

    The content of the files is merged into the graph; nothing is removed, except the sample. All files are checked
    before anything is written. Running an interrupted load again completes it.

    Raises:
        BadInputError: the files have errors, and ``options.skip_bad_rows`` is not set.
        StoreUnavailableError: the store cannot be reached.
    """
    options, progress = options or LoadOptions(), progress or SilentProgress()
    start = time.perf_counter()
    summary = LoadSummary()
    with open_staging(options.memory_mib) as staging:
        await stage_catalogue(staging, graph, folder, options, progress, summary)
        await write_staged(staging, graph, options, progress, summary)
    summary.seconds = time.perf_counter() - start
    return summary


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
    headers = await asyncio.to_thread(read_headers, folder)
    counts: dict[str, int] = {}
    for header in headers:
        schema = header.schema
        progress.started(f"Checking {schema.file}", None)
        counts[schema.file] = await asyncio.to_thread(stage_csv_file, staging, folder / schema.file, header, progress)
        progress.finished()
    progress.started("Checking keys", None)
    if options.skip_bad_rows is not None:
        # The credits of a skipped film or person are skipped too.
        staging.run("DELETE FROM existing_key")
    for schema in NODE_SCHEMAS:
        await asyncio.to_thread(check_duplicates, staging, schema, schema.file)
        staging.delete_rejected_rows(schema)
        await asyncio.to_thread(delete_duplicates, staging, schema)
    await check_references(staging, graph)
    progress.finished()
    if options.skip_bad_rows is None:
        staging.raise_problems()
    else:
        sources = [(header.schema.file, partial(_numbered_rows, folder / header.schema.file)) for header in headers]
        await asyncio.to_thread(write_rejects, staging, options.skip_bad_rows, sources)
        for schema in FILES:
            staging.delete_rejected_rows(schema)
    summary.files.extend(FileRows(file, rows, staging.count_rejected_rows(file)) for file, rows in counts.items())
    summary.notices.extend(_ignored_files(folder))


async def write_staged(
    staging: Staging, graph: Graph, options: LoadOptions, progress: ProgressListener, summary: LoadSummary
) -> None:
    """Remove the sample and write the staged rows, under a lock in the graph that lets one load run at a time."""
    await asyncio.to_thread(derive_characters, staging)
    async with hold_lock(graph, LOAD_LOCK, partial(progress.started, "Waiting for another load", None)):
        state = await remove_sample(graph, options, progress)
        summary.sample_removed = state.sample_removed
        writer = Writer(graph, graph.write, summary, options, progress, graph_is_empty=state.is_empty)
        await writer.write(staging)
        if writer.changed:
            await writer.mark(sample=False)


def read_headers(folder: Path) -> list[Header]:
    """The headers of the files in a folder.

    Raises:
        BadInputError: files are missing or have wrong headers; the error lists every problem.
    """
    headers: list[Header] = []
    problems: list[Problem] = []
    if not folder.is_dir():
        raise BadInputError([Problem(str(folder), 0, "", "is not a folder")])
    for schema in FILES:
        path = folder / schema.file
        if not path.is_file():
            if not schema.optional:
                problems.append(Problem(schema.file, 0, "", f"is missing in {folder}"))
            continue
        try:
            headers.append(read_header(path, schema))
        except BadInputError as error:
            problems.extend(error.problems)
        except OSError as error:
            problems.append(Problem(schema.file, 0, "", f"cannot be read: {error.strerror}"))
    if problems:
        raise BadInputError(problems)
    return headers


def _numbered_rows(path: Path) -> Iterator[tuple[int, str]]:
    return ((row.line, row.text) for row in CsvReader(path))


def _ignored_files(folder: Path) -> list[str]:
    known = {schema.file for schema in FILES}
    ignored = sorted(path.name for path in folder.glob("*.csv") if path.name not in known)
    return [f"{name} is not a file of a catalogue and was ignored." for name in ignored]
