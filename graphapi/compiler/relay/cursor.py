"""Cursors: the place of an item in an ordered list, as the values of its sort keys.

Source: the GraphQL Cursor Connections Specification (Relay), section "Cursor". A cursor of values
instead of a position stays right while rows are written before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import orjson

from graphapi.compiler.relay.global_id import decode_opaque, encode_opaque
from graphapi.errors import BadUserInputError
from graphapi.mapping import Scalar


@dataclass(frozen=True, slots=True)
class CursorFormat:
    """What the cursors of a list look like: a mark of its order, and the kind of each sort key."""

    mark: int
    scalars: tuple[Scalar, ...]

    @classmethod
    def of(cls, order: str, scalars: tuple[Scalar, ...]) -> CursorFormat:
        """The form for a list whose order this text describes."""
        return cls(crc32(order.encode()), scalars)

    def encode(self, values: list[object]) -> str:
        """The cursor of an item with these values of the sort keys."""
        return encode_opaque(orjson.dumps([self.mark, *values]))

    def decode(self, cursor: str) -> list[object]:
        """The values of the sort keys that a cursor holds.

        Raises:
            BadUserInputError: it is not a cursor, or one of a list in another order.
        """
        try:
            content = orjson.loads(decode_opaque(cursor))
        except ValueError as error:
            msg = f"{cursor!r} is not a cursor."
            raise BadUserInputError(msg) from error
        if not isinstance(content, list) or content[:1] != [self.mark] or not self._fits(content[1:]):
            msg = f"{cursor!r} is not a cursor of this list in this order."
            raise BadUserInputError(msg)
        return content[1:]

    def _fits(self, values: list[object]) -> bool:
        return len(values) == len(self.scalars) and all(
            _admits(scalar, value) for scalar, value in zip(self.scalars, values, strict=True)
        )


def _admits(scalar: Scalar, value: object) -> bool:
    """Whether a cursor's value can be of this kind; None stands for what is not known."""
    match scalar:
        case Scalar.STRING:
            return isinstance(value, str | None)
        case Scalar.FLOAT:
            return value is None or isinstance(value, float) or _is_integer(value)
        case Scalar.INT:
            return value is None or _is_integer(value)


def _is_integer(value: object) -> bool:
    """Whether it is a number that a store can hold, which has 64 bits for it."""
    return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63


@dataclass(frozen=True, slots=True)
class NullsInCursor:
    """Of a cursor: for each sort key, whether its value is known. The statement depends on it."""

    form: CursorFormat

    def __call__(self, cursor: str) -> tuple[bool, ...]:
        """Look at a cursor."""
        return tuple(value is not None for value in self.form.decode(cursor))


@dataclass(frozen=True, slots=True)
class ValueAt:
    """Of a cursor: the value of one sort key."""

    form: CursorFormat
    position: int

    def __call__(self, cursor: str) -> object:
        """Take the value out of a cursor."""
        return self.form.decode(cursor)[self.position]
