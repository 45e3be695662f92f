"""One server process beside several, in turn, on the same Neo4j."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from benchmarks.machine import family
from benchmarks.measure import Course, measure
from benchmarks.report import figures, markdown
from benchmarks.servers import serve_graphapi
from benchmarks.stores import neo4j_with
from benchmarks.throughput import server_contestant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.measure import Window
    from benchmarks.throughput import Field

ASKED: Final = ("point", "film_page", "list")
NUMBERS: Final = (1, 2)


def compare_workers(ground: Field, repeats: int, seconds: float, release: str) -> list[Window]:
    """All windows, from 64 clients, with each number of workers."""
    with ExitStack() as stack:
        neo4j = stack.enter_context(neo4j_with(ground.catalogue, release))
        contestants = []
        for workers in NUMBERS:
            server = stack.enter_context(
                serve_graphapi(ground.folder, ground.first, neo4j.endpoint, name=f"{workers}-workers", workers=workers)
            )
            contestant = server_contestant(server, [neo4j.process_id], ground)
            contestants.append(replace(contestant, process_ids=family(server.process.pid)))
        course = Course(clients=(64,), seconds=seconds, repeats=repeats, questions=ASKED)
        return measure(contestants, course)


def workers_table(windows: Iterable[Window]) -> str:
    """A row for each question and number of workers."""
    head = ["query, 64 clients", "server", "requests/s", "p99 ms", "CPU µs a request: server", "database", "MiB"]
    rows = []
    for figure in figures(windows).values():
        row = [figure.question, figure.contestant, f"{figure.rate:,.0f}", f"{figure.p99:.1f}"]
        rows.append([*row, f"{figure.server_cpu:,.0f}", f"{figure.store_cpu:,.0f}", f"{figure.server_memory:.0f}"])
    return markdown(head, rows)
