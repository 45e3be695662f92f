"""Credits: in which role somebody is part of a film."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Annotated

import strawberry

from graphapi.api.fields import ON_RELATIONSHIP, graph_field, property, references
from graphapi.mapping import RoleOfCredit

if TYPE_CHECKING:
    from graphapi.api.character import Character

_Character = Annotated["Character", strawberry.lazy("graphapi.api.character")]


@strawberry.enum(description="A way of being part of a film.")
class CreditRole(enum.Enum):
    """A way of being part of a film."""

    ACTOR = strawberry.enum_value("ACTOR", description="Acts in it.")
    DIRECTOR = strawberry.enum_value("DIRECTOR", description="Directed it.")


@strawberry.type(description="A credit: in which role somebody is part of a film.")
class Credit:
    """A credit: in which role somebody is part of a film."""

    role: CreditRole = graph_field(RoleOfCredit(), "In which role.")
    billing: int | None = property(
        "billing", "The credit's place in the cast list, from 1; null for a director.", place=ON_RELATIONSHIP
    )
    note: str | None = property("note", "What the credit says besides, such as `voice`.", place=ON_RELATIONSHIP)
    characters: list[_Character] = references(
        "characterKeys", "Character", "Whom the actor plays, as credited; none for a director."
    )
