"""Flatten conditions, and remove the parts that are always true or always false."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.optimize.traversal import rewrite_conditions
from graphapi.compiler.plan.conditions import ALWAYS, NEVER, And, Not, Or

if TYPE_CHECKING:
    from graphapi.compiler.plan.columns import Item
    from graphapi.compiler.plan.nodes import Condition


def simplify_conditions(plan: Item) -> Item:
    """Simplify all conditions, so that the store can see which parts an index can answer."""
    return rewrite_conditions(plan, simplify)


def simplify(condition: Condition) -> Condition:
    """Simplify a condition whose parts are already simplified."""
    match condition:
        case And(conditions):
            parts = tuple(dict.fromkeys(inner for part in conditions for inner in _parts_of_all(part)))
            if NEVER in parts:
                return NEVER
            return parts[0] if len(parts) == 1 else And(parts)
        case Or(conditions):
            parts = tuple(dict.fromkeys(inner for part in conditions for inner in _parts_of_any(part)))
            if ALWAYS in parts:
                return ALWAYS
            return parts[0] if len(parts) == 1 else Or(parts)
        case Not(Not(inner)):
            return inner
        case Not(And(())):
            return NEVER
        case Not(Or(())):
            return ALWAYS
    return condition


def _parts_of_all(condition: Condition) -> tuple[Condition, ...]:
    return condition.conditions if isinstance(condition, And) else (condition,)


def _parts_of_any(condition: Condition) -> tuple[Condition, ...]:
    return condition.conditions if isinstance(condition, Or) else (condition,)
