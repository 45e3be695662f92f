"""Reading Parquet files with DuckDB, some rows at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import orjson

from graphapi.load.problems import BadInputError, Problem
from graphapi.load.staging import sql_text
from graphapi.load.table_file import column_problems
from graphapi.load.typed_cells import typed_row
from graphapi.load.validators import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.load.csv_schema import Column, FileSchema
    from graphapi.load.row import Row

ROWS_AT_ONCE = 2000
MEMORY_MIB = 256
_POSITION = "file_row_number"
_PLAIN_TYPE = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\)|VARCHAR|BLOB|UUID|ENUM\(.*\)")
# As a double, the float 7.6 would be 7.599999904632568.
_CASTS = {"FLOAT": "::VARCHAR::DOUBLE", "UUID": "::VARCHAR"}


@dataclass(frozen=True)
class ParquetFile:
    """A Parquet file whose columns have been checked. The position of a row is its number, from 1."""

    path: Path
    schema: FileSchema
    columns: tuple[Column, ...]
    types: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        """Read the rows.

        Raises:
            BadInputError: the file is damaged.
        """
        return (typed_row(number, values, self.columns) for number, values in self._records())

    def texts(self) -> Iterator[tuple[int, str]]:
        """Read the rows, as pairs of number and JSON."""
        return ((number, orjson.dumps(values, default=str).decode()) for number, values in self._records())

    def _records(self) -> Iterator[tuple[int, dict[str, Any]]]:
        names = [column.name for column in self.columns]
        values = (f'"{name}"{_CASTS.get(type_, "")}' for name, type_ in zip(names, self.types, strict=True))
        sql = f"SELECT {', '.join((_POSITION, *values))} FROM {_source(self.path)}"
        try:
            with _opened() as connection:
                connection.execute(sql)
                while records := connection.fetchmany(ROWS_AT_ONCE):
                    for position, *cells in records:
                        yield position + 1, dict(zip(names, cells, strict=True))
        except duckdb.Error as error:
            raise _damaged(self.path, error) from None


def open_parquet(path: Path, schema: FileSchema) -> ParquetFile:
    """Open a file, and check the names and the types of its columns.

    Raises:
        BadInputError: it is not a Parquet file, or has wrong columns; the error lists every problem.
        OSError: the file cannot be read.
    """
    with path.open("rb"):
        pass
    try:
        with _opened() as connection:
            described = connection.execute(f"DESCRIBE SELECT * FROM {_source(path)}").fetchall()
    except duckdb.Error as error:
        raise _damaged(path, error) from None
    types = {name: type_ for name, type_, *_ in described if name != _POSITION}
    known = {column.name: column for column in schema.columns}
    problems = column_problems(path.name, 0, list(types), schema)
    for name, type_ in types.items():
        if name in known and not _PLAIN_TYPE.fullmatch(type_.removesuffix("[]" if known[name].is_list else "")):
            reason = f"column {quoted(name)} has the type {type_}; it must hold numbers or text"
            problems.append(Problem(path.name, 0, "", reason))
    if problems:
        raise BadInputError(problems)
    return ParquetFile(path, schema, tuple(known[name] for name in types), tuple(types.values()))


def _opened() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"memory_limit": f"{MEMORY_MIB}MiB", "threads": 1})


def _source(path: Path) -> str:
    # DuckDB reads *, ? and [ in a name as a pattern.
    name = re.sub(r"[*?\[]", r"[\g<0>]", sql_text(path))
    return f"read_parquet('{name}', {_POSITION} = true)"


def _damaged(path: Path, error: duckdb.Error) -> BadInputError:
    reason = str(error).partition("\n")[0].partition(": ")[2].replace(str(path), path.name)
    return BadInputError([Problem(path.name, 0, "", f"is not a Parquet file, or is damaged: {reason}")])
