"""Plans and profiles from Neo4j's driver, as trees of operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def operators(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All operators of a plan, starting with the root, which runs last."""
    yield plan
    for child in plan.get("children", []):
        yield from operators(child)


def db_hits(profile: dict[str, Any]) -> int:
    """The total number of db hits of all operators in a profile."""
    return sum(operator.get("dbHits", 0) for operator in operators(profile))
