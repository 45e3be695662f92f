"""Cursors: the position of an item in an ordered list, given by the values of its sort keys.

Source: the GraphQL Cursor Connections Specification (Relay), section "Cursor". A cursor that holds values instead of an
offset stays valid when rows are inserted before it.
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
"""The version of the cursor format; a cursor of another version is rejected with an error that says so."""


@dataclass(frozen=True, slots=True)
class CursorFormat:
    """The format of the cursors of a list.

    ``mark`` is a hash of the signature of the list's order, and ``scalars`` are the types of the sort keys. A cursor is
    a JSON list of the version, the mark and the values of the sort keys, encoded as base64url.
    """

    mark: int
    scalars: tuple[Scalar, ...]

    @classmethod
    def of(cls, signature: str, scalars: tuple[Scalar, ...]) -> CursorFormat:
        """The format for a list whose order has this signature.

        A signature names the connection, the sort keys and their directions. It uses only terms of the graph and of the
        API, so that cursors stay valid when the code changes.
        """
        return cls(crc32(signature.encode()), scalars)

    def encode(self, values: list[object]) -> str:
        """The cursor of an item with these values of the sort keys."""
        return encode_opaque(orjson.dumps([VERSION, self.mark, *values]))

    def decode(self, cursor: str) -> list[object]:
        """The values of the sort keys that a cursor holds.

        Raises:
            BadUserInputError: the text is not a cursor, or is a cursor of another version, list or order.
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
    """Whether a cursor's value is of this type or null."""
    match scalar:
        case Scalar.STRING:
            return isinstance(value, str | None)
        case Scalar.FLOAT:
            return value is None or isinstance(value, float) or _is_integer(value)
        case Scalar.INT:
            return value is None or _is_integer(value)


def _is_integer(value: object) -> bool:
    """Whether a value is an integer that fits into the 64 bits of a store's integers."""
    return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63


@dataclass(frozen=True, slots=True)
class NullsInCursor:
    """Finds the nulls in a cursor, on which the statement depends."""

    format: CursorFormat

    def __call__(self, cursor: str) -> tuple[bool, ...]:
        """Return for each sort key whether its value is not null."""
        return tuple(value is not None for value in self.format.decode(cursor))


@dataclass(frozen=True, slots=True)
class ValueAt:
    """Extracts the value of one sort key from a cursor."""

    format: CursorFormat
    position: int

    def __call__(self, cursor: str) -> object:
        """Return the value of the sort key."""
        return self.format.decode(cursor)[self.position]
