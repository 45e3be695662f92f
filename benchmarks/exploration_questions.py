"""The exploration questions and their variables, which are drawn from a catalogue's files with a seed."""

from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from benchmarks.questions import QUERIES
from graphapi.compiler.relay.global_id import encode_id
from graphapi.search_text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

Values = dict[str, Any]
"""The variables of one request."""
DOCUMENTS: Final = QUERIES / "exploration"
MOST_CONNECTED: Final = 10
MIDDLING_CO_STARS: Final = 2000
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Question:
    """One kind of request.

    ``document`` is the name of its file without the extension, and ``values`` draws a set of variables. ``goal`` holds
    the upper bounds for p50 and p99 in milliseconds; they apply to Neo4j with a million credits.
    """

    name: str
    document: str
    values: Callable[[CatalogueContent, random.Random], Values]
    goal: tuple[float | None, float | None] = (None, None)

    def text(self) -> str:
        """The GraphQL document."""
        return (DOCUMENTS / f"{self.document}.graphql").read_text(encoding="utf-8")


class CatalogueContent:
    """The content of a catalogue.

    ``first`` holds the facts of its first film, as the question ``point`` returns them.
    """

    def __init__(self, catalogue: Path) -> None:
        films = list(_rows(catalogue / "films.csv"))
        people = list(_rows(catalogue / "people.csv"))
        self.first = _facts(films[0])
        self.films = [row["key"] for row in films]
        self.titles = [row["title"] for row in films]
        self.names = {row["key"]: row["name"] for row in people}
        self.people = list(self.names)
        self.years = {row["key"]: int(row["year"]) for row in films if row.get("year")}
        # The file has a row for each character, but an actor with two characters in a film has one credit.
        self.credits = list(
            dict.fromkeys((row["person_key"], row["film_key"]) for row in _rows(catalogue / "cast.csv"))
        )

    def draw_person(self, draw: random.Random) -> str:
        """The key of a person, drawn by credit, as if a reader clicked on a cast."""
        return draw.choice(self.credits)[0]

    @cached_property
    def _casts(self) -> dict[str, list[str]]:
        casts: dict[str, list[str]] = defaultdict(list)
        for person, film in self.credits:
            casts[film].append(person)
        return casts

    @cached_property
    def by_co_stars(self) -> list[str]:
        """The keys of the 5,000 people with the most credits, in descending order of their co-stars."""
        careers: dict[str, list[str]] = defaultdict(list)
        for person, film in self.credits:
            careers[person].append(film)
        busiest = sorted(careers, key=lambda person: len(careers[person]), reverse=True)[:5000]
        self.co_stars = {
            person: len({other for film in careers[person] for other in self._casts[film]}) - 1 for person in busiest
        }
        return sorted(busiest, key=self.co_stars.__getitem__, reverse=True)

    @cached_property
    def components(self) -> dict[str, str]:
        """The representative of each person's connected component."""
        parents = {person: person for person in self.people}
        for cast in self._casts.values():
            for person in cast[1:]:
                parents[_root(parents, person)] = _root(parents, cast[0])
        return {person: _root(parents, person) for person in self.people}

    @cached_property
    def outsiders(self) -> list[str]:
        """The people outside the largest connected component."""
        ((largest, _),) = Counter(self.components.values()).most_common(1)
        return [person for person, root in self.components.items() if root != largest]


def _facts(film: dict[str, str]) -> dict[str, object]:
    numbers = (("year", int), ("runtimeMinutes", int), ("rating", float))
    cells = (film.get("year"), film.get("runtime_minutes"), film.get("rating"))
    facts = {name: number(cell) if cell else None for (name, number), cell in zip(numbers, cells, strict=True)}
    return {"key": film["key"], "title": film["title"], **facts}


def _root(parents: dict[str, str], person: str) -> str:
    while parents[person] != person:
        parents[person] = parents[parents[person]]
        person = parents[person]
    return person


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _text(material: CatalogueContent, draw: random.Random) -> str:
    """A title or a name, folded."""
    while True:
        text = draw.choice(material.titles) if draw.random() < 0.5 else material.names[draw.choice(material.people)]
        if fold(text):
            return fold(text)


def _word(material: CatalogueContent, draw: random.Random, least: int = 1) -> str:
    while True:
        word = draw.choice(_text(material, draw).split())
        if len(word) >= least:
            return word


def _beginning(letters: int) -> Callable[[CatalogueContent, random.Random], Values]:
    return lambda material, draw: {"text": _word(material, draw, letters)[:letters]}


def _two_words(material: CatalogueContent, draw: random.Random) -> Values:
    while True:
        words = _text(material, draw).split()
        if len(words) > 1:
            place = draw.randrange(len(words) - 1)
            return {"text": " ".join(words[place : place + 2])}


