"""Paths between people, found by enumerating all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from tests.differential.filters import bad_user_input, check_where, fits
from tests.differential.pages import DEFAULT_FIRST, MAX_FIRST, Page, read_place, write_cursor
from tests.differential.rows import Graph, Item, Node
from tests.differential.sharing import ACTOR, DIRECTOR, credits_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.differential.filters import Input

ORDER_NAME = "Path(known ASC)"
MOST_DEGREES = 20
AVOIDED = {"avoidFilms": "Film", "avoidPeople": "Person"}

Way: TypeAlias = tuple[Node, ...]
"""A path: a person, then a film and a person for each degree."""
FindById: TypeAlias = "Callable[[Graph, str, tuple[str, ...]], Node | None]"


def page_of_paths(graph: Graph, arguments: Input, find: FindById) -> Page:
    """The page of paths for the arguments.

    Raises:
        GraphQLError: ``BAD_USER_INPUT`` for invalid arguments.
    """
    ends = [find(graph, arguments[name], ("Person",)) for name in ("from", "to")]
    roles = (ACTOR,) if arguments.get("roles") is None else tuple(arguments["roles"])
    most = MOST_DEGREES if arguments.get("maxDegrees") is None else arguments["maxDegrees"]
    first = DEFAULT_FIRST if arguments.get("first") is None else arguments["first"]
    if not roles or not 0 <= most <= MOST_DEGREES or not 0 <= first <= MAX_FIRST:
        raise bad_user_input("roles, maxDegrees or first is invalid.")
    where = dict(arguments.get("where") or {})
    avoided = {find(graph, text, (label,)) for name, label in AVOIDED.items() for text in where.pop(name, None) or ()}
    check_where(where)
    after = None if arguments.get("after") is None else read_place(arguments["after"], ORDER_NAME)
    start, end = ends
    if start is None or end is None or {start, end} & avoided:
        return Page([], [], has_next=False, has_previous=False, total=0)
    films = {film for film in graph.nodes["Film"].values() if film not in avoided and fits(where, Item(film))}
    ordered = _ordered(_Ways(start, end, films, avoided, roles), most)
    return _cut(graph, ordered, after, first, roles)


def _cut(graph: Graph, ordered: Iterator[Way], after: list[Any] | None, first: int, roles: tuple[str, ...]) -> Page:
    before, found = 0, []
    for way in ordered:
        if after is not None and _place(way) <= after:
            before += 1
        else:
            found.append(way)
        if len(found) > first:
            break
    page = found[:first]
    shown: list[Any] = [_shown(graph, way, roles) for way in page]
    cursors = [write_cursor(ORDER_NAME, _place(way)) for way in page]
    return Page(list(map(Item, shown)), cursors, has_next=len(found) > first, has_previous=before > 0, total=0)


def _place(way: Way) -> list[Any]:
    votes = sorted(int(film.properties["votes"] or 0) for film in way[1::2])
    return [len(votes), [-number for number in votes], [node.key for node in way]]


def _ordered(ways: _Ways, most: int) -> Iterator[Way]:
    for degrees in range(most + 1):
        yield from sorted(ways.of(degrees), key=_place)


class _Ways:
    """All paths from one person to another through the given films, without the avoided people."""

    def __init__(
        self, start: Node, end: Node, films: set[Node], avoided: set[Node | None], roles: tuple[str, ...]
    ) -> None:
        self.start, self.end = start, end
        self.films, self.avoided = films, avoided
        self.of_person = {ACTOR: "actedIn", DIRECTOR: "directed"}
        self.of_film = {ACTOR: "cast", DIRECTOR: "directors"}
        self.roles = roles
        self.known: dict[Node, list[tuple[Node, Node]]] = {}
        self.far = self._distances()

    def of(self, degrees: int) -> Iterator[Way]:
        """The paths with this number of degrees that visit no node twice."""
        if self.start in self.far:
            yield from self._on((self.start,), degrees)

    def _on(self, way: Way, left: int) -> Iterator[Way]:
        if left == 0 or way[-1] is self.end:
            if left == 0 and way[-1] is self.end:
                yield way
            return
        for film, person in self._steps(way[-1]):
            if film not in way and person not in way and self.far.get(person, left) < left:
                yield from self._on((*way, film, person), left - 1)

    def _distances(self) -> dict[Node, int]:
        """The distance of each person from the end, so that people who are too far away can be skipped."""
        far = {self.end: 0}
        people = [self.end]
        for person in people:
            for _, other in self._steps(person):
                if other not in far:
                    far[other] = far[person] + 1
                    people.append(other)
        return far

    def _steps(self, person: Node) -> list[tuple[Node, Node]]:
        if person not in self.known:
            self.known[person] = self._all_steps(person)
        return self.known[person]

    def _all_steps(self, person: Node) -> list[tuple[Node, Node]]:
        films = {item.node for role in self.roles for item in person.lists[self.of_person[role]]} & self.films
        return [
            (film, other)
            for film in films
            for other in {item.node for role in self.roles for item in film.lists[self.of_film[role]]} - {person}
            if other not in self.avoided
        ]


def _shown(graph: Graph, way: Way, roles: tuple[str, ...]) -> dict[str, Any]:
    steps = [
        {
            "from": way[place],
            "fromCredit": credits_in(graph, way[place + 1], way[place], roles)[0],
            "film": way[place + 1],
            "to": way[place + 2],
            "toCredit": credits_in(graph, way[place + 1], way[place + 2], roles)[0],
        }
        for place in range(0, len(way) - 1, 2)
    ]
    return {"degrees": len(steps), "steps": steps}
