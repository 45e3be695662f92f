"""Rows on their way into the graph: kept in a temporary DuckDB database, which sorts and joins in bounded memory."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from graphapi.load.csv_schema import FILES
from graphapi.load.problems import SHOWN_PROBLEMS, BadInputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from graphapi.load.csv_schema import CsvFile

# Both are control characters, which no cell may hold: a spooled row needs neither quotes nor escapes.
CELL_END = "\x1f"
LINE_BREAK = "\x1e"
PROBLEM_COLUMNS = {"file": "VARCHAR", "line": "BIGINT", "cell": "VARCHAR", "reason": "VARCHAR"}


class Staging:
    """The temporary database: a table for each file of the form, one of problems, and one of keys that are known.

    Every table of rows has ``line`` first, the line of the file that the row starts on.
    """

    def __init__(self, folder: Path, memory_mib: int) -> None:
        self.folder = folder
        # Two threads: the store that is written to runs beside us and has more to do.
        options: dict[str, Any] = {"memory_limit": f"{memory_mib}MiB", "temp_directory": str(folder), "threads": 2}
        self._connection = duckdb.connect(str(folder / "staging.duckdb"), config=options)
        self.run("CREATE TABLE problem (file VARCHAR, line BIGINT, cell VARCHAR, reason VARCHAR)")
        self.run("CREATE TABLE known (label VARCHAR, key VARCHAR)")
        for form in FILES:
            columns = ", ".join(f"{column.name} {column.type}" for column in form.columns)
            self.run(f"CREATE TABLE {form.table} (line BIGINT, {columns})")

    def close(self) -> None:
        """Close the database; its files go with the folder."""
        self._connection.close()

    def run(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All records of a statement."""
        return self._connection.execute(sql, parameters).fetchall()

    def count(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """The one number that a statement gives."""
        return int(self.run(sql, parameters)[0][0])

    def stream(self, sql: str, parameters: Sequence[object] = (), size: int = 5000) -> Iterator[tuple[Any, ...]]:
        """The records of a statement, a part of them in memory at a time."""
        cursor = self._connection.cursor().execute(sql, parameters)
        while records := cursor.fetchmany(size):
            yield from records

    @contextmanager
    def spool(self, table: str, columns: dict[str, str]) -> Iterator[Callable[[Iterable[str]], None]]:
        """A function that adds a row to a table; the rows arrive there at the end, all at once.

        ``columns`` has the names and types of the row's cells. An empty cell is null.
        """
        path = self.folder / f"{table}.spool"
        with path.open("w", encoding="utf-8", newline="", buffering=2**20) as file:
            write = file.write

            def add(cells: Iterable[str]) -> None:
                line = CELL_END.join(cells)
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
            f"delim = '{CELL_END}', quote = '', escape = '', header = false, auto_detect = false, nullstr = '', "
            "new_line = '\\n', max_line_size = 4000000)"
        )

    def refused_rows(self, file: str) -> int:
        """How many rows of a file have problems."""
        return self.count("SELECT count(DISTINCT line) FROM problem WHERE file = ?", [file])

    def raise_problems(self) -> None:
        """Raise what was noted so far, if anything.

        Raises:
            BadInputError: there are problems; it holds the first of them, by file and line.
        """
        total = self.count("SELECT count(*) FROM problem")
        if total:
            order = "list_position(?, file) NULLS FIRST, file, line, cell, reason"
            first = self.run(
                f"SELECT file, line, coalesce(cell, ''), reason FROM problem ORDER BY {order} LIMIT {SHOWN_PROBLEMS}",
                [[form.file for form in FILES]],
            )
            raise BadInputError([Problem(*record) for record in first], total)

    def drop_refused(self, form: CsvFile) -> None:
        """Take the rows that problems were found with out of a file's table."""
        self.run(f"DELETE FROM {form.table} WHERE line IN (SELECT line FROM problem WHERE file = ?)", [form.file])


def sql_text(value: object) -> str:
    """Text for between single quotes in SQL."""
    return str(value).replace("'", "''")


@contextmanager
def open_staging(memory_mib: int) -> Iterator[Staging]:
    """A staging database in a temporary folder, which is removed at the end."""
    with tempfile.TemporaryDirectory(prefix="graphapi-load-") as folder:
        staging = Staging(Path(folder), memory_mib)
        try:
            yield staging
        finally:
            staging.close()
