"""Searches, by comparing the query with every node."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING

from tests.differential.fitting import TYPING_ERROR, match_of, text_of
from tests.differential.pages import Page, page_length, read_place, times_known, write_cursor
from tests.differential.rows import Item

if TYPE_CHECKING:
    from tests.differential.filters import Input
    from tests.differential.pages import Place
    from tests.differential.rows import Graph, Node

ORDER_NAME = "Search(relevance DESC)"
KINDS = {"FILM": "Film", "PERSON": "Person", "CHARACTER": "Character", "PLACE": "Place", "KEYWORD": "Keyword"}
SELDOM_MEANT = ("Character", "Place", "Keyword")
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
            known = well_known(graph, label)
            for node in graph.nodes[label].values():
                match = match_of(text_of(node), arguments["query"])
                if match is not None:
                    found.append((-score_of(node, match[1], known), number, node.key, node, match[0]))
    if any(match != TYPING_ERROR for *_, match in found):
        # If there are matches without typing errors, matches with typing errors are left out.
        found = [one for one in found if one[-1] != TYPING_ERROR]
    found.sort(key=lambda one: one[:3])
    places: list[Place] = [[-score, number, key] for score, number, key, *_ in found]
    items = [Item(node, {"score": -score, "matched": match}) for score, _, _, node, match in found]
    start = 0
    if after is not None:
        start = sum(_order_of(place) <= _order_of(after) for place in places)
    end = start + (DEFAULT_FIRST if first is None else first)
    cursors = [write_cursor(ORDER_NAME, place) for place in places[start:end]]
    return Page(items[start:end], cursors, end < len(items), start > 0, len(items))


def _order_of(place: Place) -> tuple[float, int, str]:
    score, kind, key = place
    return -float(score or 0), int(kind or 0), str(key)


def score_of(node: Node, fit: float, known: int) -> float:
    """The score of a node that fits a query that well, in a graph where nodes as popular as that are well known."""
    count = times_known(node)
    return (0.5 if node.label in SELDOM_MEANT else 1.0) * (fit + count / (count + known))


def well_known(graph: Graph, label: str) -> int:
    """The popularity of the node that comes after the square root of the number of nodes."""
    counts = sorted(map(times_known, graph.nodes[label].values()), reverse=True)
    return max(2, counts[isqrt(len(counts) - 1)]) if counts else 10
