"""Reading files of JSON lines, plain or gzipped: one JSON object on each line (https://jsonlines.org)."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, cast

import orjson

from graphapi.load.problems import MAX_SHOWN_PROBLEMS, BadInputError, Problem
from graphapi.load.row import Row
from graphapi.load.table_file import unknown_column
from graphapi.load.typed_cells import typed_row
from graphapi.load.validators import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.load.csv_schema import Column, FileSchema

MAX_LINE_BYTES = 2**21
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class JsonLinesFile:
    """A file of JSON lines. Its lines are read one by one, so that problems can name them."""

    path: Path
    schema: FileSchema

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns of the table; a member that an object lacks is null."""
        return self.schema.columns

    def rows(self) -> Iterator[Row]:
        """Read the rows. Blank lines are skipped.

        Raises:
            BadInputError: objects have unknown members, or the file is damaged.
        """
        known = frozenset(column.name for column in self.columns)
        unknown: dict[str, int] = {}
        for number, line in numbered_lines(self.path):
            parsed = _parse(line)
            if isinstance(parsed, str):
                yield Row(number, "", [], parsed)
                continue
            if not known.issuperset(parsed):
                for name in parsed.keys() - known:
                    unknown.setdefault(name, number)
                if len(unknown) >= MAX_SHOWN_PROBLEMS:
                    break
            yield typed_row(number, parsed, self.columns)
        if unknown and not self.schema.open:
            found = sorted(unknown.items(), key=lambda item: (item[1], item[0]))
            raise BadInputError(
                [Problem(self.path.name, number, "", unknown_column(name, self.schema)) for name, number in found]
            )

    def texts(self) -> Iterator[tuple[int, str]]:
        """Read the lines, as pairs of number and text."""
        return ((number, line.decode("utf-8", "surrogateescape")) for number, line in numbered_lines(self.path))


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank with their numbers, from 1; a longer line than `MAX_LINE_BYTES` is cut.

    Raises:
        BadInputError: the file is truncated or damaged.
    """
    try:
        with open_decompressed(path) as file:
            number, is_rest = 0, False
            while line := file.readline(MAX_LINE_BYTES):
                if not is_rest:
                    number += 1
                    content = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
                    if content.strip():
                        yield number, content
                is_rest = not line.endswith(b"\n")
    except EOFError:
        raise BadInputError([Problem(path.name, 0, "", "is truncated")]) from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise BadInputError([Problem(path.name, 0, "", f"is damaged ({error})")]) from None
    except OSError as error:
        raise BadInputError([Problem(path.name, 0, "", f"cannot be read: {error.strerror}")]) from None


def open_decompressed(path: Path) -> IO[bytes]:
    """Open a file, plain or gzipped, to read its content.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        compressed = file.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.open(path, "rb")) if compressed else path.open("rb", buffering=2**18)


def _parse(line: bytes) -> dict[str, Any] | str:
    """The object of a line, or the error if the line has none."""
    if len(line) >= MAX_LINE_BYTES:
        return f"the line is longer than {MAX_LINE_BYTES:,} bytes"
    try:
        # Python writes NaN for unknown numbers, which is not JSON, and which orjson refuses.
        parsed = json.loads(line) if b"NaN" in line else orjson.loads(line.rstrip())
    except ValueError as error:
        return _syntax_error(line, error)
    if not isinstance(parsed, dict):
        return f"{quoted(line.decode('utf-8', 'replace').strip())} is not a JSON object; each line must hold one"
    return parsed


def _syntax_error(line: bytes, error: ValueError) -> str:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as not_text:
        return f"byte 0x{line[not_text.start]:02X} is not UTF-8, at byte {not_text.start + 1} of the line"
    if line.strip() in (b"[", b"{"):
        return "is not a JSON object; each line must hold a whole object"
    reason = f"{error.msg}, at character {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
    return f"is not JSON: {reason}"
