"""Finding people that look like one person.

Two people look like one if all of this is true:

- Their names are equal when they are folded as for searches: without accents, case and punctuation. Names without
  letters and digits are not compared.
- No known fact tells them apart: neither the years of birth or death nor the ids at the same other site differ.
- A film has credits of both, or their known years of birth are equal, or the times between the first and the last film
  of each overlap. If more than `MOST_NAMESAKES` people share a name, only a common film counts: the years of so many
  people agree by chance. So the number of comparisons grows with the number of people, not with its square.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphapi.model.nodes import FILM, PERSON
from graphapi.model.relationships import CREDIT_ROLES
from graphapi.stats.snapshot import FOLDED, node_table

if TYPE_CHECKING:
    from graphapi.load.staging import Staging

_DISTINGUISHING: Final = ("birthYear", "deathYear", *(one.name for one in PERSON.properties if one.unique))
"""The properties that tell two people apart if both are known and differ."""
MOST_NAMESAKES: Final = 100
"""The most people with one name who are compared with each other."""


@dataclass(frozen=True)
class DuplicatePair:
    """Two people that look like one person.

    Attributes:
        keys: their keys.
        names: their names.
        reason: why they look like one person.
        films: the number of films of each.
    """

    keys: tuple[str, str]
    names: tuple[str, str]
    reason: str
    films: tuple[int, int]


def find_duplicates(database: Staging, most: int) -> tuple[int, list[DuplicatePair]]:
    """The number of pairs of people that look like one person, and at most ``most`` of them.

    The database holds a copy of the graph. Pairs of people with many films come first.
    """
    _create_namesakes(database)
    _create_pairs(database)
    number = database.count("SELECT count(*) FROM pair")
    records = database.run(
        "SELECT key, other_key, name, other_name, films, other_films, shared, first, last, birth FROM pair "
        "ORDER BY films + other_films DESC, key, other_key LIMIT ?",
        [most],
    )
    pairs = [
        DuplicatePair((key, other_key), (name, other_name), _reason(shared, birth, first, last), (films, other_films))
        for key, other_key, name, other_name, films, other_films, shared, first, last, birth in records
    ]
    return number, pairs


def _create_namesakes(database: Staging) -> None:
    """Create the table ``namesake`` of people who share a folded name, and ``namesake_film`` with their films."""
    people = node_table(PERSON)
    database.run(
        f"CREATE TABLE shared_name AS SELECT {FOLDED}, count(*) AS namesakes FROM {people} "
        f"WHERE {FOLDED} <> '' GROUP BY {FOLDED} HAVING namesakes > 1"
    )
    types = ", ".join(f"'{role.relationship}'" for role in CREDIT_ROLES)
    database.run(
        f"""
        CREATE TABLE namesake_film AS
        SELECT DISTINCT person.key, person.{FOLDED}, film.key AS film, film.year
        FROM {people} AS person
        JOIN relationship ON source = person.key AND type IN ({types})
        JOIN {node_table(FILM)} AS film ON film.key = target
        SEMI JOIN shared_name ON person.{FOLDED} = shared_name.{FOLDED}
        """
    )
    database.run(
        f"""
        CREATE TABLE namesake AS
        SELECT person.*, namesakes, coalesce(films, 0) AS films, first, last
        FROM {people} AS person
        JOIN shared_name ON person.{FOLDED} = shared_name.{FOLDED}
        LEFT JOIN (
          SELECT key, count(*) AS films, min(year) AS first, max(year) AS last FROM namesake_film GROUP BY key
        ) AS career USING (key)
        """
    )


def _create_pairs(database: Staging) -> None:
    """Create the table ``pair`` by the rule of this module."""
    same = " AND ".join(f"coalesce(a.{name} = b.{name}, true)" for name in _DISTINGUISHING)
    database.run(
        f"""
        CREATE TABLE together AS
        SELECT one.key, other.key AS other_key, count(*) AS shared
        FROM namesake_film AS one
        JOIN namesake_film AS other
          ON one.film = other.film AND one.{FOLDED} = other.{FOLDED} AND one.key < other.key
        GROUP BY one.key, other.key
        """
    )
    database.run(
        f"""
        CREATE TABLE pair AS
        SELECT a.key, b.key AS other_key, a.name, b.name AS other_name, a.films, b.films AS other_films,
               coalesce(together.shared, 0) AS shared, greatest(a.first, b.first) AS first,
               least(a.last, b.last) AS last, CASE WHEN a.birthYear = b.birthYear THEN a.birthYear END AS birth
        FROM (
          SELECT one.key, other.key AS other_key
          FROM namesake AS one JOIN namesake AS other ON one.{FOLDED} = other.{FOLDED} AND one.key < other.key
          WHERE one.namesakes <= {MOST_NAMESAKES}
          UNION ALL
          SELECT key, other_key FROM together JOIN namesake USING (key) WHERE namesakes > {MOST_NAMESAKES}
        ) AS candidate
        JOIN namesake AS a ON a.key = candidate.key
        JOIN namesake AS b ON b.key = candidate.other_key AND {same}
        LEFT JOIN together ON together.key = a.key AND together.other_key = b.key
        WHERE shared > 0 OR a.birthYear = b.birthYear
           OR (greatest(a.first, b.first) <= least(a.last, b.last) AND a.first IS NOT NULL AND b.first IS NOT NULL)
        """
    )


def _reason(shared: int, birth: int | None, first: int | None, last: int | None) -> str:
    if shared:
        return f"both have credits in {shared} {'film' if shared == 1 else 'films'}"
    if birth is not None:
        return f"both were born in {birth}"
    return f"both worked in {first}" if first == last else f"both worked from {first} to {last}"
