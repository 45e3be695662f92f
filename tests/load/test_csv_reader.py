"""The reader of CSV files: rows, their lines, and malformed rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphapi.load.csv_reader import CsvReader

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, content: bytes) -> list[tuple[int, list[str], str | None]]:
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    return [(row.line, row.cells, row.error) for row in CsvReader(path)]


def test_a_row_has_the_line_on_which_it_starts(tmp_path: Path) -> None:
    assert read(tmp_path, b'a,b\n\n"one\ntwo",2\r\nc,d') == [
        (1, ["a", "b"], None),
        (3, ["one\ntwo", "2"], None),
        (5, ["c", "d"], None),
    ]


def test_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfkey\n") == [(1, ["key"], None)]


def test_bytes_that_are_not_utf8_become_surrogates(tmp_path: Path) -> None:
    assert read(tmp_path, b"Am\xe9lie\n") == [(1, ["Am\udce9lie"], None)]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b'"open,1\n', "a quote is opened and never closed, or a cell is longer than 131,072 characters"),
        (b'"a" b,1\n', 'text after a closing quote; inside a quoted cell a quote is written twice ("")'),
        (b'a "b" c,1\n', 'a quote in a cell that is not quoted; write "…""…" with the whole cell in quotes'),
        (b'5" disk,1\n', 'a quote in a cell that is not quoted; write "…""…" with the whole cell in quotes'),
        (b"a\rb,1\n", "a carriage return inside the row; lines end in LF or CRLF"),
    ],
)
def test_the_rows_after_a_malformed_one_are_read(tmp_path: Path, line: bytes, error: str) -> None:
    first, (number, cells, second_error) = read(tmp_path, line + b"good,2\n")
    assert (first[0], first[2]) == (1, error)
    assert (number, cells, second_error) == (2, ["good", "2"], None)
