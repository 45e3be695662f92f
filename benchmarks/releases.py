"""This version beside another one that is installed elsewhere, in turn, on the same Neo4j."""

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
    from pathlib import Path

    from benchmarks.measure import Window
    from benchmarks.throughput import Field

CLIENTS: Final = 16
THIS: Final = "this"
OTHER: Final = "other"
NAMES: Final = (OTHER, THIS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was measured of both versions.

    ``start_seconds`` go to the first right answer and ``at_rest`` is in MiB, several starts of each.
    """

    windows: list[Window]
    start_seconds: dict[str, list[float]]
    at_rest: dict[str, list[float]]


def compare_releases(ground: Field, other: Path, course: Course, starts: int, release: str) -> Comparison:
    """Start both versions in turn, several times, then ask both in turn.

    Args:
        ground: what is asked.
        other: the Python interpreter that has the other version.
        course: how long; the clients of the course are asked for.
        starts: how often each is started.
        release: of Neo4j.
    """
    interpreters = {OTHER: other, THIS: None}
    seconds: dict[str, list[float]] = {name: [] for name in NAMES}
    memory: dict[str, list[float]] = {name: [] for name in NAMES}
    with ExitStack() as stack:
        neo4j = stack.enter_context(neo4j_with(ground.catalogue, release))
        for number in range(starts):
            for name in NAMES if number % 2 == 0 else reversed(NAMES):
                with serve_graphapi(
                    ground.folder, ground.first, neo4j.endpoint, name=name, interpreter=interpreters[name]
                ) as server:
                    seconds[name].append(server.start_seconds)
                    memory[name].append(memory_mib(server.process_ids))
                    say(f"  {name}: {seconds[name][-1]:.2f} s, {memory[name][-1]:.1f} MiB")
        contestants = [
            server_contestant(
                stack.enter_context(
                    serve_graphapi(
                        ground.folder, ground.first, neo4j.endpoint, name=name, interpreter=interpreters[name]
                    )
                ),
                [neo4j.process_id],
                ground,
            )
            for name in NAMES
        ]
        return Comparison(measure(contestants, course), seconds, memory)


def releases_table(comparison: Comparison) -> str:
    """Both versions and their ratio: a row for each question, the geometric mean, the start and the memory."""
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
