"""A cluster of Neo4j in front of one real server: members that route, and refuse writes unless they lead.

Each member is a proxy with an address of its own. It passes the Bolt messages of its clients through to the server,
which plays the perfectly replicated database of all members. The member itself answers what a single server cannot: the
routing table, and a write that reaches a follower. So this shows what the driver and graphapi do with the answers of a
cluster. It does not show a cluster: no member lags behind, elects a leader, or loses a write.

Source: the Bolt protocol, https://neo4j.com/docs/bolt/current/bolt/message/.
"""

from __future__ import annotations

import asyncio
import contextlib
import struct
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from neo4j._codec.packstream.v1 import Packer

from tests.benchmarks.wire import RUN, PackStream

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

GOODBYE: Final = 0x02
RESET: Final = 0x0F
BEGIN: Final = 0x11
ROUTE: Final = 0x66
SUCCESS: Final = b"\x70"
RECORD: Final = 0x71
IGNORED: Final = b"\x7e"
FAILURE: Final = b"\x7f"
MANIFEST: Final = b"\x00\x00\x01\xff"
"""The first proposal of a client that asks for a list of versions, which would take more messages."""
NOT_A_LEADER: Final = {
    "code": "Neo.ClientError.Cluster.NotALeader",
    "neo4j_code": "Neo.ClientError.Cluster.NotALeader",
    "message": "No write operations are allowed directly on this database.",
    "gql_status": "50N42",
    "description": "general processing exception",
    "diagnostic_record": {},
}


@dataclass(frozen=True, slots=True)
class Received:
    """A statement that a member received, with the access mode and the bookmarks of its transaction."""

    member: str
    text: str
    writes: bool
    bookmarks: tuple[str, ...]


@dataclass(slots=True)
class Cluster:
    """The running members; ``leader`` can be changed at any time.

    Attributes:
        leader: the name of the member that accepts writes; the others are followers.
        received: the statements of all members, those that were refused included.
        tables: how often a member was asked for the routing table.
    """

    leader: str
    addresses: dict[str, str] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)
    tables: int = 0
    _servers: dict[str, asyncio.Server] = field(default_factory=dict)
    _writers: dict[str, list[asyncio.StreamWriter]] = field(default_factory=dict)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def uri(self) -> str:
        """The address of the first member, from which the driver learns the others."""
        return f"neo4j://{next(iter(self.addresses.values()))}"

    def table(self) -> dict[str, Any]:
        """The routing table: reads go to followers, writes to the leader."""
        roles = {
            "ROUTE": list(self.addresses.values()),
            "READ": [address for name, address in self.addresses.items() if name != self.leader],
            "WRITE": [self.addresses[self.leader]],
        }
        servers = [{"addresses": addresses, "role": role} for role, addresses in roles.items()]
        return {"rt": {"ttl": 300, "db": "neo4j", "servers": servers}}

    async def start(self, name: str, host: str, port: int) -> None:
        """Start a member in front of a server."""

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._tasks.append(task)
            self._writers.setdefault(name, []).append(writer)
            far_reader, far_writer = await asyncio.open_connection(host, port)
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await _Connection(self, name, writer, far_writer).relay(reader, far_reader)
            for one in (writer, far_writer):
                one.close()
                with contextlib.suppress(OSError):
                    await one.wait_closed()

        server = self._servers[name] = await asyncio.start_server(connected, "127.0.0.1", 0)
        self.addresses[name] = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"

    def end(self, name: str) -> None:
        """End a member: its connections break, and it accepts no others. The routing table still has it."""
        self._servers[name].close()
        for writer in self._writers.get(name, ()):
            writer.transport.abort()

    async def stop(self) -> None:
        """End all members, and wait until their connections are closed."""
        for name in self.addresses:
            self.end(name)
        await asyncio.gather(*self._tasks, return_exceptions=True)


