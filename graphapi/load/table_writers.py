"""Writing the tables of a catalogue as CSV, JSON lines or Parquet, a page of rows at a time."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import duckdb
import orjson

from graphapi.load.staging import sql_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from graphapi.load.csv_schema import FileSchema

    WritePage = Callable[[list[list[Any]]], None]

MEMORY_MIB: Final = 256
# DuckDB holds the rows of a group in memory. A plot can have 400,000 characters, but few films have such a plot.
ROW_GROUP: Final = 20_000


@contextmanager
def csv_writer(path: Path, schema: FileSchema) -> Iterator[WritePage]:
    """Yield a function that writes a page of rows to a CSV file (RFC 4180)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        # csv quotes a cell that contains a character of the line terminator. With CRLF, a lone CR or LF is quoted too.
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([column.name for column in schema.columns])
        yield lambda page: writer.writerows([_cell(value) for value in row] for row in page)


@contextmanager
def json_lines_writer(path: Path, schema: FileSchema) -> Iterator[WritePage]:
    """Yield a function that writes a page of rows as JSON objects, each with all columns, one on a line."""
    names = [column.name for column in schema.columns]
    with path.open("wb", buffering=2**18) as file:

        def write(page: list[list[Any]]) -> None:
            for row in page:
                file.write(orjson.dumps(dict(zip(names, row, strict=True)), option=orjson.OPT_APPEND_NEWLINE))

        yield write


@contextmanager
def parquet_writer(path: Path, schema: FileSchema) -> Iterator[WritePage]:
    """Yield a function that collects pages of rows; at the end DuckDB writes all of them to a Parquet file."""
    lines = path.with_suffix(".rows")
    with json_lines_writer(lines, schema) as write:
        yield write
    types = ", ".join(f"'{c.name}': '{'VARCHAR[]' if c.is_list else c.type}'" for c in schema.columns)
    options: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{MEMORY_MIB}MiB",
        "threads": 1,
        "temp_directory": str(path.parent / "duckdb"),
    }
    with duckdb.connect(config=options) as connection:
        connection.execute(
            f"COPY (FROM read_json('{sql_text(lines)}', format = 'newline_delimited', columns = {{{types}}})) "
            f"TO '{sql_text(path)}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
    lines.unlink()


WRITERS: Final[dict[str, Callable[[Path, FileSchema], AbstractContextManager[WritePage]]]] = {
    "csv": csv_writer,
    "parquet": parquet_writer,
    "jsonl": json_lines_writer,
}
"""The writers by the ends of their file names."""


def _cell(value: object) -> object:
    if isinstance(value, list):
        return "|".join(value)
    # Floats such as 1e-05 must not be written in exponential notation.
    return format(Decimal(repr(value)), "f") if isinstance(value, float) else value
