"""Search: films, people, characters, places and keywords by a text, the best first."""

from __future__ import annotations

import enum

import strawberry

from graphapi import mapping
from graphapi.api.connection import Connection, Edge
from graphapi.api.fields import argument, edge_node, graph_field, list_of
from graphapi.api.node import Node
from graphapi.mapping import Searched


@strawberry.enum(description="What a search looks for.")
class SearchKind(enum.Enum):
    """What a search looks for."""

    FILM = strawberry.enum_value("FILM", description="Films, by their title.")
    PERSON = strawberry.enum_value("PERSON", description="People, by their name.")
    CHARACTER = strawberry.enum_value("CHARACTER", description="Characters, by their name.")
    PLACE = strawberry.enum_value("PLACE", description="Places in which films are set, by their name.")
    KEYWORD = strawberry.enum_value("KEYWORD", description="Keywords, by their name.")


@strawberry.type(description="What a search found.")
class SearchEdge(Edge):
    """What a search found."""

    node: Node = edge_node("What was found.")
    score: float = graph_field(
        mapping.SearchScore(),
        "How well it fits, from 1 to 5: the whole part says how its text fits, the rest how well it is known.",
    )


_KINDS = (
    Searched("FILM", "Film", "title", 10_000),
    Searched("PERSON", "Person", "name", 10),
    Searched("CHARACTER", "Character", "name", 2),
    Searched("PLACE", "Place", "name", 10, few=True),
    Searched("KEYWORD", "Keyword", "name", 10, few=True),
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
