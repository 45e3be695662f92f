"""What lies around a node: its neighbours, theirs, and the relationships between them."""

from __future__ import annotations

import enum

import strawberry

from graphapi import mapping
from graphapi.api.character import APPEARS_IN, PLAYED_BY
from graphapi.api.fields import IN, argument, graph_field, list_of
from graphapi.api.film import CAST, CHARACTERS, DIRECTORS, GENRES, KEYWORDS, PLACES
from graphapi.api.node import Node
from graphapi.api.person import ACTED_IN, DIRECTED, PLAYS
from graphapi.compiler.features.neighbourhood.plan import (
    BILLING,
    CENTER,
    DEPTH,
    FILM,
    FROM,
    ID,
    IS_CUT,
    MORE,
    NODE,
    NODE_IS_CUT,
    NODES,
    NOTE,
    RELATIONSHIPS,
    TALLIES,
    TALLY_TYPE,
    TO,
    TOTAL,
    TYPE,
)
from graphapi.mapping import GivenAnyNode, GivenRows, GivenValue, Pattern, Property, Surroundings


@strawberry.enum(description="A type of relationship in the graph.")
class RelationshipType(enum.Enum):
    """A type of relationship in the graph."""

    ACTED_IN = strawberry.enum_value("ACTED_IN", description="From a person to a film.")
    DIRECTED = strawberry.enum_value("DIRECTED", description="From a person to a film.")
    PLAYS = strawberry.enum_value("PLAYS", description="From a person to a character, once for each film.")
    APPEARS_IN = strawberry.enum_value("APPEARS_IN", description="From a character to a film.")
    IN_GENRE = strawberry.enum_value("IN_GENRE", description="From a film to a genre.")
    SET_IN = strawberry.enum_value("SET_IN", description="From a film to a place.")
    HAS_KEYWORD = strawberry.enum_value("HAS_KEYWORD", description="From a film to a keyword.")


def _of_films(label: str, type_: str) -> Surroundings:
    """What lies around something that films have in common: the films."""
    films = (Pattern(type_, IN, "Film"),)
    return Surroundings(label, films, films)


_KINDS = (
    Surroundings("Film", (CAST, DIRECTORS, CHARACTERS, GENRES, PLACES, KEYWORDS), Property("votes")),
    Surroundings("Person", (ACTED_IN, DIRECTED, PLAYS), (ACTED_IN, DIRECTED)),
    Surroundings("Character", (PLAYED_BY, APPEARS_IN), (APPEARS_IN,)),
    _of_films("Genre", "IN_GENRE"),
    _of_films("Place", "SET_IN"),
    _of_films("Keyword", "HAS_KEYWORD"),
)
_LABELS = tuple(kind.label for kind in _KINDS)
_DETAILS = {"ACTED_IN": ("billing", "note"), "PLAYS": ("film",)}


@strawberry.type(description="How many relationships of a type a node has.")
class RelationshipTally:
    """How many relationships of a type a node has."""

    type: RelationshipType = graph_field(GivenValue(TALLY_TYPE), "The type.")
    total: int = graph_field(GivenValue(TOTAL), "How many of them it has.")
    more: int = graph_field(GivenValue(MORE), "How many of these are not among the relationships of this answer.")


@strawberry.type(description="A node of a neighbourhood.")
class NeighbourhoodNode:
    """A node of a neighbourhood."""

    node: Node = graph_field(GivenAnyNode(_LABELS, NODE), "The node.")
    depth: int = graph_field(GivenValue(DEPTH), "How many steps it is from the center, over what is in this answer.")
    is_cut: bool = graph_field(
        GivenValue(NODE_IS_CUT),
        "Whether it lies within the depth, so that its neighbours were wanted, and some of its relationships are not "
        "in this answer. Of nodes at the full depth neighbours were not wanted; their tallies say what they have.",
    )
    relationships: list[RelationshipTally] = graph_field(
        GivenRows(TALLIES), "How many relationships it has: of each type that it can have and that was asked for."
    )


@strawberry.type(description="A relationship between two nodes of a neighbourhood.")
class NeighbourhoodRelationship:
    """A relationship between two nodes of a neighbourhood."""

    id: strawberry.ID = graph_field(GivenValue(ID), "What tells it from all others; `node(id:)` does not know it.")
    type: RelationshipType = graph_field(GivenValue(TYPE), "Its type.")
    from_: strawberry.ID = graph_field(GivenValue(FROM), "The id of the node where it starts.", name="from")
    to: strawberry.ID = graph_field(GivenValue(TO), "The id of the node where it ends.")
    billing: int | None = graph_field(
        GivenValue(BILLING), "Of ACTED_IN: the credit's place in the cast list, from 1; null for the others."
    )
    note: str | None = graph_field(GivenValue(NOTE), "Of ACTED_IN: what the credit says besides, such as `voice`.")
    film: strawberry.ID | None = graph_field(
        GivenValue(FILM), "Of PLAYS: the id of the film in which the actor plays the character; null for the others."
    )


@strawberry.type(description="What lies around a node.")
class Neighbourhood:
    """What lies around a node."""

    center: Node = graph_field(GivenAnyNode(_LABELS, CENTER), "The node in the middle.")
    nodes: list[NeighbourhoodNode] = graph_field(
        GivenRows(NODES), "All nodes: the one in the middle, then its neighbours, then theirs, as they were found."
    )
    relationships: list[NeighbourhoodRelationship] = graph_field(
        GivenRows(RELATIONSHIPS),
        "The relationships by which a node within the depth leads to another one that is in this answer, each once. "
        "Those between two nodes at the full depth are not looked for.",
    )
    is_cut: bool = graph_field(
        GivenValue(IS_CUT), "Whether something within the depth is not in this answer: whether any of its nodes is cut."
    )


def neighbourhood_field() -> Neighbourhood:
    """The root field ``neighbourhood``."""
    found: Neighbourhood = graph_field(
        mapping.Neighbourhood(_KINDS, _DETAILS),
        "What lies around a node of any type: its neighbours, the neighbours of these, and so on. Of each node the "
        "best known are taken: films by votes, people by how many credits they have, all others by how many films have "
        "them; then by key. An answer holds 2,000 nodes at the most. If there is no object with this id, it is an "
        "error with the code NOT_FOUND.",
        arguments=[
            argument("of", strawberry.ID, "The global id of the node in the middle."),
            argument("depth", int | None, "How many steps around it, from 0 to 3.", default=1),
            argument(
                "relationships",
                list_of(RelationshipType) | None,
                "Only over these types; over all of them unless given.",
            ),
            argument("first", int | None, "The most nodes that are taken for each node and each type of relationship."),
        ],
    )
    return found
