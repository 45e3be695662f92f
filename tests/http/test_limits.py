"""Operations that are too deep, too long or too repetitive."""

from __future__ import annotations

import asyncio
import json
import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from graphql import get_introspection_query

from graphapi.settings import Settings
from tests.http.schema import make_schema
from tests.http.serving import serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    import httpx


@pytest.fixture(scope="module")
async def narrow(store_folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(
        data_dir=store_folder,
        max_depth=3,
        max_aliases=3,
        max_tokens=400,
        max_fields=8,
        max_root_fields=4,
        max_directives=6,
        max_directives_in_place=3,
        max_list_items=5,
        max_document_characters=2500,
        max_variables_bytes=200,
        max_header_bytes=2000,
        read_timeout=1.5,
    )
    async with serving(settings, make_schema()) as opened:
        yield opened


async def code_and_message(client: httpx.AsyncClient, query: str) -> tuple[str, str]:
    response = await client.post("/graphql", json={"query": query})
    error = response.json()["errors"][0]
    return error["extensions"]["code"], error["message"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("{ self { self { self { hello } } } }", "The operation is 4 levels deep; at most 3 are allowed."),
        (
            "{ self { ...A } } fragment A on Query { self { ...B } } fragment B on Query { self { ... { hello } } }",
            "The operation is 4 levels deep; at most 3 are allowed.",
        ),
        ("{ a: hello b: hello c: hello d: hello }", "The operation has 4 aliases; at most 3 are allowed."),
        (
            "{ self { ...A } self { ...A } } fragment A on Query { a: hello b: hello }",
            "The operation has 4 aliases; at most 3 are allowed.",
        ),
        (
            "{ hello one requestId self { hello } __typename }",
            "The operation has 5 root fields; at most 4 are allowed.",
        ),
        (
            "{ ...A ...A } fragment A on Query { hello one __typename }",
            "The operation has 6 root fields; at most 4 are allowed.",
        ),
        (
            "{ self { ...A } self { ... { ...A } } } fragment A on Query { self { hello one } requestId }",
            "The operation has 10 fields; at most 8 are allowed.",
        ),
        ("{ hello " + "@a " * 10 + "}", "There are 10 directives here; at most 3 are allowed."),
        (
            "{ " + " ".join(f"f{n}: hello @skip(if: false) @include(if: true)" for n in range(4)) + "}",
            "The document has more than 6 directives.",
        ),
        ("{ hello(name: [1, 2, 3, 4, 5, 6]) }", "The list has 6 items; at most 5 are allowed."),
        ("{ hello } #" + "x" * 2500, "The document is longer than 2500 characters."),
        (
            "{" + "hello " * 400 + "}",
            "Syntax Error: Document contains more than 400 tokens. Parsing aborted.",
        ),
    ],
)
async def test_operation_beyond_a_limit_is_refused(narrow: httpx.AsyncClient, query: str, message: str) -> None:
    # The second time, the document comes from the cache.
    for _ in range(2):
        assert await code_and_message(narrow, query) == ("COST_LIMIT", message)


@pytest.mark.parametrize(
    "query",
    [
        "{ self { self { hello } } }",
        "{ a: hello b: hello c: hello }",
        "{ hello one requestId __typename }",
        "{ self { ...A } self { ... { ...A } } } fragment A on Query { self { hello } requestId }",
        "{ a: hello @skip(if: false) @include(if: true) hello @skip(if: false) b: hello @skip(if: false) }",
        "{ hello } #" + "x" * 2480,
    ],
)
async def test_operation_at_the_limit_is_served(narrow: httpx.AsyncClient, query: str) -> None:
    response = await narrow.post("/graphql", json={"query": query})
    assert "errors" not in response.json()


async def test_introspection_of_the_playground_is_served_within_the_limits(narrow: httpx.AsyncClient) -> None:
    query = get_introspection_query(descriptions=True, input_value_deprecation=True, specified_by_url=True)
    response = await narrow.post("/graphql", json={"query": query})
    assert response.json()["data"]["__schema"]["queryType"] == {"name": "Query", "kind": "OBJECT"}


async def test_operation_nested_without_end_is_refused(client: httpx.AsyncClient) -> None:
    code, _ = await code_and_message(client, "{ self " * 1000 + "{ hello }" + "}" * 1000)
    assert code == "COST_LIMIT"


async def test_long_chain_of_fragments_is_refused(client: httpx.AsyncClient) -> None:
    chain = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(500))
    code, _ = await code_and_message(client, f"{{ ...F0 }} {chain} fragment F500 on Query {{ hello }}")
    assert code == "COST_LIMIT"


async def test_fragments_that_spread_each_other_twice_cost_nothing(client: httpx.AsyncClient) -> None:
    doubled = " ".join(f"fragment F{n} on Query {{ self {{ ...F{n + 1} }} ...F{n + 1} }}" for n in range(30))
    start = time.perf_counter()
    code, _ = await code_and_message(client, f"{{ ...F0 }} {doubled} fragment F30 on Query {{ a: hello }}")
    assert code == "COST_LIMIT"
    assert time.perf_counter() - start < 1


async def test_fragments_that_multiply_fields_are_refused_at_once(client: httpx.AsyncClient) -> None:
    tenfold = " ".join(f"fragment F{n} on Query {{ self {{ {f'...F{n + 1} ' * 10} }} }}" for n in range(5))
    start = time.perf_counter()
    code, message = await code_and_message(client, f"{{ ...F0 }} {tenfold} fragment F5 on Query {{ hello }}")
    assert (code, "The operation has 111111 fields" in message) == ("COST_LIMIT", True)
    assert time.perf_counter() - start < 1


