"""The plan of an operation: what to read from the graph, as data, before there is any text.

A plan is a tree of items. An ``Item`` is what one row of a read carries: its columns, by position. A
column is a value, a number, a truth, or the rows of a further read with an item of its own. The
operation itself is an item without a node, whose columns are the reads that its root fields need.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from graphapi.mapping import (
    Aggregate,
    End,
    GivenCredit,
    GivenNode,
    GivenValue,
    Grouping,
    Pattern,
    Property,
    Rarity,
    References,
    Searched,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphapi.compiler.features.search.terms import QueryKind
    from graphapi.compiler.request.arguments import Origin, Variables
    from graphapi.mapping import Sort


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that is sent beside the statement: its origin, and what is made of it."""

    origin: Origin
    convert: Callable[[Any], object] | None = None

    def value(self, variables: Variables) -> object:
        """The value under these variables."""
        resolved = self.origin.resolve(variables)
        return resolved if self.convert is None else self.convert(resolved)


# Where rows come from.


@dataclass(frozen=True, slots=True)
class LabelScan:
    """Every node of a label."""

    label: str


@dataclass(frozen=True, slots=True)
class Expand:
    """What is behind a pattern, seen from the node of the item."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class ReferencedNodes:
    """The nodes whose keys stand on the item's relationship."""

    references: References


@dataclass(frozen=True, slots=True)
class TypeScan:
    """Every relationship of a type; it can only be counted."""

    type: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """The nodes of a label that share something with the item's node, each once.

    The patterns lead to what is shared, and back from there. ``counted`` says what of it counts, ``rarity`` how much.
    """

    patterns: tuple[Pattern, ...]
    label: str
    counted: Condition
    rarity: Rarity | None = None


@dataclass(frozen=True, slots=True)
class SharedBetween:
    """Of a row of ``Sharing``: what the two nodes share and what counts, each once; ``weighed`` if by its rarity."""

    label: str
    weighed: bool = False


@dataclass(frozen=True, slots=True)
class CreditsIn:
    """Of a row of ``SharedBetween``: the relationships of one of the two nodes with what is shared."""

    end: End
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class LabelCast:
    """The item's node, if it has this label."""

    label: str


@dataclass(frozen=True, slots=True)
class NoExactMatch:
    """Whether no node of these kinds has a text that fits what is searched for as it is typed.

    One of ``many`` candidates that the index finds as it is typed fits, whatever was typed: others are not looked at.
    """

    kinds: tuple[Searched, ...]
    text: Origin
    many: Parameter | None = None


@dataclass(frozen=True, slots=True)
class TopK:
    """That of what a search finds no more than the best ``count`` are needed.

    So they can be looked for in the order of how well known they are where there are ``many`` candidates or more.
    """

    count: Parameter
    many: Parameter


@dataclass(frozen=True, slots=True)
class FulltextSearch:
    """The nodes of a label whose text fits what is searched for, each with a score.

    Typing errors are ``forgiven`` where that is true; without it there is no word that may have one.
    """

    searched: Searched
    text: Origin
    wanted: QueryKind
    forgiven: NoExactMatch | None = None
    best: TopK | None = None


@dataclass(frozen=True, slots=True)
class FulltextCandidates:
    """The nodes of a label whose text can fit what is searched for, and maybe some that do not."""

    label: str
    text: Origin


@dataclass(frozen=True, slots=True)
class GroupedNodes:
    """The groups of the nodes of a label; without a grouping there is one, whatever it holds.

    A condition on the rows is one on the nodes that are grouped.
    """

    label: str
    grouping: Grouping | None


@dataclass(frozen=True, slots=True)
class KeyLookup:
    """The nodes of a label with these keys, each looked up by itself: however many, none is looked for in a scan.

    The keys are a parameter, or what stands at a position of the item's own given row.
    """

    label: str
    keys: Parameter | int


@dataclass(frozen=True, slots=True)
class Intersection:
    """The films in which somebody of one list of people and somebody of another are credited by any of these types."""

    types: tuple[str, ...]
    some: Parameter
    others: Parameter
    label: str = "Film"


@dataclass(frozen=True, slots=True)
class InjectedRows:
    """Rows that an exploration found before: a parameter, or what stands at a position of the item's own given row.

    Each is a list that begins with its place among the others.
    """

    rows: Parameter | int


Source: TypeAlias = (
    LabelScan
    | Expand
    | ReferencedNodes
    | TypeScan
    | Sharing
    | SharedBetween
    | CreditsIn
    | LabelCast
    | FulltextSearch
    | FulltextCandidates
    | GroupedNodes
    | KeyLookup
    | Intersection
    | InjectedRows
    | GivenNode
    | GivenCredit
)

# What a condition or a sort key looks at.


@dataclass(frozen=True, slots=True)
class Degree:
    """How many relationships of a pattern the item's node has."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class TotalDegree:
    """How many relationships the item's node has of several patterns together."""

    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class RelatedMax:
    """The greatest value of a property behind a pattern; not known if there is none."""

    pattern: Pattern
    property: Property


@dataclass(frozen=True, slots=True)
class ReferencedProperty:
    """A property, a degree or the best of something, of the one node that the item's relationship refers to."""

    references: References
    operand: Property | Degree | RelatedMax


@dataclass(frozen=True, slots=True)
class SharedAmount:
    """Of a row of ``Sharing``: how much the two nodes share."""


