"""Scalars on their way from the store to the answer.

The store keeps what it was given; the schema promises types. A value of exactly the promised type
goes straight into the answer, any other is left to graphql-core, which converts or refuses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from graphql import GraphQLNonNull, get_named_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphql import GraphQLOutputType

MAX_INT: Final = 2**31 - 1
MIN_INT: Final = -(2**31)


@dataclass(frozen=True, slots=True)
class LeafReader:
    """How a scalar is read.

    ``admits`` tells whether a value can stand in the answer as it is; ``prepare`` makes of it what
    graphql-core's serialisation of the scalar expects.
    """

    admits: Callable[[object], bool]
    prepare: Callable[[object], object]


def leaf_reader(type_: GraphQLOutputType) -> LeafReader:
    """The reader of a scalar field of this type."""
    name = get_named_type(type_).name
    if name == "DateTime":
        return LeafReader(_never, _parse_datetime)
    admits = _ADMITS.get(name, _never)
    return LeafReader(admits if isinstance(type_, GraphQLNonNull) else _or_null(admits), _as_it_is)


def _or_null(admits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or admits(value)


def _is_int(value: object) -> bool:
    return type(value) is int and MIN_INT <= value <= MAX_INT


def _is_float(value: object) -> bool:
    return type(value) is float and value - value == 0  # neither infinite nor not a number


def _is_text(value: object) -> bool:
    return type(value) is str


def _is_truth(value: object) -> bool:
    return type(value) is bool


def _never(value: object) -> bool:
    return False


def _as_it_is(value: object) -> object:
    return value


def _parse_datetime(value: object) -> object:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


_ADMITS: Final = {"Int": _is_int, "Float": _is_float, "String": _is_text, "ID": _is_text, "Boolean": _is_truth}
