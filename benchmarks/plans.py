"""Plans and profiles as Neo4j's driver tells them: a tree of operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def operators(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All operators of a plan, the last one to run first."""
    yield plan
    for child in plan.get("children", []):
        yield from operators(child)


def db_hits(profile: dict[str, Any]) -> int:
    """What ``PROFILE`` counts as db hits, of all operators together."""
    return sum(operator.get("dbHits", 0) for operator in operators(profile))
