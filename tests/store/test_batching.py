"""Waiting reads share a statement; no read is delayed for that, and none affects another."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from graphapi.errors import DeadlineExceededError, ErrorCode
from graphapi.statement import Statement
from graphapi.store import StatementError, batching
from graphapi.store.batch_metrics import ReadTiming
from graphapi.store.batching import BATCH_SECONDS, SharedReads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.store import Graph


def statement(expression: str) -> Statement:
    """A statement that returns an expression of ``$p0``, or one for each read of a batch."""
    each = expression.replace("$p0", "values[0]")
    return Statement(
        text=f"RETURN {expression} AS answer",
        batch=f"UNWIND range(0, size($batch) - 1) AS i WITH i, $batch[i] AS values ORDER BY i RETURN collect([{each}])",
        own=("p0",),
        shared=(),
    )


DOUBLE = statement("2 * $p0")
SHARE = statement("100 / $p0")
ANY = float("inf")


@dataclass
class PausedGraph:
    """A real graph that holds back its first reads until ``resume`` is set, and records all reads."""

    graph: Graph
    paused_reads: int = 2
    resume: asyncio.Event = field(default_factory=asyncio.Event)
    full: asyncio.Event = field(default_factory=asyncio.Event)
    sent: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)

    async def read(self, text: str, parameters: Mapping[str, object], *, timeout: float | None = None) -> list[Any]:
        """Record the read, wait for ``resume`` if it is one of the first, and read."""
        self.sent.append((text, parameters))
        if len(self.sent) == self.paused_reads:
            self.full.set()
        if len(self.sent) <= self.paused_reads:
            await self.resume.wait()
        return await self.graph.read(text, parameters, timeout=timeout)


async def ask(
    reads: SharedReads,
    question: Statement,
    value: int,
    timeout: float = 30,
    timing: ReadTiming | None = None,
    cost: int = 1,
) -> object:
    """The answer for one value."""
    (answer,) = await reads.read(question, {"p0": value}, timeout=timeout, timing=timing, cost=cost)
    return answer


async def wait_for_places(busy: PausedGraph) -> None:
    """Wait until the first reads have taken all places, so that others have to wait."""
    await busy.full.wait()
    await asyncio.sleep(0)


async def test_reads_that_wait_share_a_statement_and_get_their_own_answers(graph: Graph) -> None:
    busy = PausedGraph(graph)
    reads = SharedReads(busy, places=2, batch_seconds=ANY)
    timings = [ReadTiming() for _ in range(34)]
    asking = [asyncio.create_task(ask(reads, DOUBLE, value, timing=timings[value])) for value in range(34)]
    await wait_for_places(busy)
    busy.resume.set()
    assert await asyncio.gather(*asking) == [2 * value for value in range(34)]
    assert [text for text, _ in busy.sent] == [DOUBLE.text, DOUBLE.text, DOUBLE.batch]
    assert (reads.light.measures.batches.number, reads.light.measures.batches.total) == (3, 34)
    assert reads.light.measures.batches.counts == [2, 0, 0, 0, 0, 1, 0], "two alone, and one of 32"
    assert (reads.light.measures.waits.number, reads.light.measures.waits.counts[0]) == (34, 2), "two did not wait"
    assert reads.light.measures.waits.total > 0
    assert reads.light.measures.waiting == 0
    assert [timing.batch_size for timing in timings] == [1, 1, *[32] * 32]
    assert all(0 < timing.came < timing.sent < timing.answered for timing in timings)
    assert len({(timing.sent, timing.answered) for timing in timings[2:]}) == 1


async def test_a_read_that_finds_the_store_idle_goes_alone_and_at_once(graph: Graph) -> None:
    busy = PausedGraph(graph, paused_reads=0)
    reads = SharedReads(busy, places=2, batch_seconds=ANY)
    assert [await ask(reads, DOUBLE, value) for value in range(3)] == [0, 2, 4]
    assert [text for text, _ in busy.sent] == [DOUBLE.text] * 3
    assert reads.light.measures.batches.total == reads.light.measures.batches.number == 3
    assert reads.light.measures.waits.total == 0
    asking = asyncio.create_task(ask(reads, DOUBLE, 3))
    await asyncio.sleep(0)
    assert len(busy.sent) == 4, "it is at the store after one turn of the loop"
    assert await asking == 6


async def test_a_bad_read_fails_alone(graph: Graph) -> None:
    busy = PausedGraph(graph)
    reads = SharedReads(busy, places=2, batch_seconds=ANY)
    asking = [asyncio.create_task(ask(reads, SHARE, value)) for value in (1, 1, 4, 0, 5)]
    await wait_for_places(busy)
    busy.resume.set()
    answers = await asyncio.gather(*asking, return_exceptions=True)
    assert answers[:3] == [100, 100, 25]
    assert isinstance(answers[3], StatementError)
    assert answers[4] == 20
    assert reads.light.measures.split == 1
    assert reads.light.measures.failed == {ErrorCode.INTERNAL_ERROR: 2}, "the batch, and then the bad one alone"


async def test_whoever_goes_away_takes_only_its_own_read_along(graph: Graph) -> None:
    busy = PausedGraph(graph)
    reads = SharedReads(busy, places=2, batch_seconds=ANY)
    asking = [asyncio.create_task(ask(reads, DOUBLE, value)) for value in range(6)]
    await wait_for_places(busy)
    asking[0].cancel()
    asking[3].cancel()
    busy.resume.set()
    answers = await asyncio.gather(*asking, return_exceptions=True)
    assert [answer for answer in answers if not isinstance(answer, asyncio.CancelledError)] == [2, 4, 8, 10]
    assert busy.sent[-1][1]["batch"] == [[2], [4], [5]]


async def test_the_place_of_one_that_went_away_is_free_again(graph: Graph) -> None:
    busy = PausedGraph(graph, paused_reads=1)
    reads = SharedReads(busy, places=1, batch_seconds=ANY)
    asking = asyncio.create_task(ask(reads, DOUBLE, 1))
    await wait_for_places(busy)
    asking.cancel()
    await asyncio.wait([asking])
    assert await ask(reads, DOUBLE, 21) == 42


async def test_a_deadline_is_that_of_its_own_read(graph: Graph) -> None:
    busy = PausedGraph(graph)
    reads = SharedReads(busy, places=2, batch_seconds=ANY)
    asking = [asyncio.create_task(ask(reads, DOUBLE, value)) for value in range(3)]
    await wait_for_places(busy)
    async with asyncio.timeout(30):
        with pytest.raises(DeadlineExceededError):
            await ask(reads, DOUBLE, 99, timeout=0.05)
    busy.resume.set()
    assert await asyncio.gather(*asking) == [0, 2, 4]


async def test_a_cheap_read_stays_light_although_the_store_is_slow(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = SharedReads(graph, batch_seconds=0.0)

    async def lane_of(cost: int) -> str:
        timing = ReadTiming()
        await reads.read(DOUBLE, {"p0": 1}, timeout=30, cost=cost, timing=timing)
        return timing.lane

    assert [await lane_of(cost) for cost in (1, 1, 50, 10)] == ["light", "light", "heavy", "light"]
    monkeypatch.setattr(batching, "SLOW_SECONDS", 0.0)
    assert await lane_of(1) == "heavy", "the estimate was wrong"


async def test_heavy_reads_share_with_nobody_and_do_not_delay_light_ones(graph: Graph) -> None:
    heavy = statement("size([x IN range(1, 2000000) WHERE x % 7 = $p0])")
    busy = PausedGraph(graph, paused_reads=0)
    reads = SharedReads(busy, places=2, heavy_places=2)
    await ask(reads, heavy, 3, cost=50)
    busy.sent.clear()
    busy.paused_reads = 2
    asking = [asyncio.create_task(ask(reads, heavy, 3, cost=50)) for _ in range(4)]
    await wait_for_places(busy)
    assert await ask(reads, DOUBLE, 4) == 8, "a light read has a place while heavy ones have taken all of theirs"
    busy.resume.set()
    assert len(set(await asyncio.gather(*asking))) == 1
    assert [text for text, _ in busy.sent].count(heavy.text) == 4
    assert BATCH_SECONDS < 1


async def test_whoever_waits_longest_goes_first(graph: Graph) -> None:
    busy = PausedGraph(graph)
    reads = SharedReads(busy, places=2, largest_batch=2, batch_seconds=ANY)
    order = [DOUBLE, DOUBLE, SHARE, DOUBLE, SHARE, DOUBLE, SHARE, DOUBLE]
    asking = [asyncio.create_task(ask(reads, question, value + 1)) for value, question in enumerate(order)]
    await wait_for_places(busy)
    busy.resume.set()
    await asyncio.gather(*asking)
    assert [text for text, _ in busy.sent[2:]] == [SHARE.batch, DOUBLE.batch, SHARE.text, DOUBLE.text]


async def test_with_a_largest_batch_of_one_nothing_is_shared(graph: Graph) -> None:
    busy = PausedGraph(graph)
    reads = SharedReads(busy, places=2, largest_batch=1)
    asking = [asyncio.create_task(ask(reads, DOUBLE, value)) for value in range(8)]
    await wait_for_places(busy)
    busy.resume.set()
    assert await asyncio.gather(*asking) == [2 * value for value in range(8)]
    assert {text for text, _ in busy.sent} == {DOUBLE.text}


async def test_the_times_of_the_oldest_statements_are_forgotten(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "MOST_KNOWN", 2)
    reads = SharedReads(graph)
    first, second, third = (statement(f"{factor} * $p0") for factor in (2, 3, 4))
    for question in (first, second, first, third):
        await ask(reads, question, 1)
    assert list(reads._seconds) == [second.text, third.text]
