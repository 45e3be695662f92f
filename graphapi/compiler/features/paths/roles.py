"""The argument ``roles``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.request.arguments import enum_names
from graphapi.model.relationships import ACTOR, CREDIT_ROLES

if TYPE_CHECKING:
    from graphapi.compiler.request.arguments import Value


def relationship_types(roles: Value) -> tuple[str, ...]:
    """The relationship types of these roles, in the order of ``CREDIT_ROLES``; null means acting."""
    names = enum_names(roles)
    if names is None:
        names = (ACTOR.name,)
    return tuple(role.relationship for role in CREDIT_ROLES if role.name in names)
