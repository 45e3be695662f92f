"""The enums of the API whose values are declared in the model."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final, TypeAlias

import strawberry

from graphapi.model.nodes import LABELS
from graphapi.model.relationships import CREDIT_ROLES, RELATIONSHIPS

if TYPE_CHECKING:
    from collections.abc import Mapping


def model_enum(name: str, description: str, values: Mapping[str, str]) -> type[enum.Enum]:
    """Create an enum of the API from its values and their descriptions."""
    members = {value: strawberry.enum_value(value, description=said) for value, said in values.items()}
    made = enum.EnumMeta.__call__(enum.Enum, name, members, module=__name__)
    made.__doc__ = description
    return strawberry.enum(made, description=description)


# A type checker cannot see the members of an enum that is created at run time.
if TYPE_CHECKING:
    CreditRole: TypeAlias = enum.Enum
    RelationshipType: TypeAlias = enum.Enum
    SearchKind: TypeAlias = enum.Enum
    SearchMatch: TypeAlias = enum.Enum
else:
    CreditRole = model_enum(
        "CreditRole", "A way of being part of a film.", {role.name: role.description for role in CREDIT_ROLES}
    )
    RelationshipType = model_enum(
        "RelationshipType",
        "A type of relationship in the graph.",
        {relationship.type: relationship.description for relationship in RELATIONSHIPS},
    )
    SearchKind = model_enum(
        "SearchKind",
        "What a search looks for.",
        {
            label.name.upper(): f"{label.plural}, by their {label.search.property}."
            for label in LABELS
            if label.search is not None
        },
    )

    SearchMatch = model_enum(
        "SearchMatch",
        "How a name or title matches the text of a search. Case, accents and punctuation make no difference.",
        {
            "EXACT": "It is the text.",
            "BEGINNING": "It begins with the text, as `Star Wars` with `star w`.",
            "WORDS": "It contains every word of the text, as `Samuel L. Jackson` contains `jackson`.",
            "WORD_BEGINNINGS": "Each word of the text begins one of its words, as `han` in `Tom Hanks`.",
            "JOINED": "It contains the text with spaces in other places, as `Spider-Man` with `spiderman`.",
            "TYPING_ERROR": "It contains the text with a typing error, as `The Matrix` with `matrx`.",
        },
    )

DEFAULT_ROLES: Final = list(CreditRole)[:1]
"""The default roles: only the first one, acting."""
