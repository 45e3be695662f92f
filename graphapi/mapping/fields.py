"""Fields of nodes, relationships and connections, and of filters and orders."""

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
    """A plain list of the nodes at the end of a pattern, sorted by name and key; for lists that are always short."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class RelatedConnection:
    """A connection over the nodes at the end of a pattern."""

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
    """The node of an item: ``node`` of an edge, or the field of a filter or an order that applies to it."""


@dataclass(frozen=True, slots=True)
class References:
    """Nodes whose keys are a property of the relationship behind an edge, in the order of the keys.

    ``property`` holds a list of keys if ``many``, else one key.
    """

    property: str
    label: str
    many: bool = True


@dataclass(frozen=True, slots=True)
class RelatedCount:
    """A sort key: the number of relationships of a pattern."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class RelatedMaxField:
    """A sort key: the greatest value of a property of the nodes at the end of a pattern; null if there is none."""

    pattern: Pattern
    property: Property
    scalar: Scalar


@dataclass(frozen=True, slots=True)
class PopularityOrder:
    """A sort key: how well known a node is, which its derived property ``searchRank`` holds negated."""


@dataclass(frozen=True, slots=True)
class RelatedFilter:
    """A condition on the nodes at the end of a pattern: some, none, every, count."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class ConnectionPart:
    """A standard field of a connection, an edge or a page: edges, nodes, pageInfo, totalCount, cursor."""


@dataclass(frozen=True, slots=True)
class CatalogueCounts:
    """The root field whose fields are counts of the whole graph."""


@dataclass(frozen=True, slots=True)
class LabelCount:
    """The number of nodes with a label."""

    label: str


@dataclass(frozen=True, slots=True)
class TypeCount:
    """The number of relationships of a type."""

    type: str


@dataclass(frozen=True, slots=True)
class CatalogueProperty:
    """A property of the single node that describes the catalogue itself."""

    name: str


@dataclass(frozen=True, slots=True)
class Needs:
    """The attributes that a field's resolver reads from ``self``, each with the name of its GraphQL field."""

    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RoleOfCredit:
    """The role of a credit: a constant if the list has only one role, otherwise read from the relationship."""
