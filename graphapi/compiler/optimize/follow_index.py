"""Choose the index along which a page is read, if only open ranges filter the list.

The query planner of a store does not know the values of parameters, so it assumes the same selectivity for every range.
It would sort thousands of films in a range, instead of reading the index of the sort key until the page is full.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from graphapi.compiler.optimize.simplify_conditions import simplify
from graphapi.compiler.optimize.traversal import rewrite_rows
from graphapi.compiler.plan.conditions import And, Compare, KeysetPredicate, NullCheck, Operator
from graphapi.compiler.plan.sources import LabelScan
from graphapi.mapping import Property, PropertyOwner
from graphapi.model.graph_statistics import RANKED
from graphapi.model.nodes import SEARCH_RANK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.compiler.plan.columns import Item, Rows
    from graphapi.compiler.plan.nodes import Condition, PlanColumn

_KEY: Final = Property("key")
RANGES: Final = frozenset({Operator.GT, Operator.GTE, Operator.LT, Operator.LTE})


def follow_index(plan: Item) -> Item:
    """Read pages of a label's nodes along the index of the first sort key."""
    return rewrite_rows(plan, _follow)


def _follow(rows: Rows) -> PlanColumn:
    if not isinstance(rows.source, LabelScan) or rows.limit is None:
        return rows
    if not rows.order or rows.order[0].nullable:
        return rows
    operand = rows.order[0].operand
    if not isinstance(operand, Property) or operand.owner is not PropertyOwner.NODE:
        return rows
    if not _has_only_open_ranges(rows.condition, operand):
        return rows
    if operand.name != SEARCH_RANK:
        return replace(rows, index=(operand,))
    if (rows.source.label, operand.name) not in RANKED:
        return rows
    # A planner reads an index of two properties in order only if there are conditions on both.
    return replace(rows, condition=simplify(And((rows.condition, NullCheck(_KEY)))), index=(operand, _KEY))


def _has_only_open_ranges(condition: Condition, along: Property) -> bool:
    """Whether the condition filters only by open ranges, null checks and cursors.

    A property other than ``along`` may have only one range, because two ranges can form a closed range.
    """
    parts = list(_parts(condition))
    ranged = [part.operand for part in parts if isinstance(part, Compare) and part.operand != along]
    return len(set(ranged)) == len(ranged) and all(
        isinstance(part, KeysetPredicate | NullCheck) or (isinstance(part, Compare) and is_open_range(part))
        for part in parts
    )


def is_open_range(compare: Compare) -> bool:
    """Whether a comparison is a range that is open on one side."""
    return compare.operator in RANGES and not compare.ignore_case


def _parts(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, And):
        for part in condition.conditions:
            yield from _parts(part)
    else:
        yield condition
