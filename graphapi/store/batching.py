"""Batches waiting reads of the same statement.

If the store is idle, a read is sent immediately and alone. While the store is busy, reads wait. When a place becomes
free, the waiting reads of the same statement are sent together, as one statement with many sets of values. So no read
is delayed to fill a batch, and the busier the store is, the less each read costs.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from graphapi.errors import DeadlineExceededError, StoreUnavailableError
from graphapi.store.batch_metrics import BatchMeasures

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence

    from graphapi.statement import Statement

MAX_IN_FLIGHT: Final = 3
"""The maximum number of light statements in flight. Measured with 16 clients: with two statements in flight, a core of
the store is idle while a result is unpacked, because the two hold the reads of all clients. With more than three,
batches get smaller, and the store does the same work in more pieces."""
HEAVY_PLACES: Final = 2
"""The maximum number of heavy statements in flight. They have separate places, so that light statements never wait for
them."""
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
MOST_KNOWN: Final = 4096
"""The maximum number of statements whose time is remembered."""


@dataclass(slots=True, eq=False)
class _Waiting:
    """A read that times out after ``timeout`` seconds; ``answer`` is None unless the read has to wait."""

    parameters: Mapping[str, object]
    timeout: float
    since: float
    answer: asyncio.Future[list[Any]] | None = None

    @property
    def deadline(self) -> float:
        return self.since + self.timeout

    def expire(self) -> None:
        """Fail with a timeout, whether or not the statement has been sent."""
        _settle(self, DeadlineExceededError(f"The store did not answer within {self.timeout:.3g} seconds."))


@dataclass(slots=True, eq=False)
class _Queue:
    """Waiting reads that can share a statement: they have the same text and the same shared parameters."""

    statement: Statement
    waiting: deque[_Waiting] = field(default_factory=deque)


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
        largest_batch: the maximum number of reads that share a statement; with 1, no statements are shared.
        batch_seconds: the maximum expected time of a shared statement, in seconds.
    """

    def __init__(
        self,
        graph: TextReader,
        *,
        places: int = MAX_IN_FLIGHT,
        largest_batch: int = LARGEST_BATCH,
        batch_seconds: float = BATCH_SECONDS,
    ) -> None:
        self._graph = graph
        self._largest_batch = largest_batch
        self._batch_seconds = batch_seconds
        self.measures = BatchMeasures()
        self._light = _Lane(self._send, self._batch_size, places, self.measures)
        self._heavy = _Lane(self._send, self._batch_size, HEAVY_PLACES, self.measures)
        self._seconds: dict[str, float] = {}

    async def read(self, statement: Statement, parameters: Mapping[str, object], *, timeout: float) -> list[Any]:
        """The values of the record that the statement returns for these parameters.

        Raises:
            DeadlineExceededError: no answer within ``timeout`` seconds, including the time in the queue.
            StoreUnavailableError: the store cannot be reached.
            StatementError: the store refused the statement with these parameters.
        """
        waiting = _Waiting(parameters, timeout, asyncio.get_running_loop().time())
        lane = self._light if self._batch_size(statement) > 1 or self._largest_batch == 1 else self._heavy
        return await lane.read(statement, waiting)

    def _batch_size(self, statement: Statement) -> int:
        """The maximum number of reads that may share this statement."""
        seconds = self._seconds.get(statement.text, 0.0)
        if seconds * self._largest_batch <= self._batch_seconds:
            return self._largest_batch
        return max(1, int(self._batch_seconds / seconds))

    async def _send(self, statement: Statement, batch: Sequence[_Waiting]) -> list[list[Any]]:
        """Send a batch, and return its records in the order of the reads."""
        start = asyncio.get_running_loop().time()
        timeout = max(waiting.deadline for waiting in batch) - start
        if len(batch) == 1:
            records = [await self._graph.read(statement.text, batch[0].parameters, timeout=timeout)]
        else:
            parameters = {name: batch[0].parameters[name] for name in statement.shared}
            parameters["batch"] = [[waiting.parameters[name] for name in statement.own] for waiting in batch]
            (records,) = await self._graph.read(statement.batch, parameters, timeout=timeout)
        seconds = asyncio.get_running_loop().time() - start
        self._remember(statement, seconds / len(batch))
        self._measure(batch, start, seconds)
        return records

    def _measure(self, batch: Sequence[_Waiting], start: float, seconds: float) -> None:
        self.measures.batches.add(len(batch))
        self.measures.times.add(seconds)
        for waiting in batch:
            self.measures.waits.add(start - waiting.since if waiting.answer is not None else 0.0)

    def _remember(self, statement: Statement, seconds: float) -> None:
        known = self._seconds.get(statement.text, seconds)
        if len(self._seconds) >= MOST_KNOWN and statement.text not in self._seconds:
            # Remove the oldest entry. If its statement is still in use, it is measured again.
            del self._seconds[next(iter(self._seconds))]
        self._seconds[statement.text] = min(seconds, known + EWMA_ALPHA * (seconds - known))


