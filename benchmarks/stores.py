"""The two stores with the generated graph: a Neo4j server of the benchmark, and the embedded store."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.progress import say
from graphapi.load.catalogue import load_catalogue
from graphapi.settings import Settings
from graphapi.store import StoreKind, connect, open_graph
from graphapi.store.migrations import migrate
from tests.neo4j_server.starter import LTS, NEXT, Neo4jServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.store import Endpoint, Graph

RELEASES: Final = {"5.26": LTS, "2026": NEXT}
COMPLETE: Final = "loaded"
"""The marker file of a store that holds the whole graph."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of Neo4j: options of the JVM, which chooses the garbage collector itself, and the page cache."""

    jvm: tuple[str, ...]
    page_cache: str


# The graph of 20,000 films fits into the usual page cache, and a million credits fit into the large one.
USUAL: Final = Memory(("-Xmx1g",), "512m")
LARGE: Final = Memory(("-Xmx2g",), "2g")


@dataclass(frozen=True, slots=True)
class LoadedNeo4j:
    """A running Neo4j that holds the graph."""

    endpoint: Endpoint
    process_id: int


@contextmanager
def neo4j_with(
    catalogue: Path, release: str, *, memory: Memory = USUAL, kept: Path | None = None
) -> Iterator[LoadedNeo4j]:
    """Run a Neo4j server that holds the catalogue; its files remain in the folder ``kept`` if that is set."""
    server = Neo4jServer(RELEASES[release], jvm=memory.jvm, page_cache=memory.page_cache, kept=kept)
    say(f"Starting Neo4j {RELEASES[release].version} …")
    try:
        endpoint = server.start()
        loaded = kept is not None and (kept / COMPLETE).exists()
        asyncio.run(_apply_migrations(endpoint) if loaded else _fill_neo4j(endpoint, catalogue))
        if kept is not None:
            (kept / COMPLETE).touch()
        yield LoadedNeo4j(endpoint, server.process_id)
    finally:
        server.stop()


def fill_embedded(folder: Path, catalogue: Path) -> None:
    """Load the catalogue into an embedded store in a folder, and stop the store afterwards.

    Nothing happens if the store was loaded before.
    """
    if (folder / COMPLETE).exists():
        return
    asyncio.run(_fill_embedded(folder, catalogue))
    (folder / COMPLETE).touch()


async def _apply_migrations(endpoint: Endpoint) -> None:
    """Apply the migrations that a store loaded by an older version may lack."""
    graph = await connect(endpoint)
    try:
        await migrate(graph)
    finally:
        await graph.close()


async def _fill_neo4j(endpoint: Endpoint, catalogue: Path) -> None:
    graph = await connect(endpoint)
    try:
        await _fill(graph, catalogue)
        # The planner's statistics still describe an empty graph.
        await graph.run_schema("CALL db.prepareForReplanning()")
    finally:
        await graph.close()


async def _fill_embedded(folder: Path, catalogue: Path) -> None:
    async with open_graph(Settings(neo4j_uri=None, data_dir=folder)) as graph:
        await _fill(graph, catalogue)


async def _fill(graph: Graph, catalogue: Path) -> None:
    name = "Neo4j" if graph.kind is StoreKind.NEO4J else "the embedded store"
    say(f"Loading the graph into {name} …")
    await migrate(graph)
    summary = await load_catalogue(graph, catalogue)
    say(f"  loaded in {summary.seconds:.0f} s")
