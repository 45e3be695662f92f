"""A comparison of this version with another installed version, in turn on the same Neo4j."""

from __future__ import annotations

import statistics
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.machine import memory_mib
from benchmarks.measure import Course, measure
from benchmarks.progress import say
from benchmarks.report import figures, markdown
from benchmarks.servers import serve_graphapi
from benchmarks.stores import neo4j_with
from benchmarks.throughput import server_contestant

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from benchmarks.measure import Window
    from benchmarks.servers import Server
    from benchmarks.throughput import Workload

CLIENTS: Final = 16
THIS: Final = "this"
OTHER: Final = "other"
NAMES: Final = (OTHER, THIS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The measurements for both versions.

    For each start, ``start_seconds`` has the time to the first correct answer, and ``at_rest`` the memory in MiB.
    """

    windows: list[Window]
    start_seconds: dict[str, list[float]]
    at_rest: dict[str, list[float]]


def compare_releases(workload: Workload, other: Path, course: Course, starts: int, release: str) -> Comparison:
    """Start both versions several times in turn, then measure both in turn.

    Args:
        workload: the graph and the values to ask for.
        other: the Python interpreter of the other version.
        course: the plan of the measurement.
        starts: the number of starts of each version.
        release: the release of Neo4j.
    """
    interpreters = {OTHER: other, THIS: None}
    seconds: dict[str, list[float]] = {name: [] for name in NAMES}
    memory: dict[str, list[float]] = {name: [] for name in NAMES}
    with ExitStack() as stack:
        neo4j = stack.enter_context(neo4j_with(workload.catalogue, release))

        def serve(name: str) -> AbstractContextManager[Server]:
            return serve_graphapi(
                workload.folder, workload.first, neo4j.endpoint, name=name, interpreter=interpreters[name]
            )

        for number in range(starts):
            for name in NAMES if number % 2 == 0 else reversed(NAMES):
                with serve(name) as server:
                    seconds[name].append(server.start_seconds)
                    memory[name].append(memory_mib(server.process_ids))
                    say(f"  {name}: {seconds[name][-1]:.2f} s, {memory[name][-1]:.1f} MiB")
        contestants = [
            server_contestant(stack.enter_context(serve(name)), [neo4j.process_id], workload) for name in NAMES
        ]
        return Comparison(measure(contestants, course), seconds, memory)


def releases_table(comparison: Comparison) -> str:
    """A table of both versions and their ratio: each question, the geometric mean, start time and memory."""
    found = figures(comparison.windows)
    rates = {(one.question, one.contestant): one.rate for one in found.values()}
    questions = list(dict.fromkeys(one.question for one in found.values()))
    ratios = [rates[name, THIS] / rates[name, OTHER] for name in questions]
    rows = [
        [name, f"{rates[name, OTHER]:,.0f}", f"{rates[name, THIS]:,.0f}", f"{ratio:.3f}"]
        for name, ratio in zip(questions, ratios, strict=True)
    ]
    rows.append(["geometric mean", "", "", f"{statistics.geometric_mean(ratios):.3f}"])
    for name, values in (
        ("start to the first answer, s", comparison.start_seconds),
        ("memory at rest, MiB", comparison.at_rest),
    ):
        other, this = (statistics.median(values[one]) for one in NAMES)
        rows.append([name, f"{other:.2f}", f"{this:.2f}", f"{this / other:.3f}"])
    return markdown([f"requests/s, {CLIENTS} clients", *NAMES, "this / other"], rows)
