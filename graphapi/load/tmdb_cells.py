"""The cells of TMDB's files as Kaggle publishes them: lists in text, dates, numbers and the names of characters."""

from __future__ import annotations

import ast
import re
from typing import Any, Final

import orjson

from graphapi.load.cell_readers import BadCellError, read_count, read_name, read_text
from graphapi.load.validators import check_year, quoted

CHARACTER_SEPARATOR: Final = " / "
# The spelling of TMDB, and that of a spreadsheet that has rewritten the file.
_DATES: Final = (
    re.compile(r"([0-9]{4})(?:-[0-9]{1,2}-[0-9]{1,2})?", re.ASCII),
    re.compile(r"[0-9]{1,2}/[0-9]{1,2}/([0-9]{4})", re.ASCII),
)
_IMDB_ID: Final = re.compile(r"tt0*[1-9][0-9]*", re.ASCII)
_NO_PLOT: Final = re.compile(r"no (?:movie )?overview(?: found| available| yet)?\.?", re.IGNORECASE)
_NOTE: Final = re.compile(
    r"\s*\(((?:,?\s*(?:singing )?voice|,?\s*uncredited|,?\s*archive (?:footage|sound)|,?\s*archival footage|,?\s*cameo"
    r"|,?\s*credit only|,?\s*special appearance|,?\s*scenes deleted)+)\)\s*$",
    re.IGNORECASE,
)


def read_id(text: str) -> str:
    """The id of a film or a person: a whole number from 1.

    Raises:
        BadCellError: the text is none.
    """
    if not text:
        raise BadCellError("is empty")
    number = read_count(text)
    if number == "0":
        raise BadCellError("'0' is not an id")
    return number


def read_year(text: str) -> str:
    """The year of a date, empty if unknown.

    Raises:
        BadCellError: the text is no date.
    """
    if not text:
        return ""
    found = next((found for date in _DATES if (found := date.fullmatch(text))), None)
    if found is None:
        raise BadCellError(f"{quoted(text)} is not a date such as 1995-12-15")
    year = found[1].lstrip("0") or "0"
    if (error := check_year(year)) is not None:
        raise BadCellError(error)
    return year


def read_plot(text: str) -> str:
    """The overview of a film; empty if it only says that there is none.

    Raises:
        BadCellError: the text has control characters, or bytes that are not UTF-8.
    """
    return "" if _NO_PLOT.fullmatch(text) else read_text(text)


def read_imdb_id(text: str) -> str:
    """IMDb's id of a film; ``0`` and ``tt0`` mean that it is unknown."""
    return text if _IMDB_ID.fullmatch(text) else ""


def read_names(text: str) -> str:
    """The names in a list of objects such as genres, separated by ``|``.

    Raises:
        BadCellError: the text is no list, or one of the names is invalid.
    """
    names = [read_name(entry.get("name")) for entry in read_objects(text)]
    for name in names:
        if "|" in name:
            raise BadCellError(f"{quoted(name)} contains |, which separates names")
    return "|".join(filter(None, dict.fromkeys(names)))


def read_objects(text: str) -> list[dict[str, Any]]:
    """A list of objects, written as JSON or as a literal of Python; empty if the cell is.

    Raises:
        BadCellError: the text is no such list.
    """
    if not text:
        return []
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        try:
            # This evaluates literals only, never calls or names.
            found = ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            raise BadCellError(f"{quoted(text)} is neither a JSON array nor a Python list") from None
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise BadCellError(f"{quoted(text)} is not a list of objects")
    return found


def read_characters(value: object) -> list[tuple[str, str]]:
    """The characters of a credit with their notes: ``Woody (voice) / Hank`` has two, the first with ``voice``.

    A credit without a character has one with an empty name.

    Raises:
        BadCellError: as for `read_name`.
    """
    # The whole is not checked as a name, because many short names together may be long.
    text = value if isinstance(value, str) else ""
    characters: list[tuple[str, str]] = []
    for part in f" {' '.join(text.split())} ".split(CHARACTER_SEPARATOR):
        name = part
        notes: list[str] = []
        while (found := _NOTE.search(name)) is not None:
            notes.insert(0, found[1])
            name = name[: found.start()]
        characters.append((read_name(name), ", ".join(notes).lower()))
    return characters
