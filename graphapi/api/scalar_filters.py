"""Conditions on one property.

A condition holds only for a value that is known; several in one object must all hold.
"""

from __future__ import annotations

from typing import Any

import strawberry


def _operator(description: str, *, name: str | None = None) -> Any:
    """An operator of a filter, absent unless it is given."""
    return strawberry.field(name=name, description=description, default=strawberry.UNSET)


_IS_NULL = "Whether the value is not known."


@strawberry.input(description="Conditions on a whole number; all must hold.")
class IntFilter:
    """Conditions on a whole number."""

    eq: int | None = _operator("Is this; null asks for what is not known.")
    ne: int | None = _operator("Is known and not this; null asks for what is known.")
    in_: list[int] | None = _operator("Is one of these.", name="in")
    not_in: list[int] | None = _operator("Is known and none of these.")
    gt: int | None = _operator("Is greater.")
    gte: int | None = _operator("Is greater or equal.")
    lt: int | None = _operator("Is less.")
    lte: int | None = _operator("Is less or equal.")
    is_null: bool | None = _operator(_IS_NULL)


@strawberry.input(description="Conditions on a number; all must hold.")
class FloatFilter:
    """Conditions on a number."""

    eq: float | None = _operator("Is this; null asks for what is not known.")
    ne: float | None = _operator("Is known and not this; null asks for what is known.")
    in_: list[float] | None = _operator("Is one of these.", name="in")
    not_in: list[float] | None = _operator("Is known and none of these.")
    gt: float | None = _operator("Is greater.")
    gte: float | None = _operator("Is greater or equal.")
    lt: float | None = _operator("Is less.")
    lte: float | None = _operator("Is less or equal.")
    is_null: bool | None = _operator(_IS_NULL)


@strawberry.input
class _TextOperators:
    """What a text can be compared by."""

    eq: str | None = _operator("Is this; null asks for what is not known.")
    ne: str | None = _operator("Is known and not this; null asks for what is known.")
    in_: list[str] | None = _operator("Is one of these.", name="in")
    not_in: list[str] | None = _operator("Is known and none of these.")
    gt: str | None = _operator("Comes after.")
    gte: str | None = _operator("Comes after or is equal.")
    lt: str | None = _operator("Comes before.")
    lte: str | None = _operator("Comes before or is equal.")
    contains: str | None = _operator("Has this in it.")
    starts_with: str | None = _operator("Starts with this.")
    ends_with: str | None = _operator("Ends with this.")
    ignore_case: bool | None = _operator("Whether the other conditions compare lower-case forms.")
    is_null: bool | None = _operator(_IS_NULL)


@strawberry.input(description="Conditions on a text; all must hold. Texts compare by code point.")
class StringFilter(_TextOperators):
    """Conditions on a text."""


@strawberry.input(description="Conditions on a title or a name; all must hold. Texts compare by code point.")
class NameFilter(_TextOperators):
    """Conditions on a text that a search looks at."""

    matches: str | None = _operator(
        "Has every word of this, or a word that begins so; accents and case make no difference, small typing errors "
        "are forgiven. The words of `search` mean the same; an empty text matches nothing."
    )
