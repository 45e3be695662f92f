"""What an API field says about the graph.

Each class here is declared on a Strawberry field (see ``graphapi.api.fields``) and read by the
compiler, which knows the graph through nothing else. A node type of the API and its label in the
graph have the same name.
"""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias


class Direction(StrEnum):
    """The direction of a relationship, seen from the node that declares it."""

    OUT = "OUT"
    IN = "IN"


class Place(StrEnum):
    """Where a connection's item keeps a property: on its node or on the relationship that leads to it."""

    NODE = "node"
    RELATIONSHIP = "relationship"


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node, or of the relationship behind an edge."""

    name: str
    place: Place = Place.NODE


@dataclass(frozen=True, slots=True)
class GlobalId:
    """The opaque id of a node: its label and key."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A step through the graph: ``(source)-[:type]->(:label)``, or against the arrow.

    ``discriminator`` is the relationship property that tells parallel relationships between the same
    two nodes apart, if there can be several.
    """

    type: str
    direction: Direction
    label: str
    discriminator: str | None = None


class Scalar(StrEnum):
    """The kinds of value that a list can be sorted by, named as in GraphQL."""

    INT = "Int"
    FLOAT = "Float"
    STRING = "String"

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self is not Scalar.STRING


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort key: a property, the kind of its values, and whether they can be missing."""

    property: Property
    scalar: Scalar
    nullable: bool = True
    descending: bool = False


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
class Searched:
    """A kind of node that a search finds by its folded text.

    ``name`` is the property that the text is folded from. How well a node is known was counted when it was loaded; one
    that has ``middling`` of it stands in the middle between unknown and known to all. ``few`` says that there are never
    so many of the kind that comparing all that a text finds would take long.
    """

    kind: str
    label: str
    name: str
    middling: int
    few: bool = False


@dataclass(frozen=True, slots=True)
class SearchConnection:
    """A connection over the nodes of several kinds that a text finds, the best first."""

    kinds: tuple[Searched, ...]


@dataclass(frozen=True, slots=True)
class SearchScore:
    """How well the node of an edge fits what was searched for."""


class Aggregate(StrEnum):
    """A number that stands for the values of many nodes."""

    COUNT = "count"
    MIN = "min"
    MAX = "max"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to put nodes into groups: by the nodes behind a pattern, or by the values of a property.

    ``step`` is that of a number: 1 for a group for each value, 10 for one for each ten of them.
    """

    name: str
    value: Property | Pattern
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Statistics:
    """A list with an object for each group of the nodes of a label, or with one for all of them."""

    label: str
    groupings: tuple[Grouping, ...]


@dataclass(frozen=True, slots=True)
class GroupOf:
    """What a group is the group of."""


class GroupPart(StrEnum):
    """What is said of a group: a text that tells it from the others, its number, its node."""

    KEY = "key"
    NUMBER = "number"
    NODE = "node"


@dataclass(frozen=True, slots=True)
class GroupSize:
    """How many nodes a group has."""


@dataclass(frozen=True, slots=True)
class NumbersOf:
    """Numbers about the known values of a property in a group."""

    property: Property


@dataclass(frozen=True, slots=True)
class NumberPart:
    """One of the numbers about the values of a property."""

    aggregate: Aggregate


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


ROLES: Final[AbstractMapping[str, str]] = {"ACTED_IN": "ACTOR", "DIRECTED": "DIRECTOR"}
"""As what a relationship of a type makes somebody part of a film; in the order of the roles."""


@dataclass(frozen=True, slots=True)
class RoleOfCredit:
    """As what a credit makes somebody part of a film: the planner knows it by where the credit stands."""


class End(StrEnum):
    """One of the two nodes that share something."""

    HERE = "here"
    """The node whose field the connection is."""
    THERE = "there"
    """The node of the edge."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How what is shared is weighed: by 1 / √n, rounded to four decimals.

    n is how many relationships of the connection's patterns it has. What has more than ``hub`` of them leads to no
    node, it only counts for the nodes that something rarer led to; and of these only for the ``most`` that share the
    most, which are the whole connection. So the cost is bounded, whatever else the graph holds.
    """

    hub: int
    most: int


@dataclass(frozen=True, slots=True)
class SharingConnection:
    """A connection over the nodes that share something with this one, those that share the most first.

    The patterns lead from this node to what is shared; the same ones lead, the other way, from there to the nodes of
    the connection, which have the label ``label``. What is shared counts once, however many ways lead to it. With a
    ``rarity`` it counts the more the rarer it is.
    """

    patterns: tuple[Pattern, ...]
    label: str
    rarity: Rarity | None = None


@dataclass(frozen=True, slots=True)
class SharedTotal:
    """How much the two nodes of an edge share; the edges stand in its order, the most first."""


@dataclass(frozen=True, slots=True)
class SharedNodes:
    """What the two nodes of an edge share, of this label: as a list; in a filter, which of it counts."""

    label: str
    sort: tuple[Sort, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedReasons:
    """What the two nodes of an edge share, of any label: what counts the most first."""


@dataclass(frozen=True, slots=True)
class SharedWeight:
    """What a shared node counts for."""


@dataclass(frozen=True, slots=True)
class SharedCredits:
    """The credits of one of the two nodes in what they share: the relationships of the connection's patterns."""

    end: End


