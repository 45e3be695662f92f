"""A connection on which the head and the body of an answer leave together."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from collections.abc import Callable


class BufferedTransport(asyncio.Transport):
    """A transport that holds a write back until the next one, at most until the loop's next turn.

    uvicorn writes the head and the body of an answer separately, and uvloop sends each at once. A write to a socket is
    one of the largest parts of a small request, and so is waking up the client twice.

    Args:
        transport: the transport of the socket.
        call_soon: the loop's.
    """

    def __init__(self, transport: asyncio.Transport, call_soon: Callable[[Callable[[], None]], asyncio.Handle]) -> None:
        super().__init__()
        self._transport = transport
        self._call_soon = call_soon
        self._held: bytes | None = None
        self._flushing: asyncio.Handle | None = None

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send with what is held back, or hold back."""
        if self._held is None:
            self._held = bytes(data)
            self._flushing = self._call_soon(self._flush)
        else:
            self._held += data
            self._flush()

    def close(self) -> None:
        """Send what is held back, then close."""
        self._flush()
        self._transport.close()

    def abort(self) -> None:
        """Close without sending anything more."""
        self._held = None
        self._transport.abort()

    def is_closing(self) -> bool:
        """Whether it is closed or will be."""
        return self._transport.is_closing()

    def get_extra_info(self, name: str, default: object = None) -> object:
        """What the socket's transport says."""
        return self._transport.get_extra_info(name, default)

    def pause_reading(self) -> None:
        """Stop receiving."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Receive again."""
        self._transport.resume_reading()

    def _flush(self) -> None:
        if self._flushing is not None:
            self._flushing.cancel()
            self._flushing = None
        held, self._held = self._held, None
        if held is not None and not self._transport.is_closing():
            self._transport.write(held)


class BufferedHttpProtocol(HttpToolsProtocol):
    """uvicorn's fast protocol on such a transport."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        super().connection_made(BufferedTransport(cast("asyncio.Transport", transport), self.loop.call_soon))
