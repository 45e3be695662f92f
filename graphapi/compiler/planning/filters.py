"""Planners of filters, which turn a ``where`` argument into a condition of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.plan.conditions import ALWAYS, NEVER, And, Compare, Exists, Not, NullCheck, Operator, Or
from graphapi.compiler.plan.operands import Degree
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.plan.sources import Expand, ReferencedNodes
from graphapi.compiler.request.arguments import ListOrigin, ScalarArgument
from graphapi.errors import BadUserInputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.plan.operands import Operand
    from graphapi.compiler.planning.planning_context import FilterPlanner, PlanningContext
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


def plan_condition(context: PlanningContext, type_name: str, where: Value) -> Condition:
    """The condition of a filter, which is a value of the input type ``type_name``.

    Raises:
        BadUserInputError: an operator that needs a value has null.
    """
    if not isinstance(where, dict):
        return ALWAYS
    return And(tuple(_condition(context, type_name, name, value) for name, value in where.items()))


def _condition(context: PlanningContext, type_name: str, name: str, value: Value) -> Condition:
    if value is None:
        return ALWAYS
    inner_type = context.input_type_name(type_name, name)
    field_mapping = context.field_mapping(type_name, name)
    if field_mapping is not None:
        return context.registry.filters[type(field_mapping)](context, inner_type, field_mapping, value)
    match name:
        case "and":
            return And(_alternatives(context, inner_type, value))
        case "or":
            return Or(_alternatives(context, inner_type, value))
        case "not":
            return Not(plan_condition(context, inner_type, value))
        case _:
            msg = f"{type_name}.{name} declares nothing about the graph"
            raise TypeError(msg)


def _alternatives(context: PlanningContext, type_name: str, value: Value) -> tuple[Condition, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(plan_condition(context, type_name, item) for item in items)


def _property(context: PlanningContext, type_name: str, property_: mapping.Property, value: Value) -> Condition:
    return plan_comparisons(context, property_, value)


def _edge_node(context: PlanningContext, type_name: str, _: mapping.EdgeNode, value: Value) -> Condition:
    return plan_condition(context, type_name, value)


def _references(context: PlanningContext, type_name: str, references: mapping.References, value: Value) -> Condition:
    return Exists(ReferencedNodes(references), plan_condition(context, type_name, value))


def _related(context: PlanningContext, type_name: str, related: mapping.RelatedFilter, value: Value) -> Condition:
    """``some``, ``none``, ``every`` and ``count`` of the nodes at the end of a pattern."""
    if not isinstance(value, dict):
        return ALWAYS
    quantities = (_quantity(context, type_name, related, name, item) for name, item in value.items())
    return And(tuple(quantities))


def _quantity(
    context: PlanningContext, type_name: str, related: mapping.RelatedFilter, name: str, value: Value
) -> Condition:
    if value is None:
        return ALWAYS
    if name == "count":
        return plan_comparisons(context, Degree((related.pattern,)), value)
    condition = plan_condition(context, context.input_type_name(type_name, name), value)
    source = Expand(related.pattern)
    match name:
        case "some":
            return Exists(source, condition)
        case "none":
            return Not(Exists(source, condition))
        case _:
            return Not(Exists(source, Not(condition)))


def plan_comparisons(context: PlanningContext, operand: Operand, value: Value) -> Condition:
    """The condition of a scalar filter on an operand.

    Raises:
        BadUserInputError: an operator that needs a value has null.
    """
    if not isinstance(value, dict):
        return ALWAYS
    flag = value.get("ignoreCase")
    ignore_case = isinstance(flag, ScalarArgument) and flag.value is True
    return And(
        tuple(
            _operator(context, operand, name, item, ignore_case=ignore_case)
            for name, item in value.items()
            if name != "ignoreCase"
        )
    )


def _operator(context: PlanningContext, operand: Operand, name: str, value: Value, *, ignore_case: bool) -> Condition:
    if isinstance(value, ScalarArgument):
        if name in context.registry.operators:
            return context.registry.operators[name](context, value)
        if name == "isNull":
            return NullCheck(operand, known=value.value is not True)
    if value is None:
        if name in {"eq", "ne"}:
            return NullCheck(operand, known=name == "ne")
        msg = f"`{name}` needs a value, not null; to filter for null, use `eq: null` or `isNull: true`."
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


FILTERS: Final[Mapping[type, FilterPlanner]] = {
    mapping.Property: _property,
    mapping.EdgeNode: _edge_node,
    mapping.References: _references,
    mapping.RelatedFilter: _related,
}
