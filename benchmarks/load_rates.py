"""The rates of loads into empty stores, beside the rate of each store's own loader with ready-made files.

The bulk path makes the files and sends them; the store's own loader only gets the same files again. Both end with the
same graph and the same indexes.
"""

from __future__ import annotations

import asyncio
import resource
import shlex
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final
from unittest import mock

from benchmarks.progress import say
from benchmarks.report import markdown
from graphapi.load.bulk import embedded_load
from graphapi.load.bulk.import_files import NoGraph
from graphapi.load.catalogue import load_catalogue
from graphapi.load.options import LoadOptions
from graphapi.store import connect
from graphapi.store.arcadedb_batch import send_batch
from graphapi.store.arcadedb_databases import create_next, promote_next
from graphapi.store.bolt import Graph
from graphapi.store.embedded import EmbeddedServer
from graphapi.store.migrations import migrate, migrate_filled
from tests.neo4j_server.importer import run_admin
from tests.neo4j_server.starter import Neo4jServer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from graphapi.store import Endpoint
    from tests.neo4j_server.starter import Release

INCREMENTAL: Final = LoadOptions(bulk_rows=10**12)
BULK: Final = LoadOptions(bulk_rows=0)


@dataclass(frozen=True, slots=True)
class Rate:
    """One load.

    Attributes:
        store: the name of the store.
        path: how the rows were loaded.
        rows: the number of rows in the files of the catalogue.
        seconds: how long it took.
        processor_seconds: the processor time of graphapi's process, with the threads of DuckDB.
        memory_mib: the largest memory of graphapi's process so far.
    """

    store: str
    path: str
    rows: int
    seconds: float
    processor_seconds: float
    memory_mib: float


def measure_rates(catalogue: Path, folder: Path, release: Release) -> list[Rate]:
    """Load a catalogue of CSV files in every way; the bulk path comes first, so that its memory is its own."""
    return [*asyncio.run(_embedded(catalogue, folder)), *asyncio.run(_neo4j(catalogue, folder, release))]


def rates_table(rates: list[Rate]) -> str:
    """The rates in Markdown; a path is compared with the store's own loader."""
    alone = {one.store: one.seconds for one in rates if one.path == OWN}
    head = ["store", "path", "rows per second", "seconds", "of its own loader", "processor µs per row", "memory MiB"]
    lines = [
        [
            one.store,
            one.path,
            f"{one.rows / one.seconds:,.0f}",
            f"{one.seconds:,.1f}",
            f"{alone[one.store] / one.seconds:.2f}",
            "" if one.path == OWN else f"{one.processor_seconds / one.rows * 1e6:.1f}",
            "" if one.path == OWN else f"{one.memory_mib:,.0f}",
        ]
        for one in rates
    ]
    return markdown(head, lines)


OWN: Final = "own loader, ready-made files"


class _Clock:
    def __init__(self, store: str, path: str) -> None:
        say(f"Measuring {store}: {path} …")
        self._names = store, path
        self._start, self._processor = time.perf_counter(), time.process_time()

    def rate(self, rows: int) -> Rate:
        seconds, processor = time.perf_counter() - self._start, time.process_time() - self._processor
        return Rate(*self._names, rows, seconds, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


async def _embedded(catalogue: Path, folder: Path) -> list[Rate]:
    kept: list[Path] = []

    def keep_and_send(endpoint: Endpoint, records: Iterable[bytes], answer: Path) -> None:
        kept.append(folder / f"{len(kept):06}.body")
        with kept[-1].open("wb") as file:
            send_batch(endpoint, _copied(records, file), answer)

    with _embedded_graph(folder / "kept") as endpoint, mock.patch.object(embedded_load, "send_batch", keep_and_send):
        await _load(endpoint, catalogue, BULK, "embedded", "bulk, keeping its files")
    with _embedded_graph(folder / "bulk") as endpoint:
        bulk = await _load(endpoint, catalogue, BULK, "embedded", "bulk")
    with _embedded_graph(folder / "own") as endpoint:
        clock = _Clock("embedded", OWN)
        following = Graph(create_next(endpoint, "a benchmark"))

        async def fill() -> None:
            await embedded_load.create_types(following.endpoint)
            for body in kept:
                await asyncio.to_thread(_send_file, following.endpoint, body)

        await migrate_filled(following, fill)
        await following.close()
        promote_next(endpoint)
        own = clock.rate(bulk.rows)
    with _embedded_graph(folder / "incremental") as endpoint:
        incremental = await _load(endpoint, catalogue, INCREMENTAL, "embedded", "incremental")
    return [bulk, own, incremental]


def _copied(records: Iterable[bytes], file: IO[bytes]) -> Iterator[bytes]:
    for block in records:
        file.write(block)
        yield block


def _send_file(endpoint: Endpoint, body: Path) -> None:
    with body.open("rb") as file:
        send_batch(endpoint, iter(lambda: file.read(embedded_load.BLOCK_BYTES), b""), body.with_suffix(".answer"))


async def _neo4j(catalogue: Path, folder: Path, release: Release) -> list[Rate]:
    name = f"Neo4j {release.version}"
    clock = _Clock(name, "bulk")
    files = await load_catalogue(NoGraph(), catalogue, options=LoadOptions(import_folder=folder / "files"))
    server = Neo4jServer(release, jvm=("-Xmx1g",), page_cache="512m", kept=folder / "neo4j")
    importing = _Clock(name, OWN)
    run_admin(release, folder / "neo4j", shlex.split(files.import_command)[1:], heap="1g")
    own, bulk = importing.rate(files.rows), clock.rate(files.rows)
    try:
        endpoint = await asyncio.to_thread(server.start)
        # Neo4j starts alike for every path, so its start is left out.
        migrating = _Clock(name, "migrate")
        await _migrate(endpoint)
        migration = migrating.rate(files.rows)
    finally:
        server.kill()
    server = Neo4jServer(release, jvm=("-Xmx1g",), page_cache="512m")
    try:
        endpoint = await asyncio.to_thread(server.start)
        await _migrate(endpoint)
        incremental = await _load(endpoint, catalogue, INCREMENTAL, name, "incremental")
    finally:
        server.stop()
    return [_sum(bulk, migration), _sum(own, migration), incremental]


def _sum(one: Rate, other: Rate) -> Rate:
    processor = one.processor_seconds + other.processor_seconds
    return Rate(one.store, one.path, one.rows, one.seconds + other.seconds, processor, other.memory_mib)


async def _migrate(endpoint: Endpoint) -> None:
    graph = await connect(endpoint)
    try:
        await migrate(graph)
    finally:
        await graph.close()


async def _load(endpoint: Endpoint, catalogue: Path, options: LoadOptions, store: str, path: str) -> Rate:
    await _migrate(endpoint)
    graph = await connect(endpoint)
    try:
        clock = _Clock(store, path)
        summary = await load_catalogue(graph, catalogue, options=options)
        return clock.rate(summary.rows)
    finally:
        await graph.close()


@contextmanager
def _embedded_graph(folder: Path) -> Iterator[Endpoint]:
    server = EmbeddedServer(folder, memory=1024)
    try:
        yield server.start()
    finally:
        server.stop()
