"""Measuring a store that holds the dumps: its start, its memory, and the latencies of all questions for one client."""

from __future__ import annotations

import asyncio
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from benchmarks.exploration import Client, Responses
from benchmarks.exploration_questions import QUESTIONS as EXPLORATION
from benchmarks.exploration_questions import values_of as exploration_values
from benchmarks.exploration_report import quantile
from benchmarks.graph import generate, write_catalogue
from benchmarks.imdb.content import check_loaded, six_values
from benchmarks.imdb.loading import load_embedded, neo4j_with_dumps, selection_folder
from benchmarks.machine import memory_mib
from benchmarks.progress import say
from benchmarks.questions import QUESTIONS as SIX
from benchmarks.questions import first_film
from benchmarks.questions import values_of as catalogue_values
from benchmarks.servers import FirstQuestion, ServerError, serve_graphapi
from benchmarks.stores import Memory, fill_embedded, neo4j_with
from graphapi.store import StoreKind, connect
from graphapi.store.embedded import find_running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from benchmarks.exploration_questions import CatalogueContent
    from benchmarks.imdb.loading import LoadFigures, Selection
    from benchmarks.questions import Values
    from benchmarks.servers import Server
    from graphapi.store import Endpoint

REFERENCE_FILMS: Final = 20_000
FEW_FILMS: Final = 1_000
"""The films of the small graph, and those of a smoke test with a scale below 0.01."""
SETS_OF_VALUES: Final = 2_000
REST_SECONDS: Final = 2.0

Asked = tuple[str, str, "Sequence[Values]", "Sequence[Values]"]
"""The name of a question, its document, and its values for the measurement and for the warm-up."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The parameters of a run.

    Attributes:
        scale: of the dumps.
        seed: of the dumps and of the values.
        release: of Neo4j.
        seconds: for each question, after a warm-up of the same length.
        store_memory: the heap of the store in MiB; Neo4j gets a page cache of the same size.
        only: measure questions whose names contain this text.
    """

    scale: float
    seed: int
    release: str
    seconds: float
    store_memory: int
    only: str | None = None

    @property
    def reference_films(self) -> int:
        """The number of films in the small graph to compare with."""
        return FEW_FILMS if self.scale < 0.01 else REFERENCE_FILMS

    @property
    def neo4j_memory(self) -> Memory:
        """The memory of Neo4j."""
        return Memory((f"-Xmx{self.store_memory}m",), f"{self.store_memory}m")


@dataclass(slots=True)
class StoreResult:
    """The measurements of one store.

    Attributes:
        store: the kind of store.
        load: what the load took.
        store_start: the seconds in which a Neo4j server started; 0 for the embedded store, which graphapi starts.
        start: the seconds from the start of graphapi to its first correct answer.
        checked: the number of keys that were found in the graph.
        server_mib, store_mib: memory at rest. server_after, store_after: memory after all questions.
        responses: of each question.
        reference: of the six questions on the small graph, in the same kind of store.
        reference_films: the number of films in the small graph.
    """

    store: str
    load: LoadFigures
    store_start: float
    start: float
    checked: int = 0
    server_mib: float = 0.0
    store_mib: float = 0.0
    server_after: float = 0.0
    store_after: float = 0.0
    responses: dict[str, Responses] = field(default_factory=dict)
    reference: dict[str, Responses] = field(default_factory=dict)
    reference_films: int = REFERENCE_FILMS


def measure_store(
    folder: Path, dumps: Path, content: CatalogueContent, kind: StoreKind, selection: Selection, options: RunOptions
) -> StoreResult:
    """Load the dumps into one kind of store and ask all questions; ask the six on the small graph before."""
    reference = _ask_reference(folder, kind, options)
    with _served(folder, dumps, content, kind, selection, options) as (server, endpoint, store, result):
        say("Checking that the graph has the films and people to ask for …")
        result.checked = asyncio.run(_check(endpoint, content))
        time.sleep(REST_SECONDS)
        result.server_mib, result.store_mib = memory_mib(server.process_ids), memory_mib(store)
        result.responses |= _ask_all(server, _six(six_values(content, options.seed), options), options)
        result.responses |= _ask_all(server, _exploration(content, options), options)
        result.server_after, result.store_after = memory_mib(server.process_ids), memory_mib(store)
    result.reference, result.reference_films = reference, options.reference_films
    return result


