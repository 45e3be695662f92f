"""A long run of mixed traffic: whether valid requests get errors, and whether memory and descriptors grow."""

from __future__ import annotations

import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.isolation import Waits
from benchmarks.machine import memory_mib
from benchmarks.progress import say
from benchmarks.servers import serve_graphapi
from benchmarks.soak_traffic import Client, Kind, Outcome, Traffic, refused_documents
from benchmarks.stores import fill_embedded, neo4j_with
from graphapi.store import StoreKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.servers import Server
    from benchmarks.throughput import Workload

CLIENTS: Final = 8
REQUESTS_A_SECOND: Final = 40
"""Of all clients together: a rate that two cores can serve on both stores."""
WARM_UP_SHARE: Final = 0.1
"""The share of the time before the measurement, in which caches fill."""
SAMPLE_SECONDS: Final = 1.0
REPORTS: Final = 20


@dataclass(frozen=True, slots=True)
class Sample:
    """Memory in MiB, and open descriptors, of the server and of the store at a moment."""

    server_mib: float
    store_mib: float
    server_descriptors: int
    store_descriptors: int


@dataclass(slots=True)
class Tally(Waits):
    """What the requests of one name got."""

    kind: Kind = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Soak:
    """The run on one store; ``tallies`` are by the names of the requests."""

    store: StoreKind
    minutes: float
    samples: Sequence[Sample]
    tallies: dict[str, Tally]

    def errors(self, *kinds: Kind) -> int:
        """The requests of some kinds that did not get what they should."""
        return sum(one.errors.total() for one in self.tallies.values() if one.kind in kinds)

    def thirds(self, figure: Callable[[Sample], float]) -> tuple[float, float]:
        """The medians of a figure in the first and in the last third of the samples."""
        length = max(1, len(self.samples) // 3)
        first, last = self.samples[:length], self.samples[-length:]
        return statistics.median(map(figure, first)), statistics.median(map(figure, last))


def soak(workload: Workload, kind: StoreKind, minutes: float, release: str) -> Soak:
    """Run the traffic on a store.

    Args:
        workload: the graph and the values to ask for.
        kind: the store.
        minutes: how long the traffic is measured.
        release: of Neo4j.
    """
    with ExitStack() as stack:
        if kind is StoreKind.NEO4J:
            neo4j = stack.enter_context(neo4j_with(workload.catalogue, release))
            server = stack.enter_context(serve_graphapi(workload.folder, workload.first, neo4j.endpoint))
            return _run(workload, server, [neo4j.process_id], kind, minutes)
        folder = workload.folder / "embedded"
        fill_embedded(folder, workload.catalogue)
        server = stack.enter_context(serve_graphapi(workload.folder, workload.first, data_dir=folder))
        return _run(workload, server, server.store_process_ids, kind, minutes)


def _run(workload: Workload, server: Server, store: list[int], kind: StoreKind, minutes: float) -> Soak:
    refused = refused_documents(server.url)
    traffics = [Traffic(workload, refused, workload.seed + number) for number in range(CLIENTS)]
    say(f"  {kind}: warming up for {minutes * WARM_UP_SHARE * 60:.0f} s")
    _send(server.url, traffics, minutes * WARM_UP_SHARE * 60)
    samples: list[Sample] = []
    over = threading.Event()
    with ThreadPoolExecutor(1) as watcher:
        watching = watcher.submit(_watch, server.process_ids, store, samples, over, minutes * 60)
        try:
            outcomes = _send(server.url, traffics, minutes * 60)
        finally:
            over.set()
        watching.result()
    return Soak(kind, minutes, samples, tally(outcomes))


def _send(url: str, traffics: Sequence[Traffic], seconds: float) -> list[Outcome]:
    """Send the requests of all clients at a steady rate."""
    start = time.perf_counter()
    pause = CLIENTS / REQUESTS_A_SECOND

    def send(number: int) -> list[Outcome]:
        client = Client(url, number)
        outcomes = []
        due = start + pause * number / CLIENTS
        # A client that is late does not go on longer.
        while max(due, time.perf_counter()) < start + seconds:
            time.sleep(max(0.0, due - time.perf_counter()))
            outcomes.append(client.send(traffics[number].next(), due))
            due += pause
        client.close()
        return outcomes

    with ThreadPoolExecutor(CLIENTS) as threads:
        return [outcome for outcomes in threads.map(send, range(CLIENTS)) for outcome in outcomes]


def _watch(
    server: Sequence[int], store: Sequence[int], samples: list[Sample], over: threading.Event, seconds: float
) -> None:
    """Take a sample each second until the traffic is over, and report the progress."""
    start, reported = time.monotonic(), 0
    while not over.wait(SAMPLE_SECONDS):
        samples.append(Sample(memory_mib(server), memory_mib(store), descriptors(server), descriptors(store)))
        passed = time.monotonic() - start
        if passed / seconds * REPORTS >= reported:
            now = samples[-1]
            say(
                f"  {passed / 60:.1f} of {seconds / 60:.1f} minutes: server {now.server_mib:.0f} MiB, "
                f"{now.server_descriptors} descriptors; store {now.store_mib:.0f} MiB"
            )
            reported += 1


def descriptors(process_ids: Iterable[int]) -> int:
    """The number of open file descriptors of running processes."""
    return sum(sum(1 for _ in Path(f"/proc/{one}/fd").iterdir()) for one in process_ids)


def tally(outcomes: Iterable[Outcome]) -> dict[str, Tally]:
    """Group outcomes by the kinds and names of their requests, sorted."""
    tallies: dict[str, Tally] = {}
    for outcome in outcomes:
        request = outcome.request
        name = request.name if request.kind is Kind.VALID else f"{request.kind}: {request.name}"
        one = tallies.setdefault(name, Tally(kind=request.kind))
        one.milliseconds.append(outcome.milliseconds)
        if outcome.error:
            one.errors[outcome.error] += 1
    order = list(Kind)
    return dict(sorted(tallies.items(), key=lambda item: (order.index(item[1].kind), item[0])))
