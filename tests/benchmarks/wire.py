"""A proxy between a driver and a database that records the bytes, round trips and statements."""

from __future__ import annotations

import asyncio
import contextlib
import struct
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

RUN = 0x10
FIXED: Final[dict[int, bool | None]] = {0xC0: None, 0xC2: False, 0xC3: True}


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it was sent, with its parameters."""

    text: str
    parameters: dict[str, Any]


@dataclass(slots=True)
class Exchange:
    """The traffic since the last call of ``Wire.take``.

    All data that the client sends before the database answers count as one round trip. ``sent`` is the number of bytes
    to the database, ``received`` the number of bytes from it.
    """

    round_trips: int = 0
    sent: int = 0
    received: int = 0
    statements: list[Statement] = field(default_factory=list)

    @property
    def parameter_bytes(self) -> int:
        """The bytes sent in addition to the texts of the statements: their parameters, and a few bytes of framing."""
        return self.sent - sum(len(statement.text.encode()) for statement in self.statements)


@dataclass(slots=True)
class Wire:
    """A running proxy; the driver connects to ``address``."""

    address: str
    _written: dict[int, bytearray] = field(default_factory=dict)
    _exchange: Exchange = field(default_factory=Exchange)
    _asked: bool = False

    def take(self) -> Exchange:
        """The traffic since the last call; call this only while no message is in transit."""
        taken, self._exchange = self._exchange, Exchange()
        for stream in self._written.values():
            taken.statements += read_statements(bytes(stream))
            stream.clear()
        self._asked = False
        return taken

    def forget(self) -> None:
        """Discard the traffic so far, such as the handshake of a connection, which is not a message."""
        self._exchange, self._asked = Exchange(), False
        for stream in self._written.values():
            stream.clear()

    async def quiet(self) -> None:
        """Wait until nothing has been sent for two seconds."""
        sent = -1
        while sent != self._exchange.sent:
            sent = self._exchange.sent
            await asyncio.sleep(2)

    def note_sent(self, connection: int, chunk: bytes) -> None:
        """Record bytes to the database."""
        self._written.setdefault(connection, bytearray()).extend(chunk)
        self._exchange.sent += len(chunk)
        self._exchange.round_trips += not self._asked
        self._asked = True

    def note_received(self, chunk: bytes) -> None:
        """Record bytes from the database."""
        self._exchange.received += len(chunk)
        self._asked = False


@asynccontextmanager
async def wire_to(uri: str) -> AsyncIterator[Wire]:
    """A wire to the database at ``bolt://host:port``."""
    host, _, port = uri.removeprefix("bolt://").partition(":")
    wire = Wire("")
    tasks: set[asyncio.Task[None]] = set()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        far_reader, far_writer = await asyncio.open_connection(host, int(port))
        with contextlib.suppress(OSError):
            await asyncio.gather(
                _pump(reader, far_writer, lambda chunk: wire.note_sent(id(writer), chunk)),
                _pump(far_reader, writer, wire.note_received),
            )

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    wire.address = f"bolt://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield wire
    finally:
        server.close()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, note: Callable[[bytes], None]) -> None:
    try:
        while chunk := await reader.read(65536):
            note(chunk)
            writer.write(chunk)
            await writer.drain()
    finally:
        writer.close()


def read_statements(stream: bytes) -> list[Statement]:
    """The RUN messages in a stream of a client that starts at the beginning of a message.

    A message is a PackStream structure. It is sent in chunks that start with their length in two bytes; a chunk of
    length 0 ends the message. Source: the Bolt protocol, https://neo4j.com/docs/bolt/current/bolt/message/.
    """
    found: list[Statement] = []
    message = bytearray()
    place = 0
    while place < len(stream):
        (length,) = struct.unpack_from(">H", stream, place)
        message += stream[place + 2 : place + 2 + length]
        place += 2 + length
        if length == 0 and message:
            if message[1] == RUN:
                text, parameters, _ = PackStream(bytes(message)).structure()
                assert isinstance(text, str)
                assert isinstance(parameters, dict)
                found.append(Statement(text, parameters))
            message.clear()
    return found


class PackStream:
    """Decodes the values that a driver sends: numbers, strings, lists, maps, null and booleans."""

    def __init__(self, message: bytes) -> None:
        self._message = message
        self._place = 0

    def structure(self) -> list[object]:
        """The fields of a structure."""
        marker = self._take(1)[0]
        self._take(1)
        return [self.value() for _ in range(marker & 0x0F)]

    def value(self) -> object:
        """The next value."""
        marker = self._take(1)[0]
        if marker in FIXED:
            return FIXED[marker]
        if marker < 0x80 or marker >= 0xF0:
            return marker if marker < 0x80 else marker - 0x100
        if marker == 0xC1:
            (number,) = struct.unpack(">d", self._take(8))
            return float(number)
        if 0xC8 <= marker <= 0xCB:
            return int.from_bytes(self._take(1 << (marker - 0xC8)), signed=True)
        return self._sized(marker)

    def _sized(self, marker: int) -> object:
        kind, size = marker & 0xF0, marker & 0x0F
        if marker >= 0xD0:
            kind = {0xD0: 0x80, 0xD4: 0x90, 0xD8: 0xA0}[marker & 0xFC]
            size = int.from_bytes(self._take(1 << (marker & 0x03)))
        if kind == 0x80:
            return self._take(size).decode()
        if kind == 0x90:
            return [self.value() for _ in range(size)]
        return {self.value(): self.value() for _ in range(size)}

    def _take(self, size: int) -> bytes:
        taken = self._message[self._place : self._place + size]
        self._place += size
        return taken
