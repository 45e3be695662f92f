"""Locks that are stored in the graph, because processes on different machines may change it."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from typing import TYPE_CHECKING

from graphapi.errors import StoreUnavailableError
from graphapi.model.nodes import LOCK
from graphapi.store.driver_errors import StatementError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from graphapi.store.bolt import Graph

# If the holder of a lock dies, the others wait this long. A running holder renews the lock in time.
LEASE_SECONDS = 6.0
POLL_SECONDS = 0.25
PREPARATIONS = 10
# A store that replaces its database, at the end of a large load, fails for less than a second.
MOST_FAILURES = 12

PREPARE = f"CREATE CONSTRAINT lock_key IF NOT EXISTS FOR (n:{LOCK}) REQUIRE n.key IS UNIQUE"
# The first SET takes the store's own lock on the node, so that the rest of the statement reads what the last holder
# wrote. The time is the store's, because the clocks of the processes may differ.
TAKE = f"""
MERGE (l:{LOCK} {{key: $key}})
SET l.asker = $holder
WITH l WHERE l.holder IS NULL OR l.holder = $holder OR l.until < timestamp()
SET l.holder = $holder, l.until = timestamp() + $lease
RETURN l.holder
"""
RELEASE = f"MATCH (l:{LOCK} {{key: $key}}) WHERE l.holder = $holder REMOVE l.holder, l.until"


@contextlib.asynccontextmanager
async def hold_lock(graph: Graph, key: str, waiting: Callable[[], None] | None = None) -> AsyncIterator[None]:
    """Wait for a lock of the graph and hold it.

    Args:
        graph: the graph to change.
        key: the name of the lock.
        waiting: called once if another process holds the lock.

    Raises:
        StatementError: the store refused a statement; the log has the reason.
    """
    asker = {"key": key, "holder": secrets.token_hex(8)}
    await prepare_lock(graph)
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
        await graph.write(RELEASE, asker)


async def prepare_lock(graph: Graph) -> None:
    """Create the constraint that makes MERGE safe; retries, because another process may create it at the same time."""
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
    failures = 0
    while True:
        try:
            if await _take(graph, asker):
                return
            failures = 0
        except (StatementError, StoreUnavailableError):
            failures += 1
            if failures > MOST_FAILURES:
                raise
        await asyncio.sleep(POLL_SECONDS)


async def _take(graph: Graph, asker: Mapping[str, str]) -> bool:
    return bool(await graph.write(TAKE, {**asker, "lease": round(LEASE_SECONDS * 1000)}))


async def _renew(graph: Graph, asker: Mapping[str, str]) -> None:
    while True:
        await asyncio.sleep(LEASE_SECONDS / 3)
        # The lease outlasts a failed renewal.
        with contextlib.suppress(StatementError, StoreUnavailableError):
            await _take(graph, asker)
