"""Lanes: bounded places at the store, and bounded queues of the reads that wait for one.

Waiting is fair between clients: they take turns, however many reads each of them has waiting. Where a queue is full,
the client with the most waiting reads loses its last one.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from graphapi.errors import DeadlineExceededError, GraphapiError, OverloadedError, StoreUnavailableError
from graphapi.store.batch_metrics import LaneMeasures, ReadTiming

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence

    from graphapi.statement import Statement

RETRY_SECONDS: Final = 1
"""After how many seconds a client should try again where the queue is full."""


@dataclass(slots=True, eq=False)
class PendingRead:
    """A read that times out after ``timeout`` seconds.

    Attributes:
        statement: the statement.
        parameters: its parameters.
        timeout: the seconds until the read times out.
        since: the time on the event loop's clock at which it came.
        client: the client that it is for; the reads of one client wait in line, those of several take turns.
        timing: when it was sent and answered.
        answer: the record; None unless the read has to wait.
        is_sent: whether it does not wait any more.
        batch: the reads that are sent together with this one, itself included; empty until then.
        task: the task that sends them, if the read had to wait.
    """

    statement: Statement
    parameters: Mapping[str, object]
    timeout: float
    since: float
    client: str = ""
    timing: ReadTiming = field(default_factory=ReadTiming)
    answer: asyncio.Future[list[Any]] | None = None
    is_sent: bool = False
    batch: Sequence[PendingRead] = ()
    task: asyncio.Task[None] | None = None

    @property
    def deadline(self) -> float:
        """The time on the event loop's clock at which the read times out."""
        return self.since + self.timeout

    @property
    def waits(self) -> bool:
        """Whether it still waits for its place: it was not sent, has not timed out, and was not cancelled."""
        return not self.is_sent and self.answer is not None and not self.answer.done()

    @property
    def shared_key(self) -> Hashable:
        """What reads that can share a statement have in common: its text and its shared parameters."""
        return (self.statement.text, *(self.parameters[name] for name in self.statement.shared))

    def abandon(self) -> None:
        """End the statement, if no read of its batch wants the answer any more."""
        if self.task is not None and all(read.answer is None or read.answer.done() for read in self.batch):
            self.task.cancel()

    def expire(self) -> None:
        """Fail with a timeout, whether or not the statement has been sent."""
        self.resolve(DeadlineExceededError(f"The store did not answer within {self.timeout:.3g} seconds."))

    def resolve(self, outcome: list[Any] | Exception) -> None:
        """Set the record or the error, unless the read was cancelled or has timed out."""
        if self.answer is None or self.answer.done():
            return
        if isinstance(outcome, Exception):
            self.answer.set_exception(outcome)
        else:
            self.answer.set_result(outcome)


@dataclass(slots=True)
class _Queue:
    """The reads that wait, by client and by what they can share; a read that is sent is dropped from both lazily."""

    by_client: dict[str, deque[PendingRead]] = field(default_factory=dict)
    by_key: dict[Hashable, deque[PendingRead]] = field(default_factory=dict)

    def add(self, read: PendingRead) -> None:
        self.by_client.setdefault(read.client, deque()).append(read)
        self.by_key.setdefault(read.shared_key, deque()).append(read)

    def drop_last(self, client: str) -> None:
        """Refuse the read of a client that came last."""
        reads = self.by_client[client]
        while reads:
            read = reads.pop()
            if read.waits:
                read.resolve(_overloaded())
                break
        if not reads:
            del self.by_client[client]

    def next_batch(self, batch_size: Callable[[Statement], int]) -> list[PendingRead]:
        """The read that has waited longest of the client whose turn it is, with others that share its statement."""
        first = self._next_read()
        if first is None:
            return []
        first.is_sent = True
        batch = [first]
        sharing = self.by_key.get(first.shared_key, deque())
        size = batch_size(first.statement)
        while sharing and (len(batch) < size or not sharing[0].waits):
            read = sharing.popleft()
            if read.waits:
                read.is_sent = True
                batch.append(read)
        if not sharing:
            self.by_key.pop(first.shared_key, None)
        return batch

    def _next_read(self) -> PendingRead | None:
        while self.by_client:
            client = next(iter(self.by_client))
            reads = self.by_client.pop(client)
            while reads:
                read = reads.popleft()
                if read.waits:
                    if reads:
                        # Its next turn comes after everybody else's.
                        self.by_client[client] = reads
                    return read
        self.by_key.clear()
        return None


def _overloaded() -> OverloadedError:
    return OverloadedError("Too many requests wait for the store. Try again later.", retry_after=RETRY_SECONDS)


