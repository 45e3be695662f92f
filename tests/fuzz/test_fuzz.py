"""No input makes the server fail: every answer is JSON, and no status is 5xx but 503 and 504.

``GRAPHAPI_FUZZ_INPUTS`` sets the number of inputs, ``--hypothesis-seed`` selects them. A failing input is simplified.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from graphapi.api.schema import build_schema
from graphapi.load.catalogue import load_catalogue
from graphapi.load.sample_removal import sample_folder
from graphapi.settings import Settings
from graphapi.store import connect
from graphapi.store.migrations import migrate
from tests.conftest import CLOSING_LINE
from tests.fuzz.inputs import DOCUMENTS, TEXTS, Input, draw_input
from tests.http.serving import serving
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import httpx

    from graphapi.store import Endpoint

INPUTS = int(os.environ.get("GRAPHAPI_FUZZ_INPUTS", "20000"))
TOGETHER = 16
SEED = 4711
ALLOWED = frozenset({200, 400, 401, 403, 404, 405, 406, 408, 413, 415, 421, 429, 431, 503, 504})
SEARCH = "query($query: String!) { search(query: $query) { nodes { id } } }"
INSIDE = ("Traceback", "bolt://", "neo4j", "MATCH (", "arcadedb", "/graphapi/", "site-packages", "Exception")


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    """The event loop of all tests in this module."""
    with asyncio.Runner() as opened:
        yield opened


@pytest.fixture(scope="module")
def origin(runner: asyncio.Runner, embedded_endpoint: Endpoint, store_folder: Path) -> Iterator[httpx.AsyncClient]:
    """A client of a server with the sample."""

    async def fill() -> None:
        graph = await connect(embedded_endpoint)
        try:
            await wipe(graph)
            await migrate(graph)
            with sample_folder() as folder:
                await load_catalogue(graph, folder)
        finally:
            await graph.close()

    runner.run(fill())
    chosen = Settings(data_dir=store_folder, log_level="ERROR")
    server = serving(chosen, build_schema(chosen))
    client = runner.run(server.__aenter__())
    yield client
    runner.run(server.__aexit__(None, None, None))


@pytest.fixture
def seed_value(request: pytest.FixtureRequest) -> int:
    """The seed of the run."""
    return int(request.config.getoption("--hypothesis-seed") or SEED)


def complaint(response: httpx.Response, sent: object) -> str | None:
    """What is wrong with a response, or None."""
    try:
        content = response.json() if response.content else {}
    except json.JSONDecodeError:
        return f"{response.status_code} {response.text[:300]!r} is not JSON: {sent!r}"
    codes = [error.get("extensions", {}).get("code") for error in content.get("errors") or ()]
    if response.status_code not in ALLOWED or "INTERNAL_ERROR" in codes:
        return f"{response.status_code} {response.text[:500]}: {sent!r}"
    messages = [error["message"] for error in content.get("errors") or ()]
    told = [part for message in messages for part in INSIDE if part in message and part not in str(sent)]
    return f"the message has {told}: {messages} for {sent!r}" if told else None


def test_no_request_makes_the_server_fail(
    origin: httpx.AsyncClient,
    runner: asyncio.Runner,
    seed_value: int,
    record_property: Callable[[str, object], None],
) -> None:
    rng = random.Random(seed_value)
    fixed = [Input(document, (), {}, {}) for document in DOCUMENTS]
    fixed += [Input(SEARCH, (), {"query": text}, {}) for text in TEXTS]
    drawn = itertools.chain(fixed, (draw_input(rng) for _ in range(INPUTS)))
    statuses: Counter[int] = Counter()

    async def complain(one: Input) -> str | None:
        request = one.json()
        body = json.dumps(request).encode("utf-8", "surrogatepass")
        headers = {"content-type": "application/json", "accept": "application/graphql-response+json"}
        response = await origin.post("/graphql", content=body, headers=headers)
        statuses[response.status_code] += 1
        return complaint(response, request)

    async def simplest(one: Input) -> Input:
        for simpler in one.simpler():
            if await complain(simpler) is not None:
                return await simplest(simpler)
        return one

    async def send_all() -> str | None:
        while batch := list(itertools.islice(drawn, TOGETHER)):
            complaints = await asyncio.gather(*map(complain, batch))
            for one, found in zip(batch, complaints, strict=True):
                if found is not None:
                    return await complain(await simplest(one)) or found
        return None

    try:
        found = runner.run(send_all())
    finally:
        record_property(CLOSING_LINE, f"fuzzing: --hypothesis-seed={seed_value}: statuses {dict(statuses)}")
    assert found is None, found
    assert statuses[200] > INPUTS / 20, "some of them are valid"
    assert statuses[400] > INPUTS / 10, "and some are not"


def test_no_bytes_make_the_server_fail(origin: httpx.AsyncClient, runner: asyncio.Runner, seed_value: int) -> None:
    rng = random.Random(seed_value)
    body = b'{"query": "{ __typename }"}'
    head = b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
    valid = head % len(body) + body

    async def send(content: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", origin.base_url.port)
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

    async def send_all() -> bytes | None:
        for _ in range(INPUTS // 10 // TOGETHER):
            batch = [changed() for _ in range(TOGETHER)]
            for content, answer in zip(batch, await asyncio.gather(*map(send, batch)), strict=True):
                if answer and int(answer.split(b" ", 2)[1]) not in ALLOWED:
                    return answer[:300] + b" for " + content
        return None

    assert runner.run(send_all()) is None
    assert runner.run(send(valid)).startswith(b"HTTP/1.1 200")
