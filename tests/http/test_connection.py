"""The head and the body of a response are sent in one piece, and later data as it is written."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from graphapi.server.buffered_transport import BufferedTransport

if TYPE_CHECKING:
    import httpx


class Sent(asyncio.Transport):
    """A transport that records its calls."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []
        self.ended = ""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Record the data."""
        self.pieces.append(bytes(data))

    def close(self) -> None:
        """Record the call."""
        self.ended = "closed"

    def abort(self) -> None:
        """Record the call."""
        self.ended = "aborted"

    def is_closing(self) -> bool:
        """Whether the transport was closed or aborted."""
        return self.ended != ""


@pytest.fixture
async def sent() -> Sent:
    """The transport that receives the data."""
    return Sent()


@pytest.fixture
async def joined(sent: Sent) -> BufferedTransport:
    """The transport under test."""
    return BufferedTransport(sent, asyncio.get_running_loop().call_soon)


async def test_two_writes_become_one(sent: Sent, joined: BufferedTransport) -> None:
    joined.write(b"head")
    joined.write(memoryview(b"body"))
    assert sent.pieces == [b"headbody"]
    await asyncio.sleep(0)
    assert sent.pieces == [b"headbody"]


async def test_one_write_goes_with_the_next_turn_of_the_loop(sent: Sent, joined: BufferedTransport) -> None:
    joined.write(b"head")
    assert sent.pieces == []
    await asyncio.sleep(0)
    assert sent.pieces == [b"head"]
    joined.write(b"late")
    joined.write(b"r")
    joined.write(b"end")
    await asyncio.sleep(0)
    assert sent.pieces == [b"head", b"later", b"end"]


async def test_closing_sends_what_is_left_and_aborting_does_not(sent: Sent, joined: BufferedTransport) -> None:
    joined.write(b"all")
    joined.close()
    assert (sent.pieces, sent.ended) == ([b"all"], "closed")
    other = Sent()
    dropped = BufferedTransport(other, asyncio.get_running_loop().call_soon)
    dropped.write(b"all")
    dropped.abort()
    await asyncio.sleep(0)
    assert (other.pieces, other.ended) == ([], "aborted")


async def test_requests_sent_together_are_answered_in_order(client: httpx.AsyncClient) -> None:
    reader, writer = await asyncio.open_connection(client.base_url.host, client.base_url.port)
    for _ in range(3):
        writer.write(b"GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n")
    writer.write(b"GET /nothing HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
    answer = await reader.read()
    writer.close()
    assert answer.count(b"HTTP/1.1 200") == answer.count(b'{"status":"alive"}') == 3
    assert answer.index(b"HTTP/1.1 404") > answer.rindex(b'{"status":"alive"}')


async def test_what_is_not_http_is_refused(client: httpx.AsyncClient) -> None:
    reader, writer = await asyncio.open_connection(client.base_url.host, client.base_url.port)
    writer.write(b"what?\r\n\r\n")
    assert (await reader.read()).startswith(b"HTTP/1.1 400")
    writer.close()
