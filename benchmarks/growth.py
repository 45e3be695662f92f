"""A measurement of whether the memory of the API process grows over many requests."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.machine import memory_mib
from benchmarks.progress import say
from benchmarks.questions import QUESTIONS
from benchmarks.report import markdown
from benchmarks.servers import serve_graphapi
from benchmarks.stores import neo4j_with
from benchmarks.throughput import embedded_server, server_contestant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.throughput import Workload

CLIENTS: Final = 16
SLICE_SECONDS: Final = 2.0
# Caches fill and the allocator settles during the first requests.
SETTLED_SHARE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Sample:
    """The memory in MiB after a number of requests."""

    requests: int
    memory: float


@dataclass(frozen=True, slots=True)
class Growth:
    """The memory over a run; ``failures`` counts wrong answers."""

    samples: Sequence[Sample]
    failures: int

    @property
    def settled(self) -> Sample:
        """The first sample after the caches have filled."""
        last = self.samples[-1].requests
        return next(one for one in self.samples if one.requests >= last * SETTLED_SHARE)

    @property
    def growth_mib(self) -> float:
        """The growth in MiB from the settled sample to the last one."""
        return self.samples[-1].memory - self.settled.memory


def memory_growth(workload: Workload, requests: int, *, embedded: bool, release: str) -> Growth:
    """Ask the six questions in turn until ``requests`` requests are answered, and record the memory."""
    with ExitStack() as stack:
        if embedded:
            server, _ = stack.enter_context(embedded_server(workload))
            store = server.store_process_ids
        else:
            neo4j = stack.enter_context(neo4j_with(workload.catalogue, release))
            server = stack.enter_context(serve_graphapi(workload.folder, workload.first, neo4j.endpoint))
            store = [neo4j.process_id]
        contestant = server_contestant(server, store, workload)
        samples = [Sample(0, memory_mib(contestant.process_ids))]
        answered = failures = reported = 0
        while answered < requests:
            for question in QUESTIONS:
                load = contestant.ask(question, CLIENTS, SLICE_SECONDS)
                answered += load.answers
                failures += load.failures
            samples.append(Sample(answered, memory_mib(contestant.process_ids)))
            if answered >= reported:
                say(f"  {answered:,} of {requests:,} requests: {samples[-1].memory:.0f} MiB")
                reported += requests // 20
    return Growth(samples, failures)


def growth_table(growth: Growth) -> str:
    """A table of about ten samples, and a line with the growth."""
    step = max(1, len(growth.samples) // 10)
    shown = [*growth.samples[::step], growth.samples[-1]]
    rows = [[f"{one.requests:,}", f"{one.memory:.1f}"] for one in dict.fromkeys(shown)]
    last = growth.samples[-1]
    return (
        markdown(["requests", "MiB"], rows)
        + f"\n\n{growth.growth_mib:+.1f} MiB from request {growth.settled.requests:,} to request {last.requests:,}; "
        f"{growth.failures} wrong answers."
    )
