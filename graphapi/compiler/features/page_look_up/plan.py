"""Pages along an index are looked up before the operation's statement.

In a subquery, the embedded store sorts all nodes of a label. In a statement of its own, it reads an index until a page
is full, if nothing leads its planner to another index. Such a statement can sort by one property only. So a page with
further sort keys, or with conditions on other properties, is found in two steps: the value at a position along the
index, and then all nodes up to that value, sorted. If there are too few, the position was too near.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphapi.compiler.features.page_look_up.search import (
    IndexValue,
    PageKeys,
    PageLookUp,
    SortedKeys,
    SortedPageLookUp,
)
from graphapi.compiler.plan.columns import Item, Rows
from graphapi.compiler.plan.conditions import ALWAYS, And, Compare, KeysetPredicate, NullCheck, Operator
from graphapi.compiler.plan.explorations import PlannedExploration
from graphapi.compiler.plan.index_pages import is_index_page, is_sorted_page
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.plan.sources import KeyLookup, LabelScan
from graphapi.compiler.request.arguments import FromVariable

if TYPE_CHECKING:
    from graphapi.compiler.plan.nodes import Condition, PlanColumn
    from graphapi.compiler.plan.operands import Operand, SortKey


def look_up_pages(plan: Item) -> tuple[Item, tuple[PlannedExploration, ...]]:
    """The plan of an operation, with pages along an index replaced by nodes with given keys.

    Returns:
        The plan, and the look-ups that find the keys.
    """
    columns, look_ups = list(plan.columns), []
    for number, rows in enumerate(plan.columns):
        if not isinstance(rows, Rows) or not isinstance(rows.source, LabelScan) or rows.limit is None:
            continue
        page = PageLookUp(rows.source.label, number)
        found = replace(rows, source=KeyLookup(page.label, Parameter(FromVariable(page.keys_name))), index=())
        if is_index_page(rows):
            keys = PageKeys(page.label, rows.index, rows.condition, rows.limit)
            look_ups.append(PlannedExploration(page, (Item((keys,)),)))
            columns[number] = found
        elif is_sorted_page(rows):
            look_ups.append(_sorted_page(page, rows, rows.limit))
            # The look-up has checked the conditions, which may leave out the rows of the null tail.
            order = rows.order if rows.null_tail is None else (replace(rows.order[0], nullable=True), *rows.order[1:])
            columns[number] = replace(found, condition=ALWAYS, order=order, null_tail=None)
    return Item(tuple(columns)), tuple(look_ups)


def _sorted_page(page: PageLookUp, rows: Rows, limit: Parameter) -> PlannedExploration:
    first, label = rows.order[0], page.label
    parts = rows.condition.conditions if isinstance(rows.condition, And) else (rows.condition,)
    along = tuple(part for part in parts if _is_about(part, first.operand))
    asked = SortedPageLookUp(page, limit, is_filtered=len(along) < len(parts), has_tail=rows.null_tail is not None)
    position, bound = (Parameter(FromVariable(name)) for name in (asked.position_name, asked.bound_name))
    columns: list[PlanColumn] = [
        IndexValue(label, first, And(along), position),
        SortedKeys(label, rows.condition, rows.order, limit, bound, _begin(along, first)),
        SortedKeys(label, rows.condition, rows.order, limit),
    ]
    if rows.null_tail is not None:
        columns.append(SortedKeys(label, rows.null_tail.condition, rows.null_tail.order, limit))
    return PlannedExploration(asked, tuple(Item((column,)) for column in columns))


def _begin(along: tuple[Condition, ...], first: SortKey) -> Condition:
    """The range in which the list begins: after a cursor, or as a filter says."""
    operators = (Operator.LT, Operator.LTE) if first.descending else (Operator.GT, Operator.GTE)
    return And(tuple(part for part in along if isinstance(part, Compare) and part.operator in operators))


def _is_about(part: Condition, operand: Operand) -> bool:
    """Whether a condition compares only a sort key, or places a row beside a cursor by it."""
    if isinstance(part, KeysetPredicate):
        return part.order[0].operand == operand
    return isinstance(part, Compare | NullCheck) and part.operand == operand