@contextmanager
def _served(
    folder: Path, dumps: Path, content: CatalogueContent, kind: StoreKind, selection: Selection, options: RunOptions
) -> Iterator[tuple[Server, Endpoint, list[int], StoreResult]]:
    """Load, and run ``graphapi serve``; yield the server, the store's endpoint and processes, and the first figures."""
    place = selection_folder(folder, kind, options.scale, selection)
    first = FirstQuestion(SIX[0], {"key": content.first["key"]}, content.first)
    if kind is StoreKind.NEO4J:
        with (
            neo4j_with_dumps(place, dumps, selection, options.release, options.neo4j_memory) as (store, load, seconds),
            serve_graphapi(folder, first, store.endpoint) as server,
        ):
            result = StoreResult(kind.value, load, seconds, server.start_seconds)
            yield server, store.endpoint, [store.process_id], result
        return
    load = load_embedded(place, dumps, selection, options.store_memory)
    with serve_graphapi(folder, first, data_dir=place, settings=_embedded_settings(options)) as server:
        yield (
            server,
            _endpoint(place),
            server.store_process_ids,
            StoreResult(kind.value, load, 0.0, server.start_seconds),
        )


def _embedded_settings(options: RunOptions) -> dict[str, str]:
    return {"GRAPHAPI_STORE_MEMORY": str(options.store_memory)}


def _endpoint(folder: Path) -> Endpoint:
    endpoint = find_running(folder)
    if endpoint is None:
        raise ServerError("The embedded store that graphapi serves cannot be found.")
    return endpoint


async def _check(endpoint: Endpoint, content: CatalogueContent) -> int:
    graph = await connect(endpoint)
    try:
        return await check_loaded(graph, content)
    finally:
        await graph.close()


def _ask_reference(folder: Path, kind: StoreKind, options: RunOptions) -> dict[str, Responses]:
    """The responses to the six questions on the small graph."""
    films = options.reference_films
    say(f"Asking on {films:,} films for comparison …")
    graph = generate(films, options.seed)
    catalogue = folder / f"reference-{films}-{options.seed}"
    if not (catalogue / "directors.csv").exists():
        write_catalogue(graph, catalogue)
    first = FirstQuestion(*first_film(graph))
    asked = _six(catalogue_values(graph, number=SETS_OF_VALUES), options)
    if kind is StoreKind.NEO4J:
        with (
            neo4j_with(catalogue, options.release, memory=options.neo4j_memory) as store,
            serve_graphapi(folder, first, store.endpoint) as server,
        ):
            return _ask_all(server, asked, options)
    place = folder / f"embedded-{catalogue.name}"
    fill_embedded(place, catalogue)
    with serve_graphapi(folder, first, data_dir=place, settings=_embedded_settings(options)) as server:
        return _ask_all(server, asked, options)


def _six(values: Mapping[str, Sequence[Values]], options: RunOptions) -> list[Asked]:
    """The six questions; one half of the values is for the warm-up."""
    return [
        (one.name, one.document("graphapi"), values[one.name][::2], values[one.name][1::2])
        for one in SIX
        if options.only is None or options.only in one.name
    ]


def _exploration(content: CatalogueContent, options: RunOptions) -> list[Asked]:
    return [
        (
            one.name,
            one.text(),
            exploration_values(one, content, SETS_OF_VALUES, options.seed),
            exploration_values(one, content, SETS_OF_VALUES, options.seed + 1),
        )
        for one in EXPLORATION
        if options.only is None or options.only in one.name
    ]


def _ask_all(server: Server, questions: Sequence[Asked], options: RunOptions) -> dict[str, Responses]:
    found: dict[str, Responses] = {}
    for name, document, values, warm_up in questions:
        with Client(server.url) as client:
            _ask(client, document, warm_up, options.seconds)
            found[name] = _ask(client, document, values, options.seconds)
        p50, p99 = (quantile(found[name].latencies, share) for share in (0.5, 0.99))
        failed = f", {found[name].failures} FAILED ({found[name].first_failure})" if found[name].failures else ""
        say(f"  {name}: p50 {p50:.1f} ms, p99 {p99:.1f} ms of {len(found[name].latencies)}{failed}")
    return found


def _ask(client: Client, document: str, values: Sequence[Values], seconds: float) -> Responses:
    """Send one request after another until the time or the values are used up."""
    latencies: list[float] = []
    failures, first_failure = 0, None
    end = time.monotonic() + seconds
    for value in values:
        took, answer = client.ask(document, value)
        latencies.append(took)
        if "errors" in answer:
            failures += 1
            first_failure = first_failure or str(answer["errors"][0]["message"])
        if time.monotonic() > end:
            break
    return Responses(sorted(latencies), failures, first_failure)
