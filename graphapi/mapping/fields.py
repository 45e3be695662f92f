"""Fields of nodes, relationships and connections, and the parts of filters and orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphapi.mapping.graph import Pattern, Property, Sort
    from graphapi.model.elements import Scalar


@dataclass(frozen=True, slots=True)
class GlobalId:
    """The opaque id of a node: its label and key."""


@dataclass(frozen=True, slots=True)
class RelatedNodes:
    """A plain list of the nodes behind a pattern, ordered by name and key: for few by nature."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class RelatedConnection:
    """A connection over the nodes behind a pattern."""

    pattern: Pattern
    sort: tuple[Sort, ...] = ()


@dataclass(frozen=True, slots=True)
class RootConnection:
    """A connection over every node of a label."""

    label: str
    sort: tuple[Sort, ...] = ()


@dataclass(frozen=True, slots=True)
class LookUp:
    """One node by one of its unique properties; the field takes a ``@oneOf`` argument ``by``."""

    label: str


@dataclass(frozen=True, slots=True)
class NodeById:
    """One node of any label by its global id, or several (``many``), in the order of the ids."""

    many: bool = False


@dataclass(frozen=True, slots=True)
class EdgeNode:
    """The node of an item: ``node`` of an edge, or the part of a filter or an order that looks at it."""


@dataclass(frozen=True, slots=True)
class References:
    """Nodes whose keys the relationship behind an edge holds, in that order.

    ``property`` holds a list of keys if ``many``, else one key.
    """

    property: str
    label: str
    many: bool = True


@dataclass(frozen=True, slots=True)
class RelatedCount:
    """The number of relationships of a pattern: an order key."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class RelatedBest:
    """The greatest value that a property has behind a pattern: an order key. Nothing behind it, or no value: null."""

    pattern: Pattern
    property: Property
    scalar: Scalar


@dataclass(frozen=True, slots=True)
class RelatedFilter:
    """A condition on what is behind a pattern: some, none, every, count."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class ConnectionPart:
    """A field that Relay gives a connection, an edge or a page: edges, nodes, pageInfo, totalCount, cursor."""


@dataclass(frozen=True, slots=True)
class CatalogueCounts:
    """The root field whose fields are counts of the whole graph."""


@dataclass(frozen=True, slots=True)
class LabelCount:
    """How many nodes have a label."""

    label: str


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How many relationships have a type."""

    type: str


@dataclass(frozen=True, slots=True)
class CatalogueProperty:
    """A property of the one node that tells of the catalogue itself."""

    name: str


@dataclass(frozen=True, slots=True)
class Needs:
    """What a field with a resolver of its own reads from ``self``: attributes, and the fields they stand for."""

    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RoleOfCredit:
    """As what a credit makes somebody part of a film: the planner knows it by where the credit stands."""
