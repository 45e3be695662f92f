"""A receiver of OTLP over HTTP on loopback, which decodes what it gets.

Source: https://opentelemetry.io/docs/specs/otlp/#otlphttp.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, TypeVar

from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from opentelemetry.proto.common.v1.common_pb2 import KeyValue
    from opentelemetry.proto.metrics.v1.metrics_pb2 import Metric

WAIT_SECONDS = 10
T = TypeVar("T")


@dataclass(slots=True)
class ReceivedSpan:
    """A span, with the spans inside of it in the order of their start."""

    name: str
    kind: int
    trace_id: str
    span_id: str
    parent_id: str
    start: int
    end: int
    failed: bool
    attributes: dict[str, Any]
    children: list[ReceivedSpan] = field(default_factory=list)

    def tree(self) -> object:
        """The names: this one alone, or with a list of those inside of it."""
        return (self.name, [child.tree() for child in self.children]) if self.children else self.name

    def lines(self, level: int = 0) -> Iterator[str]:
        """A text of this span and of those inside of it, for people."""
        kind = ("", "internal", "server", "client")[self.kind]
        milliseconds = (self.end - self.start) / 1e6
        yield f"{'  ' * level}{self.name} [{kind}] {milliseconds:.2f} ms {self.attributes}{' FAILED' * self.failed}"
        for child in self.children:
            yield from child.lines(level + 1)

    def inner(self, *names: str) -> ReceivedSpan:
        """The first span on a path of names."""
        found = self
        for name in names:
            found = next(child for child in found.children if child.name == name)
        return found


@dataclass
class Received:
    """What a receiver got."""

    spans: list[ReceivedSpan] = field(default_factory=list)
    metrics: dict[str, Metric] = field(default_factory=dict)
    resource: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def trace(self, trace_id: str, root: str = "") -> ReceivedSpan:
        """The first span of a trace whose spans have all arrived; its root is the last to end."""

        def complete() -> ReceivedSpan | None:
            spans = {span.span_id: span for span in self.spans if span.trace_id == trace_id}
            for span in spans.values():
                span.children = [other for other in spans.values() if other.parent_id == span.span_id]
                span.children.sort(key=lambda child: (child.start, child.end))
            return next((span for span in spans.values() if span.parent_id == root), None)

        return self.wait_for(complete)

    def wait_for(self, find: Callable[[], T | None]) -> T:
        """The result of a function, as soon as it finds something in what was received."""
        with self.changed:
            self.changed.wait_for(lambda: find() is not None, WAIT_SECONDS)
            found = find()
        assert found is not None, "nothing like that was received"
        return found

    def add(self, path: str, body: bytes, headers: dict[str, str]) -> None:
        """Decode the body of a request."""
        with self.changed:
            self.headers = headers
            if path == "/v1/traces":
                self._add_spans(ExportTraceServiceRequest.FromString(body))
            elif path == "/v1/metrics":
                self._add_metrics(ExportMetricsServiceRequest.FromString(body))
            self.changed.notify_all()

    def _add_spans(self, message: ExportTraceServiceRequest) -> None:
        for resource in message.resource_spans:
            self.resource = attributes_of(resource.resource.attributes)
            for span in (span for scope in resource.scope_spans for span in scope.spans):
                self.spans.append(
                    ReceivedSpan(
                        span.name,
                        span.kind,
                        span.trace_id.hex(),
                        span.span_id.hex(),
                        span.parent_span_id.hex(),
                        span.start_time_unix_nano,
                        span.end_time_unix_nano,
                        span.status.code == span.status.STATUS_CODE_ERROR,
                        attributes_of(span.attributes),
                    )
                )

    def _add_metrics(self, message: ExportMetricsServiceRequest) -> None:
        for resource in message.resource_metrics:
            self.resource = attributes_of(resource.resource.attributes)
            found = [metric for scope in resource.scope_metrics for metric in scope.metrics]
            self.metrics = {metric.name: metric for metric in found}


def attributes_of(found: Iterable[KeyValue]) -> dict[str, Any]:
    """Attributes as a dictionary."""
    return {one.key: getattr(one.value, one.value.WhichOneof("value") or "string_value") for one in found}


@contextmanager
def receiving() -> Iterator[tuple[str, Received]]:
    """The address of a receiver, and what it got."""
    received = Received()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            received.add(self.path, body, {name.lower(): value for name, value in self.headers.items()})
            self.send_response(200)
            self.send_header("content-type", "application/x-protobuf")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Be silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", received
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
