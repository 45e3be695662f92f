"""Read rows with a value before rows with null, and read the latter only if the page is not full.

``ORDER BY film.rating IS NULL, film.rating`` sorts every film. An index returns the films with a rating in order, so
the store reads only one page of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from graphapi.compiler.optimize.follow_index import is_open_range
from graphapi.compiler.optimize.simplify_conditions import simplify
from graphapi.compiler.optimize.traversal import rewrite_rows
from graphapi.compiler.plan.columns import NullTail, Rows
from graphapi.compiler.plan.conditions import ALWAYS, NEVER, And, Compare, KeysetPredicate, NullCheck, Side
from graphapi.compiler.plan.sources import LabelScan
from graphapi.mapping import Property, PropertyOwner

if TYPE_CHECKING:
    from graphapi.compiler.plan.columns import Item
    from graphapi.compiler.plan.nodes import Condition, PlanColumn
    from graphapi.compiler.plan.operands import Operand

_LATER: Final = frozenset({Side.AFTER, Side.NOT_BEFORE})


def split_nulls_last(plan: Item) -> Item:
    """Split pages of a label's nodes whose first sort key is nullable into a page and a null tail."""
    return rewrite_rows(plan, _split)


def _split(rows: Rows) -> PlanColumn:
    if not _can_be_split(rows):
        return rows
    first = rows.order[0]
    known = simplify(_specialised(rows.condition, first.operand, known=True))
    unknown = simplify(_specialised(rows.condition, first.operand, known=False))
    known_order = (replace(first, nullable=False), *rows.order[1:])
    if unknown == NEVER:
        return replace(rows, condition=known, order=known_order)
    unknown = simplify(And((NullCheck(first.operand, known=False), unknown)))
    if known == NEVER:
        return replace(rows, condition=unknown, order=rows.order[1:])
    if not _is_cheap(rows.condition):
        return rows
    known = simplify(And((NullCheck(first.operand), known)))
    return replace(rows, condition=known, order=known_order, null_tail=NullTail(unknown, rows.order[1:]))


def _can_be_split(rows: Rows) -> bool:
    if not isinstance(rows.source, LabelScan) or rows.limit is None or rows.reverse or not rows.order:
        return False
    first = rows.order[0]
    return first.nullable and isinstance(first.operand, Property) and first.operand.owner is PropertyOwner.NODE


def _is_cheap(condition: Condition) -> bool:
    """Whether a condition excludes so few rows, and is evaluated so fast, that two reads cost little more."""
    match condition:
        case And(conditions):
            return all(map(_is_cheap, conditions))
        case Compare():
            return is_open_range(condition)
        case NullCheck() | KeysetPredicate():
            return True
    return False


def _specialised(condition: Condition, operand: Operand, *, known: bool) -> Condition:
    """Specialise a condition to rows where the operand has a value if ``known``, and otherwise to rows with null."""
    match condition:
        case And(conditions):
            return And(tuple(_specialised(part, operand, known=known) for part in conditions))
        case Compare(compared) if compared == operand and not known:
            return NEVER
        case NullCheck(looked_at, is_known) if looked_at == operand:
            return ALWAYS if is_known is known else NEVER
        case KeysetPredicate(_, order, _) if order[0].operand == operand:
            return _beside(condition, known=known)
    return condition


def _beside(condition: KeysetPredicate, *, known: bool) -> Condition:
    first, *others = condition.order
    value, *values = condition.values
    is_later = condition.side in _LATER
    if known and value is not None:
        return replace(condition, order=(replace(first, nullable=False), *others))
    if not known and value is None:
        return KeysetPredicate(condition.side, tuple(others), tuple(values))
    # Either the row or the cursor has null in the first sort key, and the other has a value. Nulls sort last.
    return ALWAYS if is_later is not known else NEVER
