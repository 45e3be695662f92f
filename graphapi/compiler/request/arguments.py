"""Argument values with their origins.

A plan is made once and reused with other variables of the same shape. So each value that the statement uses is kept
with its origin: a constant of the document, or a path into the variables.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    Undefined,
    VariableNode,
    value_from_ast,
)

if TYPE_CHECKING:
    from graphql import GraphQLArgument, GraphQLInputField, GraphQLInputType, ValueNode

Variables: TypeAlias = Mapping[str, Any]
"""Coerced variables by name."""


@dataclass(frozen=True, slots=True, eq=False)
class Constant:
    """A value from the document or the schema, which does not depend on variables.

    Equal constants share a parameter of the statement. So constants of different types are never equal, although
    ``1 == 1.0 == True`` in Python: a LIMIT must get the integer.
    """

    value: Hashable

    def __eq__(self, other: object) -> bool:
        """Whether both values and their types are equal."""
        return isinstance(other, Constant) and self._typed() == other._typed()

    def __hash__(self) -> int:
        """The hash of the value and its type."""
        return hash(self._typed())

    def _typed(self) -> Hashable:
        return type(self.value), self.value

    def resolve(self, variables: Variables) -> Any:
        """The value."""
        return self.value


@dataclass(frozen=True, slots=True)
class FromVariable:
    """A value at a path into the variables: the variable's name, then keys and positions."""

    name: str
    path: tuple[str | int, ...] = ()

    def resolve(self, variables: Variables) -> Any:
        """The value for these variables."""
        value = variables[self.name]
        for step in self.path:
            value = value[step]
        return value

    def at(self, step: str | int) -> FromVariable:
        """The origin of an element or an input field of the value."""
        return FromVariable(self.name, (*self.path, step))


@dataclass(frozen=True, slots=True)
class ListOrigin:
    """A list literal, whose elements may be variables."""

    origins: tuple[Origin, ...]

    def resolve(self, variables: Variables) -> Any:
        """The list for these variables."""
        return [origin.resolve(variables) for origin in self.origins]


Origin: TypeAlias = Constant | FromVariable | ListOrigin


@dataclass(frozen=True, slots=True)
class ScalarArgument:
    """A scalar, the name of an enum value, or a list of scalars that is treated as one value."""

    value: Any
    origin: Origin


Value: TypeAlias = "ScalarArgument | dict[str, Value] | list[Value] | None"
"""An argument's value: a leaf, an input object or a list; null is None, and omitted fields are absent."""


def read_arguments(
    declared: Mapping[str, GraphQLArgument] | Mapping[str, GraphQLInputField],
    given: Mapping[str, ValueNode],
    variables: Variables,
) -> dict[str, Value]:
    """The arguments of a field, or the fields of an input object, as written in a validated document.

    Source: GraphQL specification, section 6.4.1 "Coercing Field Arguments". An argument whose variable has no value is
    treated as omitted.
    """
    values: dict[str, Value] = {}
    for name, argument in declared.items():
        node = given.get(name)
        if node is None or (isinstance(node, VariableNode) and node.name.value not in variables):
            if argument.default_value is not Undefined:
                values[name] = _from_coerced(argument.default_value, argument.type, None)
        else:
            values[name] = _read(node, argument.type, variables)
    return values


def _read(node: ValueNode, type_: GraphQLInputType, variables: Variables) -> Value:
    if isinstance(type_, GraphQLNonNull):
        return _read(node, type_.of_type, variables)
    if isinstance(node, VariableNode):
        name = node.name.value
        return _from_coerced(variables.get(name), type_, FromVariable(name))
    if isinstance(node, NullValueNode):
        return None
    if isinstance(type_, GraphQLList):
        items = node.values if isinstance(node, ListValueNode) else [node]
        return [_read(item, type_.of_type, variables) for item in items]
    if isinstance(type_, GraphQLInputObjectType) and isinstance(node, ObjectValueNode):
        return read_arguments(type_.fields, {field.name.value: field.value for field in node.fields}, variables)
    value = _leaf_value(value_from_ast(node, type_), type_)
    return ScalarArgument(value, Constant(value))


def _from_coerced(value: Any, type_: GraphQLInputType, origin: FromVariable | None) -> Value:
    """A value that graphql-core has coerced: the value of a variable, or a default value."""
    if isinstance(type_, GraphQLNonNull):
        return _from_coerced(value, type_.of_type, origin)
    if value is None:
        return None
    if isinstance(type_, GraphQLInputObjectType):
        return {
            name: _from_coerced(item, type_.fields[name].type, origin and origin.at(name))
            for name, item in value.items()
        }
    if isinstance(type_, GraphQLList) and (origin is None or not is_list_of_scalars(type_)):
        return [
            _from_coerced(item, type_.of_type, origin and origin.at(position)) for position, item in enumerate(value)
        ]
    leaf = _leaf_value(value, type_)
    return ScalarArgument(leaf, origin or Constant(leaf))


def as_scalar(value: Value) -> ScalarArgument:
    """A value of a scalar or enum type that is not null.

    Raises:
        TypeError: the value is of another type, which validation should have rejected.
    """
    if not isinstance(value, ScalarArgument):
        msg = f"a scalar is expected, not {value!r}"
        raise TypeError(msg)
    return value


def as_list(value: Value) -> ScalarArgument:
    """A list of scalars as one argument, whether it is a literal or comes from a variable.

    Raises:
        TypeError: the value is of another type, which validation should have rejected.
    """
    if not isinstance(value, list):
        return as_scalar(value)
    elements = [as_scalar(item) for item in value]
    return ScalarArgument([each.value for each in elements], ListOrigin(tuple(each.origin for each in elements)))


def enum_names(value: Value) -> tuple[str, ...] | None:
    """The names in a list of enum values, or None if the argument is null or absent."""
    if value is None:
        return None
    items = value if isinstance(value, list) else [value]
    return tuple(str(as_scalar(item).value) for item in items)


def is_list_of_scalars(type_: GraphQLList[Any]) -> bool:
    """Whether the elements are non-null scalars, so that the length of the list does not change the statement."""
    element = type_.of_type
    return isinstance(element, GraphQLNonNull) and not isinstance(
        element.of_type, GraphQLInputObjectType | GraphQLList | GraphQLEnumType
    )


def _leaf_value(value: Any, type_: GraphQLInputType) -> Any:
    if isinstance(type_, GraphQLEnumType):
        return value.value if isinstance(value, Enum) else str(value)
    return value


def shape_of(value: object) -> Hashable:
    """The shape of a coerced variable: everything about it that can change the statement.

    The shape contains booleans (as in ``@include``), enum values (as in sort directions), nulls, the keys of objects,
    and the length of lists of objects. It does not contain numbers and strings.
    """
    if value is None or isinstance(value, bool | Enum):
        return value
    if isinstance(value, Mapping):
        return tuple((name, shape_of(item)) for name, item in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        if any(isinstance(item, Mapping | list | Enum) or item is None for item in value):
            return tuple(shape_of(item) for item in value)
        return list
    return object
