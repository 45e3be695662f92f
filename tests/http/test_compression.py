"""Responses are compressed as the client accepts."""

from __future__ import annotations

import gzip
import sys
import threading
from typing import TYPE_CHECKING

import brotli
import orjson
import pytest

from graphapi.server.compression import COMPRESSORS, LARGEST_IN_LOOP

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

DECOMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": zstd.decompress,
}
#: The length of an answer without the value of its field.
AROUND = len(b'{"data":{"hello":""}}')


async def hello(client: httpx.AsyncClient, length: int, headers: dict[str, str]) -> tuple[httpx.Response, bytes]:
    """A response whose body has this length before compression, and its body as it was sent."""
    query = "query ($name: String!) { hello(name: $name) }"
    name = "y" * (length - AROUND - len("hello "))
    request = {"query": query, "variables": {"name": name}}
    async with client.stream("POST", "/graphql", json=request, headers=headers) as response:
        sent = b"".join([part async for part in response.aiter_raw()])
    return response, sent


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
@pytest.mark.parametrize("length", [1_000, 150_000])
async def test_an_answer_is_compressed(client: httpx.AsyncClient, accept: str, encoding: str, length: int) -> None:
    response, sent = await hello(client, length, {"accept": accept, "accept-encoding": encoding})
    assert response.headers["content-encoding"] == encoding
    assert response.headers["content-length"] == str(len(sent))
    assert response.headers["vary"] == "accept, accept-encoding"
    answer = DECOMPRESSORS[encoding](sent)
    assert len(sent) < len(answer) == length
    assert orjson.loads(answer)["data"]["hello"].startswith("hello y")


async def test_a_small_answer_stays_as_it_is(client: httpx.AsyncClient) -> None:
    response, sent = await hello(client, 999, {"accept-encoding": "gzip"})
    assert "content-encoding" not in response.headers
    assert response.headers["vary"] == "accept"
    assert len(sent) == 999


@pytest.mark.parametrize("accepted", ["identity", "deflate", "gzip;q=0", ""])
async def test_an_answer_stays_as_it_is_if_the_client_wants_that(client: httpx.AsyncClient, accepted: str) -> None:
    response, sent = await hello(client, 2_000, {"accept-encoding": accepted})
    assert "content-encoding" not in response.headers
    assert response.headers["vary"] == "accept, accept-encoding"
    assert len(sent) == 2_000


async def test_several_headers_count_as_one(client: httpx.AsyncClient) -> None:
    headers = [(b"accept-encoding", b"gzip"), (b"accept-encoding", b"br;q=0.5")]
    name = "y" * 2_000
    response = await client.post("/graphql", json={"query": f'{{ hello(name: "{name}") }}'}, headers=headers)
    assert response.headers["content-encoding"] == "gzip"
    assert response.json() == {"data": {"hello": f"hello {name}"}}


@pytest.mark.parametrize("path", ["/graphql", "/explore", "/metrics"])
async def test_pages_are_compressed(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path, headers={"accept": "text/html", "accept-encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in response.headers["vary"]
    assert len(response.text) >= 1_000


async def test_assets_stay_as_they_are(client: httpx.AsyncClient) -> None:
    page = (await client.get("/explore")).text
    asset = page.partition('src="')[2].partition('"')[0]
    response = await client.get(asset, headers={"accept-encoding": "gzip"})
    assert response.status_code == 200
    assert "content-encoding" not in response.headers


async def test_a_head_request_has_the_headers_of_the_page(client: httpx.AsyncClient) -> None:
    headers = {"accept": "text/html", "accept-encoding": "gzip"}
    response = await client.head("/graphql", headers=headers)
    assert response.headers["content-encoding"] == "gzip"
    assert response.content == b""


@pytest.mark.parametrize(("length", "in_loop"), [(LARGEST_IN_LOOP, True), (LARGEST_IN_LOOP + 1, False)])
async def test_a_large_answer_is_compressed_in_a_thread(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, length: int, *, in_loop: bool
) -> None:
    threads: list[threading.Thread] = []

    def compress(body: bytes) -> bytes:
        threads.append(threading.current_thread())
        return gzip.compress(body)

    monkeypatch.setitem(COMPRESSORS, "gzip", compress)
    response, _ = await hello(client, length, {"accept-encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert [thread is threading.main_thread() for thread in threads] == [in_loop]
