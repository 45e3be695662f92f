"""The whole comparison on both stores: the answers of all contestants are compared, then their speed is measured."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.agreement import check_agreement
from benchmarks.floor import Floor
from benchmarks.graph import generate, write_catalogue
from benchmarks.machine import memory_mib
from benchmarks.measure import Contestant, measure
from benchmarks.progress import say
from benchmarks.questions import first_film, interleave, values_of
from benchmarks.servers import FirstQuestion, ServerError, serve_graphapi, serve_peer
from benchmarks.stores import fill_embedded, neo4j_with
from benchmarks.wrk import find_wrk, run_wrk, target_of
from graphapi.store import StoreKind
from graphapi.store.embedded import find_running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.agreement import Answer
    from benchmarks.measure import Course, Window
    from benchmarks.questions import Question, Values
    from benchmarks.servers import Server
    from benchmarks.wrk import Load
    from graphapi.store import Endpoint

REST_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Workload:
    """The input of the measurements: the files of the graph, and the values to ask for."""

    folder: Path
    catalogue: Path
    values: dict[str, list[Values]]
    first: FirstQuestion
    films: int
    seed: int


@dataclass(frozen=True, slots=True)
class ServerStats:
    """The start time of a server to its first correct answer, and the memory of server and store in MiB."""

    name: str
    start_seconds: float
    at_rest: float
    after: float
    store_at_rest: float
    store_after: float


@dataclass(slots=True)
class Run:
    """The measurements on one store."""

    store: str
    compared: dict[str, int]
    windows: list[Window] = field(default_factory=list)
    lives: list[ServerStats] = field(default_factory=list)


def prepare(folder: Path, films: int, seed: int) -> Workload:
    """Generate the graph into a folder, and draw the values.

    Raises:
        LoadGeneratorError: wrk is missing; this is checked before the stores are loaded.
    """
    find_wrk()
    say(f"Generating {films:,} films …")
    graph = generate(films, seed)
    catalogue = folder / "catalogue"
    write_catalogue(graph, catalogue)
    values = {name: interleave(drawn, graph) for name, drawn in values_of(graph).items()}
    return Workload(folder, catalogue, values, FirstQuestion(*first_film(graph)), films, seed)


def run_on_neo4j(workload: Workload, course: Course, compared: int, release: str) -> Run:
    """Measure graphapi, the peer and the floor on one Neo4j server."""
    with ExitStack() as stack:
        neo4j = stack.enter_context(neo4j_with(workload.catalogue, release))
        say("Starting the peer and graphapi …")
        peer = stack.enter_context(serve_peer(workload.folder, workload.first, neo4j.endpoint))
        ours = stack.enter_context(serve_graphapi(workload.folder, workload.first, neo4j.endpoint))
        floor = stack.enter_context(Floor(neo4j.endpoint))
        return _compare([peer, ours], floor, StoreKind.NEO4J, [neo4j.process_id], workload, course, compared)


def run_on_embedded(workload: Workload, course: Course, compared: int) -> Run:
    """Measure graphapi and the floor on one embedded store."""
    with embedded_server(workload) as (ours, endpoint), Floor(endpoint) as floor:
        return _compare([ours], floor, StoreKind.EMBEDDED, ours.store_process_ids, workload, course, compared)


@contextmanager
def embedded_server(workload: Workload) -> Iterator[tuple[Server, Endpoint]]:
    """Run graphapi on an embedded store that holds the graph; yield the server and the endpoint of the store."""
    folder = workload.folder / "embedded"
    if not folder.exists():
        fill_embedded(folder, workload.catalogue)
    say("Starting graphapi …")
    with serve_graphapi(workload.folder, workload.first, data_dir=folder) as server:
        endpoint = find_running(folder)
        if endpoint is None:
            raise ServerError("The embedded store that graphapi serves cannot be found.")
        yield server, endpoint


def server_contestant(server: Server, store: list[int], workload: Workload) -> Contestant:
    """The contestant for a server, with wrk as the load generator."""

    def ask(question: Question, clients: int, seconds: float) -> Load:
        target = target_of(workload.folder, server.name, server.url, question, workload.values[question.name])
        return run_wrk(target, clients, seconds)

    return Contestant(server.name, ask, server.process_ids, store)


def _floor_contestant(floor: Floor, kind: StoreKind, store: list[int], workload: Workload) -> Contestant:
    def ask(question: Question, clients: int, seconds: float) -> Load:
        return floor.ask(question.statement(kind.value), workload.values[question.name], clients, seconds)

    return Contestant("floor", ask, [floor.process_id], store, is_own_client=True)


def _compare(
    servers: list[Server],
    floor: Floor,
    kind: StoreKind,
    store: list[int],
    workload: Workload,
    course: Course,
    compared: int,
) -> Run:
    time.sleep(REST_SECONDS)
    at_rest = [(memory_mib(server.process_ids), memory_mib(store)) for server in servers]
    say("Checking that the answers agree …")
    answers: dict[str, Answer] = {"floor": lambda question, value: floor.answer(question.statement(kind.value), value)}
    answers |= {server.name: partial(_facts, server) for server in servers}
    run = Run(kind.value, check_agreement(answers, workload.values, compared))
    contestants = [server_contestant(server, store, workload) for server in servers]
    contestants.append(_floor_contestant(floor, kind, store, workload))
    run.windows += measure(contestants, course)
    for server, (held, store_held) in zip(servers, at_rest, strict=True):
        after, store_after = memory_mib(server.process_ids), memory_mib(store)
        run.lives.append(ServerStats(server.name, server.start_seconds, held, after, store_held, store_after))
    return run


def _facts(server: Server, question: Question, value: Values) -> object:
    return question.facts(server.name, server.ask(question.document(server.name), value))
