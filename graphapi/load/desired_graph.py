"""The desired content of the graph, computed from the staged rows: nodes, relationships and casts."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from graphapi.load.csv_schema import FILMS, PEOPLE
from graphapi.search_text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.load.staging import Staging

# The list columns of films.csv: column, type of the relationship, label of its nodes.
FILM_LISTS = (("genres", "IN_GENRE", "Genre"), ("places", "SET_IN", "Place"), ("keywords", "HAS_KEYWORD", "Keyword"))
LIST_COLUMNS = frozenset(column for column, _, _ in FILM_LISTS)


def property_name(column: str) -> str:
    """The property of a column: ``runtimeMinutes`` for ``runtime_minutes``."""
    first, *rest = column.split("_")
    return first + "".join(word.capitalize() for word in rest)


FILM_COLUMNS = tuple(c.name for c in FILMS.columns if c.name != "key" and c.name not in LIST_COLUMNS)
PERSON_COLUMNS = tuple(c.name for c in PEOPLE.columns if c.name != "key")


@dataclass(frozen=True, slots=True)
class DesiredNode:
    """A node: its key, its properties that are not null, and its further labels.

    ``rank`` is the search rank (`graphapi.load.statements.read_ranks`) of a node that does not exist yet.
    """

    key: str
    properties: dict[str, Any]
    labels: tuple[str, ...] = ()
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class DesiredLinks:
    """The keys of the nodes to which a film is related by one type of relationship."""

    film: str
    keys: list[str]


@dataclass(slots=True)
class Credit:
    """The acting credit of a person in a film. Unknown values are None."""

    billing: int | None = None
    note: str | None = None
    characters: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DesiredCast:
    """The credits of a film, by person key."""

    film: str
    credits: dict[str, Credit]


def derive_characters(staging: Staging) -> None:
    """Create the tables ``role``, credits with the key of their character, and ``character_node``, the characters.

    The name of a character is taken from characters.csv, or else from the first row of cast.csv that has one.
    """
    staging.run(
        """
        CREATE TABLE role AS
        SELECT line, film_key, person_key, billing, note, character AS name, character_key AS own_key,
               coalesce(character_key, film_key || '/' || character) AS character_key
        FROM credits
        """
    )
    staging.run(
        """
        CREATE TABLE character_node AS
        SELECT key, name, description FROM (
          SELECT key, name, description, 0 AS line FROM characters
          UNION ALL SELECT character_key, name, NULL, line FROM role WHERE name IS NOT NULL
        ) QUALIFY row_number() OVER (PARTITION BY key ORDER BY line) = 1
        """
    )


def films(staging: Staging) -> Iterator[DesiredNode]:
    """The films."""
    names = [property_name(column) for column in FILM_COLUMNS]
    for key, *values in staging.stream(f"SELECT key, {', '.join(FILM_COLUMNS)} FROM films"):
        facts = _properties(names, values, "title")
        yield DesiredNode(key, facts, rank=-max(0, facts.get("votes", 0)))


def people(staging: Staging) -> Iterator[DesiredNode]:
    """The people of people.csv and all other people with a credit, with the labels that follow from their credits."""
    names = [property_name(column) for column in PERSON_COLUMNS]
    facts = ", ".join(f"people.{column}" for column in PERSON_COLUMNS)
    # One join: with IN, NOT IN and UNION instead, DuckDB never returns for 200,000 people
    # (https://github.com/duckdb/duckdb/issues/24961).
    sql = f"""
        SELECT coalesce(people.key, credited.key), coalesce(acts, false), coalesce(directs, false),
          coalesce(parts, 0), {facts}
        FROM people FULL JOIN (
          SELECT key, bool_or(acts) AS acts, bool_or(directs) AS directs, count(*) AS parts FROM (
            SELECT DISTINCT person_key AS key, film_key, true AS acts, false AS directs FROM credits
            UNION ALL SELECT DISTINCT person_key, film_key, false, true FROM directors
          ) GROUP BY key
        ) AS credited ON people.key = credited.key
        """
    for key, acts, directs, parts, *values in staging.stream(sql):
        labels = (*(("Actor",) if acts else ()), *(("Director",) if directs else ()))
        yield DesiredNode(key, _properties(names, values, "name"), labels, -parts)


def characters(staging: Staging) -> Iterator[DesiredNode]:
    """The characters."""
    sql = """
        SELECT character_node.key, coalesce(appearance.films, 0), name, description
        FROM character_node LEFT JOIN (
          SELECT key, count(*) AS films FROM (SELECT DISTINCT character_key AS key, film_key FROM role) GROUP BY key
        ) AS appearance ON character_node.key = appearance.key
        """
    for key, films, *values in staging.stream(sql):
        yield DesiredNode(key, _properties(("name", "description"), values, "name"), rank=-films)


def list_members(staging: Staging, column: str) -> Iterator[DesiredNode]:
    """The genres, places or keywords of all films. The key is the name."""
    each = f"SELECT DISTINCT key, trim(unnest(string_split({column}, '|'))) AS name FROM films"
    for name, films in staging.stream(f"SELECT name, count(*) FROM ({each}) WHERE name <> '' GROUP BY name"):
        # A search does not find genres, so they have no search text.
        if column == "genres":
            yield DesiredNode(name, {"name": name})
        else:
            yield DesiredNode(name, {"name": name, "searchText": fold(name)}, rank=-films)


def film_lists(staging: Staging, column: str) -> Iterator[DesiredLinks]:
    """The genres, places or keywords of each film that has some."""
    for film, names in staging.stream(f"SELECT key, {column} FROM films WHERE {column} IS NOT NULL"):
        keys = list(dict.fromkeys(name for cell in names.split("|") if (name := cell.strip())))
        if keys:
            yield DesiredLinks(film, keys)


def directions(staging: Staging) -> Iterator[DesiredLinks]:
    """The directors of each film that has some."""
    records = staging.stream("SELECT DISTINCT film_key, person_key FROM directors ORDER BY film_key, person_key")
    for film, group in groupby(records, itemgetter(0)):
        yield DesiredLinks(film, [person for _, person in group])


def casts(staging: Staging) -> Iterator[DesiredCast]:
    """The cast of each film that has one.

    If a person has several rows in a film, the credit has the lowest billing, the characters in the order of the rows,
    and the different notes joined by ``;``.
    """
    records = staging.stream(
        "SELECT film_key, person_key, billing, note, character_key FROM role ORDER BY film_key, line, billing"
    )
    for film, group in groupby(records, itemgetter(0)):
        credits: dict[str, Credit] = {}
        notes: dict[str, list[str]] = {}
        for _, person, billing, note, character in group:
            credit = credits.setdefault(person, Credit())
            if billing is not None and (credit.billing is None or billing < credit.billing):
                credit.billing = billing
            if note is not None and note not in (earlier := notes.setdefault(person, [])):
                earlier.append(note)
                credit.note = "; ".join(earlier)
            if character is not None and character not in credit.characters:
                credit.characters.append(character)
        yield DesiredCast(film, credits)


def ranked_keys(staging: Staging) -> Iterator[tuple[str, Iterator[str]]]:
    """For each label with a search rank, the keys of the nodes whose popularity the load may have changed."""
    members = "SELECT DISTINCT trim(unnest(string_split({}, '|'))) FROM films"
    for label, sql in (
        ("Film", "SELECT key FROM films"),
        ("Person", "SELECT person_key FROM credits UNION SELECT person_key FROM directors"),
        ("Character", "SELECT DISTINCT character_key FROM role WHERE character_key IS NOT NULL"),
        ("Place", members.format("places")),
        ("Keyword", members.format("keywords")),
    ):
        yield label, (key for (key,) in staging.stream(sql))


def players(credits: dict[str, Credit]) -> dict[str, list[str]]:
    """The people who play each character of a film, ordered by billing (nulls last) and key."""

    def place(person: str) -> tuple[bool, int, str]:
        billing = credits[person].billing
        return billing is None, billing or 0, person

    found: dict[str, list[str]] = {}
    for person in sorted(credits, key=place):
        for character in credits[person].characters:
            found.setdefault(character, []).append(person)
    return found


def _properties(names: list[str] | tuple[str, ...], values: list[Any], searched: str) -> dict[str, Any]:
    properties = {name: value for name, value in zip(names, values, strict=True) if value is not None}
    if searched in properties:
        properties["searchText"] = fold(properties[searched])
    return properties
