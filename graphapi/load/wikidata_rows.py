"""The rows of a SPARQL result of films from Wikidata, and the records that are staged for each of them."""

from __future__ import annotations

import re
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from graphapi.load.cell_readers import BadCellError, ReadRow, read_name
from graphapi.load.csv_schema import LIST_RELATIONSHIPS
from graphapi.load.staging import PROBLEM_COLUMNS
from graphapi.load.validators import check_integer, quoted
from graphapi.model.relationships import ACTOR, CREDIT_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.load.options import ProgressListener
    from graphapi.load.sparql_results import SparqlResult
    from graphapi.load.staging import Staging

REQUIRED: Final = ("film", "filmLabel")
ROLES: Final = {role.name.lower(): role for role in CREDIT_ROLES}
"""The roles by the name of the variable that holds the person."""
TAGS: Final = {f"{one.target.lower()}Label": one.list_column or "" for one in LIST_RELATIONSHIPS}
"""The list columns by the name of the variable that holds a name in the list."""
KNOWN: Final = (
    *REQUIRED,
    *("originalTitle", "date", "runtime", "imdb", "tmdb", *TAGS),
    *(f"{role}{suffix}" for role in ROLES for suffix in ("", "Label", "Birth", "Death", "Imdb", "Tmdb")),
    *("billing", "note", "character", "characterLabel", "characterName"),
)
"""The variables that are read."""
# The variables of items whose labels are read; their ids are of no use here.
IGNORED: Final = frozenset(name.removesuffix("Label") for name in TAGS)
TABLES: Final = {
    "wikidata_film": {
        "film": "VARCHAR",
        "title": "VARCHAR",
        "original_title": "VARCHAR",
        "year": "INTEGER",
        "runtime_minutes": "INTEGER",
        "imdb_id": "VARCHAR",
        "tmdb_id": "VARCHAR",
    },
    "wikidata_tag": {"film": "VARCHAR", "list": "VARCHAR", "name": "VARCHAR"},
    "wikidata_person": {
        "person": "VARCHAR",
        "name": "VARCHAR",
        "birth_year": "INTEGER",
        "death_year": "INTEGER",
        "imdb_id": "VARCHAR",
        "tmdb_id": "VARCHAR",
    },
    "wikidata_credit": {
        "film": "VARCHAR",
        "role": "VARCHAR",
        "person": "VARCHAR",
        "billing": "INTEGER",
        "note": "VARCHAR",
        "character_key": "VARCHAR",
        "character": "VARCHAR",
    },
}
"""The tables that the rows are staged in, with their columns after ``line``."""
PROGRESS_STEP: Final = 5000
_ITEM: Final = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9][0-9]*)", re.ASCII)
_LABEL_OF_NOTHING: Final = re.compile(r"Q[1-9][0-9]*", re.ASCII)
# Wikidata writes an unknown value as a blank node or, with skolemization, as an address.
_UNKNOWN: Final = re.compile(r"_:.*|t[0-9]+|https?://www\.wikidata\.org/\.well-known/genid/.*")
_DATE: Final = re.compile(r"([+-]?[0-9]{4,16})(?:-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+Z?)?)?", re.ASCII)
_QUANTITY: Final = re.compile(r"\+?([0-9]{1,9})(?:\.([0-9])[0-9]*)?", re.ASCII)
_ID: Final = re.compile(r"(?:tt|nm)?[0-9]+", re.ASCII)


def stage_result(staging: Staging, result: SparqlResult, progress: ProgressListener) -> int:
    """Stage the records of the valid rows, and the problems of the others; return the number of rows.

    Raises:
        BadInputError: the file is damaged or incomplete.
    """
    count = 0
    with ExitStack() as spools:
        for table, columns in TABLES.items():
            types = ", ".join(f"{name} {type_}" for name, type_ in columns.items())
            staging.run(f"CREATE TABLE {table} (line BIGINT, {types})")
        add = {
            table: spools.enter_context(staging.spool(table, {"line": "BIGINT"} | columns))
            for table, columns in TABLES.items()
        }
        add_problem = spools.enter_context(staging.spool("problem", PROBLEM_COLUMNS))
        for found in result.rows():
            count += 1
            row = ReadRow(found.values)
            records = list(_records(row)) if found.error is None else []
            problems = row.problems if found.error is None else [("", found.error)]
            for at, reason in problems:
                add_problem((result.path.name, str(found.position), at, reason))
            if not problems:
                for table, record in records:
                    add[table]((str(found.position), *record))
            if count % PROGRESS_STEP == 0:
                progress.advanced(PROGRESS_STEP)
    progress.advanced(count % PROGRESS_STEP)
    return count


