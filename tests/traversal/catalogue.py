"""A generated catalogue to test paths: hubs, long chains, separate components, equal votes, and directors."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import networkx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


@dataclass
class Film:
    """A film, with the keys of its cast and directors."""

    key: str
    year: int | None
    votes: int | None
    cast: list[str] = field(default_factory=list)
    directors: list[str] = field(default_factory=list)


@dataclass
class Catalogue:
    """The keys of people, and films."""

    people: list[str]
    films: list[Film]

    def write(self, folder: Path) -> Path:
        """Write the CSV files."""
        _write(folder / "people.csv", "key,name", ((key, f"Person {key}") for key in self.people))
        films = ((film.key, f"Film {film.key}", film.year, film.votes) for film in self.films)
        _write(folder / "films.csv", "key,title,year,votes", films)
        cast = [(film.key, key) for film in self.films for key in film.cast]
        _write(folder / "cast.csv", "film_key,person_key", cast)
        _write(
            folder / "directors.csv", "film_key,person_key", [(f.key, key) for f in self.films for key in f.directors]
        )
        return folder

    def graph(self, *, directing: bool = False, admits: Callable[[Film], bool] = lambda _: True) -> networkx.Graph:
        """A graph of people and films, whose nodes are (kind, key) pairs, because keys of both kinds overlap."""
        graph = networkx.Graph()
        graph.add_nodes_from(("person", key) for key in self.people)
        for film in filter(admits, self.films):
            credited = [*film.cast, *(film.directors if directing else ())]
            graph.add_edges_from((("film", film.key), ("person", key)) for key in credited)
        return graph


def make_catalogue(seed: int, people: int, films: int) -> Catalogue:
    """A catalogue with these numbers of people and films, plus a chain; the same for the same seed."""
    chance = random.Random(seed)
    keys = [f"k{number}" for number in range(people)]
    made: list[Film] = []
    for number in range(films):
        # A few people are in very many films. The last tenth of people and films is not connected to the rest.
        island = number >= films - films // 10
        low, high = (people - people // 10, people) if island else (0, people - people // 10)

        def someone(low: int = low, high: int = high) -> str:
            return keys[low + int((high - low) * chance.random() ** 2)]

        year = chance.choice([None, *range(1990, 2000)])
        film = Film(f"k{number}", year, chance.choice([None, 0, 1, 1, 2, 3, 10]))
        film.cast = sorted({someone() for _ in range(chance.choice([0, 1, 2, 2, 3, 3, 4, 6]))})
        film.directors = sorted({someone() for _ in range(chance.choice([0, 0, 1, 1, 2]))})
        made.append(film)
    made += _chain(keys[0], people, films)
    return Catalogue([*keys, *(f"k{people + number}" for number in range(12))], made)


def _chain(first: str, people: int, films: int) -> Iterable[Film]:
    """A chain of twelve more people, each in one film with the previous one."""
    before = first
    for number in range(12):
        key = f"k{people + number}"
        yield Film(f"k{films + number}", 1995, 5, [before, key])
        before = key


def _write(path: Path, header: str, rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)
