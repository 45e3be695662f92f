"""The conversion of scalars from the store to the response.

The store does not enforce the types of the schema. A value of exactly the declared type is copied to the response. Any
other value is left to graphql-core, which converts or rejects it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from graphql import GraphQLEnumType, GraphQLNonNull, get_named_type, get_nullable_type, is_list_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphql import GraphQLOutputType


@dataclass(frozen=True, slots=True)
class ScalarReader:
    """The conversion of one scalar type.

    ``admits`` is a Python condition: if it holds, the value is copied to the response unchanged. In it, ``{0}`` is the
    first use of the value and ``{1}`` is every later use. None means that the value always needs graphql-core.
    ``prepare`` converts the value to the form that graphql-core's serialisation of the scalar expects.
    """

    admits: str | None
    nullable: bool
    prepare: Callable[[object], object]


def scalar_reader(type_: GraphQLOutputType) -> ScalarReader:
    """The reader of a scalar field of this type."""
    if is_list_type(get_nullable_type(type_)):
        # Lists of values come only from the statement, never from loaded data, so their elements are not checked.
        return ScalarReader("{0}.__class__ is list", not isinstance(type_, GraphQLNonNull), _as_it_is)
    named = get_named_type(type_)
    # Enum values are stored as their names.
    name = "String" if isinstance(named, GraphQLEnumType) else named.name
    prepare = _parse_datetime if name == "DateTime" else _as_it_is
    return ScalarReader(_ADMITS.get(name), not isinstance(type_, GraphQLNonNull), prepare)


def _as_it_is(value: object) -> object:
    return value


def _parse_datetime(value: object) -> object:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


_ADMITS: Final = {
    "Int": "{0}.__class__ is int and -2147483648 <= {1} <= 2147483647",
    # False for infinities and NaN.
    "Float": "{0}.__class__ is float and {1} - {1} == 0",
    "String": "{0}.__class__ is str",
    "ID": "{0}.__class__ is str",
    "Boolean": "{0}.__class__ is bool",
}
