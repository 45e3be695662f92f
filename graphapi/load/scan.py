"""Reading a file of the CSV form into the staging database, every cell checked on the way."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.load.csv_reader import RowReader
from graphapi.load.problems import BadInputError, Problem
from graphapi.load.staging import CELL_END, PROBLEM_COLUMNS
from graphapi.load.validators import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from graphapi.load.csv_reader import Row
    from graphapi.load.csv_schema import Column, CsvFile
    from graphapi.load.options import ProgressListener
    from graphapi.load.staging import Staging

LONGEST_ROW = 400_000
PROGRESS_STEP = 5000
# Control characters other than tab and line breaks, and the surrogates that stand for bytes that are not UTF-8.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1e\x7f\udc80-\udcff]")


@dataclass(frozen=True)
class Header:
    """The header row of a file: its columns, in the file's order."""

    form: CsvFile
    columns: tuple[Column, ...]


def read_header(path: Path, form: CsvFile) -> Header:
    """The header of a file.

    Raises:
        BadInputError: the file is empty, not UTF-8, or its columns are not those of the form; every problem is named.
    """
    row = next(iter(RowReader(path)), None)
    if row is None:
        raise BadInputError([Problem(form.file, 1, "", "the file is empty; its first row must name the columns")])
    if row.wrong is not None or _FORBIDDEN.search(row.text):
        reason = row.wrong or "the header is not UTF-8 text"
        raise BadInputError([Problem(form.file, row.line, "", reason)])
    names = [cell.strip() for cell in row.cells]
    known = {column.name: column for column in form.columns}
    reasons = [
        *(f"unknown column {shown(name)}{_suggestion(name, known)}" for name in names if name not in known),
        *(f"column {shown(name)} is there twice" for name in dict.fromkeys(names) if names.count(name) > 1),
        *(f"column {shown(c.name)} is missing" for c in form.columns if c.required and c.name not in names),
    ]
    if reasons:
        raise BadInputError([Problem(form.file, row.line, "", reason) for reason in reasons])
    return Header(form, tuple(known[name] for name in names))


def scan_file(staging: Staging, path: Path, header: Header, progress: ProgressListener) -> int:
    """Stage the good rows of a file and note what is wrong with the others; how many rows it has."""
    form = header.form
    cells_of = _cell_checker(header)
    place_of_key = next((place for place, c in enumerate(header.columns) if c.name == "key"), None)
    count = 0
    with (
        staging.spool(form.table, {"line": "BIGINT"} | {c.name: c.type for c in header.columns}) as add_row,
        staging.spool("problem", PROBLEM_COLUMNS) as add_problem,
        staging.spool("known", {"label": "VARCHAR", "key": "VARCHAR"}) as add_known,
    ):
        for row in _rows_after_header(path):
            count += 1
            problems: list[tuple[str, str]] = []
            cells = cells_of(row, problems)
            if not problems:
                add_row((str(row.line), *cells))
            for at, reason in problems:
                add_problem((form.file, str(row.line), at, reason))
            if problems and cells and place_of_key is not None and not _FORBIDDEN.search(cells[place_of_key]):
                # A bad year of a film is one problem; that its credits now lead nowhere is none.
                add_known((form.label, cells[place_of_key]))
            if count % PROGRESS_STEP == 0:
                progress.advanced(PROGRESS_STEP)
    progress.advanced(count % PROGRESS_STEP)
    return count


def _rows_after_header(path: Path) -> Iterator[Row]:
    rows = iter(RowReader(path))
    next(rows, None)
    return rows


def _cell_checker(header: Header) -> Callable[[Row, list[tuple[str, str]]], Sequence[str]]:
    """A function that gives the trimmed cells of a row, and appends what is wrong with them to a list."""
    columns = header.columns
    width = len(columns)
    checked = [(place, c.name, c.check) for place, c in enumerate(columns) if c.check is not None]
    required = [(place, c.name) for place, c in enumerate(columns) if c.required]

    def cells_of(row: Row, problems: list[tuple[str, str]]) -> Sequence[str]:
        if row.wrong is not None:
            problems.append(("", row.wrong))
            return ()
        cells = [cell.strip() for cell in row.cells]
        if len(cells) != width:
            problems.append(("", f"{len(cells)} cells where the header has {width}"))
            return ()
        if _FORBIDDEN.search(row.text) or CELL_END in row.text or len(row.text) > LONGEST_ROW:
            problems.extend(_unfit_text(header, row))
            return cells
        for place, name in required:
            if not cells[place]:
                problems.append((name, "is empty"))
        for place, name, check in checked:
            if (value := cells[place]) and (wrong := check(value)) is not None:
                problems.append((name, wrong))
        return cells

    return cells_of


def _unfit_text(header: Header, row: Row) -> Iterator[tuple[str, str]]:
    if len(row.text) > LONGEST_ROW:
        yield "", f"the row is {len(row.text):,} characters long; at most {LONGEST_ROW:,} are allowed"
    for column, cell in zip(header.columns, row.cells, strict=True):
        found = _FORBIDDEN.search(cell) or re.search(CELL_END, cell)
        if found is not None:
            code = ord(found[0])
            byte = f"byte 0x{code - 0xDC00:02X} is not UTF-8" if code >= 0xDC80 else f"control character U+{code:04X}"
            yield column.name, f"{byte}, at character {found.start() + 1} of the cell"


def _suggestion(name: str, known: dict[str, Column]) -> str:
    close = difflib.get_close_matches(name.lower().replace(" ", "_"), known, n=1)
    return f"; did you mean {shown(close[0])}?" if close else f"; the columns are {', '.join(known)}"
