"""Cursors: the place of an item in an ordered list, as the values of its sort keys.

Source: the GraphQL Cursor Connections Specification (Relay), section "Cursor". A cursor of values
instead of a position stays right while rows are written before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from zlib import crc32

import orjson

from graphapi.compiler.relay.global_id import decode_opaque, encode_opaque
from graphapi.errors import BadUserInputError
from graphapi.model.elements import Scalar

VERSION: Final = 1
"""The version of the form of cursors. One with another version is refused, with a message that says so."""


@dataclass(frozen=True, slots=True)
class CursorFormat:
    """The form of the cursors of a list: the mark of its order, and the type of each sort key.

    A cursor is the JSON list of the version, the mark and the values of the sort keys, in base64url.
    """

    mark: int
    scalars: tuple[Scalar, ...]

    @classmethod
    def of(cls, signature: str, scalars: tuple[Scalar, ...]) -> CursorFormat:
        """The form for a list whose order has this signature: the connection, the sort keys and their directions.

        The signature is made of words of the graph and of the API alone, so that cursors outlive changes of the code.
        """
        return cls(crc32(signature.encode()), scalars)

    def encode(self, values: list[object]) -> str:
        """The cursor of an item with these values of the sort keys."""
        return encode_opaque(orjson.dumps([VERSION, self.mark, *values]))

    def decode(self, cursor: str) -> list[object]:
        """The values of the sort keys that a cursor holds.

        Raises:
            BadUserInputError: it is not a cursor, or it is one of another version, another list or another order.
        """
        try:
            content = orjson.loads(decode_opaque(cursor))
        except ValueError:
            content = None
        if not isinstance(content, list):
            msg = f"{cursor!r} is not a cursor."
            raise BadUserInputError(msg)
        version, mark, *values = content if len(content) > 1 else [None, None]
        if version != VERSION:
            msg = f"{cursor!r} is a cursor of another version of this API. Start again with the first page."
            raise BadUserInputError(msg)
        if mark != self.mark:
            msg = f"{cursor!r} is a cursor of another list, or of this list in another order."
            raise BadUserInputError(msg)
        if not self._fits(values):
            msg = f"{cursor!r} is not a cursor: its values do not have the types of the sort keys."
            raise BadUserInputError(msg)
        return values

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

    format: CursorFormat

    def __call__(self, cursor: str) -> tuple[bool, ...]:
        """Look at a cursor."""
        return tuple(value is not None for value in self.format.decode(cursor))


@dataclass(frozen=True, slots=True)
class ValueAt:
    """Of a cursor: the value of one sort key."""

    format: CursorFormat
    position: int

    def __call__(self, cursor: str) -> object:
        """Take the value out of a cursor."""
        return self.format.decode(cursor)[self.position]
