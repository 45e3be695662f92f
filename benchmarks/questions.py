"""The six questions: their documents for each contestant, their values, and the comparison of answers."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.graph import FilmGraph

QUERIES: Final = Path(__file__).with_name("queries")
VALUES_OF_A_QUESTION: Final = 500
GOLDEN_RATIO: Final = 0.618033988749895

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One of the six questions.

    ``name`` is also the name of its files, ``says`` is a short description, and ``root`` is the root field of
    graphapi's answer. ``many`` means that the answer is a list of films rather than a single object.
    """

    name: str
    says: str
    root: str
    many: bool = False

    def document(self, contestant: str) -> str:
        """The GraphQL document for ``graphapi`` or ``peer``."""
        return (QUERIES / contestant / f"{self.name}.graphql").read_text(encoding="utf-8")

    def statement(self, store: str) -> str:
        """The hand-written Cypher of the floor; a file for the given store takes precedence."""
        own = QUERIES / "floor" / f"{self.name}.{store}.cypher"
        return (own if own.exists() else QUERIES / "floor" / f"{self.name}.cypher").read_text(encoding="utf-8")

    def expected_prefix(self, contestant: str) -> str:
        """The first characters of a successful answer."""
        if contestant == "peer":
            return '{"data":{"people":[{' if self.root == "person" else '{"data":{"films":[{'
        return f'{{"data":{{"{self.root}":{{'

    def facts(self, contestant: str, data: Mapping[str, Any]) -> object:
        """The facts of an answer, independent of the form in which the contestant returns them."""
        if contestant != "peer":
            return _flat(data[self.root])
        found = data["people" if self.root == "person" else "films"]
        return _flat(found if self.many else found[0])


QUESTIONS: Final = (
    Question("point", "one film by key, 5 scalars", "film"),
    Question("film_page", "genres, directors, cast with characters", "film"),
    Question("person_page", "films, their directors, five co-stars each", "person"),
    Question("list", "50 films by rating over two filters", "films", many=True),
    Question("deep", "film → cast → films → directors → films", "film"),
    Question("heavy", "1,000 films with directors", "films", many=True),
)


def values_of(graph: FilmGraph, seed: int = 7, number: int = VALUES_OF_A_QUESTION) -> dict[str, list[Values]]:
    """Draw values for each question, by its name.

    Films are drawn uniformly. People are drawn by credit, as if readers clicked on casts.
    """
    draw = random.Random(seed)
    films = [{"key": draw.choice(graph.films).key} for _ in range(number)]
    people = [{"key": draw.choice(graph.credits).person_key} for _ in range(number)]
    filters = [{"year": draw.randint(1940, 2015), "rating": round(draw.uniform(5, 8), 1)} for _ in range(number)]
    years = [{"year": draw.randint(1920, 2005)} for _ in range(number)]
    return {
        "point": films,
        "film_page": films,
        "person_page": people,
        "list": filters,
        "deep": films,
        "heavy": years,
    }


def interleave(values: Sequence[Values], graph: FilmGraph) -> list[Values]:
    """The same values in an order in which every part of the list mixes cheap and expensive values evenly.

    A faster contestant gets further through the values in a window. One person in a hundred has ten times the credits
    of most people, so without this order the average cost of a request would depend on the number of requests.
    """
    credits_of = Counter(credit.person_key for credit in graph.credits)
    weights = Counter(credits_of)
    for credit in graph.credits:
        weights[credit.film_key] += credits_of[credit.person_key]
    cheapest_first = sorted(values, key=lambda value: weights[value["key"]] if "key" in value else value["year"])
    # Multiples of the golden ratio, modulo 1, fill the interval from 0 to 1 evenly for any number of them.
    turns = sorted(range(len(values)), key=lambda turn: turn * GOLDEN_RATIO % 1)
    in_turn = sorted(zip(turns, cheapest_first, strict=True), key=itemgetter(0))
    return [value for _, value in in_turn]


def first_film(graph: FilmGraph) -> tuple[Question, Values, object]:
    """The smallest question, a value for it, and the facts of the correct answer."""
    film = graph.films[0]
    facts = {
        "key": film.key,
        "title": film.title,
        "year": film.year,
        "runtimeMinutes": film.runtime_minutes,
        "rating": film.rating,
    }
    return QUESTIONS[0], {"key": film.key}, facts


def first_difference(one: object, other: object, path: str = "") -> str | None:
    """The place and content of the first difference, or None if there is none; 7 and 7.0 are equal."""
    if isinstance(one, dict) and isinstance(other, dict):
        if one.keys() != other.keys():
            return f"{path or 'the answer'}: fields {sorted(one)} and {sorted(other)}"
        pairs: Sequence[tuple[str, object, object]] = [(f"{path}.{key}", one[key], other[key]) for key in one]
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return f"{path or 'the answer'}: {len(one)} and {len(other)} items"
        pairs = [(f"{path}[{place}]", *both) for place, both in enumerate(zip(one, other, strict=True))]
    else:
        return None if one == other else f"{path or 'the answer'}: {one!r} and {other!r}"
    return next((found for name, a, b in pairs if (found := first_difference(a, b, name))), None)


def _flat(value: object) -> object:
    """An answer with connections as plain lists; the fields of an edge are merged into its node."""
    if isinstance(value, list):
        return [_flat(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"nodes"}:
        return _flat(value["nodes"])
    if value.keys() == {"edges"}:
        return [_flat(_flat_edge(edge)) for edge in value["edges"]]
    return {name: _flat(item) for name, item in value.items()}


def _flat_edge(edge: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: item for name, item in edge.items() if name not in ("node", "properties")}
    return {**edge["node"], **said, **edge.get("properties", {})}
