"""What a load of the dumps puts into the graph, as far as the questions need it: a sample of its films and people.

It is read from the dumps with the rules of ``graphapi load imdb``, because a catalogue of this size does not fit into
Python objects. `check_loaded` then checks that the graph has what was sampled.
"""

from __future__ import annotations

import random
from collections import defaultdict
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import duckdb

from benchmarks.agreement import DisagreementError
from benchmarks.exploration_questions import CatalogueContent
from graphapi.model.relationships import ACTOR

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.questions import Values
    from graphapi.store import Graph

SAMPLED_FILMS: Final = 50_000
SAMPLED_PEOPLE: Final = 50_000
SAMPLED_CREDITS: Final = 200_000
BUSIEST: Final = 5_000
KEYS_OF_A_STATEMENT: Final = 5_000
VALUES_OF_A_QUESTION: Final = 2_000
MEMORY: Final = "4GiB"


class SelectedContent(CatalogueContent):
    """A sample of the titles that a load selects, and of the people in their casts.

    ``films`` and ``people`` are drawn uniformly, and ``credits`` among all acting credits; the same files always give
    the same sample. ``outsiders`` are people whose films have nobody with another film, so that no path leads from them
    to other people.

    Args:
        dumps: the folder of the dumps.
        title_types: the types of titles that are loaded.
        include_adult: whether titles marked as adult are loaded.
        spill: a folder for what does not fit into memory.
    """

    def __init__(self, dumps: Path, title_types: Sequence[str], spill: Path, *, include_adult: bool = False) -> None:
        # The catalogue's own initializer reads all rows of CSV files.
        with closing(duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(spill)})) as database:
            self._select(database, dumps, title_types, include_adult=include_adult)
            self._sample(database)
            self._find_busiest(database)
            self._find_outsiders(database)

    def _select(
        self, database: duckdb.DuckDBPyConnection, dumps: Path, title_types: Sequence[str], *, include_adult: bool
    ) -> None:
        for name in ("title.basics", "title.ratings", "title.principals", "name.basics"):
            path = str(dumps / f"{name}.tsv.gz").replace("'", "''")
            database.execute(
                f"CREATE VIEW {name.replace('.', '_')} AS FROM read_csv('{path}', delim = '\t', quote = '', "
                r"escape = '', nullstr = '\N', header = true, all_varchar = true)"
            )
        database.execute(
            'CREATE TABLE film AS SELECT tconst AS key, "primaryTitle" AS title, "startYear"::INT AS year, '
            '"runtimeMinutes"::INT AS runtime, "averageRating"::DOUBLE AS rating '
            "FROM title_basics LEFT JOIN title_ratings USING (tconst) "
            'WHERE list_contains(?, "titleType") AND ("isAdult" = \'0\' OR ?) AND "primaryTitle" IS NOT NULL',
            [list(title_types), include_adult],
        )
        database.execute(
            "CREATE TABLE credit AS SELECT DISTINCT nconst AS person, tconst AS film FROM title_principals "
            "WHERE list_contains(?, category) AND tconst IN (SELECT key FROM film)",
            [list(ACTOR.imdb_categories)],
        )
        database.execute(
            'CREATE TABLE person AS SELECT nconst AS key, "primaryName" AS name FROM name_basics '
            'WHERE nconst IN (SELECT person FROM credit) AND "primaryName" IS NOT NULL'
        )
        database.execute("DELETE FROM credit WHERE person NOT IN (SELECT key FROM person)")

    def _sample(self, database: duckdb.DuckDBPyConnection) -> None:
        films = database.execute(
            f"SELECT key, title, year, runtime, rating FROM film ORDER BY hash(key) LIMIT {SAMPLED_FILMS}"
        ).fetchall()
        people = database.execute(f"SELECT key, name FROM person ORDER BY hash(key) LIMIT {SAMPLED_PEOPLE}").fetchall()
        self.films = [row[0] for row in films]
        self.titles = [row[1] for row in films]
        self.names = dict(people)
        self.people = list(self.names)
        names = ("key", "title", "year", "runtimeMinutes", "rating")
        self.first = dict(zip(names, films[0], strict=True))
        self.credits = database.execute(
            f"SELECT person, film FROM credit ORDER BY hash(person || film) LIMIT {SAMPLED_CREDITS}"
        ).fetchall()
        self.years = dict(
            database.execute(
                "SELECT key, year FROM film SEMI JOIN (SELECT unnest(?) AS key) USING (key) WHERE year IS NOT NULL",
                [list({film for _, film in self.credits})],
            ).fetchall()
        )

    def _find_busiest(self, database: duckdb.DuckDBPyConnection) -> None:
        found = database.execute(
            f"""
            WITH busiest AS (SELECT person FROM credit GROUP BY person ORDER BY count(*) DESC, person LIMIT {BUSIEST})
            SELECT b.person, count(DISTINCT other.person) - 1 AS co_stars
            FROM busiest b JOIN credit own ON own.person = b.person JOIN credit other ON other.film = own.film
            GROUP BY b.person ORDER BY co_stars DESC, b.person
            """
        ).fetchall()
        self.co_stars = dict(found)

    def _find_outsiders(self, database: duckdb.DuckDBPyConnection) -> None:
        found = database.execute(
            """
            WITH career AS (SELECT person, count(*) AS films FROM credit GROUP BY person),
            closed AS (SELECT film FROM credit JOIN career USING (person) GROUP BY film HAVING max(films) = 1)
            SELECT person, film FROM credit SEMI JOIN closed USING (film) ORDER BY hash(person) LIMIT 50000
            """
        ).fetchall()
        self._closed = dict(found)

    @cached_property
    def by_co_stars(self) -> list[str]:
        """The keys of the people with the most credits, in descending order of their co-stars."""
        return list(self.co_stars)

    @cached_property
    def components(self) -> dict[str, str]:
        """The film of each outsider, and an empty text for all others."""
        return defaultdict(str, self._closed)

    @cached_property
    def outsiders(self) -> list[str]:
        """The keys of the outsiders."""
        return list(self._closed)


