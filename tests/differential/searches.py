"""Searches, by comparing the query with every node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.differential.fitting import text_of, tier_of
from tests.differential.pages import Page, page_length, read_place, times_known, write_cursor
from tests.differential.rows import Item

if TYPE_CHECKING:
    from tests.differential.filters import Input
    from tests.differential.pages import Place
    from tests.differential.rows import Graph, Node

ORDER_NAME = "Search(score DESC)"
KINDS = {"FILM": "Film", "PERSON": "Person", "CHARACTER": "Character", "PLACE": "Place", "KEYWORD": "Keyword"}
HALF_SCORE_AT = {"Film": 10000, "Person": 10, "Character": 2, "Place": 10, "Keyword": 10}
DEFAULT_FIRST = 50


def find(graph: Graph, arguments: Input) -> Page:
    """The page of a search for the arguments.

    Raises:
        GraphQLError: ``BAD_USER_INPUT`` for invalid arguments.
    """
    first, cursor = page_length(arguments, "first"), arguments.get("after")
    after = None if cursor is None else read_place(cursor, ORDER_NAME)
    kinds = arguments.get("kinds")
    found = []
    for number, (kind, label) in enumerate(KINDS.items()):
        if kinds is None or kind in kinds:
            for node in graph.nodes[label].values():
                score = score_of(node, arguments["query"])
                if score is not None:
                    found.append((-score, number, node.key, node))
    if any(score <= -2 for score, *_ in found):
        # If there are matches without typing errors, matches with typing errors are left out.
        found = [one for one in found if one[0] <= -2]
    found.sort(key=lambda one: one[:3])
    places: list[Place] = [[-score, number, key] for score, number, key, _ in found]
    items = [Item(node, {"score": -score}) for score, _, _, node in found]
    start = 0
    if after is not None:
        start = sum(_order_of(place) <= _order_of(after) for place in places)
    end = start + (DEFAULT_FIRST if first is None else first)
    cursors = [write_cursor(ORDER_NAME, place) for place in places[start:end]]
    return Page(items[start:end], cursors, end < len(items), start > 0, len(items))


def _order_of(place: Place) -> tuple[float, int, str]:
    score, kind, key = place
    return -float(score or 0), int(kind or 0), str(key)


def score_of(node: Node, query: str) -> float | None:
    """The score of a node for a query; None if the node does not match."""
    tier = tier_of(text_of(node), query)
    return tier and tier + popularity(node)


def popularity(node: Node) -> float:
    """The popularity of a node, from 0 to 1."""
    count = times_known(node)
    return count / (count + HALF_SCORE_AT[node.label])
