"""Filters: two-valued logic over plain objects."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, TypeAlias

from graphql import GraphQLError

from tests.differential.fitting import match_of, text_of
from tests.differential.rows import Item, Node

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.differential.rows import Scalar

Input: TypeAlias = dict[str, Any]
"""An input object as graphql-core coerces it: fields that are not given are absent."""
Value: TypeAlias = Any
"""A part of an input, of the type that the SDL declares."""

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "in": lambda value, given: value in given,
    "notIn": lambda value, given: value not in given,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "contains": lambda value, given: given in value,
    "startsWith": lambda value, given: value.startswith(given),
    "endsWith": lambda value, given: value.endswith(given),
    "matches": operator.contains,
}


def bad_user_input(message: str) -> GraphQLError:
    """An error that the client can fix."""
    return GraphQLError(message, extensions={"code": "BAD_USER_INPUT"})


def check_where(where: Input | None) -> None:
    """Refuse a filter that has null for an operator that needs a value, at any depth.

    Raises:
        GraphQLError: ``BAD_USER_INPUT``.
    """
    for name, condition in (where or {}).items():
        for part in condition if isinstance(condition, list) else [condition]:
            if isinstance(part, dict):
                check_where(part)
        if condition is None and name in (OPERATORS.keys() | {"isNull"}) - {"eq", "ne"}:
            raise bad_user_input(f"{name} needs a value.")


def fits(where: Input | None, item: Item) -> bool:
    """Whether an item of a list matches a filter; conditions that are null are ignored."""
    return all(_holds(name, condition, item) for name, condition in (where or {}).items() if condition is not None)


def _holds(name: str, condition: Value, item: Item) -> bool:
    node = item.node
    if name == "and":
        return all(fits(part, item) for part in condition)
    if name == "or":
        return any(fits(part, item) for part in condition)
    if name == "not":
        return not fits(condition, item)
    if name in item.parts:
        return any(fits(condition, Item(part)) for part in item.parts[name])
    if name in item.properties:
        return value_fits(condition, item.properties[name])
    if name in node.properties:
        return text_fits(condition, node, node.properties[name])
    return related_fit(condition, node, name)


def related_fit(condition: Input, node: Node, name: str) -> bool:
    """Whether the items of one list of a node match a relationship filter."""
    items = node.lists[name]
    for quantifier, wanted in condition.items():
        if wanted is None:
            continue
        match quantifier:
            case "some":
                holds = any(fits(wanted, item) for item in items)
            case "none":
                holds = not any(fits(wanted, item) for item in items)
            case "every":
                holds = all(fits(wanted, item) for item in items)
            case _:
                holds = value_fits(wanted, len(items))
        if not holds:
            return False
    return True


def text_fits(condition: Input, node: Node, value: Scalar) -> bool:
    """Whether a title or a name matches its filter."""
    query = condition.get("matches")
    if query is not None and match_of(text_of(node), query) is None:
        return False
    return value_fits({name: given for name, given in condition.items() if name != "matches"}, value)


def value_fits(condition: Input, value: Scalar) -> bool:
    """Whether a value matches a scalar filter."""
    lower = bool(condition.get("ignoreCase"))
    return all(
        _value_holds(name, given, value, lower=lower) for name, given in condition.items() if name != "ignoreCase"
    )


def _value_holds(name: str, given: Value, value: Scalar, *, lower: bool) -> bool:
    if name == "isNull" or given is None:
        wants_null = given if name == "isNull" else name == "eq"
        return (value is None) == wants_null
    if value is None:
        return False
    return OPERATORS[name](*(_lower(value), _lower(given)) if lower else (value, given))


def _lower(value: Value) -> Value:
    if isinstance(value, list):
        return [_lower(part) for part in value]
    return value.lower() if isinstance(value, str) else value
