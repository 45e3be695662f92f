"""Conditions on rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Final

from graphapi.compiler.plan.nodes import Condition, PlanColumn
from graphapi.compiler.plan.operands import Operand, SortKey, describe_operand

if TYPE_CHECKING:
    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.compiler.plan.sources import Source


class Operator(StrEnum):
    """The operator of a comparison with a parameter."""

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
class Compare(Condition):
    """The operand is not null, and its comparison with the parameter holds."""

    operand: Operand
    operator: Operator
    parameter: Parameter
    ignore_case: bool = False

    def describe(self) -> str:
        """Describe the condition in words."""
        return f"{describe_operand(self.operand)} {self.operator} $" + (" ignoring case" * self.ignore_case)


@dataclass(frozen=True, slots=True)
class NullCheck(Condition):
    """The operand is not null, or with ``known=False`` it is null."""

    operand: Operand
    known: bool = True

    def describe(self) -> str:
        """Describe the condition in words."""
        return f"{describe_operand(self.operand)} is {'not null' if self.known else 'null'}"


@dataclass(frozen=True, slots=True)
class And(Condition):
    """All of the conditions hold; true if there are none."""

    conditions: tuple[Condition, ...]

    def describe(self) -> str:
        """Describe the condition in words."""
        return f"({' and '.join(part.describe() for part in self.conditions)})"


@dataclass(frozen=True, slots=True)
class Or(Condition):
    """At least one of the conditions holds; false if there are none."""

    conditions: tuple[Condition, ...]

    def describe(self) -> str:
        """Describe the condition in words."""
        return f"({' or '.join(part.describe() for part in self.conditions)})"


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """The condition does not hold."""

    condition: Condition

    def describe(self) -> str:
        """Describe the condition in words."""
        return f"not {self.condition.describe()}"


@dataclass(frozen=True, slots=True)
class Exists(Condition, PlanColumn):
    """At least one row of the source matches the condition."""

    source: Source
    condition: Condition

    def describe(self) -> str:
        """Describe the condition in words."""
        return f"exists {self.source.describe()}{describe_filter(self.condition)}"


class Side(Enum):
    """A part of an ordered list, relative to the position of a cursor."""

    AFTER = "after"
    BEFORE = "before"
    NOT_AFTER = "not after"
    NOT_BEFORE = "not before"


@dataclass(frozen=True, slots=True)
class KeysetPredicate(Condition):
    """The item is on this side of a cursor.

    ``values`` are the cursor's values of the sort keys, with None for null. ``bounded`` says whether another condition
    already excludes the items that the first sort key alone puts on the other side.
    """

    side: Side
    order: tuple[SortKey, ...]
    values: tuple[Parameter | None, ...]
    bounded: bool = False

    def describe(self) -> str:
        """Describe the condition in words."""
        return f"{self.side.value} the cursor by {', '.join(describe_operand(key.operand) for key in self.order)}"


ALWAYS: Final = And(())
NEVER: Final = Or(())


def describe_filter(condition: Condition) -> str:
    """A condition in words, to follow a source; empty if the condition always holds."""
    return "" if condition == ALWAYS else f" where {condition.describe()}"
