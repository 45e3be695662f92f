"""Locks in the graph itself, because the processes that change one graph may run on different machines."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from typing import TYPE_CHECKING

from graphapi.model.nodes import LOCK
from graphapi.store.driver_errors import StatementError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from graphapi.store.bolt import Graph

# Who dies with the lock in hand keeps the others waiting for this long; who lives renews it in time.
LEASE_SECONDS = 6.0
POLL_SECONDS = 0.25
PREPARATIONS = 10

PREPARE = f"CREATE CONSTRAINT lock_key IF NOT EXISTS FOR (n:{LOCK}) REQUIRE n.key IS UNIQUE"
# The first SET takes the store's own lock on the node, so that what follows reads what the last holder wrote. The time
# is the store's: the clocks of the processes may differ.
TAKE = f"""
MERGE (l:{LOCK} {{key: $key}})
SET l.asker = $holder
WITH l WHERE l.holder IS NULL OR l.holder = $holder OR l.until < timestamp()
SET l.holder = $holder, l.until = timestamp() + $lease
RETURN l.holder
"""
GIVE_BACK = f"MATCH (l:{LOCK} {{key: $key}}) WHERE l.holder = $holder REMOVE l.holder, l.until"


@contextlib.asynccontextmanager
async def hold_lock(graph: Graph, key: str, waiting: Callable[[], None] | None = None) -> AsyncIterator[None]:
    """Wait for a lock of the graph and hold it.

    Args:
        graph: the graph that is to be changed.
        key: what the lock is for; each key is a lock of its own.
        waiting: called once if somebody else holds it.

    Raises:
        StatementError: the store refuses a statement; why is in the log.
    """
    asker = {"key": key, "holder": secrets.token_hex(8)}
    await _prepare(graph)
    if not await _take(graph, asker):
        if waiting is not None:
            waiting()
        await _await_turn(graph, asker)
    renewal = asyncio.create_task(_renew(graph, asker))
    try:
        yield
    finally:
        renewal.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await renewal
        await graph.write(GIVE_BACK, asker)


async def _prepare(graph: Graph) -> None:
    """The constraint that makes MERGE exact. Nobody holds the lock yet, so another process may be doing the same."""
    for number in range(PREPARATIONS):
        try:
            await graph.run_schema(PREPARE)
        except StatementError:
            if number == PREPARATIONS - 1:
                raise
            await asyncio.sleep(POLL_SECONDS)
        else:
            return


async def _await_turn(graph: Graph, asker: Mapping[str, str]) -> None:
    while True:
        if await _take(graph, asker):
            return
        await asyncio.sleep(POLL_SECONDS)


async def _take(graph: Graph, asker: Mapping[str, str]) -> bool:
    return bool(await graph.write(TAKE, {**asker, "lease": round(LEASE_SECONDS * 1000)}))


async def _renew(graph: Graph, asker: Mapping[str, str]) -> None:
    while True:
        await asyncio.sleep(LEASE_SECONDS / 3)
        await _take(graph, asker)
