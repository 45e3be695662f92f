"""Columns and items: what is read of a row, and the reads that stand inside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from graphapi.compiler.plan.conditions import ALWAYS, describe_filter
from graphapi.compiler.plan.nodes import Condition, PlanColumn, PlanNode
from graphapi.compiler.plan.operands import SortKey, describe_order
from graphapi.mapping import Property

if TYPE_CHECKING:
    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.compiler.plan.sources import Source

Column: TypeAlias = Property | PlanColumn


@dataclass(frozen=True, slots=True)
class Item(PlanNode):
    """What one row carries, by position."""

    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Count(PlanColumn):
    """The number of rows of the source that match the condition."""

    source: Source
    condition: Condition = ALWAYS

    def describe(self) -> str:
        """As for every column."""
        return f"count of {self.source.describe()}{describe_filter(self.condition)}"


@dataclass(frozen=True, slots=True)
class NullTail(PlanNode):
    """The rows that follow where the first part of a page is not full: those whose first sort key is null."""

    condition: Condition
    order: tuple[SortKey, ...]


@dataclass(frozen=True, slots=True)
class Rows(PlanColumn):
    """The rows of the source that match the condition, in order, as a list of items.

    ``limit`` takes the first of them; ``reverse`` sorts in the opposite direction, to take the last. The rows of
    ``null_tail`` follow where there are fewer than the limit. ``index`` is the property whose index has them in order.
    """

    source: Source
    condition: Condition
    order: tuple[SortKey, ...]
    item: Item
    limit: Parameter | None = None
    reverse: bool = False
    null_tail: NullTail | None = None
    index: Property | None = None

    def describe(self) -> str:
        """As for every column; the item is not part of it."""
        few = f", the {'last' if self.reverse else 'first'} few" if self.limit else ""
        index = f", along the index of {self.index.name}" if self.index else ""
        order = describe_order(self.order)
        line = f"rows of {self.source.describe()}{describe_filter(self.condition)}{order}{few}{index}"
        if self.null_tail is None:
            return line
        tail = f"{describe_filter(self.null_tail.condition)}{describe_order(self.null_tail.order)}"
        return f"{line}; if they are fewer, then{tail}"


@dataclass(frozen=True, slots=True)
class ParameterColumn(PlanColumn):
    """A value that is known before the statement runs; it only travels with the record."""

    parameter: Parameter

    def describe(self) -> str:
        """As for every column."""
        return "a parameter"
