"""Keyset predicates: the part of an ordered list on one side of a cursor, in Cypher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.cypher.syntax import Binary, IsNull, Joined, Literal, ParameterValue
from graphapi.compiler.plan.conditions import Side

if TYPE_CHECKING:
    from graphapi.compiler.cypher.scope import Scope
    from graphapi.compiler.cypher.syntax import Expression
    from graphapi.compiler.plan.conditions import KeysetPredicate
    from graphapi.compiler.plan.operands import SortKey
    from graphapi.compiler.plan.parameters import Parameter


def keyset_predicate(condition: KeysetPredicate, scope: Scope) -> Expression:
    """Whether an item is on this side of a cursor, by the first sort key in which they differ.

    An item that is equal in every key is the cursor's own: it is neither after nor before it.
    """
    later = condition.side in {Side.AFTER, Side.NOT_BEFORE}
    compared: Expression = Literal("true" if condition.side in {Side.NOT_AFTER, Side.NOT_BEFORE} else "false")
    for key, value in reversed(list(zip(condition.order, condition.values, strict=True))):
        expression = scope.operand(key.operand)
        if condition.bounded and key is condition.order[0] and value is not None:
            # Two ranges joined by OR would be looked up separately in the index, and their order would be lost.
            return _either(Binary(expression, "<>", ParameterValue(value)), compared)
        equal = IsNull(expression) if value is None else Binary(expression, "=", ParameterValue(value))
        beyond = _is_beyond(key, value, expression, later=later)
        compared = _either(beyond, _both(equal, compared))
    return compared


def _is_beyond(key: SortKey, value: Parameter | None, expression: Expression, *, later: bool) -> Expression:
    """Whether a sort key alone puts an item later than the cursor, or earlier."""
    if value is None:
        return Literal("false") if later else IsNull(expression, negated=True)
    operator = "<" if key.descending is later else ">"
    differs = Binary(expression, operator, ParameterValue(value))
    return Joined("OR", (differs, IsNull(expression))) if later and key.nullable else differs


def _either(left: Expression, right: Expression) -> Expression:
    if right == Literal("false"):
        return left
    return right if left == Literal("false") else Joined("OR", (left, right))


def _both(left: Expression, right: Expression) -> Expression:
    if right == Literal("false"):
        return right
    return left if right == Literal("true") else Joined("AND", (left, right))
