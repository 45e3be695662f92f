"""The CSV form of a catalogue: its files, their columns, and what each column may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.load.validators import check_integer, check_label, check_labels, check_rating, check_year

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Column:
    """A column: its name in the files, its type in SQL, whether it must be filled, and what is wrong with a value."""

    name: str
    type: str = "VARCHAR"
    required: bool = False
    check: Callable[[str], str | None] | None = None


@dataclass(frozen=True)
class CsvFile:
    """A file of the form. ``table`` is where its rows are staged; ``label`` is that of the nodes its rows state."""

    file: str
    table: str
    columns: tuple[Column, ...]
    optional: bool = False
    label: str = ""


def _label(name: str, *, required: bool = False) -> Column:
    return Column(name, required=required, check=check_label)


def _year(name: str) -> Column:
    return Column(name, "INTEGER", check=check_year)


def _integer(name: str) -> Column:
    return Column(name, "INTEGER", check=check_integer)


def _labels(name: str) -> Column:
    return Column(name, check=check_labels)


_IDS = (_label("imdb_id"), _label("tmdb_id"), _label("wikidata_id"))
_CREDIT = (_label("film_key", required=True), _label("person_key", required=True))

FILMS = CsvFile(
    "films.csv",
    "films",
    (
        _label("key", required=True),
        _label("title", required=True),
        _label("original_title"),
        _year("year"),
        _label("certificate"),
        _integer("runtime_minutes"),
        Column("rating", "DOUBLE", check=check_rating),
        _integer("votes"),
        Column("plot"),
        _labels("genres"),
        _labels("places"),
        _labels("keywords"),
        *_IDS,
    ),
    label="Film",
)
PEOPLE = CsvFile(
    "people.csv",
    "people",
    (
        _label("key", required=True),
        _label("name", required=True),
        _year("birth_year"),
        _year("death_year"),
        Column("biography"),
        *_IDS,
    ),
    label="Person",
)
CHARACTERS = CsvFile(
    "characters.csv",
    "characters",
    (_label("key", required=True), _label("name", required=True), Column("description")),
    optional=True,
    label="Character",
)
CAST = CsvFile(
    "cast.csv",
    "credits",
    (*_CREDIT, _integer("billing"), _label("character"), _label("character_key"), Column("note")),
)
# There are catalogues that name no directors, but none without a cast.
DIRECTORS = CsvFile("directors.csv", "directors", _CREDIT, optional=True)

FILES = (FILMS, PEOPLE, CHARACTERS, CAST, DIRECTORS)
