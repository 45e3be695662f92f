"""A reader of CSV files (RFC 4180) that reports the line of each row and continues after malformed rows."""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING

from graphapi.load.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_LINE_BYTES = 2**20
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class CsvReader:
    """Iterates over the rows of a file; after a malformed row it continues with the next line.

    Bytes that are not UTF-8 become lone surrogates (``surrogateescape``), so that they can be reported with their line.
    Blank lines are skipped.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._line = 0
        self._lines_of_row: list[str] = []
        self._pushed_back: deque[str] = deque()

    def __iter__(self) -> Iterator[Row]:
        with self._path.open("rb", buffering=2**18) as file:
            if file.read(3) != BYTE_ORDER_MARK:
                file.seek(0)
            file_lines = iter(lambda: file.readline(MAX_LINE_BYTES), b"")
            reader = csv.reader(self._lines(file_lines), strict=True)
            while True:
                self._lines_of_row.clear()
                start = self._line + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield Row(start, self._lines_of_row[0], [], self._push_back(str(error)))
                    # The old reader may have reached the end of the file, and would ignore the pushed-back lines.
                    reader = csv.reader(self._lines(file_lines), strict=True)
                    continue
                if cells:
                    text = self._lines_of_row[0] if len(self._lines_of_row) == 1 else "".join(self._lines_of_row)
                    quoting_error = _misquoted(text, cells) if '"' in text else None
                    yield Row(start, text, cells, quoting_error)

    def _lines(self, file_lines: Iterator[bytes]) -> Iterator[str]:
        lines = self._lines_of_row
        while True:
            line = (
                self._pushed_back.popleft()
                if self._pushed_back
                else next(file_lines, b"").decode("utf-8", "surrogateescape")
            )
            if not line:
                return
            self._line += 1
            lines.append(line)
            yield line

    def _push_back(self, error: str) -> str:
        """Push back all lines but the first: after an unclosed quote, the next lines are read again as new rows."""
        following = self._lines_of_row[1:]
        self._pushed_back.extendleft(reversed(following))
        self._line -= len(following)
        if "unexpected end of data" in error or "field larger than" in error or following:
            return "a quote is opened and never closed, or a cell is longer than 131,072 characters"
        if "new-line character" in error:
            return "a carriage return inside the row; lines end in LF or CRLF"
        return 'text after a closing quote; inside a quoted cell a quote is written twice ("")'


def _misquoted(text: str, cells: list[str]) -> str | None:
    # A quoted cell is written with two quotes, and with two more for each quote inside it.
    written, inside = text.count('"'), sum(cell.count('"') for cell in cells)
    if written % 2 or (inside and written < 2 * inside + 2):
        return 'a quote in a cell that is not quoted; write "…""…" with the whole cell in quotes'
    return None
