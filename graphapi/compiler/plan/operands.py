"""Operands: the values of a row that conditions, sort keys and columns use."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from graphapi.compiler.plan.nodes import PlanColumn, PlanNode
from graphapi.mapping import Direction, Pattern, Property, PropertyOwner, References

if TYPE_CHECKING:
    from graphapi.mapping import Sort


class ComputedOperand(PlanColumn):
    """An operand other than a property.

    ``nullable`` says whether its value can be null.
    """

    __slots__ = ()
    nullable: ClassVar[bool] = True

    @abstractmethod
    def signature(self) -> str:
        """The text of the operand in the signature of an order, in terms of the graph.

        Cursors that clients hold depend on this text. It must not change when a class, a variable or a message changes.
        """


Operand: TypeAlias = Property | ComputedOperand


def is_nullable(operand: Operand) -> bool:
    """Whether the value of an operand can be null."""
    return isinstance(operand, Property) or operand.nullable


@dataclass(frozen=True, slots=True)
class Degree(ComputedOperand):
    """The number of relationships of the row's node that match any of the patterns."""

    nullable = False
    patterns: tuple[Pattern, ...]

    def describe(self) -> str:
        """Describe the operand in words."""
        return f"count of {describe_patterns(self.patterns)}"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return f"count({'|'.join(map(describe_pattern, self.patterns))})"


@dataclass(frozen=True, slots=True)
class RelatedMax(ComputedOperand):
    """The greatest value of a property of the nodes at the end of a pattern; null if there is none."""

    pattern: Pattern
    property: Property

    def describe(self) -> str:
        """Describe the operand in words."""
        return f"greatest {self.property.name} of {describe_pattern(self.pattern)}"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return f"max({describe_pattern(self.pattern)}.{self.property.name})"


@dataclass(frozen=True, slots=True)
class ReferencedProperty(ComputedOperand):
    """An operand of the single node that the row's relationship references by key."""

    references: References
    operand: Operand

    def describe(self) -> str:
        """Describe the operand in words."""
        return f"{self.references.label.lower()}.{describe_operand(self.operand)}"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return f"reference({self.references.property}:{self.references.label}).{signature_of(self.operand)}"


@dataclass(frozen=True, slots=True)
class LabelOf(ComputedOperand):
    """The label of the row's node, which is one of ``labels``."""

    nullable = False
    labels: tuple[str, ...]

    def describe(self) -> str:
        """Describe the operand in words."""
        return "label"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return "label"


@dataclass(frozen=True, slots=True)
class RoleOf(ComputedOperand):
    """The credit role of the row's relationship."""

    nullable = False

    def describe(self) -> str:
        """Describe the operand in words."""
        return "role"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return "role"


@dataclass(frozen=True, slots=True)
class InjectedValue(ComputedOperand):
    """The value at a position of an injected row."""

    position: int

    def describe(self) -> str:
        """Describe the operand in words."""
        return f"value {self.position} of the injected row"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return f"injected({self.position})"


@dataclass(frozen=True, slots=True)
class SortKey(PlanNode):
    """A sort key; if it is ``nullable``, nulls sort last in both directions.

    ``is_number`` says whether its values are numbers. It changes how the order is written, not the order itself.
    """

    operand: Operand
    descending: bool = False
    nullable: bool = True
    is_number: bool = field(default=False, repr=False)

    @classmethod
    def by(cls, sort: Sort) -> SortKey:
        """The sort key that a field declares."""
        return cls(sort.property, sort.descending, sort.nullable, sort.scalar.is_number)

    def describe(self) -> str:
        """The operand and the direction, in words."""
        direction = " descending" if self.descending else ""
        return f"{describe_operand(self.operand)}{direction}{' (nulls last)' if self.nullable else ''}"


def signature_of(operand: Operand) -> str:
    """The text of an operand in the signature of an order."""
    if isinstance(operand, Property):
        return operand.name if operand.owner is PropertyOwner.NODE else f"relationship.{operand.name}"
    return operand.signature()


def describe_operand(operand: Operand) -> str:
    """An operand in words."""
    if isinstance(operand, Property):
        return operand.name if operand.owner is PropertyOwner.NODE else f"relationship.{operand.name}"
    return operand.describe()


def describe_order(order: tuple[SortKey, ...]) -> str:
    """An order in words; empty if there is none."""
    return f", by {', '.join(key.describe() for key in order)}" if order else ""


def describe_pattern(pattern: Pattern) -> str:
    """A pattern as Cypher writes it."""
    arrow = f"-[:{pattern.type}]-"
    arrow = f"{arrow}>" if pattern.direction is Direction.OUT else f"<{arrow}"
    return f"{arrow}(:{pattern.label})"


def describe_patterns(patterns: tuple[Pattern, ...]) -> str:
    """Alternative patterns in words."""
    return " or ".join(map(describe_pattern, patterns))
