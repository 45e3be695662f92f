"""Sort without looking for null where the condition already excludes it.

``ORDER BY film.rating IS NULL, film.rating`` cannot follow an index on the rating; without the first key it can.
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
    """A sort key is not nullable where every row is known to have a value."""
    return rewrite_rows(plan, _drop)


def _drop(rows: Rows) -> PlanColumn:
    known = known_operands(rows.condition)
    order = tuple(replace(key, nullable=key.nullable and key.operand not in known) for key in rows.order)
    return replace(rows, order=order)


def known_operands(condition: Condition) -> set[Operand]:
    """What must have a value for the condition to hold."""
    match condition:
        case And(conditions):
            return {operand for part in conditions for operand in known_operands(part)}
        case Compare(operand) | NullCheck(operand, known=True):
            return {operand}
    return set()