class _Lane:
    """Limits the number of statements in flight; the queue that has waited longest is served next."""

    def __init__(
        self,
        send: Callable[[Statement, Sequence[_Waiting]], Awaitable[list[list[Any]]]],
        batch_size: Callable[[Statement], int],
        places: int,
        measures: BatchMeasures,
    ) -> None:
        self._send = send
        self._batch_size = batch_size
        self._free = places
        self._measures = measures
        # The queue that has waited longest comes first. New queues, and served queues with remaining reads, go to the
        # end.
        self._queues: dict[Hashable, _Queue] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def read(self, statement: Statement, waiting: _Waiting) -> list[Any]:
        if self._free:
            self._free -= 1
            try:
                (record,) = await self._send(statement, [waiting])
            finally:
                self._go_on()
            return record
        loop = asyncio.get_running_loop()
        waiting.answer = loop.create_future()
        key = (statement.text, *(waiting.parameters[name] for name in statement.shared))
        self._queues.setdefault(key, _Queue(statement)).waiting.append(waiting)
        # A timer costs a third of asyncio.timeout, and does not cancel the task.
        timer = loop.call_at(waiting.deadline, waiting.expire)
        self._measures.waiting += 1
        try:
            return await waiting.answer
        finally:
            self._measures.waiting -= 1
            timer.cancel()

    def _go_on(self) -> None:
        """Use a place that has become free for waiting reads, or release it if there are none."""
        batch: list[_Waiting] = []
        while self._queues and not batch:
            key, queue = next(iter(self._queues.items()))
            del self._queues[key]
            size = self._batch_size(queue.statement)
            while queue.waiting and len(batch) < size:
                waiting = queue.waiting.popleft()
                # The answer is done already if the read was cancelled or has timed out in the meantime.
                if waiting.answer is not None and not waiting.answer.done():
                    batch.append(waiting)
            if queue.waiting:
                self._queues[key] = queue
        if not batch:
            self._free += 1
            return
        task = asyncio.get_running_loop().create_task(self._serve(queue.statement, batch))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _serve(self, statement: Statement, batch: list[_Waiting]) -> None:
        try:
            await self._answer(statement, batch)
        finally:
            self._go_on()

    async def _answer(self, statement: Statement, batch: list[_Waiting]) -> None:
        try:
            records = await self._send(statement, batch)
        except Exception as error:
            if len(batch) == 1 or isinstance(error, StoreUnavailableError | DeadlineExceededError):
                for waiting in batch:
                    _settle(waiting, error)
                return
            # One read of the batch is bad: send each read alone, so that only the bad one fails.
            self._measures.split += 1
            for waiting in batch:
                await self._answer(statement, [waiting])
            return
        for waiting, record in zip(batch, records, strict=True):
            _settle(waiting, record)


def _settle(waiting: _Waiting, outcome: list[Any] | Exception) -> None:
    """Set the record or the error of a read, unless the read was cancelled or has timed out."""
    if waiting.answer is None or waiting.answer.done():
        return
    if isinstance(outcome, Exception):
        waiting.answer.set_exception(outcome)
    else:
        waiting.answer.set_result(outcome)