class _Connection:
    """The connection of a client to a member, and that of the member to the server."""

    def __init__(
        self, cluster: Cluster, member: str, writer: asyncio.StreamWriter, far_writer: asyncio.StreamWriter
    ) -> None:
        self._cluster = cluster
        self._member = member
        self._writer = writer
        self._far_writer = far_writer
        # What answers the requests, in order: the server (None), its answer to ROUTE, or bytes of the member itself.
        self._expected: deque[int | bytes | None] = deque()
        self._is_failed = False
        self._transaction: dict[str, Any] = {}

    async def relay(self, reader: asyncio.StreamReader, far_reader: asyncio.StreamReader) -> None:
        """Pass messages in both directions until one side closes."""
        hello = await reader.readexactly(20)
        self._far_writer.write(hello.replace(MANIFEST, b"\0\0\0\0", 1))
        self._writer.write(await far_reader.readexactly(4))
        tasks = [asyncio.create_task(self._from_client(reader)), asyncio.create_task(self._from_server(far_reader))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _from_client(self, reader: asyncio.StreamReader) -> None:
        async for message in _messages(reader):
            answer = self._own_answer(message)
            if answer is not None:
                self._expected.append(answer)
                self._send_own()
                continue
            if message[1] != GOODBYE:
                self._expected.append(ROUTE if message[1] == ROUTE else None)
            self._far_writer.write(_framed(message))
            await self._far_writer.drain()

    def _own_answer(self, message: bytes) -> bytes | None:
        """The answer of the member to a message that it does not pass on."""
        if message[1] == RESET:
            self._is_failed = False
            self._transaction = {}
        elif self._is_failed:
            return _packed(IGNORED)
        elif message[1] == BEGIN:
            (extra,) = PackStream(message).structure()
            assert isinstance(extra, dict)
            self._transaction = extra
        elif message[1] == RUN and not self._accepts(message):
            self._is_failed = True
            return _packed(FAILURE, NOT_A_LEADER)
        return None

    def _accepts(self, message: bytes) -> bool:
        """Record a statement; whether this member may run it."""
        text, _parameters, extra = PackStream(message).structure()
        assert isinstance(extra, dict)
        extra = self._transaction | extra
        writes = extra.get("mode") != "r"
        received = Received(self._member, str(text), writes, tuple(extra.get("bookmarks", ())))
        self._cluster.received.append(received)
        return not writes or self._member == self._cluster.leader

    async def _from_server(self, reader: asyncio.StreamReader) -> None:
        async for message in _messages(reader):
            if message[1] != RECORD and self._expected.popleft() == ROUTE:
                self._cluster.tables += 1
                self._writer.write(_framed(_packed(SUCCESS, self._cluster.table())))
            else:
                self._writer.write(_framed(message))
            self._send_own()
            await self._writer.drain()

    def _send_own(self) -> None:
        """Send the answers of the member whose turn it is."""
        while self._expected and isinstance(self._expected[0], bytes):
            self._writer.write(_framed(bytes(self._expected[0])))
            self._expected.popleft()


@asynccontextmanager
async def cluster_before(uri: str, names: Sequence[str] = ("a", "b", "c")) -> AsyncIterator[Cluster]:
    """A cluster in front of the server at ``bolt://host:port``; the first member leads."""
    host, _, port = uri.removeprefix("bolt://").partition(":")
    cluster = Cluster(names[0])
    try:
        for name in names:
            await cluster.start(name, host, int(port))
        yield cluster
    finally:
        await cluster.stop()


async def _messages(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """The messages of a stream, put together from their chunks; an empty one only keeps the connection alive."""
    message = bytearray()
    while True:
        try:
            (length,) = struct.unpack(">H", await reader.readexactly(2))
            message += await reader.readexactly(length)
        except (asyncio.IncompleteReadError, OSError):
            return
        if length == 0 and message:
            yield bytes(message)
            message.clear()


def _framed(message: bytes) -> bytes:
    """A message in chunks of at most 65,535 bytes, with the empty chunk that ends it."""
    chunks = [message[place : place + 0xFFFF] for place in range(0, len(message), 0xFFFF)]
    return b"".join(struct.pack(">H", len(chunk)) + chunk for chunk in [*chunks, b""])


def _packed(signature: bytes, *fields: object) -> bytes:
    buffer = Packer.new_packable_buffer()  # type: ignore[no-untyped-call]
    Packer(buffer).pack_struct(signature, fields)  # type: ignore[no-untyped-call]
    return bytes(buffer.data)
