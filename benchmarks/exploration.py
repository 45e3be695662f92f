"""Latencies of the exploration questions for one client, compared with Cypher's own ``shortestPath``."""

from __future__ import annotations

import http.client
import json
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

import neo4j

from benchmarks.exploration_questions import QUESTIONS, CatalogueContent, values_of
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
SETS_OF_VALUES: Final = 5000
"""The number of sets of values drawn for a question; a run uses as many as its time allows."""
WARM_UP_SHARE: Final = 1.0
TIMEOUT_SECONDS: Final = 30.0
SHORTEST_PATH_STATEMENTS: Final = {
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
SHORTEST_PATH_STATEMENTS["no path"] = SHORTEST_PATH_STATEMENTS["path"]
"""The statements with ``shortestPath`` for the same pairs of people, by the name of the question."""


@dataclass(frozen=True, slots=True)
class Responses:
    """Latencies in milliseconds in ascending order, and the number of failed requests."""

    latencies: list[float] = field(default_factory=list)
    failures: int = 0
    first_failure: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Latencies of Cypher's ``shortestPath`` for the same pairs, and the number of pairs whose path lengths agree."""

    responses: Responses
    agreed: int
    compared: int


@dataclass(frozen=True, slots=True)
class Result:
    """The measurements for one graph on one store, by question."""

    graph: str
    store: str
    responses: dict[str, Responses]
    comparisons: dict[str, Comparison]


@dataclass(frozen=True, slots=True)
class GraphLocation:
    """The location of a graph: its files, and the folder for its loaded stores, which stay there if ``keep`` is set."""

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
        """Return the client; the first request opens the connection."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self._connection.close()

    def ask(self, document: str, values: Values) -> tuple[float, dict[str, Any]]:
        """Send a request; return the milliseconds until the last byte of the answer, and the answer."""
        body = json.dumps({"query": document, "variables": values}).encode()
        headers = {"content-type": "application/json", "accept": "application/json"}
        start = time.perf_counter()
        self._connection.request("POST", self._path, body, headers)
        content = self._connection.getresponse().read()
        took = (time.perf_counter() - start) * 1000
        answer: dict[str, Any] = json.loads(content)
        return took, answer


def generated(folder: Path, credits: int, seed: int, *, keep: bool) -> GraphLocation:
    """Generate the graph with about ``credits`` acting credits, unless its files exist."""
    films = credits // CREDITS_PER_FILM
    place = GraphLocation(f"{credits:,} generated credits", folder / f"generated-{credits}-{seed}", folder, keep)
    if not (place.catalogue / "directors.csv").exists():
        say(f"Generating {films:,} films …")
        write_catalogue(generate(films, seed), place.catalogue)
    return place


def existing(catalogue: Path, folder: Path, *, keep: bool) -> GraphLocation:
    """The location of an existing catalogue."""
    return GraphLocation(catalogue.name, catalogue, folder, keep)


def explore(place: GraphLocation, kinds: Sequence[StoreKind], course: RunOptions) -> list[Result]:
    """Measure all questions on the given kinds of store."""
    material = CatalogueContent(place.catalogue)
    found = []
    for kind in kinds:
        with _served(place, material, kind, course.release) as (server, endpoint):
            found.append(_ask_all(place, material, kind, server, endpoint, course))
    return found


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The parameters of a run: seconds per question, seed, release of Neo4j, and a filter for question names."""

    seconds: float
    seed: int
    release: str
    only: str | None = None

    @property
    def questions(self) -> list[Question]:
        """The questions whose names contain ``only``, or all questions if it is None."""
        return [question for question in QUESTIONS if self.only is None or self.only in question.name]


@contextmanager
def _served(
    place: GraphLocation, material: CatalogueContent, kind: StoreKind, release: str
) -> Iterator[tuple[Server, Endpoint]]:
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
    place: GraphLocation,
    material: CatalogueContent,
    kind: StoreKind,
    server: Server,
    endpoint: Endpoint,
    course: RunOptions,
) -> Result:
    explored = Result(place.name, kind.value, {}, {})
    for question in course.questions:
        values = values_of(question, material, SETS_OF_VALUES, course.seed)
        warm_up = values_of(question, material, SETS_OF_VALUES, course.seed + 1)
        degrees: list[int | None] = []
        with Client(server.url) as client:
            _ask(client, question, warm_up, course.seconds * WARM_UP_SHARE, [])
            responses = explored.responses[question.name] = _ask(client, question, values, course.seconds, degrees)
        say(f"  {kind.value}, {question.name}: {_line(responses)}")
        statement = SHORTEST_PATH_STATEMENTS.get(question.name)
        # With a condition on the path, the embedded store only filters the one path that it found.
        if statement is not None and not ("WHERE" in statement and kind is StoreKind.EMBEDDED):
            comparison = _shortest(endpoint, statement, values[: len(degrees)], degrees, course.seconds)
            explored.comparisons[question.name] = comparison
            agreed = f"{comparison.agreed} of {comparison.compared} lengths agree"
            say(f"    shortestPath: {_line(comparison.responses)}; {agreed}")
    return explored


def _ask(
    client: Client, question: Question, values: Sequence[Values], seconds: float, degrees: list[int | None]
) -> Responses:
    """Send one request after another until the time is over, and append the lengths of paths to ``degrees``."""
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
    return Responses(sorted(latencies), failures, first_failure)


def _shortest(
    endpoint: Endpoint, statement: str, values: Sequence[Values], degrees: Sequence[int | None], seconds: float
) -> Comparison:
    """Run a statement with ``shortestPath`` directly on the store through its driver."""
    latencies: list[float] = []
    failures = agreed = compared = 0
    first_failure = None
    auth = (endpoint.username, endpoint.password or "")
    end = time.monotonic() + seconds
    query = neo4j.Query(statement, timeout=TIMEOUT_SECONDS)
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
    return Comparison(Responses(sorted(latencies), failures, first_failure), agreed, compared)


def _parameters(values: Mapping[str, Any]) -> dict[str, object]:
    _, start = decode_id(values["from"], {"Person"})
    _, end = decode_id(values["to"], {"Person"})
    return {"from": start, "to": end, **values.get("where", {}).get("year", {})}


def _line(responses: Responses) -> str:
    failed = f", {responses.failures} FAILED ({responses.first_failure})" if responses.failures else ""
    p50, p99 = (quantile(responses.latencies, share) for share in (0.5, 0.99))
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms of {len(responses.latencies)}{failed}"
