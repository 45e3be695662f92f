"""A transport that sends the head and the body of a response in one write."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class BufferedTransport(asyncio.Transport):
    """A transport that delays a write until the next one, or until the next iteration of the event loop.

    uvicorn writes the head and the body of a response separately, and uvloop sends each write immediately. The second
    write to the socket and the second wake-up of the client are among the largest costs of a small request.

    Args:
        transport: the transport of the socket.
        call_soon: the event loop's method of this name.
    """

    def __init__(self, transport: asyncio.Transport, call_soon: Callable[[Callable[[], None]], asyncio.Handle]) -> None:
        super().__init__()
        self._transport = transport
        self._call_soon = call_soon
        self._held: bytes | None = None
        self._flushing: asyncio.Handle | None = None

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Buffer the data, or send it together with the data in the buffer."""
        if self._held is None:
            self._held = bytes(data)
            self._flushing = self._call_soon(self._flush)
        else:
            self._held += data
            self._flush()

    def close(self) -> None:
        """Send the buffered data, then close."""
        self._flush()
        self._transport.close()

    def abort(self) -> None:
        """Close without sending the buffered data."""
        self._held = None
        self._transport.abort()

    def is_closing(self) -> bool:
        """Whether the transport is closing or closed."""
        return self._transport.is_closing()

    def get_extra_info(self, name: str, default: object = None) -> object:
        """Information about the socket's transport."""
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
