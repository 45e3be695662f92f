"""Readers of cells that other sites have written, and rows whose cells are read one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from graphapi.load.row_staging import FORBIDDEN
from graphapi.load.staging import CELL_SEPARATOR
from graphapi.load.validators import check_integer, check_name, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")
V = TypeVar("V")
_WHOLE: Final = re.compile(r"([0-9]+)\.0+", re.ASCII)


class BadCellError(ValueError):
    """A cell is invalid; the message is the reason."""


class ReadRow:
    """A row whose cells are read one by one; invalid cells are collected as problems, as pairs of column and reason."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self.problems: list[tuple[str, str]] = []
        self._cells = cells

    def has(self, column: str) -> bool:
        """Whether the row has a column."""
        return column in self._cells

    def read(self, column: str, reader: Callable[[str], str]) -> str:
        """The value that a reader finds in a cell, empty if the row lacks the column or the cell is invalid."""
        return self.checked(column, reader, self._cells.get(column, ""), "")

    def checked(self, column: str, reader: Callable[[V], T], value: V, otherwise: T) -> T:
        """What a reader finds in a value, or ``otherwise`` if the value is invalid, which is recorded."""
        try:
            return reader(value)
        except BadCellError as error:
            self.problems.append((column, str(error)))
            return otherwise


def read_count(text: str) -> str:
    """A whole number that is not negative, empty if unknown; ``81.0`` is 81, because pandas writes it like this.

    Raises:
        BadCellError: the text is none.
    """
    whole = _WHOLE.fullmatch(text)
    number = whole[1].lstrip("0") or "0" if whole else text
    if number and (error := check_integer(number)) is not None:
        raise BadCellError(error)
    return number


def read_name(value: object) -> str:
    """A name or title on one line, empty if unknown; line breaks and runs of spaces become a space.

    Raises:
        BadCellError: the value is no text, or the name is too long.
    """
    if value is None:
        return ""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise BadCellError(f"{quoted(str(value))} is not a name")
    name = read_text(" ".join(str(value).split()))
    if (error := check_name(name)) is not None:
        raise BadCellError(error)
    return name


def read_text(text: str) -> str:
    """A text of any length, unchanged.

    Raises:
        BadCellError: it has control characters, or bytes that are not UTF-8.
    """
    found = FORBIDDEN.search(text) or re.search(CELL_SEPARATOR, text)
    if found is not None:
        code = ord(found[0])
        raise BadCellError(
            f"byte 0x{code - 0xDC00:02X} is not UTF-8" if code >= 0xDC80 else f"control character U+{code:04X}"
        )
    return text
