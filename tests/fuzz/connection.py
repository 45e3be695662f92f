"""A keep-alive connection that sends requests and reads responses; a general client takes longer than the server."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import orjson

if TYPE_CHECKING:
    from types import TracebackType

HEAD: Final = (
    "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
    "accept: application/graphql-response+json\r\ncontent-length: {}\r\n\r\n"
)
SECONDS: Final = 60


@dataclass(frozen=True)
class Answer:
    """The status and the body of a response."""

    status: int
    body: bytes

    def json(self) -> dict[str, Any]:
        """The content of the body; an empty object if there is no body.

        Raises:
            ValueError: the body is not JSON.
        """
        content: dict[str, Any] = orjson.loads(self.body) if self.body else {}
        return content


@dataclass
class Connection:
    """A connection to a port of loopback, which is opened again after the server has closed it."""

    port: int
    _reader: asyncio.StreamReader | None = field(default=None, init=False)
    _writer: asyncio.StreamWriter | None = field(default=None, init=False)

    async def __aenter__(self) -> Connection:
        """The connection itself; it is opened by the first request."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the connection."""
        await self._close()

    async def post(self, body: bytes) -> Answer:
        """Send a GraphQL request, and read the response."""
        if self._reader is None or self._writer is None or self._reader.at_eof():
            await self._close()
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        self._writer.write(HEAD.format(len(body)).encode() + body)
        async with asyncio.timeout(SECONDS):
            head = await self._reader.readuntil(b"\r\n\r\n")
            lines = head.lower().split(b"\r\n")
            headers = dict(line.split(b": ", 1) for line in lines[1:-2])
            content = await self._reader.readexactly(int(headers[b"content-length"]))
        if headers.get(b"connection") == b"close":
            await self._close()
        return Answer(int(lines[0].split(b" ")[1]), content)

    async def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            await self._writer.wait_closed()
        self._reader = self._writer = None
