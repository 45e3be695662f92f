"""State the range of the first sort key that a cursor leaves, which a store can look up in an index.

``rating < 8 OR (rating = 8 AND key > 'x')`` says nothing that an index answers; ``rating <= 8`` beside it does, so that
a page deep in a list costs what the first one costs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphapi.compiler.passes.simplify_conditions import simplify
from graphapi.compiler.plan import AllOf, Beside, Compare, Labelled, Operator, Rows, Side
from graphapi.compiler.rewrite import rewrite_columns
from graphapi.mapping import Place, Property

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.compiler.plan import Column, Condition, Item


def bound_pages(plan: Item) -> Item:
    """A page of all nodes of a label that begins or ends at a cursor gets the range as a condition."""
    return rewrite_columns(plan, _bound)


def _bound(column: Column) -> Column:
    if not isinstance(column, Rows) or not isinstance(column.source, Labelled):
        return column
    ranges = tuple(_ranges(column.condition))
    return replace(column, condition=simplify(AllOf((*ranges, column.condition)))) if ranges else column


def _ranges(condition: Condition) -> Iterator[Compare]:
    match condition:
        case AllOf(conditions):
            for part in conditions:
                yield from _ranges(part)
        case Beside(side, (first, *_), (value, *_)) if value is not None:
            is_of_node = isinstance(first.operand, Property) and first.operand.place is Place.NODE
            # Behind the cursor there can be rows without a value too.
            if is_of_node and (side is Side.BEFORE or (side is Side.AFTER and not first.nullable)):
                is_upper = first.descending is (side is Side.AFTER)
                yield Compare(first.operand, Operator.LTE if is_upper else Operator.GTE, value)
