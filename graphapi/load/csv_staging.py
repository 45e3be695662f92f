"""Copying CSV files into the staging database and checking every cell."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.load.csv_reader import CsvReader
from graphapi.load.problems import BadInputError, Problem
from graphapi.load.staging import CELL_SEPARATOR, PROBLEM_COLUMNS
from graphapi.load.validators import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from graphapi.load.csv_reader import Row
    from graphapi.load.csv_schema import Column, FileSchema
    from graphapi.load.options import ProgressListener
    from graphapi.load.staging import Staging

MAX_ROW_LENGTH = 400_000
PROGRESS_STEP = 5000
# Control characters except tab and line breaks, and the surrogates that represent bytes that are not UTF-8.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1e\x7f\udc80-\udcff]")


@dataclass(frozen=True)
class Header:
    """The header row of a file: its columns in the order of the file."""

    schema: FileSchema
    columns: tuple[Column, ...]


def read_header(path: Path, schema: FileSchema) -> Header:
    """The header of a file.

    Raises:
        BadInputError: the file is empty, is not UTF-8, or has wrong columns; the error lists every problem.
    """
    row = next(iter(CsvReader(path)), None)
    if row is None:
        raise BadInputError([Problem(schema.file, 1, "", "the file is empty; its first row must name the columns")])
    if row.error is not None or _FORBIDDEN.search(row.text):
        reason = row.error or "the header is not UTF-8 text"
        raise BadInputError([Problem(schema.file, row.line, "", reason)])
    names = [cell.strip() for cell in row.cells]
    known = {column.name: column for column in schema.columns}
    reasons = [
        *(f"unknown column {quoted(name)}{_suggestion(name, known)}" for name in names if name not in known),
        *(f"column {quoted(name)} appears twice" for name in dict.fromkeys(names) if names.count(name) > 1),
        *(f"column {quoted(c.name)} is missing" for c in schema.columns if c.required and c.name not in names),
    ]
    if reasons:
        raise BadInputError([Problem(schema.file, row.line, "", reason) for reason in reasons])
    return Header(schema, tuple(known[name] for name in names))


def stage_csv_file(staging: Staging, path: Path, header: Header, progress: ProgressListener) -> int:
    """Stage the valid rows of a file and record the problems of the others; return the number of its rows."""
    schema = header.schema
    cells_of = _cell_checker(header)
    key_index = next((index for index, c in enumerate(header.columns) if c.name == "key"), None)
    count = 0
    with (
        staging.spool(schema.table, {"line": "BIGINT"} | {c.name: c.type for c in header.columns}) as add_row,
        staging.spool("problem", PROBLEM_COLUMNS) as add_problem,
        staging.spool("existing_key", {"label": "VARCHAR", "key": "VARCHAR"}) as add_existing_key,
    ):
        for row in _rows_after_header(path):
            count += 1
            problems: list[tuple[str, str]] = []
            cells = cells_of(row, problems)
            if not problems:
                add_row((str(row.line), *cells))
            for at, reason in problems:
                add_problem((schema.file, str(row.line), at, reason))
            if problems and cells and key_index is not None and not _FORBIDDEN.search(cells[key_index]):
                # An invalid year is one problem: the credits of the film are not reported as dangling references.
                add_existing_key((schema.label, cells[key_index]))
            if count % PROGRESS_STEP == 0:
                progress.advanced(PROGRESS_STEP)
    progress.advanced(count % PROGRESS_STEP)
    return count


def _rows_after_header(path: Path) -> Iterator[Row]:
    rows = iter(CsvReader(path))
    next(rows, None)
    return rows


def _cell_checker(header: Header) -> Callable[[Row, list[tuple[str, str]]], Sequence[str]]:
    """Return a function that trims the cells of a row and appends their problems (column, reason) to a list."""
    columns = header.columns
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
        if _FORBIDDEN.search(row.text) or CELL_SEPARATOR in row.text or len(row.text) > MAX_ROW_LENGTH:
            problems.extend(_character_problems(header, row))
            return cells
        for index, name in required:
            if not cells[index]:
                problems.append((name, "is empty"))
        for index, name, check in checked:
            if (value := cells[index]) and (error := check(value)) is not None:
                problems.append((name, error))
        return cells

    return cells_of


def _character_problems(header: Header, row: Row) -> Iterator[tuple[str, str]]:
    if len(row.text) > MAX_ROW_LENGTH:
        yield "", f"the row is {len(row.text):,} characters long; at most {MAX_ROW_LENGTH:,} are allowed"
    for column, cell in zip(header.columns, row.cells, strict=True):
        found = _FORBIDDEN.search(cell) or re.search(CELL_SEPARATOR, cell)
        if found is not None:
            code = ord(found[0])
            byte = f"byte 0x{code - 0xDC00:02X} is not UTF-8" if code >= 0xDC80 else f"control character U+{code:04X}"
            yield column.name, f"{byte}, at character {found.start() + 1} of the cell"


def _suggestion(name: str, known: dict[str, Column]) -> str:
    close = difflib.get_close_matches(name.lower().replace(" ", "_"), known, n=1)
    return f"; did you mean {quoted(close[0])}?" if close else f"; the columns are {', '.join(known)}"
