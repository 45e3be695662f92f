"""Traces of requests as spans of OpenTelemetry.

Sources: the semantic conventions of OpenTelemetry, https://opentelemetry.io/docs/specs/semconv/: "HTTP server span",
"Semantic conventions for GraphQL server spans", "Semantic conventions for database client calls" and "Recording
errors".
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from opentelemetry import context, propagate, trace
from opentelemetry.propagators.textmap import Getter
from opentelemetry.trace import SpanKind, StatusCode

from graphapi.errors import GraphapiError
from graphapi.store import StatementError, StoreKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextvars import Token
    from types import TracebackType

    from graphql import OperationDefinitionNode
    from opentelemetry.context import Context
    from opentelemetry.trace import Span, Tracer
    from opentelemetry.util.types import AttributeValue
    from starlette.types import Scope

    from graphapi.statement import Statement
    from graphapi.store import Endpoint
    from graphapi.store.batch_metrics import ReadTiming

OPERATION: Final = "GraphQL Operation"
"""The name of the span of an operation whose type is not known."""
METHODS: Final = frozenset({"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"})
ROUTES: Final = frozenset({"/", "/explore", "/graphql"})
ASSETS: Final = "/assets/"
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
SYSTEMS: Final = {StoreKind.NEO4J: "neo4j", StoreKind.EMBEDDED: "arcadedb"}
BOLT_PORT: Final = 7687


class _Headers(Getter["Mapping[bytes, bytes]"]):
    """Reads the headers of ASGI for the propagators."""

    def get(self, carrier: Mapping[bytes, bytes], key: str) -> list[str] | None:
        value = carrier.get(key.lower().encode("latin-1"))
        return None if value is None else [value.decode("latin-1")]

    def keys(self, carrier: Mapping[bytes, bytes]) -> list[str]:
        return [name.decode("latin-1") for name in carrier]


HEADERS: Final = _Headers()


@dataclass(slots=True)
class SpanContent:
    """What the spans contain beyond the defaults.

    Attributes:
        documents: whether spans of operations have the document.
        statements: whether spans of statements have the text of the statement.
        store: the attributes that all spans of statements have.
    """

    documents: bool
    statements: bool
    store: Mapping[str, AttributeValue]


def store_attributes(endpoint: Endpoint, database: str | None) -> dict[str, AttributeValue]:
    """The attributes of the store.

    Args:
        endpoint: the address of the store.
        database: the name of the database, if it is known.
    """
    address = urlsplit(endpoint.uri)
    found: dict[str, AttributeValue] = {
        "db.system.name": SYSTEMS[endpoint.kind],
        "server.address": address.hostname or "",
        "server.port": address.port or BOLT_PORT,
    }
    return {**found, "db.namespace": database} if database else found


class RequestTracer:
    """Begins the traces of requests.

    Args:
        tracer: makes the spans.
        content: what the spans contain.
    """

    def __init__(self, tracer: Tracer, content: SpanContent) -> None:
        self._tracer = tracer
        self.content = content

    def begin(self, scope: Scope, headers: Mapping[bytes, bytes], client: str) -> RequestTrace:
        """Begin the span of a request, which continues the trace of the header ``traceparent``.

        Args:
            scope: the ASGI scope of the request.
            headers: its headers.
            client: the address of the client; empty if it is not known.
        """
        method = scope["method"] if scope["method"] in METHODS else "_OTHER"
        route = _route_of(scope["path"])
        name = f"{'HTTP' if method == '_OTHER' else method} {route}".rstrip()
        attributes = _request_attributes(scope, headers)
        attributes["http.request.method"] = method
        if client:
            attributes["client.address"] = client
        if route:
            attributes["http.route"] = route
        parent = propagate.extract(headers, getter=HEADERS)
        span = self._tracer.start_span(name, parent, SpanKind.SERVER, attributes)
        return RequestTrace(self._tracer, span, self.content)


class RequestTrace:
    """The spans of one request; as a context, it makes the span of the request the current one.

    ``trace_id`` is in hexadecimal. If ``is_recorded`` is false, the sampler has left the trace out.

    Args:
        tracer: makes the spans.
        span: the span of the request.
        content: what the spans contain.
    """

    def __init__(self, tracer: Tracer, span: Span, content: SpanContent) -> None:
        self._tracer = tracer
        self._span = span
        self._content = content
        self._token: Token[Context] | None = None
        self._operation: Span = trace.INVALID_SPAN
        self.trace_id = trace.format_trace_id(span.get_span_context().trace_id)
        self.is_recorded = span.is_recording()

    def __enter__(self) -> None:
        self._token = context.attach(trace.set_span_in_context(self._span))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._token is not None:
            context.detach(self._token)

    def end(self, status: int) -> None:
        """End the span of the request.

        Args:
            status: the HTTP status of the response; 0 and 499 mean that there was none.
        """
        if status not in (0, 499):
            self._span.set_attribute("http.response.status_code", status)
        if status >= 500:
            _fail(self._span, str(status))
        self._span.end()

    @contextmanager
    def operation(self) -> Iterator[None]:
        """A span of an operation, which is the current span within the block."""
        with self._current(OPERATION, SpanKind.SERVER, {}) as self._operation:
            yield

    def identify(self, operation: OperationDefinitionNode, document: str) -> None:
        """Name the span of the operation after its type.

        Args:
            operation: the operation.
            document: the text of its document.
        """
        self._operation.update_name(operation.operation.value)
        self._operation.set_attribute("graphql.operation.type", operation.operation.value)
        if operation.name is not None:
            self._operation.set_attribute("graphql.operation.name", operation.name.value)
        if self._content.documents:
            self._operation.set_attribute("graphql.document", document)

    @contextmanager
    def phase(self, name: str, field: str | None = None) -> Iterator[None]:
        """A span of a phase, which is the current span within the block."""
        with self._current(name, SpanKind.INTERNAL, {"graphapi.field": field} if field else {}):
            yield

    def read(self, statement: Statement, timing: ReadTiming, error: BaseException | None) -> None:
        """The spans of a read: in the queue, and at the store if it was sent."""
        # Spans have the time of the wall clock; reads were timed by a clock that never jumps.
        offset = time.time_ns() - time.perf_counter_ns()
        came, sent, answered = (offset + int(at * 1e9) for at in (timing.came, timing.sent, timing.answered))
        queue = self._tracer.start_span("queue", attributes={"graphapi.lane": timing.lane}, start_time=came)
        if not timing.sent:
            _fail(queue, _type_of(error))
            queue.end()
            return
        queue.end(sent)
        span = self._tracer.start_span(
            self._name_of_statements(), kind=SpanKind.CLIENT, attributes=self._content.store, start_time=sent
        )
        if timing.batch_size > 1:
            span.set_attribute("db.operation.batch.size", timing.batch_size)
        if self._content.statements:
            span.set_attribute("db.query.text", statement.batch if timing.batch_size > 1 else statement.text)
        if error is not None:
            _fail(span, _type_of(error))
            if isinstance(error, StatementError):
                span.set_attribute("db.response.status_code", error.store_code)
        span.end(answered if timing.answered else None)

    def conclude(self, codes: Sequence[str], cost: int | None, statements: int) -> None:
        """Add what is known at the end to the span of the operation.

        Args:
            codes: the error codes of the response.
            cost: the estimated cost, if it was estimated.
            statements: the number of statements.
        """
        self._operation.set_attribute("graphapi.statements", statements)
        if cost is not None:
            self._operation.set_attribute("graphapi.cost", cost)
        if codes:
            _fail(self._operation, codes[0])

    @contextmanager
    def _current(self, name: str, kind: SpanKind, attributes: Mapping[str, AttributeValue]) -> Iterator[Span]:
        """A span that is the current one within the block; the log has the details of exceptions."""
        with self._tracer.start_as_current_span(
            name, kind=kind, attributes=attributes, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield span
            except BaseException as error:
                _fail(span, _type_of(error))
                raise

    def _name_of_statements(self) -> str:
        store = self._content.store
        return str(store.get("db.namespace") or f"{store.get('server.address')}:{store.get('server.port')}")


def _fail(span: Span, error_type: str) -> None:
    span.set_attribute("error.type", error_type)
    span.set_status(StatusCode.ERROR)


def _type_of(error: BaseException | None) -> str:
    return error.code.value if isinstance(error, GraphapiError) else type(error).__name__


def _route_of(path: str) -> str:
    if path in ROUTES:
        return path
    return f"{ASSETS}{{path}}" if path.startswith(ASSETS) else ""


def _request_attributes(scope: Scope, headers: Mapping[bytes, bytes]) -> dict[str, AttributeValue]:
    """The attributes of a request, without the query of the URL, because it can hold a whole operation."""
    scheme = scope["scheme"]
    found: dict[str, AttributeValue] = {
        "url.path": scope["path"],
        "url.scheme": scheme,
        "network.protocol.version": scope["http_version"],
    }
    if agent := headers.get(b"user-agent"):
        found["user_agent.original"] = agent.decode("latin-1")
    host, _, port = headers.get(b"host", b"").decode("latin-1").rpartition(":")
    if not port.isdecimal():
        host, port = headers.get(b"host", b"").decode("latin-1"), ""
    if host:
        found["server.address"] = host.strip("[]")
        found["server.port"] = int(port) if port else DEFAULT_PORTS.get(scheme, 0)
    return found
