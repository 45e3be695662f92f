"""Groups of nodes and their aggregates, as nodes of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.compiler.plan.operands import ComputedOperand
from graphapi.compiler.plan.sources import Source

if TYPE_CHECKING:
    from graphapi.mapping import Aggregate, Grouping, Property


@dataclass(frozen=True, slots=True)
class GroupedNodes(Source):
    """The groups of the nodes of a label; without a grouping there is one group, even of no nodes.

    A condition on the rows is a condition on the nodes that are grouped.
    """

    label: str
    grouping: Grouping | None

    def describe(self) -> str:
        """As for every source."""
        groups = f"groups by {self.grouping.name}" if self.grouping else "one group"
        return f"(:{self.label}) in {groups}"


@dataclass(frozen=True, slots=True)
class GroupSize(ComputedOperand):
    """The number of nodes in the group."""

    def describe(self) -> str:
        """As for every operand."""
        return "size of the group"

    def signature(self) -> str:
        """As for every operand."""
        return "size"


@dataclass(frozen=True, slots=True)
class GroupKey(ComputedOperand):
    """The text that identifies a group; null for the group of nodes without a value."""

    grouping: Grouping

    def describe(self) -> str:
        """As for every operand."""
        return "key of the group"

    def signature(self) -> str:
        """As for every operand."""
        return "key"


@dataclass(frozen=True, slots=True)
class GroupValue(ComputedOperand):
    """The number that the nodes of a group have in common."""

    def describe(self) -> str:
        """As for every operand."""
        return "value of the group"

    def signature(self) -> str:
        """As for every operand."""
        return "value"


@dataclass(frozen=True, slots=True)
class PropertyAggregate(ComputedOperand):
    """An aggregate of the values of a property in the group; nulls are left out."""

    property: Property
    aggregate: Aggregate

    def describe(self) -> str:
        """As for every operand."""
        return f"{self.aggregate} of {self.property.name}"

    def signature(self) -> str:
        """As for every operand."""
        return f"{self.aggregate}({self.property.name})"
