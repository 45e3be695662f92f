"""Flatten conditions, and drop what can be decided without the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.plan import ALWAYS, NEVER, AllOf, AnyOf, Not
from graphapi.compiler.rewrite import rewrite_conditions

if TYPE_CHECKING:
    from graphapi.compiler.plan import Condition, Item


def simplify_conditions(plan: Item) -> Item:
    """Conjunctions within conjunctions become one, so that the store sees what it can use an index for."""
    return rewrite_conditions(plan, simplify)


def simplify(condition: Condition) -> Condition:
    """A condition whose parts are simple already, without what says nothing."""
    match condition:
        case AllOf(conditions):
            parts = tuple(dict.fromkeys(inner for part in conditions for inner in _parts_of_all(part)))
            if NEVER in parts:
                return NEVER
            return parts[0] if len(parts) == 1 else AllOf(parts)
        case AnyOf(conditions):
            parts = tuple(dict.fromkeys(inner for part in conditions for inner in _parts_of_any(part)))
            if ALWAYS in parts:
                return ALWAYS
            return parts[0] if len(parts) == 1 else AnyOf(parts)
        case Not(Not(inner)):
            return inner
        case Not(AllOf(())):
            return NEVER
        case Not(AnyOf(())):
            return ALWAYS
    return condition


def _parts_of_all(condition: Condition) -> tuple[Condition, ...]:
    return condition.conditions if isinstance(condition, AllOf) else (condition,)


def _parts_of_any(condition: Condition) -> tuple[Condition, ...]:
    return condition.conditions if isinstance(condition, AnyOf) else (condition,)
