"""Columns and items: the values that are read for a row, and its nested reads."""

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
    """The columns of a row, by position."""

    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Count(PlanColumn):
    """The number of rows of the source that match the condition."""

    source: Source
    condition: Condition = ALWAYS

    def describe(self) -> str:
        """Describe the column in words."""
        return f"count of {self.source.describe()}{describe_filter(self.condition)}"


@dataclass(frozen=True, slots=True)
class NullTail(PlanNode):
    """The rows with null in the first sort key, which follow if the first part of a page is not full."""

    condition: Condition
    order: tuple[SortKey, ...]


@dataclass(frozen=True, slots=True)
class Rows(PlanColumn):
    """The rows of the source that match the condition, in order, as a list of items.

    ``limit`` is the maximum number of rows. ``reverse`` sorts in the opposite direction, to read the last rows. The
    rows of ``null_tail`` follow if there are fewer rows than the limit. ``index`` holds the properties of the index
    that returns the rows in order.
    """

    source: Source
    condition: Condition
    order: tuple[SortKey, ...]
    item: Item
    limit: Parameter | None = None
    reverse: bool = False
    null_tail: NullTail | None = None
    index: tuple[Property, ...] = ()

    def describe(self) -> str:
        """Describe the rows in words, without the columns of their item."""
        few = f", the {'last' if self.reverse else 'first'} rows up to the limit" if self.limit else ""
        index = f", along the index of {' and '.join(one.name for one in self.index)}" if self.index else ""
        order = describe_order(self.order)
        line = f"rows of {self.source.describe()}{describe_filter(self.condition)}{order}{few}{index}"
        if self.null_tail is None:
            return line
        tail = f"{describe_filter(self.null_tail.condition)}{describe_order(self.null_tail.order)}"
        return f"{line}; if the page is not full, then{tail}"


@dataclass(frozen=True, slots=True)
class ParameterColumn(PlanColumn):
    """A parameter, which the statement returns unchanged as part of the record."""

    parameter: Parameter

    def describe(self) -> str:
        """Describe the column in words."""
        return "a parameter"
