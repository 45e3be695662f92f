"""Sort without looking for null where the condition already excludes it.

``ORDER BY film.rating IS NULL, film.rating`` cannot follow an index on the rating; without the first key it can.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphapi.compiler.optimize.traversal import rewrite_columns
from graphapi.compiler.plan import And, Compare, NullCheck, Rows

if TYPE_CHECKING:
    from graphapi.compiler.plan import Column, Condition, Item, Operand


def drop_null_checks(plan: Item) -> Item:
    """A sort key is not nullable where every row is known to have a value."""
    return rewrite_columns(plan, _drop)


def _drop(column: Column) -> Column:
    if not isinstance(column, Rows):
        return column
    known = known_operands(column.condition)
    order = tuple(replace(key, nullable=key.nullable and key.operand not in known) for key in column.order)
    return replace(column, order=order)


def known_operands(condition: Condition) -> set[Operand]:
    """What must have a value for the condition to hold."""
    match condition:
        case And(conditions):
            return {operand for part in conditions for operand in known_operands(part)}
        case Compare(operand) | NullCheck(operand, known=True):
            return {operand}
    return set()
