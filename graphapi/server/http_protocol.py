"""The HTTP protocol of the server: uvicorn's, with bounds on what a client can send and on how long it may take."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

import orjson
import structlog
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from graphapi.errors import ErrorCode
from graphapi.server.buffered_transport import BufferedTransport
from graphapi.server.descriptors import permitted_connections
from graphapi.server.middleware import DATA_POLICY, SAFE_HEADERS

if TYPE_CHECKING:
    import asyncio

    from graphapi.server.telemetry.request_measures import RequestMeasures
    from graphapi.settings import Settings

log = structlog.stdlib.get_logger("graphapi.server")

LOG_SECONDS: Final = 60.0
"""How often a server says that it refuses connections."""
STOPPING_SECONDS: Final = 0.25
"""How long an idle connection stays open when the server stops, for a request that is on its way."""
REFUSAL_HEADERS: Final = (
    (b"content-type", b"application/json; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"connection", b"close"),
    *SAFE_HEADERS,
    DATA_POLICY,
)
REASONS: Final = {400: "http", 408: "slow", 431: "size", 503: "connections"}
"""The reasons in metrics, by the status."""
REFUSAL_HEAD: Final = b"".join(b"%s: %s\r\n" % header for header in REFUSAL_HEADERS)
"""The headers of a response that the application does not give."""
REFUSAL_CODES: Final = {431: ErrorCode.COST_LIMIT, 503: ErrorCode.OVERLOADED}


@dataclass(slots=True)
class ConnectionLimit:
    """Bounds the open connections of a server process.

    Attributes:
        most: the most connections; None if there is no limit.
        cause: what sets the limit, for the log.
    """

    most: int | None
    cause: str
    _logged_at: float = -math.inf

    def is_exceeded(self, connections: int, now: float) -> bool:
        """Whether there are too many connections; the log says so, at most once a minute.

        Args:
            connections: the number of open connections, the new one included.
            now: the time on the event loop's clock.
        """
        if self.most is None or connections <= self.most:
            return False
        if now - self._logged_at >= LOG_SECONDS:
            self._logged_at = now
            log.warning("connections refused", most=self.most, cause=self.cause)
        return True


class BoundedHttpProtocol(HttpToolsProtocol):
    """uvicorn's httptools protocol with bounds, on a ``BufferedTransport``.

    A request whose head is too large is refused with status 431, one that does not arrive in time with 408, and a
    connection beyond the limit with 503. A client that does not read its response in time is disconnected.

    Args:
        max_header_bytes: the largest head of a request.
        read_seconds: how long a whole request may take to arrive.
        connection_limit: the limit on open connections, which all connections of the process share.
        arguments: those of uvicorn's protocol.
    """

    def __init__(
        self, *, max_header_bytes: int, read_seconds: float, connection_limit: ConnectionLimit, **arguments: Any
    ) -> None:
        super().__init__(**arguments)
        self.connection_limit = connection_limit
        self.max_header_bytes = max_header_bytes
        self.read_seconds = read_seconds

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start the protocol on a buffered transport."""
        super().connection_made(BufferedTransport(cast("asyncio.Transport", transport), self.loop.call_soon))
        # The time since when the client has to send or to read something; None while it is the server's turn.
        self._waits_since: float | None = self.loop.time()
        self._head_bytes = 0
        self._is_head = True
        self._is_refused = False
        self._is_stopping = False
        self._check = self.loop.call_later(self.read_seconds, self._check_client)
        if self.connection_limit.is_exceeded(len(self.connections), self.loop.time()):
            self._refuse(503, "Too many connections are open. Try again later.")

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop checking the client."""
        self._check.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what arrived; a head can be too large before it is complete."""
        if self._is_refused:
            return
        if self._is_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._is_head and self._head_bytes > self.max_header_bytes:
            self._refuse(431, f"The head of the request is larger than {self.max_header_bytes} bytes.")

    def on_message_begin(self) -> None:
        """Start the clock of a request."""
        super().on_message_begin()
        self._waits_since = self.loop.time()
        self._is_head = True

    def on_headers_complete(self) -> None:
        """Serve the request, unless its head is too large."""
        self._is_head = False
        self._head_bytes = 0
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > self.max_header_bytes:
            self._refuse(431, f"The head of the request is larger than {self.max_header_bytes} bytes.")
        else:
            super().on_headers_complete()
            if self._is_stopping:
                # The response tells the client that the connection ends with it.
                self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        if not self._is_refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Stop the clock: it is the server's turn."""
        self._waits_since = None
        self._is_head = True
        if not self._is_refused:
            super().on_message_complete()

    def pause_writing(self) -> None:
        """Start the clock of a client that does not read."""
        self._waits_since = self.loop.time()
        super().pause_writing()

    def resume_writing(self) -> None:
        """Stop the clock."""
        self._waits_since = None
        super().resume_writing()

    def shutdown(self) -> None:
        """Let the connection end when the server stops: after its request, or soon if it has none.

        Closing an idle connection at once would lose a request that has arrived and was not read yet.
        """
        if self._is_idle():
            self._is_stopping = True
            self.loop.call_later(STOPPING_SECONDS, self._close_idle)
        else:
            super().shutdown()

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _close_idle(self) -> None:
        if self._is_idle():
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """Refuse a request that is not HTTP."""
        self._refuse(400, "The request is not valid HTTP.")

    def _check_client(self) -> None:
        """End the connection if the client takes too long; otherwise check again when it would be too long."""
        now = self.loop.time()
        due = (now if self._waits_since is None else self._waits_since) + self.read_seconds
        if due <= now:
            if self.flow.write_paused:
                cast("BufferedTransport", self.transport).abort()
                return
            self._refuse(408, f"The request did not arrive within {self.read_seconds:g} seconds.")
            return
        self._check = self.loop.call_at(due, self._check_client)

    def _refuse(self, status: int, message: str) -> None:
        """Answer without the application, and close."""
        if self._is_refused or self.transport.is_closing():
            return
        self._is_refused = True
        measures: RequestMeasures = self.app_state["sources"].requests
        measures.refusals[REASONS[status]] += 1
        code = REFUSAL_CODES.get(status, ErrorCode.BAD_USER_INPUT)
        body = orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})
        length = b"content-length: %d\r\n\r\n" % len(body)
        if status == 503:
            length = b"retry-after: 1\r\n" + length
        # A response that has begun cannot be replaced.
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            self.transport.write(b"".join([STATUS_LINE[status], REFUSAL_HEAD, length, body]))
        self.transport.close()


def http_protocol(settings: Settings) -> type[BoundedHttpProtocol]:
    """The protocol with the bounds of the settings.

    It is not a class, but uvicorn only calls it. Unlike a class that is made here, it can be sent to other processes.
    """
    bounded = partial(
        BoundedHttpProtocol,
        max_header_bytes=settings.max_header_bytes,
        read_seconds=settings.read_timeout,
        connection_limit=connection_limit(settings.max_connections),
    )
    return cast("type[BoundedHttpProtocol]", bounded)


def connection_limit(wanted: int | None) -> ConnectionLimit:
    """The limit on open connections: the one of the settings, or what the file descriptors permit if that is less."""
    permitted = permitted_connections()
    if wanted is None or (permitted is not None and permitted < wanted):
        return ConnectionLimit(permitted, "file descriptors (ulimit -n)")
    return ConnectionLimit(wanted, "GRAPHAPI_MAX_CONNECTIONS")
