"""The disk of the embedded store is full or read-only, or has lost the end of the last write."""

from __future__ import annotations

import os
import resource
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graphapi.errors import GraphapiError
from graphapi.store import connect
from graphapi.store.embedded import find_running
from tests.faults.report import Row
from tests.faults.stage import EmbeddedStage
from tests.faults.test_store import SOON_SECONDS, START_SECONDS, TIMEOUT, UNAVAILABLE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from graphapi.store import Graph
    from tests.faults.stage import Stage

PAIRS = 40
TORN_BYTES = 5
MEGABYTE = "x" * 1_000_000


@pytest.fixture
def embedded(embedded_stage: Stage) -> Iterator[EmbeddedStage]:
    """The stage of the embedded store; what a test writes is removed again."""
    assert isinstance(embedded_stage, EmbeddedStage)
    yield embedded_stage
    run(embedded_stage, lambda graph: graph.write("MATCH (n:Written) DELETE n", {}))


def run(stage: EmbeddedStage, work: Callable[[Graph], Awaitable[Any]]) -> Any:  # noqa: ANN401
    """Run work on the graph of the server, as a command does."""

    async def run_on_graph() -> object:
        endpoint = find_running(stage.data)
        assert endpoint is not None
        graph = await connect(endpoint)
        try:
            return await work(graph)
        finally:
            await graph.close()

    return stage.portal.call(run_on_graph)


def test_disk_is_full(embedded: EmbeddedStage, rows: list[Row]) -> None:
    async def fill(graph: Graph) -> None:
        for _ in range(50):
            await graph.write("CREATE (:Written {text: $text})", {"text": MEGABYTE})

    with embedded.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        begin = time.monotonic()
        largest = max(path.stat().st_size for path in (embedded.data / "databases").rglob("*") if path.is_file())
        embedded.limit_store(resource.RLIMIT_FSIZE, largest + 2**20)
        try:
            with pytest.raises(GraphapiError):
                run(embedded, fill)
        finally:
            embedded.limit_store(resource.RLIMIT_FSIZE, None)
        end = time.monotonic()
        load.await_good(end, START_SECONDS)
        run(embedded, fill)
    rows.append(Row("disk full", embedded.name, embedded.check(load, begin, end, ())))


def test_data_folder_becomes_read_only(embedded: EmbeddedStage, rows: list[Row]) -> None:
    with embedded.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        begin = time.monotonic()
        folders = [embedded.data, *(path for path in embedded.data.rglob("*") if path.is_dir())]
        for folder in folders:
            folder.chmod(0o500)
        try:
            time.sleep(0.5)
            embedded.kill_store()
            time.sleep(1.5)
        finally:
            for folder in folders:
                folder.chmod(0o700)
        end = time.monotonic()
        load.await_good(end, START_SECONDS)
    outcome = embedded.check(load, begin, end, {UNAVAILABLE, TIMEOUT})
    assert outcome.seen
    rows.append(Row("data folder read-only, and the store killed", embedded.name, outcome))


def test_last_write_is_torn(embedded: EmbeddedStage, rows: list[Row]) -> None:
    async def write(graph: Graph) -> None:
        statement = "CREATE (:Written {number: $number})"
        for number in range(PAIRS):
            await graph.transaction([(statement, {"number": number})] * 2)

    with embedded.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        run(embedded, write)
        begin = time.monotonic()
        watchdog, store = embedded.watchdog_pid, embedded.store_pid
        os.kill(watchdog, signal.SIGSTOP)
        try:
            os.kill(store, signal.SIGKILL)
            while Path(f"/proc/{store}/exe").exists():
                time.sleep(0.01)
            logs = [path for path in embedded.data.rglob("*.wal") if path.stat().st_size > TORN_BYTES]
            last = max(logs, key=lambda path: path.stat().st_mtime_ns)
            os.truncate(last, last.stat().st_size - TORN_BYTES)
        finally:
            os.kill(watchdog, signal.SIGCONT)
        end = time.monotonic()
        load.await_good(end, START_SECONDS)
        numbers = run(embedded, lambda graph: graph.read("MATCH (n:Written) RETURN collect(n.number)", {}))[0]
    # Each transaction is there with both of its nodes or not at all, and at most the last one is lost.
    assert sorted(numbers) in ([*sorted([*range(kept)] * 2)] for kept in (PAIRS, PAIRS - 1))
    rows.append(Row("log of the store torn", embedded.name, embedded.check(load, begin, end, {UNAVAILABLE, TIMEOUT})))
