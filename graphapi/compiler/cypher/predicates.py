"""From the conditions of a plan to Cypher.

Conditions are two-valued: whatever a comparison with null would be in Cypher, here it is false, and so
its negation is true. In a positive place Cypher's null does the same as false, so the guard
against null is written only under a negation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from graphapi.compiler.cypher.scope import Scope
from graphapi.compiler.cypher.syntax import (
    Binary,
    FunctionCall,
    IsNull,
    Joined,
    ListComprehension,
    Literal,
    Negated,
    ParameterValue,
    PropertyOf,
    SingleQuery,
    SubqueryExpression,
    Variable,
)
from graphapi.compiler.features.search.cypher import SEARCH_TEXT, fits
from graphapi.compiler.plan import (
    And,
    Compare,
    Degree,
    Exists,
    KeysetPredicate,
    LabelOf,
    MatchesText,
    Not,
    NullCheck,
    Operator,
    Or,
    RoleOf,
    SharedAmount,
    SharedWeight,
    Side,
    TotalDegree,
)

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Expression
    from graphapi.compiler.plan import Condition, Operand, Parameter, SortKey, Source


_NEVER_NULL: Final = (Degree, TotalDegree, SharedAmount, SharedWeight, LabelOf, RoleOf)


def conjuncts(condition: Condition, scope: Scope) -> tuple[Expression, ...]:
    """The parts of a condition that must all hold, of which a WHERE is made; none if it always holds."""
    conditions = condition.conditions if isinstance(condition, And) else (condition,)
    return tuple(predicate(part, scope) for part in conditions)


def predicate(condition: Condition, scope: Scope, *, guarded: bool = False) -> Expression:
    """The expression that is true where the condition holds.

    Args:
        condition: the condition.
        scope: what it is stated of.
        guarded: whether it must be false, not null, where the condition does not hold.
    """
    match condition:
        case Compare():
            return _comparison(condition, scope, guarded=guarded)
        case MatchesText(text, wanted):
            holds = fits(text, wanted, scope.node)
            has_text = IsNull(PropertyOf(scope.node, SEARCH_TEXT), negated=True)
            return Joined("AND", (has_text, holds)) if guarded else holds
        case NullCheck(operand, known):
            return _known(operand, scope, known=known)
        case And(conditions):
            parts = tuple(predicate(part, scope, guarded=guarded) for part in conditions)
            return Joined("AND", parts) if parts else Literal("true")
        case Or(conditions):
            parts = tuple(predicate(part, scope, guarded=guarded) for part in conditions)
            return Joined("OR", parts) if parts else Literal("false")
        case Not(inner):
            return Negated(predicate(inner, scope, guarded=True))
        case Exists(source, inner):
            return exists(source, inner, scope)
        case KeysetPredicate():
            return _beside(condition, scope)
        case _:
            assert_never(condition)


def exists(source: Source, condition: Condition, scope: Scope) -> Expression:
    """``EXISTS { … }``: whether the source, seen from this scope, has a row that fits."""
    inner = Scope.of(source, scope)
    where = conjuncts(condition, inner)
    return SubqueryExpression("EXISTS", SingleQuery(scope.clauses(source, inner, where)))


def _known(operand: Operand, scope: Scope, *, known: bool) -> Expression:
    if isinstance(operand, _NEVER_NULL):
        return Literal("true" if known else "false")
    return IsNull(scope.operand(operand), negated=known)


def _comparison(compare: Compare, scope: Scope, *, guarded: bool) -> Expression:
    expression = scope.operand(compare.operand)
    value: Expression = ParameterValue(compare.parameter)
    compared = _lower_case(compare.operator, expression, value) if compare.ignore_case else (expression, value)
    if compare.operator is Operator.NOT_IN:
        holds: Expression = Negated(Binary(compared[0], "IN", compared[1]))
    else:
        holds = Binary(compared[0], compare.operator, compared[1])
    # No value at all is in an empty list, also not null, so that this one negation is true of what is not known.
    needs_guard = guarded or compare.operator is Operator.NOT_IN
    if needs_guard and not isinstance(compare.operand, _NEVER_NULL):
        return Joined("AND", (IsNull(expression, negated=True), holds))
    return holds


def _lower_case(operator: Operator, expression: Expression, value: Expression) -> tuple[Expression, Expression]:
    lowered = FunctionCall("toLower", (expression,))
    if operator in {Operator.IN, Operator.NOT_IN}:
        element = Variable("x")
        return lowered, ListComprehension(element, value, FunctionCall("toLower", (element,)))
    return lowered, FunctionCall("toLower", (value,))


def sort_expressions(order: tuple[SortKey, ...], scope: Scope, *, reverse: bool) -> tuple[tuple[Expression, bool], ...]:
    """The ORDER BY of a list: what is not known comes last, or first if the list is read in reverse."""
    sorts: list[tuple[Expression, bool]] = []
    for key in order:
        expression = scope.operand(key.operand)
        # Both stores sort what is not known behind everything else, and so before it where the order is turned round.
        if not key.nullable or not key.descending:
            sorts.append((expression, key.descending is not reverse))
        elif key.is_number:
            # Largest first without turning the order round: a second sort key costs the embedded store more.
            sorts.append((Binary(Literal("0"), "-", expression), reverse))
        else:
            sorts += [(IsNull(expression, negated=reverse), False), (expression, not reverse)]
    return tuple(sorts)


def _beside(beside: KeysetPredicate, scope: Scope) -> Expression:
    """Where an item stands relative to a cursor, by the first sort key in which they differ.

    An item that is equal in every key is the cursor's own: neither after it nor before it.
    """
    later = beside.side in {Side.AFTER, Side.NOT_BEFORE}
    compared: Expression = Literal("true" if beside.side in {Side.NOT_AFTER, Side.NOT_BEFORE} else "false")
    for key, value in reversed(list(zip(beside.order, beside.values, strict=True))):
        expression = scope.operand(key.operand)
        if beside.bounded and key is beside.order[0] and value is not None:
            # Two ranges joined by OR would be looked up apart in the index, and their order lost.
            return _either(Binary(expression, "<>", ParameterValue(value)), compared)
        equal = IsNull(expression) if value is None else Binary(expression, "=", ParameterValue(value))
        beyond = _beyond(key, value, expression, later=later)
        compared = _either(beyond, _both(equal, compared))
    return compared


def _beyond(key: SortKey, value: Parameter | None, expression: Expression, *, later: bool) -> Expression:
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