def six_values(content: CatalogueContent, seed: int, number: int = VALUES_OF_A_QUESTION) -> dict[str, list[Values]]:
    """Draw values for the six questions, by name: films uniformly, and people by credit."""
    draw = random.Random(seed)
    films: list[Values] = [{"key": draw.choice(content.films)} for _ in range(number)]
    filters: list[Values] = [
        {"year": draw.randint(1940, 2015), "rating": round(draw.uniform(5, 8), 1)} for _ in range(number)
    ]
    return {
        "point": films,
        "film_page": films,
        "person_page": [{"key": content.draw_person(draw)} for _ in range(number)],
        "list": filters,
        "deep": films,
        "heavy": [{"year": draw.randint(1920, 2005)} for _ in range(number)],
    }


async def check_loaded(graph: Graph, content: CatalogueContent) -> int:
    """Check that the graph has all sampled films and people; return the number of checked keys.

    Raises:
        DisagreementError: a film or a person is missing.
    """
    people = {*content.people, *content.by_co_stars, *(person for person, _ in content.credits)}
    films = {*content.films, *(film for _, film in content.credits)}
    for label, keys in (("Film", sorted(films)), ("Person", sorted(people))):
        for start in range(0, len(keys), KEYS_OF_A_STATEMENT):
            asked = keys[start : start + KEYS_OF_A_STATEMENT]
            statement = f"UNWIND $keys AS key MATCH (n:{label} {{key: key}}) RETURN collect(n.key)"
            (found,) = await graph.read(statement, {"keys": asked})
            missing = sorted(set(asked) - set(_texts(found)))
            if missing:
                raise DisagreementError(f"{label} {missing[0]} and {len(missing) - 1} others are not in the graph.")
    return len(films) + len(people)


def _texts(found: Any) -> list[str]:  # noqa: ANN401 - a record's value
    return [str(one) for one in found]
