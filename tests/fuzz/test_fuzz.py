"""No input makes the server fail: every answer is JSON, and no status is 5xx but 503 and 504.

Afterwards nothing is left: no memory, no descriptor, and no statement at the store.

``GRAPHAPI_FUZZ_INPUTS`` sets the number of inputs, ``--hypothesis-seed`` selects them. A failing input is simplified.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import os
import random
from collections import Counter
from typing import TYPE_CHECKING, Final

from graphapi.store import batching, connect
from tests.conftest import CLOSING_LINE
from tests.fuzz.connection import Connection
from tests.fuzz.inputs import DOCUMENTS, TEXTS, Input, draw_input
from tests.fuzz.residue import measure
from tests.stores import open_statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pytest

    from graphapi.store import Endpoint
    from tests.fuzz.connection import Answer
    from tests.fuzz.residue import Residue

INPUTS = int(os.environ.get("GRAPHAPI_FUZZ_INPUTS", "20000"))
TOGETHER = 16
ALLOWED = frozenset({200, 400, 401, 403, 404, 405, 406, 408, 413, 415, 421, 429, 431, 503, 504})
SEARCH = "query($query: String!) { search(query: $query) { nodes { id } } }"
INSIDE = ("Traceback", "bolt://", "neo4j", "MATCH (", "arcadedb", "/graphapi/", "site-packages", "Exception")
MOST_BLOCKS: Final = 14_000
"""How many blocks of memory the inputs after the warm-up may add. The caches then hold as many entries as before, but
larger or smaller ones, which is about 6,000 blocks. A leak of one object for each input would add at least as many
blocks as there are inputs, which are 15,000 by default. With fewer inputs, the warm-up does not fill the caches."""
MOST_MEBIBYTES: Final = 32
"""How much resident memory they may add; more than the blocks say, because the allocator keeps memory for later."""


def complaint(answer: Answer, sent: object) -> str | None:
    """What is wrong with an answer, or None."""
    try:
        content = answer.json()
    except ValueError:
        return f"{answer.status} {answer.body[:300]!r} is not JSON: {sent!r}"
    errors = content.get("errors") or ()
    codes = [error.get("extensions", {}).get("code") for error in errors]
    if answer.status not in ALLOWED or "INTERNAL_ERROR" in codes:
        return f"{answer.status} {answer.body[:500]!r}: {sent!r}"
    messages = [error["message"] for error in errors]
    told = [part for message in messages for part in INSIDE if part in message and part not in str(sent)]
    return f"the message has {told}: {messages} for {sent!r}" if told else None


async def await_no_statement(endpoint: Endpoint) -> list[str]:
    """The statements that still run at the store after a while, without those that the server runs now and then."""
    graph = await connect(endpoint)
    try:
        for _ in range(50):
            if not (left := await open_statements(graph)):
                break
            await asyncio.sleep(0.1)
        return left
    finally:
        await graph.close()


def assert_nothing_is_left(before: Residue, after: Residue, statements: list[str]) -> None:
    """Check that the inputs between two measurements left nothing behind."""
    if INPUTS >= 20_000:
        assert after.blocks - before.blocks < MOST_BLOCKS
        assert after.resident - before.resident < MOST_MEBIBYTES
    # The driver keeps a connection for each statement that was in flight at the same time as others.
    assert after.descriptors <= before.descriptors + batching.MAX_IN_FLIGHT + batching.HEAVY_PLACES
    assert statements == []


def test_no_request_makes_the_server_fail(
    port: int,
    embedded_endpoint: Endpoint,
    runner: asyncio.Runner,
    seed_value: int,
    record_property: Callable[[str, object], None],
) -> None:
    rng = random.Random(seed_value)
    fixed = [Input(document, (), {}, {}) for document in DOCUMENTS]
    fixed += [Input(SEARCH, (), {"query": text}, {}) for text in TEXTS]
    drawn = itertools.chain(fixed, (draw_input(rng) for _ in range(INPUTS)))
    statuses: Counter[int] = Counter()

    async def complain(one: Input, connection: Connection) -> str | None:
        request = one.json()
        answer = await connection.post(json.dumps(request).encode())
        statuses[answer.status] += 1
        return complaint(answer, request)

    async def simplest(one: Input, connection: Connection) -> Input:
        for simpler in one.simpler():
            if await complain(simpler, connection) is not None:
                return await simplest(simpler, connection)
        return one

    async def send_all(inputs: Iterable[Input]) -> str | None:
        found: list[str] = []

        async def send_some() -> None:
            async with Connection(port) as connection:
                for one in inputs:
                    if found:
                        return
                    if (complained := await complain(one, connection)) is not None:
                        found.append(await complain(await simplest(one, connection), connection) or complained)

        await asyncio.gather(*(send_some() for _ in range(TOGETHER)))
        return found[0] if found else None

    try:
        found = runner.run(send_all(itertools.islice(drawn, INPUTS // 4)))
        before = measure()
        found = found or runner.run(send_all(drawn))
        after = measure()
    finally:
        record_property(CLOSING_LINE, f"fuzzing: --hypothesis-seed={seed_value}: statuses {dict(statuses)}")
    record_property(CLOSING_LINE, f"fuzzing: after the warm-up {before}, at the end {after}")
    assert found is None, found
    assert statuses[200] > INPUTS / 20, "some of them are valid"
    assert statuses[400] > INPUTS / 10, "and some are not"
    assert_nothing_is_left(before, after, runner.run(await_no_statement(embedded_endpoint)))


def test_no_bytes_make_the_server_fail(
    port: int, embedded_endpoint: Endpoint, runner: asyncio.Runner, seed_value: int, caplog: pytest.LogCaptureFixture
) -> None:
    # pytest keeps all records of the log, here one for each input that is not HTTP.
    caplog.set_level(logging.ERROR, "uvicorn.error")
    rng = random.Random(seed_value)
    body = b'{"query": "{ __typename }"}'
    head = b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
    valid = head % len(body) + body

    async def send(content: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(content)
            writer.write_eof()
            return await asyncio.wait_for(reader.read(), 30)
        except ConnectionError:
            return b""
        finally:
            writer.close()

    def changed() -> bytes:
        content = valid
        for _ in range(rng.choice((1, 1, 2, 4))):
            position = rng.randrange(len(content))
            content = content[:position] + rng.randbytes(rng.randrange(4)) + content[position + rng.randrange(6) :]
        return content

    async def send_all(number: int) -> bytes | None:
        for _ in range(number // TOGETHER):
            batch = [changed() for _ in range(TOGETHER)]
            for content, answer in zip(batch, await asyncio.gather(*map(send, batch)), strict=True):
                if answer and int(answer.split(b" ", 2)[1]) not in ALLOWED:
                    return answer[:300] + b" for " + content
        return None

    assert runner.run(send_all(INPUTS // 40)) is None
    before = measure()
    assert runner.run(send_all(INPUTS * 3 // 40)) is None
    assert runner.run(send(valid)).startswith(b"HTTP/1.1 200")
    assert_nothing_is_left(before, measure(), runner.run(await_no_statement(embedded_endpoint)))
