"""A comparison of one server process with several, in turn on the same Neo4j."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from benchmarks.machine import process_tree
from benchmarks.measure import Course, measure
from benchmarks.report import figures, markdown
from benchmarks.servers import serve_graphapi
from benchmarks.stores import neo4j_with
from benchmarks.throughput import server_contestant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.measure import Window
    from benchmarks.throughput import Workload

NUMBERS: Final = (1, 2)
COURSE: Final = Course(clients=(64,), seconds=4, questions=("point", "film_page", "list"))


def name_of(number: int) -> str:
    """The name of the contestant with this number of workers."""
    return f"{number}-workers"


def compare_workers(workload: Workload, course: Course, release: str, numbers: Sequence[int] = NUMBERS) -> list[Window]:
    """Measure a course with each number of workers."""
    with ExitStack() as stack:
        neo4j = stack.enter_context(neo4j_with(workload.catalogue, release))
        contestants = []
        for workers in numbers:
            server = stack.enter_context(
                serve_graphapi(workload.folder, workload.first, neo4j.endpoint, name=name_of(workers), workers=workers)
            )
            contestant = server_contestant(server, [neo4j.process_id], workload)
            contestants.append(replace(contestant, process_ids=process_tree(server.process.pid)))
        return measure(contestants, course)


def workers_table(windows: Iterable[Window]) -> str:
    """A table with a row for each question and number of workers."""
    head = ["query, 64 clients", "server", "requests/s", "p99 ms", "CPU µs a request: server", "database", "MiB"]
    rows = []
    for figure in figures(windows).values():
        row = [figure.question, figure.contestant, f"{figure.rate:,.0f}", f"{figure.p99:.1f}"]
        rows.append([*row, f"{figure.server_cpu:,.0f}", f"{figure.store_cpu:,.0f}", f"{figure.server_memory:.0f}"])
    return markdown(head, rows)
