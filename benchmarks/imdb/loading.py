"""Loading the dumps with ``graphapi load imdb``, and what that takes: time, memory and disk."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.imdb import shape
from benchmarks.machine import MIB, memory_mib, process_tree
from benchmarks.progress import say
from benchmarks.servers import ServerError
from benchmarks.stores import COMPLETE, RELEASES, LoadedNeo4j, Memory
from graphapi.load.options import FILM_TITLE_TYPES
from graphapi.store import StoreKind, connect
from graphapi.store.migrations import migrate
from tests.neo4j_server.starter import Neo4jServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graphapi.store import Endpoint

POLL_SECONDS: Final = 0.2
JAVA: Final = "java"


@dataclass(frozen=True, slots=True)
class Selection:
    """The titles to load: films by default, or everything."""

    everything: bool = False

    @property
    def title_types(self) -> tuple[str, ...]:
        """The types of titles."""
        return (*shape.TITLE_TYPES, "tvPilot") if self.everything else FILM_TITLE_TYPES

    @property
    def arguments(self) -> list[str]:
        """The options of ``graphapi load imdb``."""
        return ["--include-adult", "--title-types", ",".join(self.title_types)] if self.everything else []

    @property
    def name(self) -> str:
        """The name of the selection."""
        return "everything" if self.everything else "films"


@dataclass(frozen=True, slots=True)
class LoadFigures:
    """What a load took.

    Attributes:
        seconds: from the start of the command to its end.
        rows: the lines of all dumps.
        films, people, credits: what the graph has afterwards; ``credits`` are acting and directing ones.
        refused: the rows that were refused.
        loader_mib, store_mib: the peak of resident memory of the command's own process, and of the store.
        disk_mib: the files of the store after it has stopped.
    """

    seconds: float
    rows: int
    films: int
    people: int
    credits: int
    refused: int
    loader_mib: float
    store_mib: float
    disk_mib: float


def load_embedded(folder: Path, dumps: Path, selection: Selection, store_memory: int) -> LoadFigures:
    """Load into an embedded store in a folder, unless it was loaded before; return the figures of that load."""
    known = _known(folder)
    if known is not None:
        return known
    say("Loading into the embedded store …")
    folder.mkdir(parents=True, exist_ok=True)
    arguments = [*selection.arguments, "--data-dir", str(folder)]
    settings = {"GRAPHAPI_STORE_MEMORY": str(store_memory)}
    return _remember(folder, _load(dumps, folder, arguments, settings, store=None))


@contextlib.contextmanager
def neo4j_with_dumps(
    folder: Path, dumps: Path, selection: Selection, release: str, memory: Memory
) -> Iterator[tuple[LoadedNeo4j, LoadFigures, float]]:
    """Run a Neo4j server that holds the titles; yield it, the figures of its load, and the seconds that it started in.

    The server starts again after the load, so that nothing is in its memory.
    """
    figures = _known(folder)
    if figures is None:
        with _running(folder, release, memory) as (loading, _):
            say("Loading into Neo4j …")
            asyncio.run(_prepare(loading.endpoint))
            settings = neo4j_settings(loading.endpoint)
            figures = _load(dumps, folder, selection.arguments, settings, store=loading.process_id)
            asyncio.run(_plan_again(loading.endpoint))
        figures = _remember(folder, figures)
    with _running(folder, release, memory) as (loaded, seconds):
        yield loaded, figures, seconds


def neo4j_settings(endpoint: Endpoint) -> dict[str, str]:
    """The environment variables with which graphapi uses a Neo4j server."""
    return {
        "NEO4J_URI": endpoint.uri,
        "NEO4J_USERNAME": endpoint.username,
        "NEO4J_PASSWORD": endpoint.password or "",
    }


def disk_mib(folder: Path) -> float:
    """The disk space of all files in a folder, in MiB; sparse files count with what they use."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file()) / MIB


@contextlib.contextmanager
def _running(folder: Path, release: str, memory: Memory) -> Iterator[tuple[LoadedNeo4j, float]]:
    server = Neo4jServer(RELEASES[release], jvm=memory.jvm, page_cache=memory.page_cache, kept=folder)
    start = time.perf_counter()
    try:
        endpoint = server.start()
        yield LoadedNeo4j(endpoint, server.process_id), time.perf_counter() - start
    finally:
        server.stop()


async def _prepare(endpoint: Endpoint) -> None:
    graph = await connect(endpoint)
    try:
        await migrate(graph)
    finally:
        await graph.close()


async def _plan_again(endpoint: Endpoint) -> None:
    """Let the planner read its statistics again; they describe an empty graph."""
    graph = await connect(endpoint)
    try:
        await graph.run_schema("CALL db.prepareForReplanning()")
    finally:
        await graph.close()


def _load(
    dumps: Path, folder: Path, arguments: Sequence[str], settings: Mapping[str, str], *, store: int | None
) -> LoadFigures:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "GRAPHAPI_"))}
    # The dumps have people without a name, which are refused.
    command = [sys.executable, "-m", "graphapi", "load", "imdb", str(dumps), "--json", *arguments]
    command += ["--skip-bad-rows", str(folder / "refused.csv")]
    out, log = folder / "load.out", folder / "load.log"
    start = time.perf_counter()
    with out.open("wb") as output, log.open("wb") as errors:
        process = subprocess.Popen(command, env=environment | dict(settings), stdout=output, stderr=errors)
        try:
            loader, stored = _peaks(process, store)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        raise ServerError(f"graphapi load imdb failed:\n{log.read_text(errors='replace')[-2000:]}")
    summary: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    written = {kind: sum(counts.values()) for kind, counts in summary["written"].items()}
    figures = LoadFigures(
        seconds=seconds,
        rows=summary["rows"],
        films=written["Film"],
        people=written["Person"],
        credits=written["ACTED_IN"] + written["DIRECTED"],
        refused=summary["refused"],
        loader_mib=loader,
        store_mib=stored,
        disk_mib=0.0,
    )
    say(f"  {figures.rows:,} rows in {seconds:,.0f} s")
    return figures


def _peaks(process: subprocess.Popen[bytes], store: int | None) -> tuple[float, float]:
    """Wait for the end of a load; return the peak memory in MiB of the process itself, and of the store.

    Args:
        process: the load.
        store: the id of the store's process; if it is None, the load starts it.
    """
    loader = stored = 0.0
    while process.poll() is None:
        with contextlib.suppress(OSError):
            loader = max(loader, memory_mib([process.pid]))
            stores = [store] if store is not None else [one for one in process_tree(process.pid) if _is_java(one)]
            stored = max(stored, memory_mib(stores))
        time.sleep(POLL_SECONDS)
    return loader, stored


def _is_java(process_id: int) -> bool:
    return Path(f"/proc/{process_id}/comm").read_text(encoding="utf-8").strip() == JAVA


def _known(folder: Path) -> LoadFigures | None:
    """The figures of a store that was loaded before."""
    complete = folder / COMPLETE
    return LoadFigures(**json.loads(complete.read_text(encoding="utf-8"))) if complete.exists() else None


def _remember(folder: Path, figures: LoadFigures) -> LoadFigures:
    """Write the figures into the folder of a store that has stopped, with the disk space of its files."""
    measured = LoadFigures(**(asdict(figures) | {"disk_mib": disk_mib(folder)}))
    (folder / COMPLETE).write_text(json.dumps(asdict(measured)), encoding="utf-8")
    return measured


def selection_folder(folder: Path, kind: StoreKind, scale: float, selection: Selection) -> Path:
    """The folder of a loaded store."""
    return folder / f"{kind.value}-imdb-{scale:g}-{selection.name}"
