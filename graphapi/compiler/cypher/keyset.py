"""Keyset predicates in Cypher, which select the part of an ordered list on one side of a cursor."""

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
    """The predicate that an item is on one side of a cursor.

    The first sort key in which the item and the cursor differ decides. An item that is equal in every key is the
    cursor's own item, which is neither before nor after the cursor.
    """
    later = condition.side in {Side.AFTER, Side.NOT_BEFORE}
    compared: Expression = Literal("true" if condition.side in {Side.NOT_AFTER, Side.NOT_BEFORE} else "false")
    for key, value in reversed(list(zip(condition.order, condition.values, strict=True))):
        expression = scope.operand(key.operand)
        if condition.bounded and key is condition.order[0] and value is not None:
            # The store would look up two ranges joined by OR separately in the index, and their order would be lost.
            return _either(Binary(expression, "<>", ParameterValue(value)), compared)
        equal = IsNull(expression) if value is None else Binary(expression, "=", ParameterValue(value))
        beyond = _is_beyond(key, value, expression, later=later)
        compared = _either(beyond, _both(equal, compared))
    return compared


def _is_beyond(key: SortKey, value: Parameter | None, expression: Expression, *, later: bool) -> Expression:
    """The predicate that a sort key alone puts an item after the cursor if ``later``, and otherwise before it."""
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
