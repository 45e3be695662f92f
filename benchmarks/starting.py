"""Cold starts: the time from process start to the first correct answer."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from benchmarks.progress import say
from benchmarks.report import markdown
from benchmarks.servers import serve_graphapi, serve_peer
from benchmarks.stores import fill_embedded, neo4j_with

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from benchmarks.servers import Server
    from benchmarks.throughput import Workload


def cold_starts(workload: Workload, repeats: int, release: str) -> dict[str, list[float]]:
    """The seconds of each start, for graphapi on both stores and for the peer."""
    embedded = workload.folder / "embedded"
    fill_embedded(embedded, workload.catalogue)
    found: dict[str, list[float]] = {}
    found["graphapi, embedded store"] = _starts(
        lambda: serve_graphapi(workload.folder, workload.first, data_dir=embedded), repeats
    )
    with neo4j_with(workload.catalogue, release) as neo4j:
        found["graphapi, Neo4j running"] = _starts(
            lambda: serve_graphapi(workload.folder, workload.first, neo4j.endpoint), repeats
        )
        found["peer, Neo4j running"] = _starts(
            lambda: serve_peer(workload.folder, workload.first, neo4j.endpoint), repeats
        )
    return found


def start_table(found: dict[str, list[float]]) -> str:
    """A table of the median, best and worst times in seconds."""
    rows = [
        [name, f"{statistics.median(times):.2f}", f"{min(times):.2f}", f"{max(times):.2f}"]
        for name, times in found.items()
    ]
    return markdown(["cold start to first answer, s", "median", "best", "worst"], rows)


def _starts(serve: Callable[[], AbstractContextManager[Server]], repeats: int) -> list[float]:
    times: list[float] = []
    for _ in range(repeats):
        with serve() as server:
            times.append(server.start_seconds)
            say(f"  {server.name}: {server.start_seconds:.2f} s")
    return times
