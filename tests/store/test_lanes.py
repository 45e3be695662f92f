"""Lanes: clients take turns, queues are bounded, and expensive reads do not take the places of cheap ones."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from graphapi.errors import DeadlineExceededError, OverloadedError
from graphapi.statement import Statement
from graphapi.store import StoreKind, batching
from graphapi.store.batch_metrics import ReadTiming
from graphapi.store.batching import MOST_LIGHT_COST, SharedReads
from tests.store.test_batching import ANY, DOUBLE, PausedGraph, statement, wait_for_places

if TYPE_CHECKING:
    from graphapi.store import Graph

OTHERS = [statement(f"{number} * $p0") for number in range(3, 12)]


async def test_clients_take_turns(graph: Graph) -> None:
    busy = PausedGraph(graph, paused_reads=1)
    reads = SharedReads(busy, places=1, largest_batch=1)
    asking = [asyncio.create_task(reads.read(DOUBLE, {"p0": 0}, timeout=30, client="greedy"))]
    await wait_for_places(busy)
    for question in OTHERS:
        asking.append(asyncio.create_task(reads.read(question, {"p0": 1}, timeout=30, client="greedy")))
    await asyncio.sleep(0)
    asking.append(asyncio.create_task(reads.read(DOUBLE, {"p0": 1}, timeout=30, client="modest")))
    await asyncio.sleep(0)
    busy.resume.set()
    await asyncio.gather(*asking)
    order = [text for text, _ in busy.sent]
    assert order.index(DOUBLE.text, 1) <= 2, "behind one read of the other client, not behind nine"
    assert [text for text in order if text != DOUBLE.text] == [question.text for question in OTHERS]


async def test_a_full_queue_refuses_at_once_whoever_has_most_in_it(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "MOST_WAITING", 4)
    busy = PausedGraph(graph, paused_reads=1)
    reads = SharedReads(busy, places=1, largest_batch=1)
    first = asyncio.create_task(reads.read(DOUBLE, {"p0": 0}, timeout=30, client="greedy"))
    await wait_for_places(busy)
    waiting = [
        asyncio.create_task(reads.read(question, {"p0": 1}, timeout=30, client="greedy")) for question in OTHERS[:4]
    ]
    await asyncio.sleep(0)
    with pytest.raises(OverloadedError) as refused:
        await reads.read(OTHERS[4], {"p0": 1}, timeout=30, client="greedy")
    assert refused.value.retry_after == 1
    modest = asyncio.create_task(reads.read(DOUBLE, {"p0": 21}, timeout=30, client="modest"))
    await asyncio.sleep(0)
    busy.resume.set()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert [isinstance(outcome, OverloadedError) for outcome in outcomes] == [False, False, False, True]
    assert await modest == [42]
    assert await first == [0]
    assert reads.light.measures.waiting == 0


async def test_expensive_reads_have_places_of_their_own(graph: Graph) -> None:
    busy = PausedGraph(graph, paused_reads=batching.HEAVY_PLACES)
    reads = SharedReads(busy, places=1, batch_seconds=ANY)
    expensive = [
        asyncio.create_task(reads.read(question, {"p0": 1}, timeout=30, cost=MOST_LIGHT_COST + 1))
        for question in OTHERS[:5]
    ]
    await wait_for_places(busy)
    assert await reads.read(DOUBLE, {"p0": 21}, timeout=30) == [42], "it does not wait for the expensive ones"
    busy.resume.set()
    assert await asyncio.gather(*expensive) == [[number] for number in range(3, 8)]


async def test_the_time_at_the_store_is_reported(graph: Graph) -> None:
    timing = ReadTiming()
    assert await SharedReads(graph).read(DOUBLE, {"p0": 2}, timeout=30, timing=timing) == [4]
    assert (timing.lane, timing.batch_size) == ("light", 1)
    assert 0 < timing.came <= timing.sent < timing.answered
    assert timing.seconds == timing.answered - timing.sent


async def test_a_read_that_is_cancelled_gives_its_place_in_the_queue_back(graph: Graph) -> None:
    busy = PausedGraph(graph, paused_reads=1)
    reads = SharedReads(busy, places=1, largest_batch=1)
    first = asyncio.create_task(reads.read(DOUBLE, {"p0": 1}, timeout=30))
    await wait_for_places(busy)
    gone = asyncio.create_task(reads.read(OTHERS[0], {"p0": 1}, timeout=30, client="gone"))
    stays = asyncio.create_task(reads.read(OTHERS[1], {"p0": 1}, timeout=30, client="stays"))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.sleep(0)
    busy.resume.set()
    assert list(await asyncio.gather(first, stays)) == [[2], [4]]
    assert [text for text, _ in busy.sent] == [DOUBLE.text, OTHERS[1].text]


CROSS_PRODUCT = Statement(
    "MATCH (a:Genre), (b:Genre), (c:Genre), (d:Genre), (e:Genre) "
    "WHERE a.key + b.key + c.key + d.key + e.key = $p0 RETURN count(*)",
    "",
    ("p0",),
    (),
)
RUNNING = (
    "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'c:Genre' AND NOT currentQuery CONTAINS 'SHOW'"
)


@pytest.mark.parametrize("waits", [False, True], ids=["at once", "from the queue"])
async def test_a_statement_that_is_given_up_is_ended_at_the_store(graph: Graph, waits: bool) -> None:
    """Both when the client leaves and at the deadline, the store stops working within a second."""
    await graph.write("UNWIND range(1, 200) AS n CREATE (:Genre {key: 'g' + n, name: 'g' + n})", {})
    reads = SharedReads(graph, terminate=graph.terminate if graph.kind is StoreKind.EMBEDDED else None)
    first = [
        asyncio.create_task(reads.read(DOUBLE, {"p0": 1}, timeout=30, cost=MOST_LIGHT_COST + 1))
        for _ in range(batching.HEAVY_PLACES * waits)
    ]
    leaves = asyncio.create_task(reads.read(CROSS_PRODUCT, {"p0": "x"}, timeout=30, cost=MOST_LIGHT_COST + 1))
    await asyncio.gather(*first)
    await _until_running(graph, 1)
    leaves.cancel()
    await _until_running(graph, 0)
    with pytest.raises(asyncio.CancelledError):
        await leaves
    with pytest.raises(DeadlineExceededError):
        await reads.read(CROSS_PRODUCT, {"p0": "x"}, timeout=0.5, cost=MOST_LIGHT_COST + 1)
    await _until_running(graph, 0)
    assert await reads.read(DOUBLE, {"p0": 21}, timeout=5, cost=MOST_LIGHT_COST + 1) == [42]


async def _until_running(graph: Graph, number: int) -> None:
    """Wait until so many of the long statements run at the store."""
    for _ in range(100):
        found = await graph.run_schema(RUNNING)
        if len(found) == number:
            return
        await asyncio.sleep(0.02)
    pytest.fail(f"{found} run, expected {number}")
