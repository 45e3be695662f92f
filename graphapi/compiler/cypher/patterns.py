"""Relationship patterns in the syntax tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.cypher.syntax import Binary, Case, FunctionCall, Literal, RelationshipPattern
from graphapi.mapping import Direction
from graphapi.model.relationships import CREDIT_ROLES

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Expression, NodePattern, Variable
    from graphapi.mapping import Pattern


def one_step(
    patterns: tuple[Pattern, ...],
    start: NodePattern,
    end: NodePattern,
    relationship: Variable | None = None,
    *,
    back: bool = False,
) -> RelationshipPattern:
    """One step along any of the patterns, or against them if ``back``; undirected if their directions differ."""
    directions = {pattern.direction for pattern in patterns}
    direction = directions.pop() if len(directions) == 1 else None
    if back and direction is not None:
        direction = Direction.IN if direction is Direction.OUT else Direction.OUT
    return RelationshipPattern(start, tuple(pattern.type for pattern in patterns), direction, end, relationship)


def role_of(relationship: Variable) -> Expression:
    """The credit role of a relationship."""
    type_ = FunctionCall("type", (relationship,))
    return Case(
        tuple(
            (Binary(type_, "=", Literal(f"'{role.relationship}'")), Literal(f"'{role.name}'")) for role in CREDIT_ROLES
        )
    )
