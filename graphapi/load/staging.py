"""The staging database: a temporary DuckDB database that sorts and joins rows in bounded memory."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from graphapi.load.csv_schema import FILES
from graphapi.load.problems import MAX_SHOWN_PROBLEMS, BadInputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from graphapi.load.csv_schema import FileSchema

# No cell may contain these control characters, so a spooled row needs no quoting and no escapes.
CELL_SEPARATOR = "\x1f"
LINE_BREAK = "\x1e"
PROBLEM_COLUMNS = {"file": "VARCHAR", "line": "BIGINT", "cell": "VARCHAR", "reason": "VARCHAR"}


class Staging:
    """A database with a table for each CSV file, one for problems, and one for keys that exist outside the files.

    The first column of each file's table is ``line``, the line on which the row starts.
    """

    def __init__(self, folder: Path, memory_mib: int) -> None:
        self.folder = folder
        self._names: dict[str, str] = {}
        # Two threads: the store often runs on the same machine and needs the other cores.
        options: dict[str, Any] = {"memory_limit": f"{memory_mib}MiB", "temp_directory": str(folder), "threads": 2}
        self._connection = duckdb.connect(str(folder / "staging.duckdb"), config=options)
        self.run("CREATE TABLE problem (file VARCHAR, line BIGINT, cell VARCHAR, reason VARCHAR)")
        self.run("CREATE TABLE existing_key (label VARCHAR, key VARCHAR)")
        for schema in FILES:
            columns = ", ".join(f"{column.name} {column.type}" for column in schema.columns)
            self.run(f"CREATE TABLE {schema.table} (line BIGINT, {columns})")

    def close(self) -> None:
        """Close the database. Its files are deleted with the folder."""
        self._connection.close()

    def run(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Execute a statement, and return all its records; threads may do this at the same time."""
        return self._connection.cursor().execute(sql, parameters).fetchall()

    def count(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """The single number that a statement returns."""
        return int(self.run(sql, parameters)[0][0])

    def stream(self, sql: str, parameters: Sequence[object] = (), size: int = 5000) -> Iterator[tuple[Any, ...]]:
        """Yield the records of a statement; ``size`` of them are in memory at a time."""
        cursor = self._connection.cursor().execute(sql, parameters)
        while records := cursor.fetchmany(size):
            yield from records

    def add_keys(self, table: str, label: str, keys: Iterable[str]) -> None:
        """Add keys to a table with the columns ``label`` and ``key``."""
        if text := CELL_SEPARATOR.join(keys):
            # A list as the parameter would take DuckDB a hundred times as long.
            separator = f"chr({ord(CELL_SEPARATOR)})"
            self.run(f"INSERT INTO {table} SELECT ?, unnest(string_split(?, {separator}))", [label, text])

    @contextmanager
    def spool(self, table: str, columns: dict[str, str]) -> Iterator[Callable[[Iterable[str]], None]]:
        """Yield a function that collects rows; all of them are inserted into the table when the context ends.

        ``columns`` has the names and types of the cells of a row. An empty cell becomes null.
        """
        path = self.folder / f"{table}.spool"
        with path.open("w", encoding="utf-8", newline="", buffering=2**20) as file:
            write = file.write

            def add(cells: Iterable[str]) -> None:
                line = CELL_SEPARATOR.join(cells)
                if "\n" in line or "\r" in line:
                    line = line.replace("\r\n", "\n").replace("\r", "\n").replace("\n", LINE_BREAK)
                write(line + "\n")

            yield add
        self._add_spooled(table, path, columns)
        path.unlink()

    def _add_spooled(self, table: str, path: Path, columns: dict[str, str]) -> None:
        types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        values = ", ".join(
            f"replace({name}, chr({ord(LINE_BREAK)}), chr(10)) AS {name}" if kind == "VARCHAR" else name
            for name, kind in columns.items()
        )
        self.run(
            f"INSERT INTO {table} BY NAME SELECT {values} FROM read_csv('{sql_text(path)}', columns = {{{types}}}, "
            f"delim = '{CELL_SEPARATOR}', quote = '', escape = '', header = false, auto_detect = false, nullstr = '', "
            "new_line = '\\n', max_line_size = 4000000)"
        )

    def set_file_name(self, schema: FileSchema, name: str) -> None:
        """Set the name of the file from which the rows of a table come, for its problems."""
        self._names[schema.table] = name

    def file_name(self, table: str) -> str:
        """The name of the file from which the rows of a table come; by default its name as a CSV file."""
        return self._names.get(table) or next(schema.file for schema in FILES if schema.table == table)

    def count_rejected_rows(self, file: str) -> int:
        """The number of rows of a file that have problems."""
        return self.count("SELECT count(DISTINCT line) FROM problem WHERE file = ?", [file])

    def raise_problems(self) -> None:
        """Raise the recorded problems, if there are any.

        Raises:
            BadInputError: there are problems; the error has the first of them, ordered by file and line.
        """
        total = self.count("SELECT count(*) FROM problem")
        if total:
            order = "list_position(?, file) NULLS FIRST, file, line, cell, reason"
            first = self.run(
                f"SELECT file, line, coalesce(cell, ''), reason FROM problem ORDER BY {order} "
                f"LIMIT {MAX_SHOWN_PROBLEMS}",
                [[self.file_name(schema.table) for schema in FILES]],
            )
            raise BadInputError([Problem(*record) for record in first], total)

    def delete_rejected_rows(self, schema: FileSchema) -> None:
        """Delete the rows that have problems from the table of a file."""
        name = self.file_name(schema.table)
        self.run(f"DELETE FROM {schema.table} WHERE line IN (SELECT line FROM problem WHERE file = ?)", [name])


def sql_text(value: object) -> str:
    """Escape text for a single-quoted SQL literal."""
    return str(value).replace("'", "''")


@contextmanager
def open_staging(memory_mib: int) -> Iterator[Staging]:
    """Open a staging database in a temporary folder, and delete both at the end."""
    with tempfile.TemporaryDirectory(prefix="graphapi-load-") as folder:
        staging = Staging(Path(folder), memory_mib)
        try:
            yield staging
        finally:
            staging.close()
