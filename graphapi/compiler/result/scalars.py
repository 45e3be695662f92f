"""Scalars on their way from the store to the answer.

The store keeps what it was given; the schema promises types. A value of exactly the promised type
goes straight into the answer, any other is left to graphql-core, which converts or refuses it.
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
    """How a scalar is read.

    ``admits`` is the Python condition under which a value can stand in the answer as it is, with ``{0}`` where the
    value comes first and ``{1}`` where it comes again; None if it never can. ``prepare`` makes of it what
    graphql-core's serialisation of the scalar expects.
    """

    admits: str | None
    nullable: bool
    prepare: Callable[[object], object]


def scalar_reader(type_: GraphQLOutputType) -> ScalarReader:
    """The reader of a scalar field of this type."""
    if is_list_type(get_nullable_type(type_)):
        # Lists of values are made by the statement alone, never by who loads the graph.
        return ScalarReader("{0}.__class__ is list", not isinstance(type_, GraphQLNonNull), _as_it_is)
    named = get_named_type(type_)
    # The values of enums are their names.
    name = "String" if isinstance(named, GraphQLEnumType) else named.name
    prepare = _parse_datetime if name == "DateTime" else _as_it_is
    return ScalarReader(_ADMITS.get(name), not isinstance(type_, GraphQLNonNull), prepare)


def _as_it_is(value: object) -> object:
    return value


def _parse_datetime(value: object) -> object:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


_ADMITS: Final = {
    "Int": "{0}.__class__ is int and -2147483648 <= {1} <= 2147483647",
    # Neither infinite nor not a number.
    "Float": "{0}.__class__ is float and {1} - {1} == 0",
    "String": "{0}.__class__ is str",
    "ID": "{0}.__class__ is str",
    "Boolean": "{0}.__class__ is bool",
}
