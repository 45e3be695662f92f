"""How long questions about who and what is near whom take, for one client, and Cypher's own ``shortestPath`` beside."""

from __future__ import annotations

import http.client
import json
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

import neo4j

from benchmarks.exploration_questions import QUESTIONS, Material, values_of
from benchmarks.exploration_report import quantile
from benchmarks.graph import generate, write_catalogue
from benchmarks.progress import say
from benchmarks.questions import QUESTIONS as SIX
from benchmarks.servers import FirstQuestion, ServerError, serve_graphapi
from benchmarks.stores import LARGE, fill_embedded, neo4j_with
from graphapi.compiler.relay.global_id import decode_id
from graphapi.store import StoreKind
from graphapi.store.embedded import find_running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from benchmarks.exploration_questions import Question, Values
    from benchmarks.servers import Server
    from graphapi.store import Endpoint

CREDITS_PER_FILM: Final = 8
DIFFERENT: Final = 5000
"""So many sets of values are drawn for a question, as far as the time reaches."""
WARM_UP_SHARE: Final = 1.0
GIVEN_UP_SECONDS: Final = 30.0
SHORTEST: Final = {
    "path": """
MATCH (a:Person {key: $from}), (b:Person {key: $to})
MATCH p = shortestPath((a)-[:ACTED_IN*]-(b))
RETURN length(p) / 2
""",
    "path, filtered by years": """
MATCH (a:Person {key: $from}), (b:Person {key: $to})
MATCH p = shortestPath((a)-[:ACTED_IN*]-(b))
WHERE all(n IN nodes(p) WHERE NOT n:Film OR ($gte <= n.year AND n.year <= $lte))
RETURN length(p) / 2
""",
}
SHORTEST["no path"] = SHORTEST["path"]
"""For the same pairs, by the names of the questions."""


@dataclass(frozen=True, slots=True)
class Told:
    """Latencies in milliseconds, best first, and how many requests failed."""

    latencies: list[float] = field(default_factory=list)
    failures: int = 0
    first_failure: str | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What Cypher's ``shortestPath`` took for the same pairs, and for how many of them the lengths were the same."""

    told: Told
    agreed: int
    compared: int


@dataclass(frozen=True, slots=True)
class Explored:
    """What was measured of one graph on one store, by question."""

    graph: str
    store: str
    told: dict[str, Told]
    beside: dict[str, Beside]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a graph lies: its files, and the folder for stores that hold it, which are kept if they are to be."""

    name: str
    catalogue: Path
    folder: Path
    keep: bool


class Client:
    """One client with one connection."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._path = parts.path
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)

    def __enter__(self) -> Self:
        """Nothing to do: the first request connects."""
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up."""
        self._connection.close()

    def ask(self, document: str, values: Values) -> tuple[float, dict[str, Any]]:
        """The milliseconds of one request, from its first byte to the answer's last, and the answer."""
        body = json.dumps({"query": document, "variables": values}).encode()
        headers = {"content-type": "application/json", "accept": "application/json"}
        start = time.perf_counter()
        self._connection.request("POST", self._path, body, headers)
        content = self._connection.getresponse().read()
        took = (time.perf_counter() - start) * 1000
        answer: dict[str, Any] = json.loads(content)
        return took, answer


def generated(folder: Path, credits: int, seed: int, *, keep: bool) -> Place:
    """The generated graph with about so many acting credits."""
    films = credits // CREDITS_PER_FILM
    place = Place(f"{credits:,} generated credits", folder / f"generated-{credits}-{seed}", folder, keep)
    if not (place.catalogue / "directors.csv").exists():
        say(f"Generating {films:,} films …")
        write_catalogue(generate(films, seed), place.catalogue)
    return place


def existing(catalogue: Path, folder: Path, *, keep: bool) -> Place:
    """The graph of somebody's catalogue."""
    return Place(catalogue.name, catalogue, folder, keep)


def explore(place: Place, kinds: Sequence[StoreKind], course: Course) -> list[Explored]:
    """Ask everything on these stores."""
    material = Material(place.catalogue)
    found = []
    for kind in kinds:
        with _served(place, material, kind, course.release) as (server, endpoint):
            found.append(_ask_all(place, material, kind, server, endpoint, course))
    return found


@dataclass(frozen=True, slots=True)
class Course:
    """What is asked, for how many seconds each, from which seed; and the release of Neo4j."""

    seconds: float
    seed: int
    release: str
    only: str | None = None

    @property
    def questions(self) -> list[Question]:
        """Those whose names hold what is asked for."""
        return [question for question in QUESTIONS if self.only is None or self.only in question.name]


