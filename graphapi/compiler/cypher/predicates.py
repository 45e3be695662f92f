"""The translation of a plan's conditions to Cypher.

Conditions are two-valued: a comparison with null is false, and so its negation is true. In Cypher such a comparison is
null, which has the effect of false unless it is negated. So a null check is written only under a negation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.cypher.keyset import keyset_predicate
from graphapi.compiler.cypher.rows import condition_predicate, open_scope, row_clauses
from graphapi.compiler.cypher.syntax import (
    Binary,
    FunctionCall,
    IsNull,
    Joined,
    ListComprehension,
    Literal,
    Negated,
    ParameterValue,
    SingleQuery,
    SubqueryExpression,
    Variable,
)
from graphapi.compiler.plan.conditions import And, Compare, Exists, KeysetPredicate, Not, NullCheck, Operator, Or
from graphapi.compiler.plan.operands import is_nullable

if TYPE_CHECKING:
    from graphapi.compiler.cypher.scope import Scope
    from graphapi.compiler.cypher.syntax import Expression
    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.plan.operands import SortKey
    from graphapi.compiler.plan.sources import Source


def conjuncts(condition: Condition, scope: Scope) -> tuple[Expression, ...]:
    """The conjuncts of a condition, for a WHERE clause; empty if the condition always holds."""
    conditions = condition.conditions if isinstance(condition, And) else (condition,)
    return tuple(condition_predicate(part, scope, guarded=False) for part in conditions)


def exists(source: Source, condition: Condition, scope: Scope) -> Expression:
    """``EXISTS { … }``: whether the source has a row in this scope that matches the condition."""
    inner = open_scope(source, scope)
    where = conjuncts(condition, inner)
    return SubqueryExpression("EXISTS", SingleQuery(row_clauses(source, scope, inner, where)))


@condition_predicate.register(Compare)
def _compare(condition: Compare, scope: Scope, *, guarded: bool) -> Expression:
    expression = scope.operand(condition.operand)
    value: Expression = ParameterValue(condition.parameter)
    left, right = _lower_case(condition.operator, expression, value) if condition.ignore_case else (expression, value)
    if condition.operator is Operator.NOT_IN:
        holds: Expression = Negated(Binary(left, "IN", right))
    else:
        holds = Binary(left, condition.operator, right)
    # In Cypher, null IN [] is false, so NOT IN with an empty list would be true for null.
    needs_guard = guarded or condition.operator is Operator.NOT_IN
    if needs_guard and is_nullable(condition.operand):
        return Joined("AND", (IsNull(expression, negated=True), holds))
    return holds


def _lower_case(operator: Operator, expression: Expression, value: Expression) -> tuple[Expression, Expression]:
    lowered = FunctionCall("toLower", (expression,))
    if operator in {Operator.IN, Operator.NOT_IN}:
        element = Variable("x")
        return lowered, ListComprehension(element, value, FunctionCall("toLower", (element,)))
    return lowered, FunctionCall("toLower", (value,))


@condition_predicate.register(NullCheck)
def _null_check(condition: NullCheck, scope: Scope, *, guarded: bool) -> Expression:
    if not is_nullable(condition.operand):
        return Literal("true" if condition.known else "false")
    return IsNull(scope.operand(condition.operand), negated=condition.known)


@condition_predicate.register(And)
def _and(condition: And, scope: Scope, *, guarded: bool) -> Expression:
    parts = tuple(condition_predicate(part, scope, guarded=guarded) for part in condition.conditions)
    return Joined("AND", parts) if parts else Literal("true")


@condition_predicate.register(Or)
def _or(condition: Or, scope: Scope, *, guarded: bool) -> Expression:
    parts = tuple(condition_predicate(part, scope, guarded=guarded) for part in condition.conditions)
    return Joined("OR", parts) if parts else Literal("false")


@condition_predicate.register(Not)
def _not(condition: Not, scope: Scope, *, guarded: bool) -> Expression:
    return Negated(condition_predicate(condition.condition, scope, guarded=True))


@condition_predicate.register(Exists)
def _exists(condition: Exists, scope: Scope, *, guarded: bool) -> Expression:
    return exists(condition.source, condition.condition, scope)


@condition_predicate.register(KeysetPredicate)
def _keyset(condition: KeysetPredicate, scope: Scope, *, guarded: bool) -> Expression:
    return keyset_predicate(condition, scope)


def sort_expressions(order: tuple[SortKey, ...], scope: Scope, *, reverse: bool) -> tuple[tuple[Expression, bool], ...]:
    """The ORDER BY of a list: nulls sort last, or first if the list is read in reverse.

    Each element is an expression and whether it sorts in descending order.
    """
    sorts: list[tuple[Expression, bool]] = []
    for key in order:
        expression = scope.operand(key.operand)
        # Both stores sort nulls last in ascending order, and so first in descending order.
        if not key.nullable or not key.descending:
            sorts.append((expression, key.descending is not reverse))
        elif key.is_number:
            # Sorts by the negated number, because a second sort key is slower on the embedded store.
            sorts.append((Binary(Literal("0"), "-", expression), reverse))
        else:
            sorts += [(IsNull(expression, negated=reverse), False), (expression, not reverse)]
    return tuple(sorts)
