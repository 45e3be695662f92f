"""Requests that wait share a statement.

A read that finds the store idle goes there at once, alone. While the store is busy, reads wait; whoever
waits for the same statement travels together when a place is free, as one statement with many sets
of values. So nothing is ever delayed for the sake of a batch, and the busier the store, the less
each read costs it.
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
"""How many statements of the light kind are at the store at once. Measured: with two, a core of the store waits while
an answer is taken apart, since 16 clients are all in the two; with more, batches get smaller and the store does the
same work in more pieces."""
HEAVY_PLACES: Final = 2
"""How many heavy statements are at the store at once; they have places of their own, so that light ones never wait
for them."""
LARGEST_BATCH: Final = 32
"""Most reads that share a statement."""
BATCH_SECONDS: Final = 0.025
"""How long a shared statement may be expected to take: those in it get their answers only when it ends. A read that
takes longer than this by itself is heavy, and shares with nobody."""
EWMA_ALPHA: Final = 0.1
"""How much of a longer time than known is believed. A shorter one is believed at once: what makes a read slower than
its statement, a new connection or a busy machine, does not make it heavy."""
MOST_KNOWN: Final = 4096
"""Most statements whose time is remembered."""


@dataclass(slots=True, eq=False)
class _Waiting:
    """A read that wants its turn within ``timeout`` seconds; ``answer`` is there once it has to wait."""

    parameters: Mapping[str, object]
    timeout: float
    since: float
    answer: asyncio.Future[list[Any]] | None = None

    @property
    def deadline(self) -> float:
        return self.since + self.timeout

    def expire(self) -> None:
        """Give up, wherever the statement that it may share is."""
        _settle(self, DeadlineExceededError(f"The store did not answer within {self.timeout:.3g} seconds."))


@dataclass(slots=True, eq=False)
class _Queue:
    """Those that can share a statement: it is the same, and so are the values it takes for all of them."""

    statement: Statement
    waiting: deque[_Waiting] = field(default_factory=deque)


class TextReader(Protocol):
    """Anything that answers a statement's text: an open graph."""

    async def read(
        self, statement: str, parameters: Mapping[str, object], *, timeout: float | None = None
    ) -> list[Any]:
        """The values of the one record that a statement returns; ``timeout`` in seconds."""


class SharedReads:
    """A graph whose reads share statements.

    Args:
        graph: the graph.
        places: how many light statements are at the store at once.
        largest_batch: most reads that share a statement; with 1 each has its own.
        batch_seconds: how long a shared statement may be expected to take.
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
            DeadlineExceededError: no answer within ``timeout`` seconds, the waiting included.
            StoreUnavailableError: the store cannot be reached.
            StatementError: the store refuses the statement with these parameters.
        """
        waiting = _Waiting(parameters, timeout, asyncio.get_running_loop().time())
        lane = self._light if self._batch_size(statement) > 1 or self._largest_batch == 1 else self._heavy
        return await lane.read(statement, waiting)

    def _batch_size(self, statement: Statement) -> int:
        """How many reads may share this statement."""
        seconds = self._seconds.get(statement.text, 0.0)
        if seconds * self._largest_batch <= self._batch_seconds:
            return self._largest_batch
        return max(1, int(self._batch_seconds / seconds))

    async def _send(self, statement: Statement, batch: Sequence[_Waiting]) -> list[list[Any]]:
        """The records of a batch, each in its reader's place."""
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
            # The oldest. A statement that is still in use is measured again at once.
            del self._seconds[next(iter(self._seconds))]
        self._seconds[statement.text] = min(seconds, known + EWMA_ALPHA * (seconds - known))


class _Lane:
    """Places at the store, and those who wait for one: whoever waits longest goes next, with all that can share."""

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
        # In the order of the longest wait: a queue is at the end when it is made, and again when it has been served.
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
        # A timer of its own costs a third of what asyncio.timeout does, and cancels nobody's task.
        timer = loop.call_at(waiting.deadline, waiting.expire)
        self._measures.waiting += 1
        try:
            return await waiting.answer
        finally:
            self._measures.waiting -= 1
            timer.cancel()

    def _go_on(self) -> None:
        """Give a place that has become free to those who wait, or keep it."""
        batch: list[_Waiting] = []
        while self._queues and not batch:
            key, queue = next(iter(self._queues.items()))
            del self._queues[key]
            size = self._batch_size(queue.statement)
            while queue.waiting and len(batch) < size:
                waiting = queue.waiting.popleft()
                # Whoever went away meanwhile has cancelled the answer.
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
            # One of them is bad: each by itself, so that it fails alone.
            self._measures.split += 1
            for waiting in batch:
                await self._answer(statement, [waiting])
            return
        for waiting, record in zip(batch, records, strict=True):
            _settle(waiting, record)


def _settle(waiting: _Waiting, outcome: list[Any] | Exception) -> None:
    """Give a reader its record or its error, unless it went away."""
    if waiting.answer is None or waiting.answer.done():
        return
    if isinstance(outcome, Exception):
        waiting.answer.set_exception(outcome)
    else:
        waiting.answer.set_result(outcome)
