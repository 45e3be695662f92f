"""The files that hold the rows of a table, in any format, and the check of their column names."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Protocol

from graphapi.load.problems import Problem
from graphapi.load.validators import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from graphapi.load.csv_schema import Column, FileSchema
    from graphapi.load.row import Row


class TableFile(Protocol):
    """An open file with the rows of a table."""

    @property
    def path(self) -> Path:
        """Where the file is."""

    @property
    def schema(self) -> FileSchema:
        """The schema of the table."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the order of the cells of each row."""

    def rows(self) -> Iterator[Row]:
        """Read all rows.

        Raises:
            BadInputError: the file is damaged, or has unknown columns.
        """

    def texts(self) -> Iterator[tuple[int, str]]:
        """Read all rows again, as pairs of position and text, for the file of refused rows."""


def column_problems(file: str, line: int, names: Sequence[str], schema: FileSchema) -> list[Problem]:
    """The problems of the column names of a file, whose header is on ``line``."""
    known = [column.name for column in schema.columns]
    reasons = [
        *(unknown_column(name, schema) for name in names if name not in known and not schema.open),
        *(f"column {quoted(name)} appears twice" for name in dict.fromkeys(names) if names.count(name) > 1),
        *(f"column {quoted(c.name)} is missing" for c in schema.columns if c.required and c.name not in names),
    ]
    return [Problem(file, line, "", reason) for reason in reasons]


def unknown_column(name: str, schema: FileSchema) -> str:
    """The problem of a column that the schema lacks, with a similar name that it has."""
    known = [column.name for column in schema.columns]
    close = difflib.get_close_matches(name.lower().replace(" ", "_"), known, n=1)
    hint = f"did you mean {quoted(close[0])}?" if close else f"the columns are {', '.join(known)}"
    return f"unknown column {quoted(name)}; {hint}"
