"""Reading the results of SPARQL queries, a row at a time.

The formats are "SPARQL 1.1 Query Results JSON Format" and "SPARQL 1.1 Query Results CSV Format" of the W3C, and the
short form of JSON that Wikidata's query service offers: an array with an object of plain values for each row.
"""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ijson
import orjson

from graphapi.load.csv_reader import BYTE_ORDER_MARK, CsvReader
from graphapi.load.json_lines import open_decompressed
from graphapi.load.problems import BadInputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ROWS = "results.bindings.item"
_ROWS_OF_SHORT_FORM = "item"


@dataclass(frozen=True)
class ResultRow:
    """A row: its position (from 1, in CSV its line), its values by variable, and its syntax error if it has one."""

    position: int
    values: dict[str, str]
    error: str | None = None


@dataclass(frozen=True)
class SparqlResult:
    """A file with the result of a query. ``variables`` are its columns, ``items`` is where JSON has the rows."""

    path: Path
    variables: tuple[str, ...]
    items: str | None

    def rows(self) -> Iterator[ResultRow]:
        """Read the rows.

        Raises:
            BadInputError: the file is damaged or incomplete.
        """
        return self._rows_of_csv() if self.items is None else self._rows_of_json(self.items)

    def texts(self) -> Iterator[tuple[int, str]]:
        """Read the rows, as pairs of position and text."""
        if self.items is None:
            return ((row.line, row.text) for row in CsvReader(self.path))
        return ((row.position, orjson.dumps(row.values).decode()) for row in self._rows_of_json(self.items))

    def _rows_of_csv(self) -> Iterator[ResultRow]:
        rows = iter(CsvReader(self.path))
        next(rows, None)
        width = len(self.variables)
        for row in rows:
            error = row.error
            if error is None and len(row.cells) != width:
                error = f"{len(row.cells)} cells where the header has {width}"
            yield ResultRow(row.line, dict(zip(self.variables, map(str.strip, row.cells), strict=False)), error)

    def _rows_of_json(self, items: str) -> Iterator[ResultRow]:
        for position, bindings in enumerate(_json_items(self.path, items), 1):
            if not isinstance(bindings, dict):
                yield ResultRow(position, {}, "is not an object")
            else:
                yield ResultRow(position, {name: _value(term).strip() for name, term in bindings.items()})


def open_result(path: Path) -> SparqlResult:
    """Open the result of a query; its first character tells the format.

    Raises:
        BadInputError: the file is empty, cannot be read, or is no result of a query.
    """
    try:
        with open_decompressed(path) as file:
            start = file.read(1000).removeprefix(BYTE_ORDER_MARK).lstrip()[:1]
    except (OSError, EOFError, zlib.error) as error:
        raise _damaged(path, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if start == b"{":
        variables = next(_json_items(path, "head.vars"), None)
        if not isinstance(variables, list):
            raise _damaged(path, "is not the result of a SPARQL query: it has no head.vars")
        return SparqlResult(path, tuple(map(str, variables)), _ROWS)
    if start == b"[":
        names: dict[str, None] = {}
        for row in _json_items(path, _ROWS_OF_SHORT_FORM):
            names |= dict.fromkeys(row if isinstance(row, dict) else ())
        return SparqlResult(path, tuple(names), _ROWS_OF_SHORT_FORM)
    header = next(iter(CsvReader(path)), None)
    if not start or header is None:
        raise _damaged(path, "is empty")
    return SparqlResult(path, tuple(cell.strip().removeprefix("?") for cell in header.cells), None)


def _json_items(path: Path, prefix: str) -> Iterator[Any]:
    count = 0
    try:
        with open_decompressed(path) as file:
            for item in ijson.items(file, prefix):
                yield item
                count += 1
    except ijson.JSONError:
        after = f"row {count:,}" if prefix.endswith("item") else "its beginning"
        raise _damaged(path, f"is incomplete or damaged after {after}; the query may have run out of time") from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise _damaged(path, f"is damaged ({error})") from None


def _value(term: object) -> str:
    """The value of an RDF term; empty for a blank node, which stands for an unknown value."""
    if isinstance(term, dict):
        return "" if term.get("type") == "bnode" else str(term.get("value", ""))
    return "" if term is None else str(term)


def _damaged(path: Path, reason: str) -> BadInputError:
    return BadInputError([Problem(path.name, 0, "", reason)])
