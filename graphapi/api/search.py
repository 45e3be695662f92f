"""Search: films, people, characters, places and keywords by a text, the best first."""

from __future__ import annotations

import strawberry

from graphapi import mapping
from graphapi.api.connection import Connection, Edge
from graphapi.api.fields import argument, edge_node, graph_field, list_of
from graphapi.api.model_enums import SearchKind
from graphapi.api.node import Node
from graphapi.mapping import SearchedKind
from graphapi.model.nodes import LABELS


@strawberry.type(description="What a search found.")
class SearchEdge(Edge):
    """What a search found."""

    node: Node = edge_node("What was found.")
    score: float = graph_field(
        mapping.SearchScoreField(),
        "How well it fits, from 1 to 5: the whole part says how its text fits, the rest how well it is known.",
    )


_KINDS = tuple(
    SearchedKind(label.name.upper(), label.name, label.search.property, label.search.half_score_at, label.search.few)
    for label in LABELS
    if label.search is not None
)

SearchResult = Connection[SearchEdge, Node]


def search_field() -> SearchResult:
    """The root field ``search``."""
    found: SearchResult = graph_field(
        mapping.SearchConnection(_KINDS),
        "What a text finds: the beginnings of words are enough, accents and case make no difference. The best comes "
        "first: what is called just that, what has all of its words, what has words that begin so; among these what is "
        "known best. Where nothing fits, small typing errors are forgiven.",
        arguments=[
            argument("query", str, "What to look for; the first sixteen words of it count."),
            argument("kinds", list_of(SearchKind) | None, "Only these kinds; all of them unless given."),
            argument("first", int | None, "How many items from the start."),
            argument("after", str | None, "Only what follows this cursor."),
        ],
    )
    return found
