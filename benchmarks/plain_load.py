"""The baseline of the load benchmark: hand-written ``UNWIND … MERGE`` statements with 5,000 rows each."""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING, Any

from graphapi.search_text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from graphapi.store import Graph

BATCH = 5000
FILMS = """
UNWIND $rows AS row
MERGE (f:Film {key: row.key})
SET f.title = row.title, f.searchText = row.searchText, f.year = row.year, f.runtimeMinutes = row.runtimeMinutes,
    f.rating = row.rating, f.votes = row.votes, f.plot = row.plot, f.searchRank = 0 - coalesce(row.votes, 0)
"""
GENRES = """
UNWIND $rows AS row
MATCH (f:Film {key: row.key})
UNWIND row.genres AS name
MERGE (g:Genre {key: name})
SET g.name = name
MERGE (f)-[:IN_GENRE]->(g)
"""
PEOPLE = """
UNWIND $rows AS row
MERGE (p:Person {key: row.key})
SET p.name = row.name, p.searchText = row.searchText, p.birthYear = row.birthYear
"""
# Separate statements, because the embedded store cannot add a label to a node that the same transaction created.
ACTORS = "UNWIND $rows AS key MATCH (p:Person {key: key}) SET p:Actor"
DIRECTORS = "UNWIND $rows AS key MATCH (p:Person {key: key}) SET p:Director"
CAST = """
UNWIND $rows AS row
MATCH (f:Film {key: row.film})
MATCH (p:Person {key: row.person})
MERGE (p)-[a:ACTED_IN]->(f)
SET a.billing = row.billing
WITH row, f, p, a
WHERE row.character IS NOT NULL
MERGE (c:Character {key: row.character})
SET c.name = row.name, c.searchText = row.searchText
MERGE (p)-[:PLAYS {film: row.film}]->(c)
MERGE (c)-[b:APPEARS_IN]->(f)
SET a.characterKeys = CASE WHEN a.characterKeys IS NULL THEN [row.character]
      WHEN row.character IN a.characterKeys THEN a.characterKeys ELSE a.characterKeys + row.character END,
    b.personKeys = CASE WHEN b.personKeys IS NULL THEN [row.person]
      WHEN row.person IN b.personKeys THEN b.personKeys ELSE b.personKeys + row.person END
"""
DIRECTED = """
UNWIND $rows AS row
MATCH (f:Film {key: row.film_key})
MATCH (p:Person {key: row.person_key})
MERGE (p)-[:DIRECTED]->(f)
"""
RANK_PEOPLE = """
UNWIND $rows AS key
MATCH (p:Person {key: key})
SET p.searchRank = 0 - (COUNT { (p)-[:ACTED_IN]->() } + COUNT { (p)-[:DIRECTED]->() })
"""
RANK_CHARACTERS = """
UNWIND $rows AS key
MATCH (c:Character {key: key})
SET c.searchRank = 0 - COUNT { (c)-[:APPEARS_IN]->() }
"""


async def load_plainly(graph: Graph, folder: Path) -> int:
    """Load a catalogue without any checks, and return the number of rows."""
    count = await _write(graph, FILMS, map(_film, _rows(folder, "films")))
    await _write(graph, GENRES, (film for film in map(_film, _rows(folder, "films")) if film["genres"]))
    count += await _write(graph, PEOPLE, map(_person, _rows(folder, "people")))
    await _write(graph, ACTORS, {row["person_key"] for row in _rows(folder, "cast")})
    await _write(graph, DIRECTORS, {row["person_key"] for row in _rows(folder, "directors")})
    count += await _write(graph, CAST, map(_role, _rows(folder, "cast")))
    count += await _write(graph, DIRECTED, _rows(folder, "directors"))
    await _write(graph, RANK_PEOPLE, (row["key"] for row in _rows(folder, "people")))
    characters = (role["character"] for role in map(_role, _rows(folder, "cast")))
    await _write(graph, RANK_CHARACTERS, dict.fromkeys(key for key in characters if key))
    return count


async def _write(graph: Graph, statement: str, rows: Iterable[object]) -> int:
    iterator = iter(rows)
    count = 0
    while batch := list(islice(iterator, BATCH)):
        await graph.write(statement, {"rows": batch})
        count += len(batch)
    return count


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    path = folder / f"{name}.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _film(row: dict[str, str]) -> dict[str, Any]:
    return {
        "key": row["key"],
        "title": row["title"],
        "searchText": fold(row["title"]),
        "year": _integer(row["year"]),
        "runtimeMinutes": _integer(row["runtime_minutes"]),
        "rating": float(row["rating"]) if row["rating"] else None,
        "votes": _integer(row["votes"]),
        "plot": row["plot"] or None,
        "genres": [name for name in row["genres"].split("|") if name],
    }


def _person(row: dict[str, str]) -> dict[str, Any]:
    return {
        "key": row["key"],
        "name": row["name"],
        "searchText": fold(row["name"]),
        "birthYear": _integer(row["birth_year"]),
    }


def _role(row: dict[str, str]) -> dict[str, Any]:
    name = row["character"]
    key = row["character_key"] or (f"{row['film_key']}/{name}" if name else None)
    return {
        "film": row["film_key"],
        "person": row["person_key"],
        "billing": _integer(row["billing"]),
        "character": key,
        "name": name or None,
        "searchText": fold(name),
    }


def _integer(text: str) -> int | None:
    return int(text) if text else None
