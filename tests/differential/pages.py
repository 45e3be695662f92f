"""Order, cursors and pages of a list."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cmp_to_key
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.differential.filters import bad_user_input

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.differential.filters import Input
    from tests.differential.rows import Item, Node, Scalar

CURSOR_MARK = "evaluator-cursor-"
MAX_FIRST = 1000
DEFAULT_FIRST = 50
COUNTED = {
    "genreCount": "genres",
    "placeCount": "places",
    "keywordCount": "keywords",
    "directorCount": "directors",
    "castCount": "cast",
    "characterCount": "characters",
    "directedCount": "directed",
    "playedByCount": "playedBy",
}
BEST = {"bestFilmRating": "actedIn", "bestDirectedRating": "directed"}
UNIQUE_THROUGH_EDGES = (("CastOrder", ("person", "key")), ("CreditOrder", ("film", "key")))
ASCENDING, DESCENDING = "ASC", "DESC"

SortKey: TypeAlias = tuple[tuple[str, ...], str]
"""The field names of a sort key from the outside in, and its direction."""
Place: TypeAlias = list["Scalar"]
"""The sort values of an item, then the key of its node, then further tie-breakers."""


@dataclass(frozen=True)
class Page:
    """A page of a list of ``total`` items: ``items`` with their cursors, and whether others precede or follow."""

    items: list[Item]
    cursors: list[str]
    has_next: bool
    has_previous: bool
    total: int


def sort_keys(order_by: Sequence[Input] | None, default: Sequence[SortKey]) -> list[SortKey]:
    """The sort keys of an ``orderBy``; the default ones if it is null or empty."""
    return [_sort_key(order) for order in order_by] if order_by else list(default)


def _sort_key(order: Input) -> SortKey:
    [(name, inner)] = order.items()
    if isinstance(inner, str):
        return (name,), inner
    names, direction = _sort_key(inner)
    return (name, *names), direction


def signature(connection: str, kind: str, keys: Sequence[SortKey]) -> str:
    """The name of an order of a connection, without repeated keys and without keys that follow a unique one."""
    said: dict[tuple[str, ...], str] = {}
    for names, direction in keys:
        said.setdefault(names, direction)
        if names == ("key",) or (kind, names) in UNIQUE_THROUGH_EDGES:
            break
    return f"{connection}({', '.join('.'.join(names) + ' ' + direction for names, direction in said.items())})"


def place_of(item: Item, keys: Sequence[SortKey]) -> Place:
    """The place of an item in the order of the sort keys."""
    return [*(_sort_value(item, names) for names, _ in keys), item.node.key, *item.ties]


def _sort_value(item: Item, names: tuple[str, ...]) -> Scalar:
    name, *rest = names
    if rest:
        [part] = item.parts[name]
        return _node_value(part, rest[0])
    return item.properties[name] if name in item.properties else _node_value(item.node, name)


def _node_value(node: Node, name: str) -> Scalar:
    if name in node.properties:
        return node.properties[name]
    if name == "filmCount":
        return len(node.lists["actedIn" if node.label == "Person" else "films"])
    if name == "popularity":
        return times_known(node)
    if name in BEST:
        ratings = [item.node.properties["rating"] for item in node.lists[BEST[name]]]
        return max((rating for rating in ratings if isinstance(rating, float)), default=None)
    return len(node.lists[COUNTED[name]])


def times_known(node: Node) -> int:
    """How well known a node is: the votes of a film, or else the credits and films of a node."""
    if node.label == "Film":
        votes = node.properties["votes"]
        return max(0, int(votes)) if votes is not None else len(node.lists["cast"]) + len(node.lists["directors"])
    lists = ("actedIn", "directed") if node.label == "Person" else ("films",)
    return sum(len(node.lists[name]) for name in lists)


def compare_places(one: Place, other: Place, keys: Sequence[SortKey]) -> int:
    """Negative if ``one`` comes first, positive if ``other`` does; nulls sort last in both directions."""
    directions = [direction for _, direction in keys] + [ASCENDING] * (len(one) - len(keys))
    for mine, its, direction in zip(one, other, directions, strict=True):
        if mine is None or its is None:
            if mine is not its:
                return 1 if mine is None else -1
        elif mine != its:
            smaller: Any = mine
            before = smaller < its
            return -1 if before == (direction == ASCENDING) else 1
    return 0


def write_cursor(sign: str, place: Place) -> str:
    """The evaluator's cursor for a place in an order."""
    return CURSOR_MARK + base64.urlsafe_b64encode(json.dumps([sign, place]).encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[str, Place]:
    """The order and the place that a cursor holds.

    Raises:
        GraphQLError: ``BAD_USER_INPUT`` if it is not a cursor.
    """
    if not cursor.startswith(CURSOR_MARK):
        raise bad_user_input("Not a cursor.")
    text = cursor.removeprefix(CURSOR_MARK)
    sign, place = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return sign, place


def read_place(cursor: str, sign: str) -> Place:
    """The place that a cursor of this order holds.

    Raises:
        GraphQLError: ``BAD_USER_INPUT`` if it is not a cursor of this order.
    """
    found, place = read_cursor(cursor)
    if found != sign:
        raise bad_user_input("The cursor belongs to another order.")
    return place


def cut_page(items: Sequence[Item], sign: str, keys: list[SortKey], arguments: Input) -> Page:
    """The page of a filtered list for the paging arguments.

    Raises:
        GraphQLError: ``BAD_USER_INPUT`` for invalid arguments.
    """
    first, last = page_length(arguments, "first"), page_length(arguments, "last")
    if first is not None and last is not None:
        raise bad_user_input("first and last cannot be combined.")
    after, before = (
        None if (cursor := arguments.get(name)) is None else read_place(cursor, sign) for name in ("after", "before")
    )

    def compare(one: Item, other: Item) -> int:
        return compare_places(place_of(one, keys), place_of(other, keys), keys)

    in_order = sorted(items, key=cmp_to_key(compare))
    places = [place_of(item, keys) for item in in_order]
    total = len(places)
    low = 0 if after is None else sum(compare_places(place, after, keys) <= 0 for place in places)
    high = total if before is None else sum(compare_places(place, before, keys) < 0 for place in places)
    if last is None:
        start, end = low, max(low, min(low + (DEFAULT_FIRST if first is None else first), high))
    else:
        start, end = min(high, max(high - last, low)), high
    cursors = [write_cursor(sign, place) for place in places[start:end]]
    return Page(in_order[start:end], cursors, end < total, start > 0, total)


def page_length(arguments: Input, name: str) -> int | None:
    """The length of a page, if one is given.

    Raises:
        GraphQLError: ``BAD_USER_INPUT`` for an invalid length.
    """
    length = arguments.get(name)
    if length is not None and not 0 <= length <= MAX_FIRST:
        raise bad_user_input(f"{name} must be from 0 to {MAX_FIRST}.")
    return None if length is None else int(length)
