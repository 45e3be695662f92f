"""The CSV files of a catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.load.csv_reader import CsvReader
from graphapi.load.problems import BadInputError, Problem
from graphapi.load.row_staging import FORBIDDEN
from graphapi.load.table_file import column_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.load.csv_schema import Column, FileSchema
    from graphapi.load.row import Row


@dataclass(frozen=True)
class CsvFile:
    """A CSV file whose header has been checked."""

    path: Path
    schema: FileSchema
    columns: tuple[Column, ...]

    def rows(self) -> Iterator[Row]:
        """Read the rows after the header."""
        rows = iter(CsvReader(self.path))
        next(rows, None)
        return rows

    def texts(self) -> Iterator[tuple[int, str]]:
        """Read all rows, as pairs of line and text."""
        return ((row.line, row.text) for row in CsvReader(self.path))


def open_csv(path: Path, schema: FileSchema) -> CsvFile:
    """Open a file, and check its header.

    Raises:
        BadInputError: the file is empty, is not UTF-8, or has wrong columns; the error lists every problem.
        OSError: the file cannot be read.
    """
    row = next(iter(CsvReader(path)), None)
    if row is None:
        raise BadInputError([Problem(path.name, 1, "", "the file is empty; its first row must name the columns")])
    if row.error is not None or FORBIDDEN.search(row.text):
        reason = row.error or "the header is not UTF-8 text"
        raise BadInputError([Problem(path.name, row.line, "", reason)])
    names = [cell.strip() for cell in row.cells]
    if problems := column_problems(path.name, row.line, names, schema):
        raise BadInputError(problems)
    known = {column.name: column for column in schema.columns}
    return CsvFile(path, schema, tuple(known[name] for name in names))
