"""Rows of a CSV file (RFC 4180), each with the line it starts on, one at a time."""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_LINE = 2**20
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Row(NamedTuple):
    """A row: the line it starts on (1 is the first), its text, its cells, and what is wrong with its form."""

    line: int
    text: str
    cells: list[str]
    wrong: str | None


class RowReader:
    """Reads the rows of a file, one at a time, and goes on after a row that breaks the form.

    Bytes that are not UTF-8 arrive as lone surrogates, so that they can be told from text and
    reported with their line. Blank lines are passed over.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._line = 0
        self._taken: list[str] = []
        self._again: deque[str] = deque()

    def __iter__(self) -> Iterator[Row]:
        with self._path.open("rb", buffering=2**18) as file:
            if file.read(3) != BYTE_ORDER_MARK:
                file.seek(0)
            stored = iter(lambda: file.readline(LONGEST_LINE), b"")
            reader = csv.reader(self._lines(stored), strict=True)
            while True:
                self._taken.clear()
                start = self._line + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield Row(start, self._taken[0], [], self._give_back(str(error)))
                    # The old reader may have come to the end of the file, and would see nothing that is given back.
                    reader = csv.reader(self._lines(stored), strict=True)
                    continue
                if cells:
                    text = self._taken[0] if len(self._taken) == 1 else "".join(self._taken)
                    wrong = _misquoted(text, cells) if '"' in text else None
                    yield Row(start, text, cells, wrong)

    def _lines(self, stored: Iterator[bytes]) -> Iterator[str]:
        taken = self._taken
        while True:
            line = self._again.popleft() if self._again else next(stored, b"").decode("utf-8", "surrogateescape")
            if not line:
                return
            self._line += 1
            taken.append(line)
            yield line

    def _give_back(self, error: str) -> str:
        """Only the first line is to blame: what follows an unclosed quote is read again, as rows of its own."""
        following = self._taken[1:]
        self._again.extendleft(reversed(following))
        self._line -= len(following)
        if "unexpected end of data" in error or "field larger than" in error or following:
            return "a quote is opened and never closed, or a cell is longer than 131,072 characters"
        if "new-line character" in error:
            return "a carriage return inside the row; lines end in LF or CRLF"
        return 'text after a closing quote; inside a quoted cell a quote is written twice ("")'


def _misquoted(text: str, cells: list[str]) -> str | None:
    # A quoted cell costs two quotes, and two more for each quote inside it.
    written, meant = text.count('"'), sum(cell.count('"') for cell in cells)
    if written % 2 or (meant and written < 2 * meant + 2):
        return 'a quote in a cell that is not quoted; write "…""…" with the whole cell in quotes'
    return None