@dataclass(frozen=True, slots=True)
class SharedRoles:
    """The roles of one of the two nodes in all that they share."""

    end: End


@dataclass(frozen=True, slots=True)
class Distance:
    """How many steps another node is away, from one node to the next through what both are related to.

    The argument ``to`` is the other's global id; its label is ``label``. The argument ``roles`` chooses relationships.
    """

    label: str
    to: str


@dataclass(frozen=True, slots=True)
class PathsConnection:
    """The connection over the paths between two people, which an exploration finds; its items are given rows."""


@dataclass(frozen=True, slots=True)
class Avoided:
    """A list of ids of what no path goes through: people or films."""

    label: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around the nodes of a label: behind which patterns, the best known first.

    How well a node of this label is known is the value of ``fame``, or the number of relationships.
    """

    label: str
    patterns: tuple[Pattern, ...]
    fame: Property | tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What lies around the node that the argument ``of`` names, which an exploration finds; it is a given row.

    ``details`` names for a type of relationship the properties that are read of it.
    """

    kinds: tuple[Surroundings, ...]
    details: AbstractMapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class GivenValue:
    """What stands at a position of a row that an exploration found."""

    position: int


@dataclass(frozen=True, slots=True)
class GivenRows:
    """The rows that stand at a position of a row that an exploration found; each begins with its place among them."""

    position: int


@dataclass(frozen=True, slots=True)
class GivenNode:
    """The node of a label whose key stands at a position of a row that an exploration found."""

    label: str
    position: int


@dataclass(frozen=True, slots=True)
class GivenAnyNode:
    """The one node of some label: for each label, the keys stand at a position of a row that an exploration found.

    The positions are those from ``position`` on, in the order of the labels.
    """

    labels: tuple[str, ...]
    position: int


@dataclass(frozen=True, slots=True)
class GivenCredit:
    """A credit, by the positions in a row that an exploration found: of a film's key, a person's, and the type."""

    patterns: tuple[Pattern, ...]
    film: int
    person: int
    type: int


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


FieldMapping: TypeAlias = (
    Property
    | GlobalId
    | RelatedNodes
    | RelatedConnection
    | RootConnection
    | LookUp
    | NodeById
    | SearchConnection
    | SearchScore
    | Statistics
    | GroupOf
    | GroupPart
    | GroupSize
    | NumbersOf
    | NumberPart
    | EdgeNode
    | References
    | Sort
    | RelatedCount
    | RelatedBest
    | RelatedFilter
    | Distance
    | RoleOfCredit
    | SharingConnection
    | SharedTotal
    | SharedNodes
    | SharedReasons
    | SharedWeight
    | SharedCredits
    | SharedRoles
    | PathsConnection
    | Avoided
    | Neighbourhood
    | GivenValue
    | GivenRows
    | GivenNode
    | GivenAnyNode
    | GivenCredit
    | ConnectionPart
    | CatalogueCounts
    | LabelCount
    | TypeCount
    | CatalogueProperty
    | Needs
)

Mapping: TypeAlias = AbstractMapping[str, AbstractMapping[str, FieldMapping]]
"""GraphQL type name → GraphQL field name → what the field says about the graph; inputs included."""
