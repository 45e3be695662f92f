"""The outermost middleware: request ids, allowed hosts, security headers and one log line per request."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import orjson
import structlog

from graphapi.errors import ErrorCode
from graphapi.execution.tracing import NO_TRACE, NOTHING, Trace
from graphapi.loopback import is_loopback
from graphapi.server.client_address import client_address, trusted_networks
from graphapi.server.error_format import PUBLIC_MESSAGES
from graphapi.server.telemetry.request_measures import RequestMeasures
from graphapi.server.telemetry.trace_context import trace_id_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from graphapi.server.telemetry.request_trace import RequestTrace, RequestTracer
    from graphapi.settings import Settings

log = structlog.stdlib.get_logger("graphapi.server")

VALID_REQUEST_ID: Final = re.compile(rb"[A-Za-z0-9._:+/=-]{1,128}")
LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "[::1]")
# RFC 6455, section 7.4.1. Before the handshake is complete, the client gets status 403 instead.
POLICY_VIOLATION: Final = 1008
PROBES: Final = ("/livez", "/readyz", "/metrics")
CLIENT_GONE_STATUS: Final = 499
"""nginx's status code for a client that has disconnected. It is never sent, only logged."""
CLIENT_GONE: Final = "CLIENT_GONE"
"""What metrics count as the code of such a request."""
SAFE_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
# Responses are data, not pages. If a browser displays one anyway, nothing in it may run.
DATA_POLICY: Final = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")


@dataclass(slots=True)
class RequestRecord:
    """The values for the log line, the metrics and the trace of a request.

    The endpoint sets those about the operation. ``refusal`` is the reason for which the request was refused.
    """

    request_id: str
    client: str = ""
    status: int = 0
    operation: str | None = None
    subject: str | None = None
    statements: int = 0
    cost: int | None = None
    codes: list[str] = field(default_factory=list)
    is_operation: bool = False
    refusal: str | None = None
    trace: Trace = NO_TRACE


def record_of(scope: Scope) -> RequestRecord:
    """The record of the request that a scope belongs to."""
    record: RequestRecord = scope["graphapi.record"]
    return record


