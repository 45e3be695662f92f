"""A client that behaves well beside clients that do not: how much longer it waits, and whether it gets errors."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import statistics
import time
from collections import Counter, deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from benchmarks.progress import say
from benchmarks.questions import QUESTIONS
from benchmarks.report import markdown
from benchmarks.servers import serve_graphapi
from benchmarks.stores import fill_embedded, neo4j_with
from tests.http.abuse import ABUSE, abusive_document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.throughput import Workload

ABUSERS: Final = 8
REQUESTS_A_SECOND: Final = 50
CONNECTIONS: Final = 16
LARGEST_SIZE: Final = 1000
SETTINGS: Final = {
    "GRAPHAPI_PROFILE": "public",
    "GRAPHAPI_TRUSTED_PROXIES": "127.0.0.0/8",
}
"""The server is open to strangers, and each client has an address of its own, as behind a proxy."""


@dataclass(slots=True)
class Waits:
    """What a client got: milliseconds of each answer, and errors by status or name."""

    milliseconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def quantile(self, share: float) -> float:
        """A quantile of the milliseconds."""
        found = sorted(self.milliseconds)
        return found[min(len(found) - 1, int(len(found) * share))]


@dataclass(frozen=True, slots=True)
class Isolation:
    """The measurements on one store; ``statuses`` are those of the abusers' requests."""

    store: str
    alone: Waits
    beside: Waits
    statuses: Counter[str]


class _Client:
    """One connection of one address."""

    def __init__(self, url: str, address: str) -> None:
        parts = urlsplit(url)
        self._parts = parts
        self._headers = {
            "content-type": "application/json",
            "accept": "application/graphql-response+json",
            "x-forwarded-for": address,
        }
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)

    def post(
        self, document: str, variables: Mapping[str, Any] | None = None, *, dry_run: bool = False
    ) -> tuple[int, bytes]:
        body = json.dumps({"query": document, "variables": variables or {}}).encode()
        try:
            self._connection.request(
                "POST", self._parts.path, body, {**self._headers, "x-graphapi-dry-run": str(int(dry_run))}
            )
            response = self._connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise


def measure_isolation(workload: Workload, seconds: float, release: str) -> list[Isolation]:
    """Measure both stores.

    Args:
        workload: the graph and the values to ask for.
        seconds: how long the client asks, alone and beside the others.
        release: of Neo4j.
    """
    found = []
    with ExitStack() as stack:
        neo4j = stack.enter_context(neo4j_with(workload.catalogue, release))
        server = stack.enter_context(serve_graphapi(workload.folder, workload.first, neo4j.endpoint, settings=SETTINGS))
        found.append(_measure("Neo4j", server.url, workload, seconds))
    folder = workload.folder / "embedded"
    fill_embedded(folder, workload.catalogue)
    with serve_graphapi(workload.folder, workload.first, data_dir=folder, settings=SETTINGS) as server:
        found.append(_measure("embedded", server.url, workload, seconds))
    return found


def _measure(store: str, url: str, workload: Workload, seconds: float) -> Isolation:
    _ask(url, workload, 5)
    say(f"  {store}: alone")
    alone = _ask(url, workload, seconds)
    documents = [*_largest_accepted(url), *(abusive_document(name, LARGEST_SIZE) for name in ABUSE)]
    say(f"  {store}: beside {ABUSERS} clients with {len(documents)} operations")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        abuse = pool.apply_async(_abuse, (url, documents, seconds + 2))
        time.sleep(2)
        beside = _ask(url, workload, seconds)
        statuses: Counter[str] = abuse.get()
    return Isolation(store, alone, beside, statuses)


def _ask(url: str, workload: Workload, seconds: float) -> Waits:
    """Ask for film pages at a steady rate; what is late because of an earlier request counts as late."""
    question = next(one for one in QUESTIONS if one.name == "film_page")
    document, values = question.document("graphapi"), workload.values["film_page"]
    waits = Waits()
    # They take turns, because the server closes a connection that is idle for five seconds.
    idle = deque(_Client(url, "192.0.2.1") for _ in range(CONNECTIONS))
    start = time.perf_counter()

    def ask(number: int, due: float) -> None:
        client = idle.popleft()
        try:
            status, _ = client.post(document, values[number % len(values)])
            if status != 200:
                waits.errors[str(status)] += 1
        except (OSError, http.client.HTTPException) as error:
            waits.errors[type(error).__name__] += 1
        finally:
            idle.append(client)
        waits.milliseconds.append((time.perf_counter() - due) * 1000)

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        for number in range(int(seconds * REQUESTS_A_SECOND)):
            due = start + number / REQUESTS_A_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
            threads.submit(ask, number, due)
    return waits


def _largest_accepted(url: str) -> list[str]:
    """Each abusive operation in the largest size that is within the limit of cost."""
    client = _Client(url, "192.0.2.2")
    found = []
    for name in ABUSE:
        low, high = 0, LARGEST_SIZE
        while low < high:
            middle = (low + high + 1) // 2
            _, body = client.post(abusive_document(name, middle), dry_run=True)
            cost = json.loads(body).get("extensions", {}).get("cost", {})
            # Without an estimate, another limit refuses the document.
            if cost.get("estimated") is not None and cost["estimated"] <= cost["limit"]:
                low = middle
            else:
                high = middle - 1
        if low:
            found.append(abusive_document(name, low))
            say(f"    {name}: {low} accepted")
    return found


def _abuse(url: str, documents: Sequence[str], seconds: float) -> Counter[str]:
    """Send the operations in turn from several addresses until the time is over; the statuses."""
    end = time.monotonic() + seconds
    statuses: Counter[str] = Counter()

    def send(number: int) -> None:
        client = _Client(url, f"198.51.100.{number}")
        turn = number
        while time.monotonic() < end:
            turn += 1
            try:
                status, _ = client.post(documents[turn % len(documents)])
                statuses[str(status)] += 1
            except (OSError, http.client.HTTPException) as error:
                statuses[type(error).__name__] += 1

    with ThreadPoolExecutor(ABUSERS) as threads:
        list(threads.map(send, range(ABUSERS)))
    return statuses


def isolation_table(found: Sequence[Isolation]) -> str:
    """A table with a row for each store."""
    rows = []
    for one in found:
        rows.append(
            [
                one.store,
                *(f"{waits.quantile(share):.1f}" for waits in (one.alone, one.beside) for share in (0.5, 0.99)),
                f"{one.beside.quantile(0.99) / one.alone.quantile(0.99):.1f}",
                f"{max(one.beside.milliseconds):.0f}",
                str(one.beside.errors.total()),
                ", ".join(f"{status}: {number}" for status, number in sorted(one.statuses.items())),
                f"{statistics.fmean(one.beside.milliseconds):.1f}",
            ]
        )
    head = ["store", "alone: p50 ms", "p99 ms", "beside them: p50 ms", "p99 ms", "p99 / p99 alone", "slowest ms"]
    return markdown([*head, "errors", "answers to the others by status", "mean ms"], rows)
