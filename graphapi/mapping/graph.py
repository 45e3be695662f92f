"""Properties, patterns and sort keys of the graph."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from graphapi.model.relationships import RELATIONSHIPS

if TYPE_CHECKING:
    from graphapi.model.elements import RelationshipType, Scalar


class Direction(StrEnum):
    """The direction of a relationship, seen from the node that declares it."""

    OUT = "OUT"
    IN = "IN"


class PropertyOwner(StrEnum):
    """What a property of a connection's item belongs to: its node, or the relationship that leads to the node."""

    NODE = "node"
    RELATIONSHIP = "relationship"


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node, or of the relationship behind an edge."""

    name: str
    owner: PropertyOwner = PropertyOwner.NODE


@dataclass(frozen=True, slots=True)
class Pattern:
    """A step through the graph: ``(source)-[:type]->(:label)``, or against the arrow.

    ``discriminator`` is the relationship property that distinguishes parallel relationships between the same two nodes;
    None if there are none.
    """

    type: str
    direction: Direction
    label: str
    discriminator: str | None = None


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort key: a property, the type of its values, whether they can be null, and the direction."""

    property: Property
    scalar: Scalar
    nullable: bool = True
    descending: bool = False


def along(relationship: RelationshipType) -> Pattern:
    """The pattern from the start of a relationship to its end."""
    return Pattern(relationship.type, Direction.OUT, relationship.target, relationship.parallel_by)


def against(relationship: RelationshipType) -> Pattern:
    """The pattern from the end of a relationship to its start."""
    return Pattern(relationship.type, Direction.IN, relationship.source, relationship.parallel_by)


def patterns_of(label: str) -> tuple[Pattern, ...]:
    """The patterns that start at the nodes of a label, in the order of the relationships."""
    found: list[Pattern] = []
    for relationship in RELATIONSHIPS:
        if relationship.source == label:
            found.append(along(relationship))
        if relationship.target == label:
            found.append(against(relationship))
    return tuple(found)
