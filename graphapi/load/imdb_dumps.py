"""Copying IMDb's dumps (tab-separated, without quoting, plain or gzipped) into the staging database."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast

from graphapi.load.problems import BadInputError, Problem
from graphapi.load.staging import CELL_SEPARATOR, LINE_BREAK, PROBLEM_COLUMNS, sql_text
from graphapi.load.validators import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.load.options import ProgressListener
    from graphapi.load.staging import Staging

CHUNK_BYTES = 32 * 2**20
ENDINGS = (".tsv.gz", ".tsv", ".gz", "")


@dataclass(frozen=True)
class Dump:
    """A dump: its name without the file extension, and the columns that are read."""

    name: str
    columns: tuple[str, ...]
    optional: bool = False

    @property
    def table(self) -> str:
        """The table in which its rows are staged."""
        return self.name.replace(".", "_")


@dataclass(frozen=True)
class DumpFile:
    """The file of a dump, with the column names of its header."""

    dump: Dump
    path: Path
    header: tuple[str, ...]

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name


def find_dump(folder: Path, dump: Dump) -> DumpFile | None:
    """Find the file of a dump in a folder; None if an optional dump is missing.

    Raises:
        BadInputError: the dump is missing, cannot be read, or lacks columns.
    """
    path = next((path for ending in ENDINGS if (path := folder / f"{dump.name}{ending}").is_file()), None)
    if path is None:
        if dump.optional:
            return None
        raise BadInputError(
            [Problem(f"{dump.name}.tsv.gz", 0, "", f"is missing in {folder}, and there is no .tsv file either")]
        )
    first = next(_chunks(path), b"").split(b"\n", 1)[0]
    header = tuple(first.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r").split("\t"))
    missing = [column for column in dump.columns if column not in header]
    if missing:
        reason = "the file is empty" if header == ("",) else "missing column " + ", ".join(map(quoted, missing))
        raise BadInputError([Problem(path.name, 1, "", reason)])
    return DumpFile(dump, path, header)


def stage_dump(staging: Staging, file: DumpFile, condition: str, progress: ProgressListener) -> int:
    r"""Stage the lines of a dump that match ``condition``, an SQL expression; return the number of all lines.

    Lines that are not UTF-8, or have a wrong number of cells, are recorded as problems. The table has ``line`` and the
    columns of the dump as trimmed text; empty cells and ``\N`` are null.
    """
    table, width = file.dump.table, len(file.header)
    places = {column: file.header.index(column) + 1 for column in file.dump.columns}
    values = ", ".join(f"nullif(nullif(trim(cells[{place}]), '\\N'), '') AS {name}" for name, place in places.items())
    columns = ", ".join(f"{name} VARCHAR" for name in places)
    staging.run(f"CREATE TABLE {table} (line BIGINT, width BIGINT, {columns})")
    line = 1
    chunk_path = staging.folder / "chunk"
    for chunk in chunks_of_text(staging, file):
        chunk_path.write_bytes(chunk)
        lines = chunk.count(b"\n") + (not chunk.endswith(b"\n"))
        staging.run(
            f"""
            INSERT INTO {table}
            WITH split AS (
              SELECT {line} + row_number() OVER () AS line, string_split(text, chr(9)) AS cells
              FROM read_csv('{sql_text(chunk_path)}', columns = {{'text': 'VARCHAR'}}, delim = '{CELL_SEPARATOR}',
                            quote = '', escape = '', header = false, auto_detect = false, strict_mode = false,
                            new_line = '\\n')
            ), named AS (SELECT line, len(cells) AS width, {values} FROM split)
            FROM named WHERE width IS NOT NULL AND (width <> {width} OR {condition})
            """
        )
        line += lines
        progress.advanced(lines)
    staging.run(
        f"INSERT INTO problem SELECT ?, line, NULL, width || ' cells where the header has {width}' FROM {table} "
        f"WHERE width <> {width}",
        [file.name],
    )
    staging.run(f"DELETE FROM {table} WHERE width <> {width}")
    return line - 1


def chunks_of_text(staging: Staging, file: DumpFile) -> Iterator[bytes]:
    """Yield the lines after the header in chunks of whole lines, about `CHUNK_BYTES` long.

    A line that is not UTF-8 is recorded as a problem and replaced by an empty line, so that lines keep their numbers.
    """
    line = 1
    header_is_next = True
    for chunk in _chunks(file.path):
        # DuckDB would end a line at a carriage return, and the cell separator is reserved for staging.
        text = chunk.replace(b"\r\n", b"\n").replace(b"\r", b" ").replace(CELL_SEPARATOR.encode(), LINE_BREAK.encode())
        if header_is_next:
            text, header_is_next = text.partition(b"\n")[2], False
        if text:
            yield _blank_invalid_lines(staging, file, text, line)
            line += text.count(b"\n")


def numbered_lines(file: DumpFile) -> Iterator[tuple[int, str]]:
    """Every line of a dump with its number, from 1."""
    line = 0
    for chunk in _chunks(file.path):
        for text in chunk.removesuffix(b"\n").split(b"\n"):
            line += 1
            yield line, text.decode("utf-8", "surrogateescape")


def _blank_invalid_lines(staging: Staging, file: DumpFile, text: bytes, line: int) -> bytes:
    if text.isascii() or _is_utf8(text):
        return text
    lines = text.split(b"\n")
    with staging.spool("problem", PROBLEM_COLUMNS) as add_problem:
        for index, text_line in enumerate(lines):
            if not _is_utf8(text_line):
                add_problem((file.name, str(line + index + 1), "", "the line is not UTF-8 text"))
                lines[index] = b""
    return b"\n".join(lines)


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _chunks(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, decompressed, in pieces that end with a line break.

    Raises:
        BadInputError: the file cannot be read, or is damaged.
    """
    rest = b""
    try:
        with _opened(path) as file:
            while piece := file.read(CHUNK_BYTES):
                whole, end, rest_of_piece = piece.rpartition(b"\n")
                if end:
                    yield rest + whole + end
                    rest = rest_of_piece
                else:
                    rest += piece
    except EOFError:
        raise BadInputError([Problem(path.name, 0, "", "is truncated; download it again")]) from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise BadInputError([Problem(path.name, 0, "", f"is damaged ({error}); download it again")]) from None
    except OSError as error:
        raise BadInputError([Problem(path.name, 0, "", f"cannot be read: {error.strerror}")]) from None
    if rest:
        yield rest


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        compressed = file.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.open(path, "rb")) if compressed else path.open("rb")
