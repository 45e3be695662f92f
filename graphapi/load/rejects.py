"""Writing rejected rows to a file, each with its problems, so that they can be fixed and loaded later."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from graphapi.load.problems import BadInputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from graphapi.load.staging import Staging

HEADER = ("file", "line", "column", "reason", "row")

# One record for each rejected row of a file, in the order of the lines.
_REJECTED = """
    SELECT line, string_agg(DISTINCT cell, ', ' ORDER BY cell),
           string_agg(DISTINCT coalesce(cell || ': ', '') || reason, '; ')
    FROM problem WHERE file = ? GROUP BY line ORDER BY line
"""


def write_rejects(
    staging: Staging, path: Path, files: Iterable[tuple[str, Callable[[], Iterable[tuple[int, str]]]]]
) -> None:
    """Write every rejected row with its problems.

    ``files`` has the name of each file with a function that yields its rows again, as pairs of line and text. Rows are
    read again rather than kept, so that memory stays bounded.

    Raises:
        BadInputError: the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as output:
            writer = csv.writer(output)
            writer.writerow(HEADER)
            for name, read_again in files:
                if staging.count_rejected_rows(name):
                    writer.writerows((name, *rejected) for rejected in _with_rows(staging, name, read_again()))
    except OSError as error:
        raise BadInputError([Problem(str(path), 0, "", f"cannot be written: {error.strerror}")]) from None


def _with_rows(staging: Staging, name: str, rows: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str, str, str]]:
    texts = iter(rows)
    for line, columns, reasons in staging.stream(_REJECTED, [name]):
        text = next((text for number, text in texts if number == line), "")
        yield line, columns or "", reasons, text.rstrip("\r\n")