@contextmanager
def _served(place: Place, material: Material, kind: StoreKind, release: str) -> Iterator[tuple[Server, Endpoint]]:
    stored = place.folder / f"{kind.value}-{place.catalogue.name}"
    first = FirstQuestion(SIX[0], {"key": material.first["key"]}, material.first)
    if kind is StoreKind.NEO4J:
        with (
            neo4j_with(place.catalogue, release, memory=LARGE, kept=stored if place.keep else None) as store,
            serve_graphapi(place.folder, first, store.endpoint) as server,
        ):
            yield server, store.endpoint
        return
    fill_embedded(stored, place.catalogue)
    with serve_graphapi(place.folder, first, data_dir=stored) as server:
        endpoint = find_running(stored)
        if endpoint is None:
            raise ServerError("The embedded store that graphapi serves cannot be found.")
        yield server, endpoint


def _ask_all(
    place: Place, material: Material, kind: StoreKind, server: Server, endpoint: Endpoint, course: Course
) -> Explored:
    explored = Explored(place.name, kind.value, {}, {})
    for question in course.questions:
        values = values_of(question, material, DIFFERENT, course.seed)
        warm_up = values_of(question, material, DIFFERENT, course.seed + 1)
        degrees: list[int | None] = []
        with Client(server.url) as client:
            _ask(client, question, warm_up, course.seconds * WARM_UP_SHARE, [])
            told = explored.told[question.name] = _ask(client, question, values, course.seconds, degrees)
        say(f"  {kind.value}, {question.name}: {_line(told)}")
        statement = SHORTEST.get(question.name)
        # With a condition on what lies on the way, the embedded store filters the one path that it found.
        if statement is not None and not ("WHERE" in statement and kind is StoreKind.EMBEDDED):
            beside = _shortest(endpoint, statement, values[: len(degrees)], degrees, course.seconds)
            explored.beside[question.name] = beside
            say(f"    shortestPath: {_line(beside.told)}; {beside.agreed} of {beside.compared} lengths agree")
    return explored


def _ask(
    client: Client, question: Question, values: Sequence[Values], seconds: float, degrees: list[int | None]
) -> Told:
    """One request after the other until the time is over; the lengths of paths go into ``degrees``."""
    document = question.text()
    latencies: list[float] = []
    failures, first_failure = 0, None
    end = time.monotonic() + seconds
    for value in values:
        took, answer = client.ask(document, value)
        latencies.append(took)
        if "errors" in answer:
            failures += 1
            first_failure = first_failure or str(answer["errors"][0]["message"])
            degrees.append(-1)
        elif "paths" in answer["data"]:
            found = answer["data"]["paths"]["nodes"]
            degrees.append(found[0]["degrees"] if found else None)
        if time.monotonic() > end:
            break
    return Told(sorted(latencies), failures, first_failure)


def _shortest(
    endpoint: Endpoint, statement: str, values: Sequence[Values], degrees: Sequence[int | None], seconds: float
) -> Beside:
    """Ask the store itself through its driver."""
    latencies: list[float] = []
    failures = agreed = compared = 0
    first_failure = None
    auth = (endpoint.username, endpoint.password or "")
    end = time.monotonic() + seconds
    query = neo4j.Query(statement, timeout=GIVEN_UP_SECONDS)
    with (
        neo4j.GraphDatabase.driver(endpoint.uri, auth=auth) as driver,
        driver.session(database=endpoint.database, default_access_mode=neo4j.READ_ACCESS) as session,
    ):
        session.run(query, _parameters(values[0])).consume()
        for value, expected in zip(values, degrees, strict=True):
            start = time.perf_counter()
            try:
                records = list(session.run(query, _parameters(value)))
            except neo4j.exceptions.Neo4jError as error:
                failures += 1
                first_failure = first_failure or error.message
            else:
                compared += 1
                agreed += (records[0][0] if records else None) == expected
            latencies.append((time.perf_counter() - start) * 1000)
            if time.monotonic() > end:
                break
    return Beside(Told(sorted(latencies), failures, first_failure), agreed, compared)


def _parameters(values: Mapping[str, Any]) -> dict[str, object]:
    _, start = decode_id(values["from"], {"Person"})
    _, end = decode_id(values["to"], {"Person"})
    return {"from": start, "to": end, **values.get("where", {}).get("year", {})}


def _line(told: Told) -> str:
    failed = f", {told.failures} FAILED ({told.first_failure})" if told.failures else ""
    p50, p99 = (quantile(told.latencies, share) for share in (0.5, 0.99))
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms of {len(told.latencies)}{failed}"
