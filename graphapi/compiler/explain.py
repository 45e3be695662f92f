"""The description of a plan in words and its maximum cost, for ``graphapi explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.plan.columns import ParameterColumn, Rows
from graphapi.compiler.plan.conditions import Exists, describe_filter
from graphapi.compiler.plan.operands import ComputedOperand, describe_operand
from graphapi.mapping import Property

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.compiler.plan.columns import Column, Item
    from graphapi.compiler.request.arguments import Variables


def describe(plan: Item) -> list[str]:
    """The lines that describe the values, sources and orders of a plan; nested reads are indented."""
    return list(_lines(plan))


def most_rows(item: Item, variables: Variables) -> int:
    """The maximum number of rows that a plan can read, over all its levels."""
    return sum(_rows(column, variables) for column in item.columns)


def _rows(column: Column, variables: Variables) -> int:
    if not isinstance(column, Rows):
        return 0
    limit = column.limit
    length = column.source.expected_rows(variables) if limit is None else limit.integer(variables)
    return length * (1 + most_rows(column.item, variables))


def _lines(item: Item) -> Iterator[str]:
    values = [describe_operand(column) for column in item.columns if isinstance(column, Property | ComputedOperand)]
    if values:
        yield f"values: {', '.join(values)}"
    for column in item.columns:
        match column:
            case Property() | ComputedOperand() | ParameterColumn():
                pass
            case Rows():
                yield column.describe()
                yield from (f"  {line}" for line in _lines(column.item))
            case Exists(source, condition):
                yield f"exists {source.describe()}{describe_filter(condition)}"
            case _:
                yield column.describe()
