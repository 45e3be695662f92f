"""Plan nodes for groups of nodes and their aggregates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.compiler.plan.operands import ComputedOperand
from graphapi.compiler.plan.sources import Source

if TYPE_CHECKING:
    from graphapi.mapping import Aggregate, Grouping, Property


@dataclass(frozen=True, slots=True)
class GroupedNodes(Source):
    """The groups of the nodes of a label, one row for each group.

    Without a grouping, all nodes form one group, which may be empty. A condition on the rows filters the nodes before
    they are grouped.
    """

    label: str
    grouping: Grouping | None

    def describe(self) -> str:
        """Describe the source in words."""
        groups = f"groups by {self.grouping.name}" if self.grouping else "one group"
        return f"(:{self.label}) in {groups}"


@dataclass(frozen=True, slots=True)
class GroupSize(ComputedOperand):
    """The number of nodes in the group."""

    def describe(self) -> str:
        """Describe the operand in words."""
        return "size of the group"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return "size"


@dataclass(frozen=True, slots=True)
class GroupKey(ComputedOperand):
    """The text that identifies a group; null for the group of nodes without a value."""

    grouping: Grouping

    def describe(self) -> str:
        """Describe the operand in words."""
        return "key of the group"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return "key"


@dataclass(frozen=True, slots=True)
class GroupValue(ComputedOperand):
    """The number that identifies a group: the value of a property, rounded down to the step of the grouping."""

    def describe(self) -> str:
        """Describe the operand in words."""
        return "value of the group"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return "value"


@dataclass(frozen=True, slots=True)
class PropertyAggregate(ComputedOperand):
    """An aggregate of the non-null values of a property in the group."""

    property: Property
    aggregate: Aggregate

    def describe(self) -> str:
        """Describe the operand in words."""
        return f"{self.aggregate} of {self.property.name}"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return f"{self.aggregate}({self.property.name})"
