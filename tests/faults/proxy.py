"""A TCP proxy between the server and its store that can delay, cut, swallow and refuse."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

CHUNK = 65536


@dataclass(eq=False)
class _Connection:
    client: asyncio.StreamWriter
    store: asyncio.StreamWriter
    #: The bytes of answers after which the connection is cut; None if it is not.
    left: int | None = None
    #: What passes the parts on.
    work: asyncio.Future[Any] | None = None

    def abort(self) -> None:
        if self.work is not None:
            self.work.cancel()
        for writer in (self.client, self.store):
            writer.transport.abort()


@dataclass
class Proxy:
    """Passes connections on to a port of 127.0.0.1; all methods belong to one event loop.

    Attributes:
        target: the port of the store.
        port: the port of the proxy; 0 until it is open.
        delay: the seconds that every part of an answer is held back.
        cut_after: the bytes of answers after which each new connection is cut; None if they are not.
    """

    target: int
    port: int = 0
    delay: float = 0.0
    cut_after: int | None = None
    _server: asyncio.Server | None = None
    connections: set[_Connection] = field(default_factory=set)

    async def open(self) -> None:
        """Listen; after ``refuse`` on the same port as before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def refuse(self) -> None:
        """Cut all connections, and refuse new ones until ``open``."""
        if self._server is not None:
            self._server.close()
            self._server = None
        await self.cut()

    async def cut(self) -> None:
        """Cut all connections with a reset."""
        for connection in tuple(self.connections):
            connection.abort()

    async def cut_answers(self, count: int) -> None:
        """Cut each open connection after so many further bytes of answers, in the middle of one."""
        for connection in self.connections:
            connection.left = count

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            store_reader, store_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        connection = _Connection(writer, store_writer, self.cut_after)
        self.connections.add(connection)
        connection.work = asyncio.gather(
            self._pass(connection, reader, store_writer), self._pass(connection, store_reader, writer)
        )
        with suppress(asyncio.CancelledError):
            await connection.work
        self.connections.discard(connection)

    async def _pass(self, connection: _Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_answer = writer is connection.client
        with suppress(OSError):
            while data := await reader.read(CHUNK):
                if is_answer and self.delay:
                    await asyncio.sleep(self.delay)
                if is_answer and connection.left is not None:
                    data, connection.left = data[: connection.left], connection.left - len(data)
                writer.write(data)
                await writer.drain()
                if is_answer and connection.left is not None and connection.left <= 0:
                    break
        connection.abort()
