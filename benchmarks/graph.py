"""The graph of the benchmarks: generated from a seed, and written as a catalogue of CSV files.

Its statistics resemble those of a real film database. Few people have many credits and many have few: popularity
follows a shifted Zipf law. A film has about eight credits, one or two directors and one to three genres. One character
in fifty returns from an earlier film.
"""

from __future__ import annotations

import bisect
import csv
import itertools
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

PEOPLE_PER_FILM: Final = 1.2
DIRECTING_SHARE: Final = 0.15
RETURNING_SHARE: Final = 0.02
FIRST_YEAR, LAST_YEAR = 1920, 2025
LARGEST_CAST: Final = 20


@dataclass(frozen=True, slots=True)
class Film:
    """A film with its genres; ``rating`` has one decimal place."""

    key: str
    title: str
    year: int
    certificate: str
    runtime_minutes: int
    rating: float
    votes: int
    plot: str
    genres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A person; some have no credit at all."""

    key: str
    name: str
    birth_year: int


@dataclass(frozen=True, slots=True)
class Credit:
    """An acting credit; ``billing`` starts at 1."""

    film_key: str
    person_key: str
    billing: int
    character: str
    character_key: str


@dataclass(frozen=True, slots=True)
class FilmGraph:
    """The generated graph; ``directors`` are pairs of a film key and a person key."""

    films: Sequence[Film]
    people: Sequence[Person]
    credits: Sequence[Credit]
    directors: Sequence[tuple[str, str]]


class _Popularity:
    """Draws items from a shuffled list; the item at index n has the weight ``(n + shift) ** -0.8``."""

    def __init__(self, draw: random.Random, items: Iterable[str], shift: int) -> None:
        self._draw = draw
        self._items = list(items)
        draw.shuffle(self._items)
        self._sums = list(itertools.accumulate((rank + shift) ** -0.8 for rank in range(len(self._items))))

    def one(self) -> str:
        return self._items[bisect.bisect_left(self._sums, self._draw.random() * self._sums[-1])]

    def several(self, number: int) -> list[str]:
        """Distinct items in the order in which they were drawn; fewer than ``number`` if the list is shorter."""
        found: dict[str, None] = {}
        while len(found) < min(number, len(self._items)):
            found.setdefault(self.one())
        return list(found)


def generate(films: int, seed: int) -> FilmGraph:
    """Generate a graph; the same size and seed always yield the same graph."""
    draw = random.Random(seed)
    keys = [f"nm{number:07d}" for number in range(1, max(int(films * PEOPLE_PER_FILM), LARGEST_CAST) + 1)]
    actors = _Popularity(draw, keys, 50)
    directing = draw.sample(keys, max(5, int(len(keys) * DIRECTING_SHARE)))
    directors = _Popularity(draw, directing, 20)
    genres = _Popularity(draw, words.GENRES, 2)
    characters: list[tuple[str, str]] = []
    made: list[Film] = []
    credits: list[Credit] = []
    directed: list[tuple[str, str]] = []
    for number in range(1, films + 1):
        film = _film(draw, f"tt{number:07d}", tuple(genres.several(draw.randint(1, 3))))
        made.append(film)
        size = max(1, min(LARGEST_CAST, int(draw.gauss(8.5, 2.5))))
        for billing, person in enumerate(actors.several(size), 1):
            key, name = _character(draw, characters)
            credits.append(Credit(film.key, person, billing, name, key))
        directed += [(film.key, person) for person in directors.several(1 if draw.random() < 0.7 else 2)]
    people = [Person(key, _name(draw), draw.randint(1880, 2008)) for key in keys]
    return FilmGraph(made, people, credits, directed)


def write_catalogue(graph: FilmGraph, folder: Path) -> None:
    """Write the graph as the files that ``graphapi load catalogue`` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    film_columns = ["key", "title", "year", "certificate", "runtime_minutes", "rating", "votes", "plot", "genres"]
    film_rows = (
        (f.key, f.title, f.year, f.certificate, f.runtime_minutes, f.rating, f.votes, f.plot, "|".join(f.genres))
        for f in graph.films
    )
    _write(folder / "films.csv", film_columns, film_rows)
    _write(folder / "people.csv", ["key", "name", "birth_year"], ((p.key, p.name, p.birth_year) for p in graph.people))
    cast_columns = ["film_key", "person_key", "billing", "character", "character_key"]
    cast_rows = ((c.film_key, c.person_key, c.billing, c.character, c.character_key) for c in graph.credits)
    _write(folder / "cast.csv", cast_columns, cast_rows)
    _write(folder / "directors.csv", ["film_key", "person_key"], graph.directors)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def _film(draw: random.Random, key: str, genres: tuple[str, ...]) -> Film:
    first, second = (" ".join(draw.choice(part) for part in words.PLOT_PARTS) for _ in range(2))
    return Film(
        key=key,
        title=f"The {draw.choice(words.ADJECTIVES)} {draw.choice(words.NOUNS)}{draw.choice(words.ENDINGS)}",
        # Later years have more films than earlier ones.
        year=FIRST_YEAR + int((LAST_YEAR - FIRST_YEAR + 1) * draw.random() ** 0.6),
        certificate=draw.choice(words.CERTIFICATES),
        runtime_minutes=max(60, int(draw.gauss(105, 18))),
        rating=round(min(9.9, max(1.0, draw.gauss(6.3, 1.1))), 1),
        votes=int(10 ** draw.uniform(1, 6)),
        plot=f"{first.capitalize()}; meanwhile {second}.",
        genres=genres,
    )


def _character(draw: random.Random, known: list[tuple[str, str]]) -> tuple[str, str]:
    """The key and name of a new or a returning character."""
    if known and draw.random() < RETURNING_SHARE:
        return draw.choice(known)
    title = f"{draw.choice(words.ROLES)} " if draw.random() < 0.4 else ""
    process_tree = f" {_family_name(draw, 2)}" if draw.random() < 0.5 else ""
    known.append((f"ch{len(known) + 1:08d}", f"{title}{draw.choice(words.FIRST_NAMES)}{process_tree}"))
    return known[-1]


def _name(draw: random.Random) -> str:
    return f"{draw.choice(words.FIRST_NAMES)} {_family_name(draw, draw.randint(2, 3))}"


def _family_name(draw: random.Random, syllables: int) -> str:
    return "".join(draw.choice(words.SYLLABLES) for _ in range(syllables)).capitalize()
