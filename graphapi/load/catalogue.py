"""Loading the CSV form of a catalogue."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING

from graphapi.load.checks import check_duplicates, check_references, drop_duplicates
from graphapi.load.csv_reader import RowReader
from graphapi.load.csv_schema import CHARACTERS, FILES, FILMS, PEOPLE
from graphapi.load.derivation import derive_characters
from graphapi.load.options import FileRows, LoadOptions, LoadSummary, SilentProgress
from graphapi.load.problems import BadInputError, Problem
from graphapi.load.rejects import write_refused
from graphapi.load.sample_removal import LOADS, make_room
from graphapi.load.scan import read_header, scan_file
from graphapi.load.staging import open_staging
from graphapi.load.writer import Writer
from graphapi.store.lock import hold_lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.load.options import ProgressListener
    from graphapi.load.scan import Header
    from graphapi.load.staging import Staging
    from graphapi.store.bolt import Graph


async def load_catalogue(
    graph: Graph,
    folder: Path,
    *,
    options: LoadOptions | None = None,
    progress: ProgressListener | None = None,
) -> LoadSummary:
    """Load a folder of CSV files; the graph must have its constraints.

    What the files state is added to what the graph knows; nothing is taken away. All files are checked before
    anything is written, and a load that was killed is completed by running it again.

    Raises:
        BadInputError: the files are wrong, and ``options`` do not say to go on without the bad rows.
        StoreUnavailableError: the store went away.
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
    """Read and check the files; afterwards only good rows are staged.

    Raises:
        BadInputError: as for `load_catalogue`.
    """
    headers = await asyncio.to_thread(read_headers, folder)
    counts: dict[str, int] = {}
    for header in headers:
        form = header.form
        progress.started(f"Checking {form.file}", None)
        counts[form.file] = await asyncio.to_thread(scan_file, staging, folder / form.file, header, progress)
        progress.finished()
    progress.started("Checking keys", None)
    if options.skip_bad_rows is not None:
        # Rows that are left out take their credits with them.
        staging.run("DELETE FROM known")
    for form in (FILMS, PEOPLE, CHARACTERS):
        await asyncio.to_thread(check_duplicates, staging, form, form.file)
        staging.drop_refused(form)
        await asyncio.to_thread(drop_duplicates, staging, form)
    await check_references(staging, graph)
    progress.finished()
    if options.skip_bad_rows is None:
        staging.raise_problems()
    else:
        again = [(header.form.file, partial(_rows_again, folder / header.form.file)) for header in headers]
        await asyncio.to_thread(write_refused, staging, options.skip_bad_rows, again)
        for form in FILES:
            staging.drop_refused(form)
    summary.files.extend(FileRows(file, rows, staging.refused_rows(file)) for file, rows in counts.items())
    summary.notices.extend(_left_out(folder))


async def write_staged(
    staging: Staging, graph: Graph, options: LoadOptions, progress: ProgressListener, summary: LoadSummary
) -> None:
    """Write what is staged, after the sample has made room; loads of one graph take turns."""
    await asyncio.to_thread(derive_characters, staging)
    async with hold_lock(graph, LOADS, partial(progress.started, "Waiting for another load", None)):
        room = await make_room(graph, options, progress)
        summary.sample_removed = room.sample_removed
        writer = Writer(graph, graph.write, summary, options, progress, fresh=room.fresh)
        await writer.write(staging)
        if writer.changed:
            await writer.mark(sample=False)


def read_headers(folder: Path) -> list[Header]:
    """The headers of the files in a folder.

    Raises:
        BadInputError: a file is missing, or a header is not that of the form; every problem is named.
    """
    headers: list[Header] = []
    problems: list[Problem] = []
    if not folder.is_dir():
        raise BadInputError([Problem(str(folder), 0, "", "is not a folder")])
    for form in FILES:
        path = folder / form.file
        if not path.is_file():
            if not form.optional:
                problems.append(Problem(form.file, 0, "", f"is missing in {folder}"))
            continue
        try:
            headers.append(read_header(path, form))
        except BadInputError as error:
            problems.extend(error.problems)
        except OSError as error:
            problems.append(Problem(form.file, 0, "", f"cannot be read: {error.strerror}"))
    if problems:
        raise BadInputError(problems)
    return headers


def _rows_again(path: Path) -> Iterator[tuple[int, str]]:
    return ((row.line, row.text) for row in RowReader(path))


def _left_out(folder: Path) -> list[str]:
    known = {form.file for form in FILES}
    strangers = sorted(path.name for path in folder.glob("*.csv") if path.name not in known)
    return [f"{name} is not a file of the form, and was not read." for name in strangers]
