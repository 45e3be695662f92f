"""What lies around a node: its neighbours, theirs, and the relationships between them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import strawberry

from graphapi import mapping
from graphapi.api.fields import argument, graph_field, list_of
from graphapi.api.model_enums import RelationshipType
from graphapi.api.node import Node
from graphapi.compiler.features.neighbourhood.rows import NeighbourhoodRow, NodeRow, RelationshipRow, TallyRow
from graphapi.mapping import Expansion, InjectedAnyObject, InjectedField, InjectedList, Property, patterns_of
from graphapi.model.nodes import LABELS
from graphapi.model.relationships import RELATIONSHIPS

if TYPE_CHECKING:
    from graphapi.compiler.plan.injected_rows import InjectedRow
    from graphapi.model.elements import Label


def _expansion(label: Label) -> Expansion:
    """What lies around the nodes of a label."""
    patterns = patterns_of(label.name)
    if isinstance(label.popularity, str):
        return Expansion(label.name, patterns, Property(label.popularity))
    return Expansion(label.name, patterns, tuple(one for one in patterns if one.type in label.popularity))


def _value(row: type[InjectedRow], name: str) -> InjectedField:
    """A value of a row."""
    return InjectedField(row.position(name))


_KINDS = tuple(map(_expansion, LABELS))
_LABELS = tuple(label.name for label in LABELS)
_SHOWN = {field.name for field in fields(RelationshipRow)}
_DETAILS = {
    one.type: tuple(found.name for found in one.properties if found.name in _SHOWN)
    for one in RELATIONSHIPS
    if one.properties
}


@strawberry.type(description="How many relationships of a type a node has.")
class RelationshipTally:
    """How many relationships of a type a node has."""

    type: RelationshipType = graph_field(_value(TallyRow, "type"), "The type.")
    total: int = graph_field(_value(TallyRow, "total"), "How many of them it has.")
    more: int = graph_field(
        _value(TallyRow, "more"), "How many of these are not among the relationships of this answer."
    )


@strawberry.type(description="A node of a neighbourhood.")
class NeighbourhoodNode:
    """A node of a neighbourhood."""

    node: Node = graph_field(InjectedAnyObject(_LABELS, NodeRow.position("node")), "The node.")
    depth: int = graph_field(
        _value(NodeRow, "depth"), "How many steps it is from the center, over what is in this answer."
    )
    is_cut: bool = graph_field(
        _value(NodeRow, "is_cut"),
        "Whether it lies within the depth, so that its neighbours were wanted, and some of its relationships are not "
        "in this answer. Of nodes at the full depth neighbours were not wanted; their tallies say what they have.",
    )
    relationships: list[RelationshipTally] = graph_field(
        InjectedList(NodeRow.position("tallies")),
        "How many relationships it has: of each type that it can have and that was asked for.",
    )


@strawberry.type(description="A relationship between two nodes of a neighbourhood.")
class NeighbourhoodRelationship:
    """A relationship between two nodes of a neighbourhood."""

    id: strawberry.ID = graph_field(
        _value(RelationshipRow, "id"), "What tells it from all others; `node(id:)` does not know it."
    )
    type: RelationshipType = graph_field(_value(RelationshipRow, "type"), "Its type.")
    from_: strawberry.ID = graph_field(
        _value(RelationshipRow, "source"), "The id of the node where it starts.", name="from"
    )
    to: strawberry.ID = graph_field(_value(RelationshipRow, "target"), "The id of the node where it ends.")
    billing: int | None = graph_field(
        _value(RelationshipRow, "billing"),
        "Of ACTED_IN: the credit's place in the cast list, from 1; null for the others.",
    )
    note: str | None = graph_field(
        _value(RelationshipRow, "note"), "Of ACTED_IN: what the credit says besides, such as `voice`."
    )
    film: strawberry.ID | None = graph_field(
        _value(RelationshipRow, "film"),
        "Of PLAYS: the id of the film in which the actor plays the character; null for the others.",
    )


@strawberry.type(description="What lies around a node.")
class Neighbourhood:
    """What lies around a node."""

    center: Node = graph_field(
        InjectedAnyObject(_LABELS, NeighbourhoodRow.position("center")), "The node in the middle."
    )
    nodes: list[NeighbourhoodNode] = graph_field(
        InjectedList(NeighbourhoodRow.position("nodes")),
        "All nodes: the one in the middle, then its neighbours, then theirs, as they were found.",
    )
    relationships: list[NeighbourhoodRelationship] = graph_field(
        InjectedList(NeighbourhoodRow.position("relationships")),
        "The relationships by which a node within the depth leads to another one that is in this answer, each once. "
        "Those between two nodes at the full depth are not looked for.",
    )
    is_cut: bool = graph_field(
        _value(NeighbourhoodRow, "is_cut"),
        "Whether something within the depth is not in this answer: whether any of its nodes is cut.",
    )


def neighbourhood_field() -> Neighbourhood:
    """The root field ``neighbourhood``."""
    found: Neighbourhood = graph_field(
        mapping.NeighbourhoodField(_KINDS, _DETAILS),
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
