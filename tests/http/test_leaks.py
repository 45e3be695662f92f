"""Responses tell nothing of the inside, whatever the request, and all have the headers that restrict browsers."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest

from graphapi import web
from graphapi.server.middleware import SAFE_HEADERS, RequestMiddleware
from graphapi.settings import Settings
from tests.http.schema import make_schema
from tests.http.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    from starlette.types import Message, Receive, Scope, Send

#: Paths, addresses, versions, statements, stack traces, and the names of what the server is made of.
INSIDE = re.compile(
    r"/(tmp|home|root|usr|srv)/|site-packages|\.py\b|Traceback|bolt|MATCH|127\.0\.0\.1|\d+\.\d+\.\d+"
    r"|starlette|uvicorn|strawberry|orjson|python|arcade|neo4j",
    re.IGNORECASE,
)
JSON = {"content-type": "application/json"}


def check(status: int, headers: httpx.Headers | dict[str, str], body: str) -> None:
    assert "server" not in headers
    assert "x-powered-by" not in headers
    for name, value in SAFE_HEADERS:
        assert headers[name.decode()] == value.decode(), status
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    for text in (body, *headers.values()):
        assert not INSIDE.search(text), text


@pytest.mark.parametrize(
    ("status", "method", "path", "headers", "content"),
    [
        (400, "POST", "/graphql", JSON, b"{"),
        (400, "GET", "/graphql?query={nothing", {"accept": "application/graphql-response+json"}, b""),
        (404, "GET", "/nothing", {}, b""),
        (404, "GET", "/graphql/", {}, b""),
        (404, "GET", "/assets/nothing.js", {}, b""),
        (404, "GET", "/assets/%2e%2e/%2e%2e/__init__.py", {}, b""),
        (404, "GET", "/assets/%00", {}, b""),
        (404, "GET", f"/assets/{'x' * 5000}", {}, b""),
        (405, "PUT", "/graphql", JSON, b"{}"),
        (405, "POST", "/explore", {}, b""),
        (405, "DELETE", "/livez", {}, b""),
        (405, "POST", "/assets/nothing.js", {}, b""),
        (406, "POST", "/graphql", {**JSON, "accept": "image/png"}, b'{"query": "{ hello }"}'),
        (413, "POST", "/graphql", JSON, b" " * 1_000_001),
        (415, "POST", "/graphql", {"content-type": "text/plain"}, b"{ hello }"),
        (421, "POST", "/graphql", {**JSON, "host": "attacker.example"}, b'{"query": "{ hello }"}'),
        (431, "GET", "/livez", {"cookie": "x" * 40_000}, b""),
        (200, "POST", "/graphql", JSON, b'{"query": "{ boom unavailable tooLarge }"}'),
        (200, "GET", "/readyz", {}, b""),
    ],
)
async def test_a_response_tells_nothing_of_the_inside(
    client: httpx.AsyncClient, status: int, method: str, path: str, headers: dict[str, str], content: bytes
) -> None:
    response = await client.request(method, path, headers=headers, content=content)
    assert response.status_code == status
    assert response.headers["content-type"].partition(";")[0] in (
        "application/json",
        "application/graphql-response+json",
    )
    check(status, response.headers, response.text)


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        (b"GET /graphql/ HTTP/1.0\r\n\r\n", 404),
        (b"GET /assets HTTP/1.0\r\n\r\n", 404),
        (b"nonsense\r\n\r\n", 400),
    ],
)
async def test_a_request_without_a_host_is_not_told_the_address(
    store_folder: Path, request_text: bytes, status: int
) -> None:
    async with serving(Settings(data_dir=store_folder, allowed_hosts=("*",)), make_schema()) as client:
        reader, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
        writer.write(request_text)
        answer = (await reader.read()).decode()
        writer.close()
        await writer.wait_closed()
    head, _, body = answer.partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    assert first.startswith(f"HTTP/1.1 {status} ")
    check(status, {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}, body)


async def test_pages_that_are_not_built_name_no_path(
    client: httpx.AsyncClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "PLAYGROUND", tmp_path / "graphql.html")
    monkeypatch.setattr(web, "EXPLORE", tmp_path / "explore.html")
    for path in ("/graphql", "/explore"):
        response = await client.get(path, headers={"accept": "text/html"})
        assert response.status_code == 404
        check(404, response.headers, response.text)


async def test_an_exception_outside_of_an_operation_is_masked() -> None:
    sent: list[Message] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        message = "MATCH (secret) at bolt://10.0.0.1 in /srv/graphapi/app.py"
        raise RuntimeError(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "headers": [(b"host", b"localhost")],
        "client": ("10.0.0.9", 1),
    }
    await RequestMiddleware(application, Settings())(scope, receive, send)
    start, body = sent
    assert start["status"] == 500
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    check(500, headers, body["body"].decode())


def policy_of(response: httpx.Response) -> dict[str, str]:
    """The directives of the Content-Security-Policy, with their sources."""
    return dict(part.strip().partition(" ")[::2] for part in response.headers["content-security-policy"].split(";"))


async def test_no_page_allows_anything_inline(client: httpx.AsyncClient) -> None:
    for path in ("/graphql", "/explore"):
        directives = policy_of(await client.get(path, headers={"accept": "text/html"}))
        assert directives["script-src"] == "'self'"
        assert not [name for name, value in directives.items() if "unsafe" in value]
    assert directives["style-src"] == "'self'"


async def test_each_playground_page_has_a_nonce_of_its_own(client: httpx.AsyncClient) -> None:
    nonces = set()
    for _ in range(2):
        response = await client.get("/graphql", headers={"accept": "text/html"})
        found = re.fullmatch(r"'self' 'nonce-([A-Za-z0-9_-]{22})'", policy_of(response)["style-src"])
        assert found is not None
        assert f'<meta property="csp-nonce" nonce="{found[1]}"' in response.text
        nonces.add(found[1])
    assert len(nonces) == 2
