"""From a ``where`` argument to a condition of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphql import get_named_type

from graphapi import mapping
from graphapi.compiler.features.search.terms import QueryKind, query_kind
from graphapi.compiler.plan import (
    ALWAYS,
    NEVER,
    And,
    Compare,
    Degree,
    Exists,
    Expand,
    MatchesText,
    Not,
    NullCheck,
    Operator,
    Or,
    Parameter,
    ReferencedNodes,
    SharedAmount,
)
from graphapi.compiler.request.arguments import ListOrigin, ScalarArgument
from graphapi.errors import BadUserInputError

if TYPE_CHECKING:
    from graphapi.compiler.plan import Condition, Operand
    from graphapi.compiler.planning.planning_context import PlanningContext
    from graphapi.compiler.request.arguments import Origin, Value

_OPERATORS: Final = {
    "eq": Operator.EQ,
    "ne": Operator.NE,
    "gt": Operator.GT,
    "gte": Operator.GTE,
    "lt": Operator.LT,
    "lte": Operator.LTE,
    "in": Operator.IN,
    "notIn": Operator.NOT_IN,
    "contains": Operator.CONTAINS,
    "startsWith": Operator.STARTS_WITH,
    "endsWith": Operator.ENDS_WITH,
}


def plan_condition(planning: PlanningContext, type_name: str, where: Value) -> Condition:
    """The condition that a value of the input type ``type_name`` states of an item.

    Raises:
        BadUserInputError: an operator that needs a value is given null.
    """
    if not isinstance(where, dict):
        return ALWAYS
    return And(tuple(_condition(planning, type_name, name, value) for name, value in where.items()))


def _condition(planning: PlanningContext, type_name: str, name: str, value: Value) -> Condition:
    if value is None:
        return ALWAYS
    inner_type = get_named_type(planning.input_field(type_name, name).type).name
    match planning.says(type_name, name), name:
        case None, "and":
            return And(_alternatives(planning, inner_type, value))
        case None, "or":
            return Or(_alternatives(planning, inner_type, value))
        case None, "not":
            return Not(plan_condition(planning, inner_type, value))
        case (mapping.Property() | mapping.SharedTotal()) as says, _:
            return _comparisons(planning, says if isinstance(says, mapping.Property) else SharedAmount(), value)
        case mapping.EdgeNode(), _:
            return plan_condition(planning, inner_type, value)
        case mapping.References() as references, _:
            return Exists(ReferencedNodes(references), plan_condition(planning, inner_type, value))
        case mapping.RelatedFilter(pattern), _:
            return _quantified(planning, inner_type, pattern, value)
        case says, _:
            msg = f"{type_name}.{name} says {says}, which no condition is made of"
            raise TypeError(msg)


def _alternatives(planning: PlanningContext, type_name: str, value: Value) -> tuple[Condition, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(plan_condition(planning, type_name, item) for item in items)


def _quantified(planning: PlanningContext, type_name: str, pattern: mapping.Pattern, value: Value) -> Condition:
    """``some``, ``none``, ``every`` and ``count`` of what is behind a pattern."""
    if not isinstance(value, dict):
        return ALWAYS
    return And(
        tuple(_quantity(planning, type_name, pattern, name, item) for name, item in value.items() if item is not None)
    )


def _quantity(
    planning: PlanningContext, type_name: str, pattern: mapping.Pattern, name: str, value: Value
) -> Condition:
    if name == "count":
        return _comparisons(planning, Degree(pattern), value)
    item_type = get_named_type(planning.input_field(type_name, name).type).name
    condition = plan_condition(planning, item_type, value)
    match name:
        case "some":
            return Exists(Expand(pattern), condition)
        case "none":
            return Not(Exists(Expand(pattern), condition))
        case _:
            return Not(Exists(Expand(pattern), Not(condition)))


def _comparisons(planning: PlanningContext, operand: Operand, value: Value) -> Condition:
    if not isinstance(value, dict):
        return ALWAYS
    flag = value.get("ignoreCase")
    ignore_case = isinstance(flag, ScalarArgument) and flag.value is True
    return And(
        tuple(
            _matches(planning, item)
            if name == "matches" and isinstance(item, ScalarArgument)
            else _comparison(operand, name, item, ignore_case=ignore_case)
            for name, item in value.items()
            if name != "ignoreCase"
        )
    )


def _matches(planning: PlanningContext, text: ScalarArgument) -> Condition:
    """A text that says nothing matches nothing."""
    look = planning.inspect(text, query_kind)
    if not isinstance(look, QueryKind):
        msg = f"an inspection of a text found {look!r}"
        raise TypeError(msg)
    return NEVER if look is QueryKind.NOTHING else MatchesText(text.origin, look)


def _comparison(operand: Operand, name: str, value: Value, *, ignore_case: bool) -> Condition:
    if name == "isNull" and isinstance(value, ScalarArgument):
        return NullCheck(operand, known=value.value is not True)
    if value is None:
        if name in {"eq", "ne"}:
            return NullCheck(operand, known=name == "ne")
        msg = f"`{name}` needs a value, not null; `eq: null` asks for what is not known."
        raise BadUserInputError(msg)
    if isinstance(value, list) and not value:
        return NEVER if name == "in" else NullCheck(operand)
    return Compare(operand, _OPERATORS[name], Parameter(_origin(value)), ignore_case)


def _origin(value: Value) -> Origin:
    if isinstance(value, ScalarArgument):
        return value.origin
    if isinstance(value, list):
        return ListOrigin(tuple(_origin(item) for item in value))
    msg = "an operator takes a scalar or a list of scalars"
    raise TypeError(msg)
