"""A row of a file, as the readers of all formats yield it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Row(NamedTuple):
    """A row of a file.

    ``line`` is its position, from 1: the line on which it starts or, in Parquet, its number. ``text`` is its text, or
    the text of all its cells if the format is binary. ``error`` is its syntax error, ``problems`` are the cells that
    cannot be represented as text, as pairs of column and reason.
    """

    line: int
    text: str
    cells: list[str]
    error: str | None = None
    problems: Sequence[tuple[str, str]] = ()
