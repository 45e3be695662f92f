"""Graphs that are ready for a load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphapi.store import connect
from graphapi.store.migrations import migrate
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from graphapi.store import Endpoint, Graph


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


@pytest.fixture
async def embedded_graph(embedded_endpoint: Endpoint, migrated: set[str]) -> AsyncIterator[Graph]:
    """An empty graph with its constraints on the embedded store, for what does not differ between the stores."""
    opened = await connect(embedded_endpoint)
    try:
        await wipe(opened)
        if embedded_endpoint.uri not in migrated:
            await migrate(opened)
            migrated.add(embedded_endpoint.uri)
        yield opened
    finally:
        await opened.close()
