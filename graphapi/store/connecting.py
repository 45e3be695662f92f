"""Opens the store that the settings select."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from graphapi.errors import StoreUnavailableError
from graphapi.store.bolt import Endpoint, Graph, StoreKind
from graphapi.store.embedded import START_SECONDS, EmbeddedServer, FolderInUseError, answers, find_running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from graphapi.settings import Settings

# The first release that supports the scoped subquery CALL (x) { … } with everything that the statements use.
OLDEST_NEO4J = (5, 26)
POLL_SECONDS = 0.2


@asynccontextmanager
async def open_graph(settings: Settings, *, check_store: bool = True) -> AsyncIterator[Graph]:
    """Open the graph that the settings select: in Neo4j or in the embedded store.

    If no embedded store is running, one is started and stopped again at the end of the context. Without
    ``check_store``, the graph is opened even if the store does not answer at the moment.

    Raises:
        StoreUnavailableError: the store cannot be reached or started, or denies access.
    """
    async with open_endpoint(settings, check_store=check_store) as endpoint:
        graph = await connect(endpoint) if check_store else Graph(endpoint)
        try:
            yield graph
        finally:
            await graph.close()


@asynccontextmanager
async def open_endpoint(
    settings: Settings, *, exclusive: bool = False, check_store: bool = True
) -> AsyncIterator[Endpoint]:
    """The endpoint of the store that the settings select; starts the embedded store if none is running.

    With ``exclusive``, a running embedded store is refused, because a long-running server must not depend on the store
    of a short command. Without ``check_store``, an embedded store counts as running while it is started again.

    Raises:
        FolderInUseError: with ``exclusive``, another process runs the store of the folder.
        StoreUnavailableError: the embedded store cannot be started.
    """
    if settings.neo4j_uri is not None:
        yield neo4j_endpoint(settings)
        return
    endpoint, server = await _find_or_start(settings, exclusive=exclusive, check_store=check_store)
    try:
        yield endpoint
    finally:
        if server is not None:
            await _stop(server)


async def connect(endpoint: Endpoint) -> Graph:
    """Open a graph, and check that the store answers and accepts the password.

    Raises:
        StoreUnavailableError: the store cannot be reached, denies access, or is too old.
    """
    graph = Graph(endpoint)
    try:
        await graph.verify()
        _refuse_old(graph.server, endpoint)
    except BaseException:
        await graph.close()
        raise
    return graph


def neo4j_endpoint(settings: Settings) -> Endpoint:
    """The endpoint of the Neo4j server in the settings."""
    if settings.neo4j_uri is None:
        message = "NEO4J_URI is not set."
        raise StoreUnavailableError(message)
    password = settings.neo4j_password
    return Endpoint(
        uri=settings.neo4j_uri,
        kind=StoreKind.NEO4J,
        username=settings.neo4j_username,
        password=None if password is None else password.get_secret_value(),
        database=settings.neo4j_database,
        password_file=settings.neo4j_password_file,
    )


async def _find_or_start(
    settings: Settings, *, exclusive: bool, check_store: bool
) -> tuple[Endpoint, EmbeddedServer | None]:
    """Find the running store or start one; waits while another process starts, stops or restarts the store."""
    end = time.monotonic() + START_SECONDS
    while True:
        running = await asyncio.to_thread(find_running, settings.data_dir)
        if running is not None and not exclusive and (not check_store or await asyncio.to_thread(answers, running)):
            return running, None
        server = EmbeddedServer.of(settings)
        try:
            return await _start(server), server
        except FolderInUseError:
            if (running is not None and exclusive) or time.monotonic() > end:
                raise
        await asyncio.sleep(POLL_SECONDS)


async def _start(server: EmbeddedServer) -> Endpoint:
    try:
        return await asyncio.to_thread(server.start)
    except asyncio.CancelledError:
        await _stop(server)
        raise


async def _stop(server: EmbeddedServer) -> None:
    """Stop a store even if this task is being cancelled, so that no process is left."""
    await asyncio.shield(asyncio.to_thread(server.stop))


def _refuse_old(agent: str, endpoint: Endpoint) -> None:
    found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if endpoint.kind is StoreKind.NEO4J and found and (int(found[1]), int(found[2])) < OLDEST_NEO4J:
        message = f"The store at {endpoint.uri} is {agent}; graphapi needs Neo4j 5.26 or newer."
        raise StoreUnavailableError(message)
