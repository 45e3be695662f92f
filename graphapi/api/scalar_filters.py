"""Conditions on one property.

Null values match only ``isNull`` and ``eq: null``. If an object has several conditions, all must hold.
"""

from __future__ import annotations

from typing import Any

import strawberry


def _operator(description: str, *, name: str | None = None) -> Any:
    """An optional operator of a filter."""
    return strawberry.field(name=name, description=description, default=strawberry.UNSET)


_EQ = "Equal to this value. Null matches unknown values."
_NE = "Known, and not equal to this value. Null matches known values."
_IN = "Equal to one of these values."
_NOT_IN = "Known, and equal to none of these values."
_GT = "Greater than this number."
_GTE = "Greater than or equal to this number."
_LT = "Less than this number."
_LTE = "Less than or equal to this number."
_IS_NULL = "Whether the value is unknown."


@strawberry.input(description="Conditions on a whole number; all must hold.")
class IntFilter:
    """Conditions on a whole number."""

    eq: int | None = _operator(_EQ)
    ne: int | None = _operator(_NE)
    in_: list[int] | None = _operator(_IN, name="in")
    not_in: list[int] | None = _operator(_NOT_IN)
    gt: int | None = _operator(_GT)
    gte: int | None = _operator(_GTE)
    lt: int | None = _operator(_LT)
    lte: int | None = _operator(_LTE)
    is_null: bool | None = _operator(_IS_NULL)


@strawberry.input(description="Conditions on a number; all must hold.")
class FloatFilter:
    """Conditions on a number."""

    eq: float | None = _operator(_EQ)
    ne: float | None = _operator(_NE)
    in_: list[float] | None = _operator(_IN, name="in")
    not_in: list[float] | None = _operator(_NOT_IN)
    gt: float | None = _operator(_GT)
    gte: float | None = _operator(_GTE)
    lt: float | None = _operator(_LT)
    lte: float | None = _operator(_LTE)
    is_null: bool | None = _operator(_IS_NULL)


@strawberry.input
class _TextOperators:
    """The operators on texts."""

    eq: str | None = _operator(_EQ)
    ne: str | None = _operator(_NE)
    in_: list[str] | None = _operator(_IN, name="in")
    not_in: list[str] | None = _operator(_NOT_IN)
    gt: str | None = _operator("After this text.")
    gte: str | None = _operator("After or equal to this text.")
    lt: str | None = _operator("Before this text.")
    lte: str | None = _operator("Before or equal to this text.")
    contains: str | None = _operator("Contains this text.")
    starts_with: str | None = _operator("Starts with this text.")
    ends_with: str | None = _operator("Ends with this text.")
    ignore_case: bool | None = _operator("Whether the other conditions compare texts in lower case.")
    is_null: bool | None = _operator(_IS_NULL)


@strawberry.input(description="Conditions on a text; all must hold. Texts compare by code point.")
class StringFilter(_TextOperators):
    """Conditions on a text."""


@strawberry.input(description="Conditions on a title or a name; all must hold. Texts compare by code point.")
class NameFilter(_TextOperators):
    """Conditions on a text that can be searched."""

    matches: str | None = _operator(
        "Contains every word of this text, or a word that begins with it. Case and accents are ignored, and "
        "small typing errors are allowed, as in `search`. An empty text matches nothing."
    )
