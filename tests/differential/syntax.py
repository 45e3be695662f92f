"""Values as GraphQL syntax: as literals, and as variables in every form that the language allows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias, cast

from graphql import (
    BooleanValueNode,
    ConstValueNode,
    EnumValueNode,
    FloatValueNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    IntValueNode,
    ListValueNode,
    NameNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    get_nullable_type,
    is_input_object_type,
    parse_type,
)
from graphql.type import get_named_type, is_leaf_type

from tests.differential.vocabulary import chance, pick

if TYPE_CHECKING:
    from graphql import GraphQLInputType
    from hypothesis.strategies import DrawFn

    from tests.differential.inputs import Json

PERCENT_OF_HOLES = 11

VariableSlots: TypeAlias = "Variables | None"
"""The variables that may replace parts of a literal; None for default values, which must be constant."""


def name_node(name: str) -> NameNode:
    """The syntax node of a name."""
    return NameNode(value=name)


def literal(value: Json, type_: GraphQLInputType, holes: VariableSlots = None) -> ValueNode:
    """A value as a literal, in which variables may replace parts."""
    nullable = get_nullable_type(type_)
    if value is None:
        return NullValueNode()
    match nullable:
        case GraphQLList():
            return _list(value, nullable, holes)
        case GraphQLInputObjectType() if isinstance(value, dict):
            return ObjectValueNode(fields=tuple(_fields(value, nullable, holes)))
        case GraphQLEnumType():
            return EnumValueNode(value=str(value))
    return _scalar(value)


def _list(value: Json, type_: GraphQLList[GraphQLInputType], holes: VariableSlots) -> ValueNode:
    parts = value if isinstance(value, list) else [value]
    written = [_part(part, type_.of_type, holes) for part in parts]
    if holes is not None and len(written) == 1 and not isinstance(written[0], VariableNode) and chance(holes.draw, 20):
        # GraphQL coerces a single value to a list of one item, but not a variable of the item's type.
        return written[0]
    return ListValueNode(values=tuple(written))


def _fields(value: dict[str, Json], type_: GraphQLInputObjectType, holes: VariableSlots) -> list[ObjectFieldNode]:
    written = []
    for name, part in value.items():
        part_type = type_.fields[name].type
        if type_.is_one_of:
            # The one field of a @oneOf input must not be null, so its variable must not be either.
            part_type = GraphQLNonNull(cast("GraphQLInputObjectType", part_type))
        written.append(ObjectFieldNode(name=name_node(name), value=_part(part, part_type, holes)))
    return written


def _part(value: Json, type_: GraphQLInputType, holes: VariableSlots) -> ValueNode:
    """A part of a literal: a literal or sometimes a variable."""
    if holes is not None and chance(holes.draw, PERCENT_OF_HOLES):
        return holes.variable(value, type_, may_be_absent=not isinstance(type_, GraphQLNonNull))
    return literal(value, type_, holes)


def _scalar(value: Json) -> ValueNode:
    match value:
        case bool():
            return BooleanValueNode(value=value)
        case int():
            return IntValueNode(value=str(value))
        case float():
            return IntValueNode(value=str(int(value))) if value.is_integer() else FloatValueNode(value=repr(value))
    text = str(value)
    # A block string has the same value if nothing in it is stripped or escaped.
    return StringValueNode(value=text, block=text.isalnum() and text.isascii() and len(text) % 5 == 0)


@dataclass
class Variables:
    """The variables of one operation: their definitions and the values that the client sends."""

    draw: DrawFn
    definitions: list[VariableDefinitionNode] = field(default_factory=list)
    values: dict[str, Json] = field(default_factory=dict)
    given: dict[str, list[str]] = field(default_factory=dict)

    def variable(self, value: Json, type_: GraphQLInputType, *, may_be_absent: bool) -> VariableNode:
        """A variable for a value: sent by the client, set by its default or, if allowed, absent."""
        if is_leaf_type(get_nullable_type(type_)) and (names := self.given.get(str(type_))) and chance(self.draw, 30):
            return VariableNode(name=name_node(pick(self.draw, names)))
        name = f"v{len(self.definitions) + 1}"
        declared = str(type_)
        if value is not None and not declared.endswith("!") and chance(self.draw, 30):
            declared += "!"
        default: ConstValueNode | None = None
        ways = ["sent", "sent", "default"] + (["absent"] if may_be_absent and not declared.endswith("!") else [])
        way = "sent" if value is None else pick(self.draw, ways)
        if way == "default":
            default = cast("ConstValueNode", literal(value, type_))
        elif way == "sent":
            self.values[name] = value
            self._remember(name, type_)
            if may_be_absent and self._null_is_nothing(type_) and not declared.endswith("!") and chance(self.draw, 8):
                # A value from the client overrides the default, even if it is null.
                default = cast("ConstValueNode", literal(value, type_))
                self.values[name] = None
        self.define(name, declared, default)
        return VariableNode(name=name_node(name))

    def define(self, name: str, declared: str, default: ConstValueNode | None = None) -> None:
        """Add the definition of a variable."""
        self.definitions.append(
            VariableDefinitionNode(
                variable=VariableNode(name=name_node(name)), type=parse_type(declared), default_value=default
            )
        )

    def _remember(self, name: str, type_: GraphQLInputType) -> None:
        self.given.setdefault(str(type_), []).append(name)

    @staticmethod
    def _null_is_nothing(type_: GraphQLInputType) -> bool:
        return is_input_object_type(get_named_type(type_))