class RequestMiddleware:
    """The outermost layer of the application.

    Args:
        app: the application.
        settings: the settings.
        measures: counts the requests.
        tracer: traces the requests; None for no traces.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        measures: RequestMeasures | None = None,
        tracer: RequestTracer | None = None,
    ) -> None:
        self._app = app
        self._measures = measures or RequestMeasures()
        self._tracer = tracer
        self._hosts = served_hosts(settings)
        self._proxies = trusted_networks(settings.trusted_proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; HTTP requests are always logged, and an exception becomes an error response."""
        if scope["type"] == "websocket":
            await self._serve_websocket(scope, receive, send)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start = time.perf_counter()
        headers = dict(scope["headers"])
        request_id = _request_id(headers.get(b"x-request-id", b""))
        record = RequestRecord(request_id, client_address(scope, self._proxies))
        scope["graphapi.record"] = record
        trace = None
        if self._tracer is None and b"traceparent" not in headers:
            structlog.contextvars.bind_contextvars(request_id=request_id)
        else:
            trace = self._begin_trace(scope, headers, record)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                record.status = message["status"]
                message["headers"] = _with_safe_headers(message["headers"], record.request_id)
            await send(message)

        try:
            with trace or NOTHING:
                await self._serve(scope, receive, send_with_headers, headers, record)
        finally:
            if trace is not None:
                trace.end(record.status)
            seconds = time.perf_counter() - start
            if record.is_operation:
                codes = record.codes if record.status != CLIENT_GONE_STATUS else (CLIENT_GONE,)
                self._measures.add(record.operation, codes, seconds, record.statements, record.cost)
            if record.refusal is not None:
                self._measures.refusals[record.refusal] += 1
            _log_request(scope, record, seconds)

    def _begin_trace(self, scope: Scope, headers: dict[bytes, bytes], record: RequestRecord) -> RequestTrace | None:
        """Begin the trace of a request, if there is one, and add the ids to all log lines of the request."""
        trace: RequestTrace | None = None
        trace_id: str | None = None
        if self._tracer is not None and scope["path"] not in PROBES:
            trace = self._tracer.begin(scope, headers, record.client)
            trace_id = trace.trace_id
            if trace.is_recorded:
                record.trace = trace
        else:
            trace_id = trace_id_of(headers.get(b"traceparent", b""))
        if trace_id is None:
            structlog.contextvars.bind_contextvars(request_id=record.request_id)
        else:
            structlog.contextvars.bind_contextvars(request_id=record.request_id, trace_id=trace_id)
        return trace

    async def _serve(
        self, scope: Scope, receive: Receive, send: Send, headers: dict[bytes, bytes], record: RequestRecord
    ) -> None:
        if not self._is_served(host := headers.get(b"host", b"").decode("latin-1")):
            record.refusal = "host"
            message = f"This server does not accept the host {host!r}; GRAPHAPI_ALLOWED_HOSTS lists the allowed hosts."
            await _send_error(send, 421, message, ErrorCode.FORBIDDEN, record)
            return
        try:
            await self._app(scope, receive, send)
        except Exception:
            log.exception("request failed")
            if record.status == 0:
                code = ErrorCode.INTERNAL_ERROR
                await _send_error(send, 500, PUBLIC_MESSAGES[code], code, record)

    async def _serve_websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a WebSocket if its Host header is allowed; otherwise close it before it is accepted."""
        headers = dict(scope["headers"])
        if self._is_served(headers.get(b"host", b"").decode("latin-1")):
            await self._app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": "unknown host"})

    def _is_served(self, host: str) -> bool:
        if "*" in self._hosts:
            return True
        name = host.lower()
        return (name if name.endswith("]") else name.rpartition(":")[0] or name) in self._hosts


def served_hosts(settings: Settings) -> frozenset[str]:
    """The host names that the server accepts; ``*`` means all.

    This prevents DNS rebinding: another site can point its own host name to 127.0.0.1, so that its pages have the same
    origin as a server there. The Host header of their requests contains the site's name.
    """
    if settings.allowed_hosts:
        return frozenset(name.lower() for name in settings.allowed_hosts)
    return frozenset(LOOPBACK_NAMES) if is_loopback(settings.host) else frozenset("*")


def error_body(message: str, code: ErrorCode, request_id: str) -> bytes:
    """The body of a GraphQL response with one error."""
    return orjson.dumps({"errors": [{"message": message, "extensions": {"code": code, "requestId": request_id}}]})


def _request_id(sent: bytes) -> str:
    return sent.decode("ascii") if VALID_REQUEST_ID.fullmatch(sent) else os.urandom(16).hex()


def _with_safe_headers(headers: list[tuple[bytes, bytes]], request_id: str) -> list[tuple[bytes, bytes]]:
    added = [*headers, *SAFE_HEADERS, (b"x-request-id", request_id.encode("ascii"))]
    if not any(name == DATA_POLICY[0] for name, _ in headers):
        added.append(DATA_POLICY)
    return added


async def _send_error(send: Send, status: int, message: str, code: ErrorCode, record: RequestRecord) -> None:
    record.codes = [code.value]
    body = error_body(message, code, record.request_id)
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _log_request(scope: Scope, record: RequestRecord, seconds: float) -> None:
    facts: dict[str, Any] = {
        "method": scope["method"],
        "path": scope["path"],
        "operation": record.operation,
        "status": record.status,
        "milliseconds": round(seconds * 1000, 2),
        "statements": record.statements,
        "codes": record.codes,
        "client": record.client or None,
    }
    if record.cost is not None:
        facts["cost"] = record.cost
    if record.subject is not None:
        facts["subject"] = record.subject
    # Probes come every few seconds, so successful ones are logged only at DEBUG.
    write = log.debug if scope["path"] in PROBES and record.status == 200 else log.info
    write("request", **facts)
