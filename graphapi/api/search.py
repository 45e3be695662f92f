"""The search for films, people, characters, places and keywords by text, ordered by score."""

from __future__ import annotations

import strawberry

from graphapi import mapping
from graphapi.api.connection import Connection, Edge
from graphapi.api.fields import argument, edge_node, graph_field, list_of
from graphapi.api.model_enums import SearchKind, SearchMatch
from graphapi.api.node import Node
from graphapi.mapping import SearchedKind
from graphapi.model.nodes import LABELS, well_known


@strawberry.type(description="What a search found.")
class SearchEdge(Edge):
    """A result of a search."""

    node: Node = edge_node("What was found.")
    score: float = graph_field(
        mapping.SearchScoreField(),
        "How well it matches: the sum of how well its text fits the query and how well known it is, from 0 to 2. "
        "Half of that for characters, places and keywords.",
    )
    matched: SearchMatch = graph_field(mapping.SearchMatchField(), "In which way its name or title matches the query.")


_KINDS = tuple(
    SearchedKind(
        label.name.upper(),
        label.name,
        label.search.property,
        well_known(label.name),
        label.search.weight,
        label.search.few,
    )
    for label in LABELS
    if label.search is not None
)

SearchResult = Connection[SearchEdge, Node]


def search_field() -> SearchResult:
    """The root field ``search``."""
    found: SearchResult = graph_field(
        mapping.SearchConnection(_KINDS),
        "Finds nodes by the words of their name or title. The beginning of a word is enough; case, accents, "
        "hyphens and missing spaces are ignored. Names that fit better come first, and so do nodes that are better "
        "known. If nothing matches, small typing errors are allowed.",
        arguments=[
            argument("query", str, "The text to look for. Its first sixteen words count."),
            argument("kinds", list_of(SearchKind) | None, "The kinds of nodes to look for; all kinds unless given."),
            argument("first", int | None, "The number of items from the start of the list."),
            argument("after", str | None, "Only items after this cursor."),
        ],
    )
    return found
