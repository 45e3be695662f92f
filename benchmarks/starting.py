"""Cold starts: from the start of the process to the first right answer, several times."""

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
    from benchmarks.throughput import Field


def cold_starts(ground: Field, repeats: int, release: str) -> dict[str, list[float]]:
    """Seconds of each start: of graphapi on both stores, and of the peer."""
    embedded = ground.folder / "embedded"
    fill_embedded(embedded, ground.catalogue)
    found: dict[str, list[float]] = {}
    found["graphapi, embedded store"] = _starts(
        lambda: serve_graphapi(ground.folder, ground.first, data_dir=embedded), repeats
    )
    with neo4j_with(ground.catalogue, release) as neo4j:
        found["graphapi, Neo4j running"] = _starts(
            lambda: serve_graphapi(ground.folder, ground.first, neo4j.endpoint), repeats
        )
        found["peer, Neo4j running"] = _starts(lambda: serve_peer(ground.folder, ground.first, neo4j.endpoint), repeats)
    return found


def start_table(found: dict[str, list[float]]) -> str:
    """Median, best and worst, in seconds."""
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
