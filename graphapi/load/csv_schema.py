"""The schema of a catalogue's CSV files: their columns, with types and validators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.load.validators import check_integer, check_name, check_names, check_rating, check_year

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Column:
    """A column: its name, its type in the staging database, whether a value is required, and its validator."""

    name: str
    type: str = "VARCHAR"
    required: bool = False
    check: Callable[[str], str | None] | None = None


@dataclass(frozen=True)
class FileSchema:
    """A CSV file: its rows are staged in ``table``, and become nodes with the label ``label`` if that is set."""

    file: str
    table: str
    columns: tuple[Column, ...]
    optional: bool = False
    label: str = ""


def _name(name: str, *, required: bool = False) -> Column:
    return Column(name, required=required, check=check_name)


def _year(name: str) -> Column:
    return Column(name, "INTEGER", check=check_year)


def _integer(name: str) -> Column:
    return Column(name, "INTEGER", check=check_integer)


def _names(name: str) -> Column:
    return Column(name, check=check_names)


_IDS = (_name("imdb_id"), _name("tmdb_id"), _name("wikidata_id"))
_CREDIT = (_name("film_key", required=True), _name("person_key", required=True))

FILMS = FileSchema(
    "films.csv",
    "films",
    (
        _name("key", required=True),
        _name("title", required=True),
        _name("original_title"),
        _year("year"),
        _name("certificate"),
        _integer("runtime_minutes"),
        Column("rating", "DOUBLE", check=check_rating),
        _integer("votes"),
        Column("plot"),
        _names("genres"),
        _names("places"),
        _names("keywords"),
        *_IDS,
    ),
    label="Film",
)
PEOPLE = FileSchema(
    "people.csv",
    "people",
    (
        _name("key", required=True),
        _name("name", required=True),
        _year("birth_year"),
        _year("death_year"),
        Column("biography"),
        *_IDS,
    ),
    label="Person",
)
CHARACTERS = FileSchema(
    "characters.csv",
    "characters",
    (_name("key", required=True), _name("name", required=True), Column("description")),
    optional=True,
    label="Character",
)
CAST = FileSchema(
    "cast.csv",
    "credits",
    (*_CREDIT, _integer("billing"), _name("character"), _name("character_key"), Column("note")),
)
# A catalogue without directors is common; one without a cast is a mistake.
DIRECTORS = FileSchema("directors.csv", "directors", _CREDIT, optional=True)

FILES = (FILMS, PEOPLE, CHARACTERS, CAST, DIRECTORS)
