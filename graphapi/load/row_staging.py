"""Copying the rows of a file into the staging database and checking every cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphapi.load.staging import CELL_SEPARATOR, PROBLEM_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graphapi.load.csv_schema import Column
    from graphapi.load.options import ProgressListener
    from graphapi.load.row import Row
    from graphapi.load.staging import Staging
    from graphapi.load.table_file import TableFile

MAX_ROW_LENGTH = 400_000
PROGRESS_STEP = 5000
# Control characters except tab and line breaks, and the surrogates that represent bytes that are not UTF-8.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1e\x7f\udc80-\udcff]")


def stage_file(staging: Staging, file: TableFile, progress: ProgressListener) -> int:
    """Stage the valid rows of a file and record the problems of the others; return the number of its rows.

    Raises:
        BadInputError: the file is damaged, or has unknown columns.
    """
    schema, columns, name = file.schema, file.columns, file.path.name
    cells_of = _cell_checker(columns)
    key_index = next((index for index, c in enumerate(columns) if c.name == "key"), None)
    count = 0
    with (
        staging.spool(schema.table, {"line": "BIGINT"} | {c.name: c.type for c in columns}) as add_row,
        staging.spool("problem", PROBLEM_COLUMNS) as add_problem,
        staging.spool("existing_key", {"label": "VARCHAR", "key": "VARCHAR"}) as add_existing_key,
    ):
        for row in file.rows():
            count += 1
            problems = list(row.problems)
            cells = cells_of(row, problems)
            if not problems:
                add_row((str(row.line), *cells))
            for at, reason in problems:
                add_problem((name, str(row.line), at, reason))
            if problems and cells and key_index is not None and not FORBIDDEN.search(cells[key_index]):
                # An invalid year is one problem: the credits of the film are not reported as dangling references.
                add_existing_key((schema.label, cells[key_index]))
            if count % PROGRESS_STEP == 0:
                progress.advanced(PROGRESS_STEP)
    progress.advanced(count % PROGRESS_STEP)
    return count


def _cell_checker(columns: Sequence[Column]) -> Callable[[Row, list[tuple[str, str]]], Sequence[str]]:
    """Return a function that trims the cells of a row and appends their problems (column, reason) to a list."""
    width = len(columns)
    checked = [(index, c.name, c.check) for index, c in enumerate(columns) if c.check is not None]
    required = [(index, c.name) for index, c in enumerate(columns) if c.required]

    def cells_of(row: Row, problems: list[tuple[str, str]]) -> Sequence[str]:
        if row.error is not None:
            problems.append(("", row.error))
            return ()
        cells = [cell.strip() for cell in row.cells]
        if len(cells) != width:
            problems.append(("", f"{len(cells)} cells where the header has {width}"))
            return ()
        if FORBIDDEN.search(row.text) or CELL_SEPARATOR in row.text or len(row.text) > MAX_ROW_LENGTH:
            problems.extend(_character_problems(columns, row))
            return cells
        for index, name in required:
            if not cells[index] and not any(column == name for column, _ in row.problems):
                problems.append((name, "is empty"))
        for index, name, check in checked:
            if (value := cells[index]) and (error := check(value)) is not None:
                problems.append((name, error))
        return cells

    return cells_of


def _character_problems(columns: Sequence[Column], row: Row) -> Iterator[tuple[str, str]]:
    if len(row.text) > MAX_ROW_LENGTH:
        yield "", f"the row is {len(row.text):,} characters long; at most {MAX_ROW_LENGTH:,} are allowed"
    for column, cell in zip(columns, row.cells, strict=True):
        found = FORBIDDEN.search(cell) or re.search(CELL_SEPARATOR, cell)
        if found is not None:
            code = ord(found[0])
            byte = f"byte 0x{code - 0xDC00:02X} is not UTF-8" if code >= 0xDC80 else f"control character U+{code:04X}"
            yield column.name, f"{byte}, at character {found.start() + 1} of the cell"
