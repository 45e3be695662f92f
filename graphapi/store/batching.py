"""Batches waiting reads of the same statement.

If the store is idle, a read is sent immediately and alone. While the store is busy, reads wait. When a place becomes
free, the waiting reads of the same statement are sent together, as one statement with many sets of values. So no read
is delayed to fill a batch, and the busier the store is, the less each read costs.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any, Final, Protocol

from graphapi.errors import DeadlineExceededError
from graphapi.store.batch_metrics import ReadTiming
from graphapi.store.lanes import Lane, PendingRead

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from graphapi.statement import Statement

MAX_IN_FLIGHT: Final = 3
"""The maximum number of light statements in flight. Measured with 16 clients: with two statements in flight, a core of
the store is idle while a result is unpacked, because the two hold the reads of all clients. With more than three,
batches get smaller, and the store does the same work in more pieces."""
HEAVY_PLACES: Final = max(1, (os.cpu_count() or 2) // 2)
"""The maximum number of heavy statements in flight, if nothing else is said: half of the cores. They have separate
places, so that light statements never wait for them, and leave cores of the store for these."""
LARGEST_BATCH: Final = 32
"""The maximum number of reads that share a statement."""
BATCH_SECONDS: Final = 0.025
"""The maximum expected time of a shared statement. It is limited because all reads of a batch get their results only
when the statement ends. If two reads of a statement do not fit into this time, the statement is heavy and not shared.
"""
EWMA_ALPHA: Final = 0.1
"""The weight of a new time that is longer than the remembered one, in an exponentially weighted moving average. A
shorter time replaces the remembered one immediately, so that a new connection or a busy machine does not make a
statement heavy."""
MOST_LIGHT_COST: Final = 100
"""The largest estimated cost of an operation whose statements are light."""
CHEAP_COST: Final = 10
"""The largest estimated cost of an operation whose statements are light even if they do not fit into a batch. They are
slow because the store is busy, and would be slower if they waited behind the operations that keep it busy."""
SLOW_SECONDS: Final = 0.25
"""The expected time from which on statements of cheap operations are heavy: the estimate was wrong."""
MOST_WAITING: Final = 4096
"""The maximum number of reads that wait in the light lane."""
MOST_HEAVY_WAITING: Final = 256
"""The maximum number of reads that wait in the heavy lane."""
MOST_KNOWN: Final = 4096
"""The maximum number of statements whose time is remembered."""


class TextReader(Protocol):
    """Anything that runs the text of a statement, such as an open graph."""

    async def read(
        self, statement: str, parameters: Mapping[str, object], *, timeout: float | None = None
    ) -> list[Any]:
        """The values of the single record that a statement returns; ``timeout`` is in seconds."""


class SharedReads:
    """A graph whose reads share statements.

    Args:
        graph: the graph.
        places: the maximum number of light statements in flight.
        heavy_places: the maximum number of heavy statements in flight.
        largest_batch: the maximum number of reads that share a statement; with 1, no statements are shared.
        batch_seconds: the maximum expected time of a shared statement, in seconds.
        terminate: ends the running statement that begins with a text, at a store that does not end a statement when
            its client disconnects.
    """

    def __init__(
        self,
        graph: TextReader,
        *,
        places: int = MAX_IN_FLIGHT,
        heavy_places: int = HEAVY_PLACES,
        largest_batch: int = LARGEST_BATCH,
        batch_seconds: float = BATCH_SECONDS,
        terminate: Callable[[str], Awaitable[None]] | None = None,
    ) -> None:
        self._graph = graph
        self._largest_batch = largest_batch
        self._batch_seconds = batch_seconds
        self._terminate = terminate
        self.light = Lane("light", self._send, self._batch_size, places, MOST_WAITING)
        self.heavy = Lane(
            "heavy",
            self._send_heavy,
            lambda _: 1,
            heavy_places,
            MOST_HEAVY_WAITING,
            ends_late=terminate is not None,
        )
        self._seconds: dict[str, float] = {}

    async def read(
        self,
        statement: Statement,
        parameters: Mapping[str, object],
        *,
        timeout: float,
        cost: int = 1,
        client: str = "",
        timing: ReadTiming | None = None,
    ) -> list[Any]:
        """The values of the record that the statement returns for these parameters.

        Args:
            statement: the statement.
            parameters: its parameters.
            timeout: the seconds until the read times out, including the time in the queue.
            cost: the estimated cost of the operation; reads of expensive operations wait in a queue of their own.
            client: the client; the clients whose reads wait take turns.
            timing: is filled with the times of the read, also if it fails.

        Raises:
            DeadlineExceededError: no answer within ``timeout`` seconds.
            OverloadedError: too many reads wait.
            StoreUnavailableError: the store cannot be reached.
            StatementError: the store refused the statement with these parameters.
        """
        now = asyncio.get_running_loop().time()
        pending = PendingRead(statement, parameters, timeout, now, client, timing or ReadTiming())
        is_light = self._is_light(statement, cost)
        return await (self.light if is_light else self.heavy).read(pending)

    def _is_light(self, statement: Statement, cost: int) -> bool:
        """Whether a statement belongs into the light lane."""
        if cost <= CHEAP_COST:
            return self._seconds.get(statement.text, 0.0) < SLOW_SECONDS
        return cost <= MOST_LIGHT_COST and (self._fitting(statement) > 1 or self._largest_batch == 1)

    def _batch_size(self, statement: Statement) -> int:
        """The maximum number of reads that may share this statement."""
        return 1 if statement.batch is None else self._fitting(statement)

    def _fitting(self, statement: Statement) -> int:
        """The number of reads of this statement that fit into the time of a shared statement."""
        seconds = self._seconds.get(statement.text, 0.0)
        if seconds * self._largest_batch <= self._batch_seconds:
            return self._largest_batch
        return max(1, int(self._batch_seconds / seconds))

    async def _send_heavy(self, batch: Sequence[PendingRead], place: int) -> list[list[Any]]:
        """Send a statement; if it is abandoned, its place becomes free only when the store has ended it."""
        if self._terminate is None:
            return await self._send(batch, place)
        # A place has one statement at a time, so its number identifies the statement. The store caches the parsed
        # text of each place.
        mark = f"/* graphapi {os.getpid()}-{place} */ "
        try:
            return await self._send(batch, place, mark)
        except (asyncio.CancelledError, DeadlineExceededError):
            await asyncio.shield(self._terminate(mark))
            raise

    async def _send(self, batch: Sequence[PendingRead], _place: int, mark: str = "") -> list[list[Any]]:
        """Send a batch, and return its records in the order of the reads."""
        statement = batch[0].statement
        start = asyncio.get_running_loop().time()
        timeout = max(read.deadline for read in batch) - start
        if statement.batch is None or len(batch) == 1:
            records = [await self._graph.read(mark + statement.text, batch[0].parameters, timeout=timeout)]
        else:
            parameters = {name: batch[0].parameters[name] for name in statement.shared}
            parameters["batch"] = [[read.parameters[name] for name in statement.own] for read in batch]
            (records,) = await self._graph.read(statement.batch, parameters, timeout=timeout)
        self._remember(statement, (asyncio.get_running_loop().time() - start) / len(batch))
        return records

    def _remember(self, statement: Statement, seconds: float) -> None:
        known = self._seconds.get(statement.text, seconds)
        if len(self._seconds) >= MOST_KNOWN and statement.text not in self._seconds:
            # Remove the oldest entry. If its statement is still in use, it is measured again.
            del self._seconds[next(iter(self._seconds))]
        self._seconds[statement.text] = min(seconds, known + EWMA_ALPHA * (seconds - known))