class Lane:
    """Bounds the statements in flight, and the reads that wait.

    Args:
        name: the name of the lane, for metrics and traces.
        send: sends reads that share a statement from a place, and returns their records in order.
        batch_size: the most reads that may share a statement.
        places: the most statements in flight.
        most_waiting: the most reads that may wait.
        ends_late: whether a statement may take longer to end than its reads may wait for it.
    """

    def __init__(
        self,
        name: str,
        send: Callable[[Sequence[PendingRead], int], Awaitable[list[list[Any]]]],
        batch_size: Callable[[Statement], int],
        places: int,
        most_waiting: int,
        *,
        ends_late: bool = False,
    ) -> None:
        self.name = name
        self.places = places
        self.measures = LaneMeasures()
        self._send = send
        self._ends_late = ends_late
        self._batch_size = batch_size
        self._free = list(range(places))
        self._most_waiting = most_waiting
        self._queue = _Queue()
        self._waiting: Counter[str] = Counter()
        self._running: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> int:
        """The number of places with a statement in flight."""
        return self.places - len(self._free)

    async def read(self, read: PendingRead) -> list[Any]:
        """The record of a read, when its turn has come.

        Raises:
            OverloadedError: too many reads wait, of this client or of all.
            DeadlineExceededError: the read timed out.
        """
        read.timing.lane = self.name
        read.timing.came = time.perf_counter()
        if self._free and not self._ends_late:
            place = self._free.pop()
            try:
                (record,) = await self._send_measured([read], place)
            finally:
                self._dispatch_next(place)
            return record
        self._make_room(read.client)
        loop = asyncio.get_running_loop()
        read.answer = loop.create_future()
        self._queue.add(read)
        # A timer costs a third of asyncio.timeout, and does not cancel the task.
        timer = loop.call_at(read.deadline, read.expire)
        self._count(read.client, 1)
        if self._free:
            self._dispatch_next(self._free.pop())
        try:
            return await read.answer
        except asyncio.CancelledError:
            read.abandon()
            raise
        finally:
            self._count(read.client, -1)
            timer.cancel()

    def _make_room(self, client: str) -> None:
        """Make room for a read of a client where the queue is full."""
        if self._waiting.total() < self._most_waiting:
            return
        greediest, number = self._waiting.most_common(1)[0]
        if number <= self._waiting[client] + 1:
            raise _overloaded()
        self._queue.drop_last(greediest)

    def _count(self, client: str, change: int) -> None:
        self.measures.waiting += change
        self._waiting[client] += change
        if not self._waiting[client]:
            del self._waiting[client]

    def _dispatch_next(self, place: int) -> None:
        """Use a place that has become free for waiting reads, or release it if there are none."""
        batch = self._queue.next_batch(self._batch_size)
        if not batch:
            self._free.append(place)
            return
        task = asyncio.get_running_loop().create_task(self._serve(batch, place))
        for read in batch:
            read.batch, read.task = batch, task
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _serve(self, batch: list[PendingRead], place: int) -> None:
        try:
            await self._answer(batch, place)
        finally:
            self._dispatch_next(place)

    async def _answer(self, batch: list[PendingRead], place: int) -> None:
        try:
            records = await self._send_measured(batch, place)
        except Exception as error:
            if len(batch) == 1 or isinstance(error, StoreUnavailableError | DeadlineExceededError):
                for read in batch:
                    read.resolve(error)
                return
            # One read of the batch is bad: send each read alone, so that only the bad one fails.
            self.measures.split += 1
            for read in batch:
                await self._answer([read], place)
            return
        for read, record in zip(batch, records, strict=True):
            read.resolve(record)

    async def _send_measured(self, batch: Sequence[PendingRead], place: int) -> list[list[Any]]:
        """Send a batch, and note the times of its reads and the outcome."""
        measures, size, start = self.measures, len(batch), time.perf_counter()
        # A read that times out at the store needs these times before the statement ends.
        for read in batch:
            timing = read.timing
            timing.sent, timing.batch_size = start, size
        try:
            records = await self._send(batch, place)
        except BaseException as error:
            end = time.perf_counter()
            for read in batch:
                read.timing.answered = end
            if isinstance(error, GraphapiError):
                measures.failed[error.code] += 1
            raise
        end = time.perf_counter()
        measures.batches.add(size)
        measures.times.add(end - start)
        for read in batch:
            timing = read.timing
            timing.answered = end
            measures.waits.add(start - timing.came if read.answer is not None else 0.0)
        return records
