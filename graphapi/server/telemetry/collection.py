"""All metrics of a server process, read from the objects that count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from graphapi.errors import ErrorCode
from graphapi.server.telemetry.metric import Metric, MetricKind
from graphapi.server.telemetry.request_measures import REFUSALS, RequestMeasures
from graphapi.store.batch_metrics import SECONDS, Distribution
from graphapi.store.driver import MOST_CONNECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.compiler.plan_cache import PlanCache
    from graphapi.execution.documents import Documents
    from graphapi.store import Graph
    from graphapi.store.batching import SharedReads

COUNTER, GAUGE, HISTOGRAM = MetricKind.COUNTER, MetricKind.GAUGE, MetricKind.HISTOGRAM
STATEMENTS: Final = (0, 1, 2, 5, 10, 20, 50, 100)
"""The bounds of the histogram of statements."""
FAILURES: Final = (ErrorCode.TIMEOUT, ErrorCode.UNAVAILABLE, ErrorCode.INTERNAL_ERROR)
"""The codes of statements that fail. All are exported from the start, because a rate needs a value before the first."""


@dataclass(frozen=True, slots=True)
class MetricSources:
    """The objects of a server process that count.

    Attributes:
        graph: the open graph.
        reads: the lanes to the store.
        requests: the counts of requests.
        documents: the cache of documents.
        plans: the cache of plans; None for a schema without a compiler.
        lag: how late the event loop was, in seconds.
    """

    graph: Graph
    reads: SharedReads
    requests: RequestMeasures
    documents: Documents
    plans: PlanCache | None
    lag: Distribution = field(default_factory=lambda: Distribution(SECONDS))


def collect(sources: MetricSources) -> Iterator[Metric]:
    """All metrics with their values at this moment."""
    yield from _requests(sources.requests)
    yield from _lanes(sources.reads)
    yield from _caches(sources)
    yield from _store(sources.graph)
    lag = "Time that a task that was ready had to wait for its turn in the event loop."
    yield Metric("graphapi.event_loop.lag", HISTOGRAM, "s", lag, [({}, sources.lag)])


def _requests(found: RequestMeasures) -> Iterator[Metric]:
    counts = [({"operation": name, "code": code}, number) for (name, code), number in found.requests.items()]
    yield Metric("graphapi.requests", COUNTER, "{request}", "Requests to /graphql.", counts)
    times = [({"operation": name}, times) for name, times in found.seconds.items()]
    yield Metric("graphapi.request.duration", HISTOGRAM, "s", "Time that a request to /graphql took.", times)
    in_flight = "Requests to /graphql that are being answered now."
    yield Metric("graphapi.requests.in_flight", GAUGE, "{request}", in_flight, [({}, found.in_flight)])
    costs = "Estimated cost of an operation."
    yield Metric("graphapi.request.cost", HISTOGRAM, "{cost}", costs, [({}, found.costs)])
    statements = Distribution(STATEMENTS)
    for number, requests in found.statements.items():
        statements.add(number, requests)
    described = "Statements of a request."
    yield Metric("graphapi.request.statements", HISTOGRAM, "{statement}", described, [({}, statements)])
    refusals = [({"reason": reason}, found.refusals[reason]) for reason in REFUSALS]
    yield Metric("graphapi.refusals", COUNTER, "{request}", "Requests that were refused.", refusals)


def _lanes(reads: SharedReads) -> Iterator[Metric]:
    lanes = [({"lane": lane.name}, lane) for lane in (reads.light, reads.heavy)]

    def histogram(name: str, unit: str, description: str, attribute: str) -> Metric:
        points = [(label, getattr(lane.measures, attribute)) for label, lane in lanes]
        return Metric(name, HISTOGRAM, unit, description, points)

    yield histogram("graphapi.batch.size", "{request}", "Requests that a statement answered.", "batches")
    yield histogram("graphapi.wait", "s", "Time that a request waited for the store.", "waits")
    yield histogram("graphapi.statement", "s", "Time that a statement took.", "times")
    split = "Batches of which each request was asked again by itself."
    counts = [(label, lane.measures.split) for label, lane in lanes]
    yield Metric("graphapi.batches.split", COUNTER, "{batch}", split, counts)
    failed = [({**label, "code": code.value}, lane.measures.failed[code]) for label, lane in lanes for code in FAILURES]
    yield Metric("graphapi.statements.failed", COUNTER, "{statement}", "Statements that failed.", failed)
    waiting = "Requests that wait for their turn at the store now."
    gauges = [(label, lane.measures.waiting) for label, lane in lanes]
    yield Metric("graphapi.requests.waiting", GAUGE, "{request}", waiting, gauges)
    busy = [(label, lane.busy) for label, lane in lanes]
    yield Metric("graphapi.lane.busy", GAUGE, "{statement}", "Statements that are at the store now.", busy)
    places = [(label, lane.places) for label, lane in lanes]
    yield Metric("graphapi.lane.places", GAUGE, "{statement}", "Most statements at the store at once.", places)


def _caches(sources: MetricSources) -> Iterator[Metric]:
    def lookups(name: str, description: str, cache: Documents | PlanCache) -> Metric:
        points = [({"result": "hit"}, cache.hits), ({"result": "miss"}, cache.misses)]
        return Metric(name, COUNTER, "{lookup}", description, points)

    documents, plans = sources.documents, sources.plans
    yield lookups("graphapi.document_cache.lookups", "Look-ups of parsed and validated documents.", documents)
    held = "Documents in the cache."
    yield Metric("graphapi.document_cache.documents", GAUGE, "{document}", held, [({}, len(documents))])
    if plans is not None:
        yield lookups("graphapi.plan_cache.lookups", "Look-ups of plans.", plans)
        yield Metric("graphapi.plan_cache.plans", GAUGE, "{plan}", "Plans in the cache.", [({}, len(plans))])


def _store(graph: Graph) -> Iterator[Metric]:
    sessions = [({"state": "used"}, graph.used_sessions), ({"state": "idle"}, graph.idle_sessions)]
    described = "Sessions with the store; one that is used has a connection."
    yield Metric("graphapi.store.sessions", GAUGE, "{session}", described, sessions)
    limit = "Most connections to the store."
    yield Metric("graphapi.store.connections.limit", GAUGE, "{connection}", limit, [({}, MOST_CONNECTIONS)])