async def test_fragment_that_spreads_itself_is_refused(client: httpx.AsyncClient) -> None:
    code, message = await code_and_message(client, "{ ...A } fragment A on Query { self { ...A } }")
    assert (code, message) == ("GRAPHQL_VALIDATION_FAILED", "Cannot spread fragment 'A' within itself.")


async def test_lists_in_variables_are_bounded(narrow: httpx.AsyncClient) -> None:
    async def code(items: int) -> str | None:
        request = {
            "query": "query($name: String!) { hello(name: $name) }",
            "variables": {"name": [{"in": ["x"] * items}]},
        }
        extensions = (await narrow.post("/graphql", json=request)).json()["errors"][0]["extensions"]
        return str(extensions["code"])

    assert await code(6) == "COST_LIMIT"
    assert await code(5) == "BAD_USER_INPUT", "it is no string"


@pytest.mark.parametrize("method", ["POST", "GET"])
async def test_variables_are_bounded(narrow: httpx.AsyncClient, method: str) -> None:
    async def status(characters: int) -> int:
        query, variables = "query($name: String!) { hello(name: $name) }", {"name": "x" * characters}
        if method == "POST":
            return (await narrow.post("/graphql", json={"query": query, "variables": variables})).status_code
        return (await narrow.get("/graphql", params={"query": query, "variables": json.dumps(variables)})).status_code

    assert await status(180) == 200
    assert await status(200) == 413


async def test_the_head_of_a_request_is_bounded(narrow: httpx.AsyncClient) -> None:
    async def answer(length: int) -> httpx.Response:
        return await narrow.post("/graphql", json={"query": "{ hello }"}, headers={"x-long": "x" * length})

    assert (await answer(1500)).status_code == 200
    refused = await answer(2000)
    assert refused.status_code == 431
    assert refused.json()["errors"][0]["extensions"]["code"] == "COST_LIMIT"
    assert refused.headers["connection"] == "close"
    assert (await answer(1500)).status_code == 200


HEAD = b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", b"408"),
        (b"POST /gra", b"408"),
        (HEAD, b"408"),
        (HEAD + b"content-length: 20\r\n\r\n{", b"408"),
        (HEAD + b"x-endless: " + b"x" * 100_000, b"431"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"400"),
        (b"GET / HTTP/9.9\r\n\r\n", b"400"),
        (HEAD + b"content-length: -1\r\n\r\n", b"400"),
        (HEAD + b"content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}", b"400"),
    ],
    ids=["nothing", "a word", "half a head", "half a body", "endless head", "TLS", "version", "length", "smuggling"],
)
async def test_what_is_no_request_in_time_is_refused(narrow: httpx.AsyncClient, sent: bytes, status: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", narrow.base_url.port)
    writer.write(sent)
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    assert answer.split(b" ")[1] == status
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-security-policy: default-src 'none'" in head
    assert json.loads(body)["errors"][0]["extensions"]["code"] in ("BAD_USER_INPUT", "COST_LIMIT")


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def test_a_client_that_sends_byte_by_byte_is_refused(narrow: httpx.AsyncClient) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", narrow.base_url.port)
    start = time.perf_counter()
    with suppress(ConnectionError):
        for byte in HEAD * 10:
            if reader.at_eof():
                break
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.05)
    await _close(writer)
    assert time.perf_counter() - start < 6


async def test_a_client_that_does_not_read_is_disconnected(narrow: httpx.AsyncClient) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", narrow.base_url.port, limit=1024)
    body = json.dumps({"query": "{ hello(times: 3000000) }"}).encode()
    writer.write(HEAD + b"content-length: %d\r\n\r\n" % len(body) + body)
    await asyncio.sleep(5)
    received = 0
    with suppress(ConnectionError):
        while chunk := await reader.read(65536):
            received += len(chunk)
    await _close(writer)
    assert received < 20_000_000, "the rest was not kept for it"
    assert (await narrow.post("/graphql", json={"query": "{ hello }"})).status_code == 200


async def test_a_thousand_idle_connections_keep_nobody_out(narrow: httpx.AsyncClient) -> None:
    opened = [await asyncio.open_connection("127.0.0.1", narrow.base_url.port) for _ in range(1000)]
    assert (await narrow.post("/graphql", json={"query": "{ hello }"})).json() == {"data": {"hello": "hello you"}}
    first = await asyncio.wait_for(opened[0][0].read(), 10)
    assert first.startswith(b"HTTP/1.1 408"), "they are closed"
    for _, writer in opened:
        writer.close()


async def test_pipelined_requests_are_answered_in_order(narrow: httpx.AsyncClient) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", narrow.base_url.port)
    for number in range(50):
        body = json.dumps({"query": f'{{ hello(name: "{number}") }}'}).encode()
        writer.write(HEAD + b"content-length: %d\r\n\r\n" % len(body) + body)
    received = b""
    while received.count(b"HTTP/1.1 200") < 50 or not received.endswith(b"}"):
        received += await asyncio.wait_for(reader.read(65536), 10)
    writer.close()
    assert [int(number) for number in re.findall(rb"hello (\d+)", received)] == list(range(50))
