"""Tokens, allowed hosts and origins, and the headers that restrict browsers."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

import jwt
import pytest
from pydantic import SecretStr

from graphapi.server.auth import sign_token
from graphapi.server.middleware import RequestMiddleware
from graphapi.settings import Settings
from tests.http.schema import make_schema
from tests.http.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    from starlette.types import Message, Receive, Scope, Send

SECRET = secrets.token_hex(16)
QUERY = {"query": "{ hello }"}


@pytest.mark.parametrize("path", ["/graphql?query={hello}", "/livez", "/nothing", "/"])
async def test_every_answer_has_safe_headers(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert len(headers["x-request-id"]) == 32


@pytest.mark.parametrize("path", ["/graphql", "/explore"])
async def test_pages_may_load_their_own_files_alone(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path, headers={"accept": "text/html"})
    policy = response.headers.get_list("content-security-policy")
    assert len(policy) == 1
    assert "default-src 'none'" in policy[0]
    assert "script-src 'self';" in policy[0]
    assert "frame-ancestors 'none'" in policy[0]
    assert response.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/graphql", "/explore"])
async def test_assets_of_the_pages_may_be_kept_for_ever(client: httpx.AsyncClient, path: str) -> None:
    page = (await client.get(path, headers={"accept": "text/html"})).text
    assets = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
    assert assets
    for asset in assets:
        response = await client.get(asset)
        assert response.status_code == 200
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "path", ["/assets/nothing.js", "/assets/../graphql.html", "/assets/%2e%2e/graphql.html", "/assets/"]
)
async def test_nothing_else_is_served_from_the_folder(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8000", 200),
        ("127.0.0.1:1", 200),
        ("[::1]", 200),
        ("[::1]:8000", 200),
        ("LocalHost", 200),
        ("attacker.example", 421),
        ("attacker.example:8000", 421),
        ("127.0.0.1.attacker.example", 421),
    ],
)
async def test_server_on_loopback_answers_to_its_own_names_alone(
    client: httpx.AsyncClient, host: str, status: int
) -> None:
    response = await client.post("/graphql", json=QUERY, headers={"host": host})
    assert response.status_code == status


async def test_served_names_can_be_set(store_folder: Path) -> None:
    settings = Settings(data_dir=store_folder, allowed_hosts=("films.example",))
    async with serving(settings, make_schema()) as client:
        assert (await client.post("/graphql", json=QUERY, headers={"host": "films.example"})).status_code == 200
        assert (await client.post("/graphql", json=QUERY)).status_code == 421


async def test_no_other_origin_may_read_answers(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json=QUERY, headers={"origin": "https://films.example"})
    assert "access-control-allow-origin" not in response.headers


async def test_origins_can_be_allowed(store_folder: Path) -> None:
    settings = Settings(data_dir=store_folder, cors_origins=("https://films.example",))
    async with serving(settings, make_schema()) as client:
        asked = {"origin": "https://films.example", "access-control-request-method": "POST"}
        response = await client.options("/graphql", headers={**asked, "access-control-request-headers": "content-type"})
        assert response.status_code == 200
        assert response.headers["access-control-allow-origin"] == "https://films.example"
        response = await client.post("/graphql", json=QUERY, headers={"origin": "https://films.example"})
        assert response.headers["access-control-allow-origin"] == "https://films.example"
        response = await client.post("/graphql", json=QUERY, headers={"origin": "https://other.example"})
        assert "access-control-allow-origin" not in response.headers


def expired() -> str:
    return sign_token(SecretStr(SECRET), "me", timedelta(minutes=-1))


def without_end() -> str:
    return jwt.encode({"sub": "me"}, SECRET, algorithm="HS256")


def unsigned() -> str:
    return jwt.encode({"sub": "me", "exp": 2**31}, "", algorithm="none")


def of_another_secret() -> str:
    return sign_token(SecretStr(SECRET[::-1]), "me", timedelta(hours=1))


async def test_with_a_secret_operations_need_a_token_and_pages_do_not(store_folder: Path) -> None:
    settings = Settings(data_dir=store_folder, token_secret=SecretStr(SECRET))
    async with serving(settings, make_schema()) as client:
        for token in ("nonsense", expired(), without_end(), unsigned(), of_another_secret()):
            response = await client.post("/graphql", json=QUERY, headers={"authorization": f"Bearer {token}"})
            assert response.status_code == 401
            assert response.headers["www-authenticate"] == 'Bearer realm="graphapi"'
            assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        for authorization in ("Bearer", "Basic bWU6bWU=", sign_token(SecretStr(SECRET), "me", timedelta(hours=1))):
            response = await client.post("/graphql", json=QUERY, headers={"authorization": authorization})
            assert response.status_code == 401
        assert (await client.post("/graphql", json=QUERY)).status_code == 401
        assert (await client.get("/graphql", params=QUERY)).status_code == 401

        token = sign_token(SecretStr(SECRET), "me", timedelta(hours=1))
        for scheme in ("Bearer", "bearer"):
            response = await client.post("/graphql", json=QUERY, headers={"authorization": f"{scheme} {token}"})
            assert response.json() == {"data": {"hello": "hello you"}}

        assert (await client.get("/graphql", headers={"accept": "text/html"})).status_code == 200
        assert (await client.get("/livez")).status_code == 200
        assert (await client.get("/readyz")).status_code == 200


@pytest.mark.parametrize(("host", "served"), [("127.0.0.1:8000", True), ("elsewhere.example", False)])
async def test_a_websocket_under_another_name_is_closed_before_it_is_accepted(host: str, *, served: bool) -> None:
    reached: list[str] = []
    sent: list[Message] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        reached.append(scope["type"])

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "websocket", "headers": [(b"host", host.encode())]}
    await RequestMiddleware(application, Settings())(scope, receive, send)
    assert reached == (["websocket"] if served else [])
    assert [message["type"] for message in sent] == ([] if served else ["websocket.close"])
