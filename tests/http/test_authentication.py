"""Authentication over HTTP: what requests may do without credentials, and with each kind of them."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

import jwt
import pytest
from pydantic import SecretStr

from graphapi.server.auth import sign_token
from graphapi.settings import Settings
from tests.http.schema import make_schema
from tests.http.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

Anonymous: TypeAlias = Literal["none", "read", "write"] | None

SECRET = SecretStr(secrets.token_hex(16))
HELLO = "{ hello }"
TOUCH = "mutation { touch }"


async def status(client: httpx.AsyncClient, query: str = HELLO, **headers: str) -> tuple[int, str]:
    """The status of an operation, and the message of its error."""
    response = await client.post(
        "/graphql", json={"query": query}, headers={n.replace("_", "-"): v for n, v in headers.items()}
    )
    (error,) = response.json().get("errors", [{"message": ""}])
    return response.status_code, error["message"]


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def signed(**changes: object) -> str:
    """A token of the server's secret with some claims changed; None leaves a claim out."""
    claims = {"sub": "me", "exp": datetime.now(UTC) + timedelta(hours=1), "scope": "graph:read", **changes}
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, SECRET.get_secret_value(), algorithm="HS256")


@pytest.mark.parametrize(
    ("anonymous", "secret", "reads", "writes"),
    [
        (None, None, 200, 200),
        (None, SECRET, 401, 401),
        ("none", None, 401, 401),
        ("none", SECRET, 401, 401),
        ("read", None, 200, 401),
        ("read", SECRET, 200, 401),
        ("write", SECRET, 200, 200),
    ],
)
async def test_requests_without_credentials(
    store_folder: Path, anonymous: Anonymous, secret: SecretStr | None, reads: int, writes: int
) -> None:
    settings = Settings(data_dir=store_folder, anonymous=anonymous, token_secret=secret)
    async with serving(settings, make_schema()) as client:
        assert (await status(client))[0] == reads
        assert (await status(client, TOUCH))[0] == writes
        assert (await client.get("/metrics")).status_code == reads


async def test_invalid_credentials_are_refused_although_nobody_needs_any(store_folder: Path) -> None:
    settings = Settings(data_dir=store_folder, anonymous="write", token_secret=SECRET)
    async with serving(settings, make_schema()) as client:
        assert await status(client, **bearer(signed(exp=0))) == (401, "The token has expired.")
        assert (await status(client, authorization="Basic bWU6bWU="))[0] == 401
        assert (await status(client, authorization=""))[0] == 200


async def test_scopes_of_a_token(store_folder: Path) -> None:
    settings = Settings(data_dir=store_folder, token_secret=SECRET)
    async with serving(settings, make_schema()) as client:
        reader, both = signed(), signed(scope="graph:read graph:write other")
        assert (await status(client, **bearer(reader)))[0] == 200
        assert await status(client, TOUCH, **bearer(reader)) == (403, "'me' does not have the scope graph:write.")
        assert (await status(client, TOUCH, **bearer(both)))[0] == 200
        assert (await status(client, **bearer(signed(scope=None))))[0] == 200
        for scope in ("", "graph:reading", ["graph:read"]):
            assert (await status(client, **bearer(signed(scope=scope))))[0] == 403


async def test_times_of_a_token(store_folder: Path) -> None:
    settings = Settings(data_dir=store_folder, token_secret=SECRET)
    now = datetime.now(UTC)
    async with serving(settings, make_schema()) as client:
        for seconds, end in ((-30, "The token has expired."), (-3, ""), (60, "")):
            token = signed(exp=now + timedelta(seconds=seconds))
            assert (await status(client, **bearer(token)))[1] == end
        for seconds, begin in ((60, "The token is not valid yet."), (3, ""), (-60, "")):
            token = signed(nbf=now + timedelta(seconds=seconds))
            assert (await status(client, **bearer(token)))[1] == begin


async def test_claims_that_a_token_must_have(store_folder: Path) -> None:
    settings = Settings(data_dir=store_folder, token_secret=SECRET, jwt_issuer="us", jwt_audience="films")
    right = {"iss": "us", "aud": "films"}
    async with serving(settings, make_schema()) as client:
        for claims, message in (
            (right, ""),
            (right | {"aud": ["other", "films"]}, ""),
            (right | {"exp": None}, "The token has no claim exp."),
            (right | {"sub": None}, "The token has no claim sub."),
            (right | {"iss": "them"}, "The token comes from another issuer (iss)."),
            (right | {"iss": None}, "The token has no claim iss."),
            (right | {"aud": "other"}, "The token is for another audience (aud)."),
            (right | {"aud": None}, "The token has no claim aud."),
        ):
            assert await status(client, **bearer(signed(**claims))) == (401 if message else 200, message)
        own = sign_token(SECRET, "me", timedelta(hours=1), iss="us", aud="films")
        assert (await status(client, **bearer(own)))[0] == 200


async def test_token_for_an_audience_is_refused_by_a_server_without_one(store_folder: Path) -> None:
    settings = Settings(data_dir=store_folder, token_secret=SECRET)
    async with serving(settings, make_schema()) as client:
        message = "The token is for another audience (aud)."
        assert await status(client, **bearer(signed(aud="films"))) == (401, message)
        assert (await status(client, **bearer(signed(iss="anybody"))))[0] == 200
