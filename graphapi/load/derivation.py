"""What the graph shall hold, out of the staged rows: nodes with their facts, and the credits of each film."""

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

# The lists of a film, and where each leads: column, relationship, label.
FILM_LISTS = (("genres", "IN_GENRE", "Genre"), ("places", "SET_IN", "Place"), ("keywords", "HAS_KEYWORD", "Keyword"))
LIST_COLUMNS = frozenset(column for column, _, _ in FILM_LISTS)


def property_name(column: str) -> str:
    """The property of a column: ``runtime_minutes`` is ``runtimeMinutes``."""
    first, *rest = column.split("_")
    return first + "".join(word.capitalize() for word in rest)


FILM_COLUMNS = tuple(c.name for c in FILMS.columns if c.name != "key" and c.name not in LIST_COLUMNS)
PERSON_COLUMNS = tuple(c.name for c in PEOPLE.columns if c.name != "key")


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """A node that shall be: its key, the properties that are known, and its labels beside its kind's own.

    ``rank`` is its place in a search (`graphapi.load.statements.read_ranks`) if the files are all that is known of it.
    """

    key: str
    properties: dict[str, Any]
    labels: tuple[str, ...] = ()
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class FilmLinks:
    """The nodes that a film shall be linked with by one type of relationship, by their keys."""

    film: str
    keys: list[str]


@dataclass(slots=True)
class Credit:
    """What is known of a person's acting in a film."""

    billing: int | None = None
    note: str | None = None
    characters: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FilmCast:
    """The credits of a film, by the person's key."""

    film: str
    credits: dict[str, Credit]


def derive_characters(staging: Staging) -> None:
    """Make the table ``role`` of credits with the key of their character, and ``figure`` of the characters themselves.

    A name comes from characters.csv, else from the first row of the cast that gives one.
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
        CREATE TABLE figure AS
        SELECT key, name, description FROM (
          SELECT key, name, description, 0 AS line FROM characters
          UNION ALL SELECT character_key, name, NULL, line FROM role WHERE name IS NOT NULL
        ) QUALIFY row_number() OVER (PARTITION BY key ORDER BY line) = 1
        """
    )


def films(staging: Staging) -> Iterator[NodeFacts]:
    """The films with their own facts."""
    names = [property_name(column) for column in FILM_COLUMNS]
    for key, *values in staging.stream(f"SELECT key, {', '.join(FILM_COLUMNS)} FROM films"):
        facts = _known(names, values, "title")
        yield NodeFacts(key, facts, rank=-max(0, facts.get("votes", 0)))


def people(staging: Staging) -> Iterator[NodeFacts]:
    """The people of the files and those of the graph that get a credit, with the labels that credits mean."""
    names = [property_name(column) for column in PERSON_COLUMNS]
    facts = ", ".join(f"people.{column}" for column in PERSON_COLUMNS)
    # One join: DuckDB waits for ever on the same said with IN, NOT IN and UNION where there are 200,000 people
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
        yield NodeFacts(key, _known(names, values, "name"), labels, -parts)


def characters(staging: Staging) -> Iterator[NodeFacts]:
    """The characters."""
    sql = """
        SELECT figure.key, coalesce(appearance.films, 0), name, description
        FROM figure LEFT JOIN (
          SELECT key, count(*) AS films FROM (SELECT DISTINCT character_key AS key, film_key FROM role) GROUP BY key
        ) AS appearance ON figure.key = appearance.key
        """
    for key, films, *values in staging.stream(sql):
        yield NodeFacts(key, _known(("name", "description"), values, "name"), rank=-films)


def list_members(staging: Staging, column: str) -> Iterator[NodeFacts]:
    """The genres, places or keywords that films name: the name is the key."""
    each = f"SELECT DISTINCT key, trim(unnest(string_split({column}, '|'))) AS name FROM films"
    for name, films in staging.stream(f"SELECT name, count(*) FROM ({each}) WHERE name <> '' GROUP BY name"):
        # Genres are a few words of a closed list; they are not searched.
        if column == "genres":
            yield NodeFacts(name, {"name": name})
        else:
            yield NodeFacts(name, {"name": name, "searchText": fold(name)}, rank=-films)


def film_lists(staging: Staging, column: str) -> Iterator[FilmLinks]:
    """The genres, places or keywords of each film that has any."""
    for film, names in staging.stream(f"SELECT key, {column} FROM films WHERE {column} IS NOT NULL"):
        keys = list(dict.fromkeys(name for cell in names.split("|") if (name := cell.strip())))
        if keys:
            yield FilmLinks(film, keys)


def directions(staging: Staging) -> Iterator[FilmLinks]:
    """The directors of each film that has any."""
    records = staging.stream("SELECT DISTINCT film_key, person_key FROM directors ORDER BY film_key, person_key")
    for film, group in groupby(records, itemgetter(0)):
        yield FilmLinks(film, [person for _, person in group])


def casts(staging: Staging) -> Iterator[FilmCast]:
    """The cast of each film that has any.

    Of several rows of one person in one film, the first billing counts, the characters follow the order of the
    rows, and different notes stand side by side.
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
            if note is not None and note not in (said := notes.setdefault(person, [])):
                said.append(note)
                credit.note = "; ".join(said)
            if character is not None and character not in credit.characters:
                credit.characters.append(character)
        yield FilmCast(film, credits)


def ranked_keys(staging: Staging) -> Iterator[tuple[str, Iterator[str]]]:
    """For each label that a search finds, the keys of the nodes that the files can have made better or less known."""
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
    """Who plays each character of a film, by billing and then by key."""

    def place(person: str) -> tuple[bool, int, str]:
        billing = credits[person].billing
        return billing is None, billing or 0, person

    found: dict[str, list[str]] = {}
    for person in sorted(credits, key=place):
        for character in credits[person].characters:
            found.setdefault(character, []).append(person)
    return found


def _known(names: list[str] | tuple[str, ...], values: list[Any], searched: str) -> dict[str, Any]:
    known = {name: value for name, value in zip(names, values, strict=True) if value is not None}
    if searched in known:
        known["searchText"] = fold(known[searched])
    return known
