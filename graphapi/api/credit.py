"""Credits: the roles of people in films."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from graphapi.api.fields import graph_field, references
from graphapi.api.model_enums import CreditRole
from graphapi.api.node_type import on_relationship
from graphapi.mapping import RoleOfCredit
from graphapi.model.nodes import CHARACTER
from graphapi.model.relationships import BILLING, CHARACTER_KEYS, NOTE

if TYPE_CHECKING:
    from graphapi.api.character import Character

_Character = Annotated["Character", strawberry.lazy("graphapi.api.character")]


@strawberry.type(description="A credit: the role in which a person is part of a film.")
class Credit:
    """A credit: the role in which a person is part of a film."""

    role: CreditRole = graph_field(RoleOfCredit(), "The role.")
    billing: int | None = on_relationship(BILLING, "The credit's place in the cast list, from 1; null for a director.")
    note: str | None = on_relationship(NOTE)
    characters: list[_Character] = references(
        CHARACTER_KEYS,
        CHARACTER.name,
        "The characters that the actor plays, in the order of the credit; none for a director.",
    )