@dataclass(frozen=True, slots=True)
class SharedWeight:
    """Of a row of ``SharedBetween`` that is weighed: what the shared node counts for."""


@dataclass(frozen=True, slots=True)
class LabelOf:
    """Which of these labels the item's node has."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleOf:
    """As what the item's relationship, which is a credit, makes somebody part of a film."""


@dataclass(frozen=True, slots=True)
class SearchScore:
    """How well a found node fits what was searched for."""


@dataclass(frozen=True, slots=True)
class ConstantNumber:
    """A number that is the same for every row, and tells the rows of one read from those of another."""

    number: int


@dataclass(frozen=True, slots=True)
class GroupSize:
    """How many nodes are in the group."""


@dataclass(frozen=True, slots=True)
class GroupKey:
    """The text that tells a group from the others; null for the group of what has no value."""

    grouping: Grouping


@dataclass(frozen=True, slots=True)
class GroupValue:
    """The number that a group is the group of."""


@dataclass(frozen=True, slots=True)
class PropertyAggregate:
    """A number about the known values of a property in the group."""

    property: Property
    aggregate: Aggregate


Operand: TypeAlias = (
    Property
    | Degree
    | TotalDegree
    | RelatedMax
    | ReferencedProperty
    | SharedAmount
    | SharedWeight
    | LabelOf
    | RoleOf
    | SearchScore
    | ConstantNumber
    | GroupSize
    | GroupKey
    | GroupValue
    | PropertyAggregate
    | GivenValue
)


@dataclass(frozen=True, slots=True)
class SortKey:
    """A sort key. ``nullable``: its value can be missing, which then comes last either way.

    ``is_number``: its values are numbers. That changes no order, and so is left out of what names one in cursors.
    """

    operand: Operand
    descending: bool = False
    nullable: bool = True
    is_number: bool = field(default=False, repr=False)

    @classmethod
    def by(cls, sort: Sort) -> SortKey:
        """The sort key that a field declares."""
        return cls(sort.property, sort.descending, sort.nullable, sort.scalar.is_number)


# Conditions: two-valued, so that `not` is plain negation.


class Operator(StrEnum):
    """How a value compares with a parameter."""

    EQ = "="
    NE = "<>"
    GT = ">"
    GTE = ">="
    LT = "<"
    LTE = "<="
    IN = "IN"
    NOT_IN = "NOT IN"
    CONTAINS = "CONTAINS"
    STARTS_WITH = "STARTS WITH"
    ENDS_WITH = "ENDS WITH"


@dataclass(frozen=True, slots=True)
class Compare:
    """The operand is known and compares so with the parameter."""

    operand: Operand
    operator: Operator
    parameter: Parameter
    ignore_case: bool = False


@dataclass(frozen=True, slots=True)
class MatchesText:
    """The item's node has a text that fits what is searched for."""

    text: Origin
    wanted: QueryKind


@dataclass(frozen=True, slots=True)
class NullCheck:
    """Whether the operand is known, or with ``known=False`` whether it is not."""

    operand: Operand
    known: bool = True


@dataclass(frozen=True, slots=True)
class And:
    """Every one of these holds; true if there are none."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these holds; false if there are none."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Exists:
    """At least one row of the source fits the condition."""

    source: Source
    condition: Condition


class Side(Enum):
    """Which items of an ordered list: relative to the place that a cursor names."""

    AFTER = "after"
    BEFORE = "before"
    NOT_AFTER = "not after"
    NOT_BEFORE = "not before"


@dataclass(frozen=True, slots=True)
class KeysetPredicate:
    """The item stands on this side of a cursor.

    ``values`` are the cursor's values of the sort keys, None where the value is not known. ``bounded`` says that
    another condition keeps away what the first of them alone puts on the other side.
    """

    side: Side
    order: tuple[SortKey, ...]
    values: tuple[Parameter | None, ...]
    bounded: bool = False


Condition: TypeAlias = Compare | MatchesText | NullCheck | And | Or | Not | Exists | KeysetPredicate

ALWAYS = And(())
NEVER = Or(())

# Columns.


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of the source fit the condition."""

    source: Source
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class NullTail:
    """More rows of the same source, with an order of their own."""

    condition: Condition
    order: tuple[SortKey, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of the source that fit the condition, in order, as a list of items.

    ``limit`` takes the first so many; ``reverse`` sorts the other way round, to take the last. The ``rest`` follows
    where there are fewer than the limit. ``along`` is the property of the index that has them in their order.
    """

    source: Source
    condition: Condition
    order: tuple[SortKey, ...]
    item: Item
    limit: Parameter | None = None
    reverse: bool = False
    rest: NullTail | None = None
    along: Property | None = None


@dataclass(frozen=True, slots=True)
class SharedRoles:
    """Of a row of ``Sharing``: the roles of one of the two nodes in what they share, each once, in order."""

    end: End
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Distance:
    """How many steps another node is away by these relationships; null if none of any number leads there.

    From one node to the next it takes two relationships. ``key`` is that of the other node, which has the same label.
    """

    types: tuple[str, ...]
    label: str
    key: Parameter


@dataclass(frozen=True, slots=True)
class ParameterColumn:
    """A value that is known before: it only travels with the record."""

    parameter: Parameter


Column: TypeAlias = Operand | Count | Exists | Rows | SharedRoles | Distance | ParameterColumn


@dataclass(frozen=True, slots=True)
class Item:
    """What one row carries, by position."""

    columns: tuple[Column, ...]
