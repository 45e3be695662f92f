"""Graphs that are ready for a load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphapi.store.migrations import migrate

if TYPE_CHECKING:
    from graphapi.store import Graph


@pytest.fixture(scope="session")
def migrated() -> set[str]:
    """The addresses of the stores that already have their constraints, which wiping keeps."""
    return set()


@pytest.fixture
async def empty(graph: Graph, migrated: set[str]) -> Graph:
    """An empty graph with its constraints, on each store in turn."""
    if graph.endpoint.uri not in migrated:
        await migrate(graph)
        migrated.add(graph.endpoint.uri)
    return graph
