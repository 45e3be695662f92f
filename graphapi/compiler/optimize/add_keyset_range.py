"""Add the range of the first sort key that a cursor implies, which a store can look up in an index.

An index cannot answer ``rating < 8 OR (rating = 8 AND key > 'x')``, but it can answer the additional ``rating <= 8``.
So a page deep in a list costs as much as the first page.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphapi.compiler.optimize.simplify_conditions import simplify
from graphapi.compiler.optimize.traversal import rewrite_rows
from graphapi.compiler.plan.conditions import And, Compare, KeysetPredicate, Operator, Side
from graphapi.compiler.plan.sources import LabelScan
from graphapi.mapping import Property, PropertyOwner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.compiler.plan.columns import Item, Rows
    from graphapi.compiler.plan.nodes import Condition, PlanColumn


def add_keyset_range(plan: Item) -> Item:
    """Add the range to each page of a label's nodes that starts or ends at a cursor."""
    return rewrite_rows(plan, _bound)


def _bound(rows: Rows) -> PlanColumn:
    if not isinstance(rows.source, LabelScan):
        return rows
    return replace(rows, condition=simplify(And(tuple(_bounded(rows.condition)))))


def _bounded(condition: Condition) -> Iterator[Condition]:
    """The conjuncts of a condition, with the implied range before each keyset predicate."""
    match condition:
        case And(conditions):
            for part in conditions:
                yield from _bounded(part)
        case KeysetPredicate() if (range_ := _range(condition)) is not None:
            yield range_
            yield replace(condition, bounded=True)
        case _:
            yield condition


def _range(beside: KeysetPredicate) -> Compare | None:
    first, value = beside.order[0], beside.values[0]
    if value is None or not isinstance(first.operand, Property) or first.operand.owner is not PropertyOwner.NODE:
        return None
    # Nulls sort last, so a range would exclude rows after the cursor if the sort key is nullable.
    if beside.side is Side.BEFORE or (beside.side is Side.AFTER and not first.nullable):
        is_upper = first.descending is (beside.side is Side.AFTER)
        return Compare(first.operand, Operator.LTE if is_upper else Operator.GTE, value)
    return None