def _records(row: ReadRow) -> Iterator[tuple[str, tuple[str, ...]]]:
    film = row.read("film", _read_item)
    if not film and not row.problems:
        row.problems.append(("film", "is empty"))
    yield (
        "wikidata_film",
        (
            film,
            row.read("filmLabel", _read_label),
            row.read("originalTitle", read_name),
            row.read("date", _read_year),
            row.read("runtime", _read_minutes),
            row.read("imdb", _read_id),
            row.read("tmdb", _read_id),
        ),
    )
    for variable, column in TAGS.items():
        if name := row.read(variable, _read_tag):
            yield "wikidata_tag", (film, column, name)
    for variable, role in ROLES.items():
        if person := row.read(variable, _read_item):
            yield "wikidata_person", _person(row, variable, person)
            details = _character(row) if role is ACTOR else ("", "", "", "")
            yield "wikidata_credit", (film, role.name, person, *details)


def _person(row: ReadRow, variable: str, person: str) -> tuple[str, ...]:
    return (
        person,
        row.read(f"{variable}Label", _read_label),
        row.read(f"{variable}Birth", _read_year),
        row.read(f"{variable}Death", _read_year),
        row.read(f"{variable}Imdb", _read_id),
        row.read(f"{variable}Tmdb", _read_id),
    )


def _character(row: ReadRow) -> tuple[str, str, str, str]:
    """The billing and the note of an acting credit, and the key and the name of its character."""
    character = row.read("character", _read_item)
    name = row.read("characterLabel", _read_label) if character else ""
    name = name or row.read("characterName", read_name)
    return row.read("billing", _read_billing), row.read("note", read_name), character if name else "", name


def _read_item(text: str) -> str:
    """The id of an item, empty if it is unknown."""
    if not text or _UNKNOWN.fullmatch(text):
        return ""
    found = _ITEM.fullmatch(text)
    if found is None:
        raise BadCellError(f"{quoted(text)} is not an item such as http://www.wikidata.org/entity/Q83495")
    return found[1]


def _read_label(text: str) -> str:
    """A label; empty if the item has none, for which Wikidata returns its id."""
    return "" if _LABEL_OF_NOTHING.fullmatch(text) or _UNKNOWN.fullmatch(text) else read_name(text)


def _read_tag(text: str) -> str:
    name = _read_label(text)
    if "|" in name:
        raise BadCellError(f"{quoted(name)} contains |, which separates names")
    return name


def _read_year(text: str) -> str:
    """The year of a date; empty if it is unknown, or not between 1 and 9999."""
    if not text or _UNKNOWN.fullmatch(text):
        return ""
    found = _DATE.fullmatch(text)
    if found is None:
        raise BadCellError(f"{quoted(text)} is not a date such as 1995-12-15T00:00:00Z")
    year = int(found[1])
    return str(year) if 1 <= year <= 9999 else ""


def _read_minutes(text: str) -> str:
    """A duration, rounded to minutes; empty if it is unknown or 0."""
    if not text or _UNKNOWN.fullmatch(text):
        return ""
    found = _QUANTITY.fullmatch(text)
    if found is None:
        raise BadCellError(f"{quoted(text)} is not a number of minutes")
    minutes = int(found[1]) + (int(found[2] or 0) >= 5)
    return str(minutes) if minutes else ""


def _read_billing(text: str) -> str:
    """A series ordinal; empty if it is not a whole number, such as ``1a``."""
    return "" if check_integer(text) is not None else text


def _read_id(text: str) -> str:
    """An id at another site; empty if it has an unknown form."""
    return text if _ID.fullmatch(text) else ""
