"""Genres, places and keywords."""

from __future__ import annotations

import strawberry

from graphapi.api.connection import Connection, Edge
from graphapi.api.fields import edge_node, relationship
from graphapi.api.film import Film, FilmEdge
from graphapi.api.node import Node
from graphapi.api.node_type import node_type
from graphapi.api.person import LATEST_FIRST
from graphapi.mapping import against
from graphapi.model.nodes import GENRE, KEYWORD, PLACE
from graphapi.model.relationships import HAS_KEYWORD, IN_GENRE, SET_IN


@node_type(GENRE, "A genre, such as Drama.")
class Genre(Node):
    """A genre."""

    films: Connection[FilmEdge, Film] = relationship(
        against(IN_GENRE), "Its films, the latest first unless `orderBy` is given.", sort=[LATEST_FIRST]
    )


@node_type(PLACE, "A place in which films are set.")
class Place(Node):
    """A place in which films are set."""

    films: Connection[FilmEdge, Film] = relationship(
        against(SET_IN),
        "The films set in it, the latest first unless `orderBy` is given.",
        sort=[LATEST_FIRST],
    )


@node_type(KEYWORD, "A keyword: something that films are about.")
class Keyword(Node):
    """A keyword."""

    films: Connection[FilmEdge, Film] = relationship(
        against(HAS_KEYWORD),
        "The films about it, the latest first unless `orderBy` is given.",
        sort=[LATEST_FIRST],
    )


@strawberry.type(description="A genre in a list of genres.")
class GenreEdge(Edge):
    """A genre in a list of genres."""

    node: Genre = edge_node("The genre.")


@strawberry.type(description="A place in a list of places.")
class PlaceEdge(Edge):
    """A place in a list of places."""

    node: Place = edge_node("The place.")


@strawberry.type(description="A keyword in a list of keywords.")
class KeywordEdge(Edge):
    """A keyword in a list of keywords."""

    node: Keyword = edge_node("The keyword.")
