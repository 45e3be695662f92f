"""Sort without a null check if the condition already excludes null.

``ORDER BY film.rating IS NULL, film.rating`` cannot use an index on the rating; without the first key it can.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphapi.compiler.optimize.traversal import rewrite_rows
from graphapi.compiler.plan.conditions import And, Compare, NullCheck

if TYPE_CHECKING:
    from graphapi.compiler.plan.columns import Item, Rows
    from graphapi.compiler.plan.nodes import Condition, PlanColumn
    from graphapi.compiler.plan.operands import Operand


def drop_null_checks(plan: Item) -> Item:
    """Mark sort keys as not nullable if the condition excludes null."""
    return rewrite_rows(plan, _drop)


def _drop(rows: Rows) -> PlanColumn:
    known = non_null_operands(rows.condition)
    order = tuple(replace(key, nullable=key.nullable and key.operand not in known) for key in rows.order)
    return replace(rows, order=order)


def non_null_operands(condition: Condition) -> set[Operand]:
    """The operands that are not null whenever the condition holds."""
    match condition:
        case And(conditions):
            return {operand for part in conditions for operand in non_null_operands(part)}
        case Compare(operand) | NullCheck(operand, known=True):
            return {operand}
    return set()
