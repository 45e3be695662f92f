"""The wire decodes the messages that a driver sends."""

from __future__ import annotations

import pytest

from tests.benchmarks.wire import RUN, PackStream, Wire, read_statements

# Source: the PackStream specification, https://neo4j.com/docs/bolt/current/packstream/.
PACKED: list[tuple[object, bytes]] = [
    (None, b"\xc0"),
    (False, b"\xc2"),
    (True, b"\xc3"),
    (127, b"\x7f"),
    (-16, b"\xf0"),
    (-17, b"\xc8\xef"),
    (200, b"\xc9\x00\xc8"),
    (70_000, b"\xca\x00\x01\x11\x70"),
    (2**40, b"\xcb\x00\x00\x01\x00\x00\x00\x00\x00"),
    (1.5, b"\xc1\x3f\xf8\x00\x00\x00\x00\x00\x00"),
    ("", b"\x80"),
    ("films", b"\x85films"),
    ("a" * 16, b"\xd0\x10" + b"a" * 16),
    ("ü" * 300, b"\xd1\x02\x58" + "ü".encode() * 300),
    ("b" * 70_000, b"\xd2\x00\x01\x11\x70" + b"b" * 70_000),
    ([1, [None]], b"\x92\x01\x91\xc0"),
    ([7] * 16, b"\xd4\x10" + b"\x07" * 16),
    ({"x": [1]}, b"\xa1\x81x\x91\x01"),
    (
        dict.fromkeys("abcdefghijklmnop", 0),
        b"\xd8\x10" + b"".join(b"\x81" + bytes([n]) + b"\0" for n in b"abcdefghijklmnop"),
    ),
]


@pytest.mark.parametrize(("value", "packed"), PACKED, ids=lambda one: str(one)[:12])
def test_values(value: object, packed: bytes) -> None:
    assert PackStream(packed).value() == value


def test_statements_among_other_messages_and_in_several_chunks() -> None:
    run = bytes([0xB3, RUN]) + b"\x89RETURN $x\xa1\x81x\x92\x01\x83two\xa0"
    pull = b"\xb1\x3f\xa1\x81n\xff"
    stream = b"".join(
        [
            len(run[:5]).to_bytes(2),
            run[:5],
            len(run[5:]).to_bytes(2),
            run[5:],
            b"\0\0",
            len(pull).to_bytes(2),
            pull,
            b"\0\0",
        ]
    )
    (statement,) = read_statements(stream)
    assert (statement.text, statement.parameters) == ("RETURN $x", {"x": [1, "two"]})


def test_a_turn_is_what_is_sent_before_an_answer() -> None:
    wire = Wire("")
    for _ in range(2):
        wire.note_sent(1, b"\0\0")
        wire.note_sent(1, b"\0\0")
        wire.note_received(b"xyz")
        wire.note_received(b"z")
    exchange = wire.take()
    assert (exchange.round_trips, exchange.sent, exchange.received) == (2, 8, 8)
    assert wire.take().round_trips == 0
