"""Other values of the same kind: what a client could send instead, so that only the values differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull, get_nullable_type

from graphapi.compiler.relay.global_id import decode_opaque, encode_opaque

if TYPE_CHECKING:
    from graphql import GraphQLInputType

    from tests.differential.inputs import Json

LARGEST_SIZE: Final = 900
"""Numbers up to this one become larger by one, because a number can be the size of a page, which is limited."""


def other_value(value: Json, type_: GraphQLInputType) -> Json:
    """Another value for a variable: other strings, numbers and list lengths, and the same nulls, enums and keys."""
    nullable = get_nullable_type(type_)
    match nullable:
        case GraphQLList() if isinstance(value, list):
            others = [other_value(item, nullable.of_type) for item in value]
            # The length of a list of scalars is part of its value; that of a list of objects is part of its shape.
            longer = isinstance(nullable.of_type, GraphQLNonNull) and not _is_shape(nullable.of_type.of_type)
            return [*others, *value] if longer else others
        case GraphQLInputObjectType() if isinstance(value, dict):
            return {name: other_value(item, nullable.fields[name].type) for name, item in value.items()}
        case GraphQLEnumType():
            return value
    return _other_scalar(value, str(nullable))


def other_cursor(cursor: str) -> str:
    """A cursor of the same list and order with other values."""
    version, mark, *values = json.loads(decode_opaque(cursor))
    others = [_other_scalar(value, "String") for value in values]
    return encode_opaque(json.dumps([version, mark, *others]).encode())


def _other_scalar(value: Json, type_name: str) -> Json:
    if isinstance(value, str) and type_name == "ID":
        return _other_id(value)
    if isinstance(value, str):
        return f"{value}' }}) // \u05d0" if value else value
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value + 1 if 0 <= value <= LARGEST_SIZE else value - 1 if value > LARGEST_SIZE else value
    return value + 0.25 if isinstance(value, float) else value


def _other_id(global_id: str) -> str:
    """The id of another node of the same type; a malformed id stays malformed."""
    try:
        return encode_opaque(decode_opaque(global_id) + b"' }) //")
    except ValueError:
        return global_id + "%"


def _is_shape(type_: object) -> bool:
    return isinstance(type_, GraphQLInputObjectType | GraphQLList | GraphQLEnumType)
