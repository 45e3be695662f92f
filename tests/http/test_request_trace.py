"""Spans of reads and requests that no server can be brought to make in a test."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind

from graphapi.errors import DeadlineExceededError, OverloadedError
from graphapi.server.telemetry.otlp import database_name
from graphapi.server.telemetry.request_trace import RequestTracer, SpanContent, store_attributes
from graphapi.server.telemetry.trace_context import trace_id_of
from graphapi.statement import Statement
from graphapi.store import Endpoint, StatementError, StoreKind, connect
from graphapi.store.batch_metrics import ReadTiming

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan

STATEMENT = Statement("RETURN $p0", "UNWIND $batch AS p RETURN collect([p[0]])", ("p0",), ())
NEO4J = store_attributes(Endpoint("neo4j+s://graph.example", StoreKind.NEO4J), "films")


class Spans:
    """A tracer, and the spans that it made."""

    def __init__(self, *, statements: bool = False) -> None:
        self._exporter = InMemorySpanExporter()
        provider = TracerProvider(shutdown_on_exit=False)
        provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        content = SpanContent(documents=False, statements=statements, store=NEO4J)
        self.tracer = RequestTracer(provider.get_tracer("test"), content)

    def named(self, name: str) -> ReadableSpan:
        """The only span with a name."""
        (span,) = (span for span in self._exporter.get_finished_spans() if span.name == name)
        return span

    def names(self) -> list[str]:
        """The names of all spans, in the order of their ends."""
        return [span.name for span in self._exporter.get_finished_spans()]


def scope(**changes: str) -> dict[str, Any]:
    request = {"type": "http", "method": "POST", "path": "/graphql", "scheme": "http", "http_version": "1.1"}
    return {**request, **changes}


def timing(batch_size: int = 1) -> ReadTiming:
    now = time.perf_counter()
    return ReadTiming("light", now - 0.003, now - 0.002, now - 0.001, batch_size)


def test_a_refused_statement_has_the_code_of_the_store() -> None:
    spans = Spans()
    spans.tracer.begin(scope(), {}, "").read(STATEMENT, timing(), StatementError("refused", "Neo.ClientError.X"))
    span = spans.named("films")
    assert span.kind is SpanKind.CLIENT
    assert span.attributes == {
        "db.system.name": "neo4j",
        "db.namespace": "films",
        "server.address": "graph.example",
        "server.port": 7687,
        "error.type": "INTERNAL_ERROR",
        "db.response.status_code": "Neo.ClientError.X",
    }
    assert not span.status.is_ok
    queue = spans.named("queue")
    assert queue.end_time == span.start_time
    assert span.start_time is not None
    assert span.end_time is not None
    assert 0.9e6 < span.end_time - span.start_time < 1.1e6
    assert abs(time.time_ns() - span.end_time) < 1e9


@pytest.mark.parametrize(("size", "text"), [(1, STATEMENT.text), (7, STATEMENT.batch)])
def test_a_batch_has_its_size_and_its_own_text(size: int, text: str) -> None:
    spans = Spans(statements=True)
    spans.tracer.begin(scope(), {}, "").read(STATEMENT, timing(size), None)
    attributes = spans.named("films").attributes or {}
    assert attributes["db.query.text"] == text
    assert attributes.get("db.operation.batch.size") == (size if size > 1 else None)


@pytest.mark.parametrize(
    ("error", "kind"), [(OverloadedError("full", 1), "OVERLOADED"), (DeadlineExceededError("late"), "TIMEOUT")]
)
def test_a_read_that_was_never_sent_has_no_statement(error: Exception, kind: str) -> None:
    spans = Spans()
    came = time.perf_counter()
    spans.tracer.begin(scope(), {}, "").read(STATEMENT, ReadTiming("heavy", came), error)
    assert spans.names() == ["queue"]
    assert spans.named("queue").attributes == {"graphapi.lane": "heavy", "error.type": kind}


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("POST", "/graphql", "POST /graphql"),
        ("GET", "/assets/a.js", "GET /assets/{path}"),
        ("GET", "/made/up", "GET"),
        ("NONSENSE", "/graphql", "HTTP /graphql"),
    ],
)
def test_the_name_of_a_request_cannot_be_multiplied(method: str, path: str, name: str) -> None:
    spans = Spans()
    spans.tracer.begin(scope(method=method, path=path), {b"host": b"[::1]"}, "").end(503)
    span = spans.named(name)
    attributes = span.attributes or {}
    assert attributes["http.request.method"] == ("_OTHER" if method == "NONSENSE" else method)
    assert (attributes["server.address"], attributes["server.port"]) == ("::1", 80)
    assert (attributes["error.type"], span.status.is_ok) == ("503", False)


@pytest.mark.neo4j
async def test_neo4j_tells_the_name_of_the_home_database(neo4j_endpoint: Endpoint) -> None:
    graph = await connect(replace(neo4j_endpoint, database=None))
    try:
        assert await database_name(graph) == "neo4j"
    finally:
        await graph.close()


def test_a_client_that_left_got_no_status() -> None:
    spans = Spans()
    spans.tracer.begin(scope(), {}, "").end(499)
    assert "http.response.status_code" not in (spans.named("POST /graphql").attributes or {})


@pytest.mark.parametrize(
    ("header", "trace_id"),
    [
        (b"00-" + b"a" * 32 + b"-" + b"b" * 16 + b"-01", "a" * 32),
        (b"01-" + b"a" * 32 + b"-" + b"b" * 16 + b"-01-later", "a" * 32),
        (b"ff-" + b"a" * 32 + b"-" + b"b" * 16 + b"-01", None),
        (b"00-" + b"0" * 32 + b"-" + b"b" * 16 + b"-01", None),
        (b"00-" + b"a" * 32 + b"-" + b"0" * 16 + b"-01", None),
        (b"00-" + b"A" * 32 + b"-" + b"b" * 16 + b"-01", None),
        (b"", None),
    ],
)
def test_only_a_valid_header_has_a_trace_id(header: bytes, trace_id: str | None) -> None:
    assert trace_id_of(header) == trace_id
