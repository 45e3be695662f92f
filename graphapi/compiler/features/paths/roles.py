"""Credit roles as an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.request.arguments import enum_names
from graphapi.mapping import ROLES

if TYPE_CHECKING:
    from graphapi.compiler.request.arguments import Value


def relationship_types(roles: Value) -> tuple[str, ...]:
    """The relationship types that stand for the roles, in the order of the roles; null means acting."""
    names = enum_names(roles)
    if names is None:
        names = ("ACTOR",)
    return tuple(type_ for type_, role in ROLES.items() if role in names)