def _typing_error(material: CatalogueContent, draw: random.Random) -> Values:
    word = _word(material, draw, 5)
    place = draw.randrange(1, len(word) - 1)
    match draw.choice(("wrong", "missing", "more", "swapped")):
        case "wrong":
            text = word[:place] + draw.choice(LETTERS) + word[place + 1 :]
        case "missing":
            text = word[:place] + word[place + 1 :]
        case "more":
            text = word[:place] + draw.choice(LETTERS) + word[place:]
        case _:
            text = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return {"text": text}


def _typed(material: CatalogueContent, draw: random.Random) -> Values:
    """The text in a search box at some moment while a user types a title or name."""
    text = _text(material, draw)
    return {"text": text[: draw.randint(1, len(text))].strip()}


def _pair(material: CatalogueContent, draw: random.Random) -> Values:
    while True:
        one, other = material.draw_person(draw), material.draw_person(draw)
        if one != other:
            return {"from": encode_id("Person", one), "to": encode_id("Person", other)}


def _filtered_pair(material: CatalogueContent, draw: random.Random) -> Values:
    """Two people, and a range of at most twenty years around one film of each."""
    while True:
        one, film = draw.choice(material.credits)
        other, far = draw.choice(material.credits)
        year, far_year = material.years.get(film), material.years.get(far)
        if year and far_year and one != other and abs(year - far_year) <= 10:
            years = {"gte": min(year, far_year) - 5, "lte": max(year, far_year) + 5}
            return {"from": encode_id("Person", one), "to": encode_id("Person", other), "where": {"year": years}}


def _separate_pair(material: CatalogueContent, draw: random.Random) -> Values:
    """Two people from different connected components, in random order."""
    while True:
        pair = [draw.choice(material.outsiders), material.draw_person(draw)]
        if material.components[pair[0]] != material.components[pair[1]]:
            draw.shuffle(pair)
            return {"from": encode_id("Person", pair[0]), "to": encode_id("Person", pair[1])}


def _connected(material: CatalogueContent, draw: random.Random) -> Values:
    return {"id": encode_id("Person", draw.choice(material.by_co_stars[:MOST_CONNECTED]))}


def _middling(material: CatalogueContent, draw: random.Random) -> Values:
    people = material.by_co_stars
    nearest = sorted(people, key=lambda person: abs(material.co_stars[person] - MIDDLING_CO_STARS))
    return {"id": encode_id("Person", draw.choice(nearest[:MOST_CONNECTED]))}


def _anybody(material: CatalogueContent, draw: random.Random) -> Values:
    return {"id": encode_id("Person", material.draw_person(draw))}


def _around_connected(material: CatalogueContent, draw: random.Random) -> Values:
    return {"of": _connected(material, draw)["id"], "depth": 1}


def _around(material: CatalogueContent, draw: random.Random) -> Values:
    """The neighbourhood of a film or a person at depth 2."""
    if draw.random() < 0.5:
        return {"of": encode_id("Film", draw.choice(material.films)), "depth": 2}
    return {"of": encode_id("Person", material.draw_person(draw)), "depth": 2}


def _film(material: CatalogueContent, draw: random.Random) -> Values:
    return {"id": encode_id("Film", draw.choice(material.films))}


SEARCH_GOAL: Final = (None, 50.0)
QUESTIONS: Final[Sequence[Question]] = (
    Question("search: one letter", "search", _beginning(1), SEARCH_GOAL),
    Question("search: two letters", "search", _beginning(2), SEARCH_GOAL),
    Question("search: three letters", "search", _beginning(3), SEARCH_GOAL),
    Question("search: a word", "search", lambda material, draw: {"text": _word(material, draw)}, SEARCH_GOAL),
    Question("search: two words", "search", _two_words, SEARCH_GOAL),
    Question("search: a typing error", "search", _typing_error, SEARCH_GOAL),
    Question("search: as somebody types", "search", _typed, SEARCH_GOAL),
    Question("path", "path", _pair, (30.0, 300.0)),
    Question("path, filtered by years", "path", _filtered_pair, (None, 1000.0)),
    Question("no path", "path", _separate_pair),
    Question("five paths", "paths", _pair),
    Question("degreesTo", "degrees_to", _pair),
    Question("co-stars of the most connected", "co_stars", _connected),
    Question("co-stars of draw_person with 2,000", "co_stars", _middling),
    Question("co-stars of anybody", "co_stars", _anybody),
    Question("neighbourhood of the most connected", "neighbourhood", _around_connected),
    Question("neighbourhood of anything, depth 2", "neighbourhood", _around),
    Question("similar", "similar", _film),
)


def values_of(question: Question, material: CatalogueContent, number: int, seed: int) -> list[Values]:
    """Draw ``number`` sets of variables; the same seed always yields the same sets."""
    draw = random.Random(f"{seed} {question.name}")
    return [question.values(material, draw) for _ in range(number)]
