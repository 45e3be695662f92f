"""A lock in the graph itself, because the processes that change one graph may run on different machines."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from typing import TYPE_CHECKING

from graphapi.store.failures import StatementError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from graphapi.store.bolt import Graph

# Who dies with the lock in hand keeps the others waiting for this long; who lives renews it in time.
LEASE_SECONDS = 15.0
POLL_SECONDS = 0.25
PREPARATIONS = 10

PREPARE = "CREATE CONSTRAINT migration_lock_key IF NOT EXISTS FOR (n:MigrationLock) REQUIRE n.key IS UNIQUE"
# The first SET takes the store's own lock on the node, so that what follows reads what the last holder wrote. The time
# is the store's: the clocks of the processes may differ.
TAKE = """
MERGE (l:MigrationLock {key: 'lock'})
SET l.asker = $holder
WITH l WHERE l.holder IS NULL OR l.holder = $holder OR l.until < timestamp()
SET l.holder = $holder, l.until = timestamp() + $lease
RETURN l.holder
"""
GIVE_BACK = "MATCH (l:MigrationLock {key: 'lock'}) WHERE l.holder = $holder REMOVE l.holder, l.until"


@contextlib.asynccontextmanager
async def hold_lock(graph: Graph) -> AsyncIterator[None]:
    """Wait for the lock of the graph and hold it.

    Raises:
        StatementError: the store refuses a statement; why is in the log.
    """
    holder = secrets.token_hex(8)
    await _prepare(graph)
    await _await_turn(graph, holder)
    renewal = asyncio.create_task(_renew(graph, holder))
    try:
        yield
    finally:
        renewal.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await renewal
        await graph.write(GIVE_BACK, {"holder": holder})


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


async def _await_turn(graph: Graph, holder: str) -> None:
    while True:
        if await _take(graph, holder):
            return
        await asyncio.sleep(POLL_SECONDS)


async def _take(graph: Graph, holder: str) -> bool:
    return bool(await graph.write(TAKE, {"holder": holder, "lease": round(LEASE_SECONDS * 1000)}))


async def _renew(graph: Graph, holder: str) -> None:
    while True:
        await asyncio.sleep(LEASE_SECONDS / 3)
        await _take(graph, holder)
