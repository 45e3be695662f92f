"""Genres, places and keywords: names that films share."""

from __future__ import annotations

import strawberry

from graphapi.api.connection import Connection, Edge
from graphapi.api.fields import IN, edge_node, property, relationship, searched_text
from graphapi.api.film import Film, FilmEdge
from graphapi.api.node import Node
from graphapi.api.person import LATEST_FIRST
from graphapi.mapping import Pattern


@strawberry.type(description="A genre, such as Drama.")
class Genre(Node):
    """A genre."""

    name: str = property("name", "Its name.")
    films: Connection[FilmEdge, Film] = relationship(
        Pattern("IN_GENRE", IN, "Film"), "Its films; the latest first unless ordered otherwise.", sort=[LATEST_FIRST]
    )


@strawberry.type(description="A place in which films are set.")
class Place(Node):
    """A place in which films are set."""

    name: str = searched_text("name", "Its name.")
    films: Connection[FilmEdge, Film] = relationship(
        Pattern("SET_IN", IN, "Film"),
        "The films set in it; the latest first unless ordered otherwise.",
        sort=[LATEST_FIRST],
    )


@strawberry.type(description="A keyword: something that films are about.")
class Keyword(Node):
    """A keyword."""

    name: str = searched_text("name", "Its name.")
    films: Connection[FilmEdge, Film] = relationship(
        Pattern("HAS_KEYWORD", IN, "Film"),
        "The films about it; the latest first unless ordered otherwise.",
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
