"""The neighbourhood of a node: the nodes within a few steps, and the relationships between them."""

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
    """How a neighbourhood expands from the nodes of a label."""
    patterns = patterns_of(label.name)
    if isinstance(label.popularity, str):
        return Expansion(label.name, patterns, Property(label.popularity))
    return Expansion(label.name, patterns, tuple(one for one in patterns if one.type in label.popularity))


def _value(row: type[InjectedRow], name: str) -> InjectedField:
    """A field with a value of a row."""
    return InjectedField(row.position(name))


_KINDS = tuple(map(_expansion, LABELS))
_LABELS = tuple(label.name for label in LABELS)
_SHOWN = {field.name for field in fields(RelationshipRow)}
_DETAILS = {
    one.type: tuple(found.name for found in one.properties if found.name in _SHOWN)
    for one in RELATIONSHIPS
    if one.properties
}


@strawberry.type(description="The number of a node's relationships of one type.")
class RelationshipTally:
    """The number of a node's relationships of one type."""

    type: RelationshipType = graph_field(_value(TallyRow, "type"), "The type.")
    total: int = graph_field(_value(TallyRow, "total"), "The number in the graph.")
    more: int = graph_field(_value(TallyRow, "more"), "The number of those that this answer lacks.")


@strawberry.type(description="A node of a neighbourhood.")
class NeighbourhoodNode:
    """A node of a neighbourhood."""

    node: Node = graph_field(InjectedAnyObject(_LABELS, NodeRow.position("node")), "The node.")
    depth: int = graph_field(_value(NodeRow, "depth"), "The number of steps from the center, within this answer.")
    is_cut: bool = graph_field(
        _value(NodeRow, "is_cut"),
        "Whether this answer lacks some relationships of a node within the depth. It is false for nodes at "
        "the full depth, whose neighbours are not looked for; their tallies tell what they have.",
    )
    relationships: list[RelationshipTally] = graph_field(
        InjectedList(NodeRow.position("tallies")),
        "The number of its relationships, for each type that it can have and that was asked for.",
    )


@strawberry.type(description="A relationship between two nodes of a neighbourhood.")
class NeighbourhoodRelationship:
    """A relationship between two nodes of a neighbourhood."""

    id: strawberry.ID = graph_field(
        _value(RelationshipRow, "id"), "Identifies the relationship. `node(id:)` does not find it."
    )
    type: RelationshipType = graph_field(_value(RelationshipRow, "type"), "Its type.")
    from_: strawberry.ID = graph_field(
        _value(RelationshipRow, "source"), "The id of the node where it starts.", name="from"
    )
    to: strawberry.ID = graph_field(_value(RelationshipRow, "target"), "The id of the node where it ends.")
    billing: int | None = graph_field(
        _value(RelationshipRow, "billing"),
        "For ACTED_IN, the credit's place in the cast list, from 1; null for other types.",
    )
    note: str | None = graph_field(
        _value(RelationshipRow, "note"), "For ACTED_IN, a note of the credit, such as `voice`; null for other types."
    )
    film: strawberry.ID | None = graph_field(
        _value(RelationshipRow, "film"),
        "For PLAYS, the id of the film in which the actor plays the character; null for other types.",
    )


@strawberry.type(description="What lies around a node.")
class Neighbourhood:
    """The neighbourhood of a node."""

    center: Node = graph_field(
        InjectedAnyObject(_LABELS, NeighbourhoodRow.position("center")), "The node in the middle."
    )
    nodes: list[NeighbourhoodNode] = graph_field(
        InjectedList(NeighbourhoodRow.position("nodes")),
        "The node in the middle, then its neighbours, then their neighbours, in the order in which they were found.",
    )
    relationships: list[NeighbourhoodRelationship] = graph_field(
        InjectedList(NeighbourhoodRow.position("relationships")),
        "The relationships between nodes of this answer, each once. Relationships between two nodes at the "
        "full depth are left out.",
    )
    is_cut: bool = graph_field(
        _value(NeighbourhoodRow, "is_cut"),
        "Whether this answer lacks something within the depth: whether any of its nodes is cut.",
    )


def neighbourhood_field() -> Neighbourhood:
    """The root field ``neighbourhood``."""
    found: Neighbourhood = graph_field(
        mapping.NeighbourhoodField(_KINDS, _DETAILS),
        "What lies around a node of any type: its neighbours, their neighbours, and so on. Of each node's "
        "neighbours the best known are taken: films by votes, people by the number of their credits, all "
        "others by the number of their films; then by key. An answer holds at most 2,000 nodes. An id of no "
        "object is an error with the code NOT_FOUND.",
        arguments=[
            argument("of", strawberry.ID, "The global id of the node in the middle."),
            argument("depth", int | None, "How many steps around it, from 0 to 3.", default=1),
            argument(
                "relationships",
                list_of(RelationshipType) | None,
                "The types of relationships to follow; all types unless given.",
            ),
            argument("first", int | None, "The most neighbours of each node for each type of relationship."),
        ],
    )
    return found
