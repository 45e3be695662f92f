"""Tokens that are signed with keys of a key set, which a real HTTP server or a file holds."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from graphapi.server.authentication import jwks
from graphapi.settings import Settings
from tests.http.schema import make_schema
from tests.http.serving import serving
from tests.http.test_authentication import SECRET, bearer, signed, status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEYS: dict[str, Any] = {
    "RS256": rsa.generate_private_key(65537, 2048),
    "ES256": ec.generate_private_key(ec.SECP256R1()),
    "EdDSA": ed25519.Ed25519PrivateKey.generate(),
}
ISSUER, AUDIENCE = "https://issuer.example", "films"
UNKNOWN = "The token is signed with a key that its issuer does not publish."
UNAVAILABLE = "The token cannot be checked now: the keys of its issuer are not available."
ALGORITHM = "The token is signed with an algorithm that this server does not accept."


def public(private: Any, key_id: str, **members: str) -> dict[str, Any]:  # noqa: ANN401
    """The JSON Web Key of a private key's public half."""
    found = private.public_key()
    if isinstance(private, rsa.RSAPrivateKey):
        content = RSAAlgorithm.to_jwk(found, as_dict=True)
    elif isinstance(private, ec.EllipticCurvePrivateKey):
        content = ECAlgorithm.to_jwk(found, as_dict=True)
    else:
        content = OKPAlgorithm.to_jwk(found, as_dict=True)
    return {**content, "kid": key_id, **members}


PUBLISHED = {"keys": [public(private, algorithm) for algorithm, private in KEYS.items()]}


def token(algorithm: str = "EdDSA", *, key: Any = None, kid: str | None = "", **changes: object) -> str:  # noqa: ANN401
    """A token of the issuer with some claims changed; None leaves a claim, or the key id, out."""
    claims = {
        "sub": "me",
        "exp": datetime.now(UTC) + timedelta(hours=1),
        "scope": "graph:read",
        "iss": ISSUER,
        "aud": AUDIENCE,
        **changes,
    }
    kept = {name: value for name, value in claims.items() if value is not None}
    headers = {} if kid is None else {"kid": kid or algorithm}
    return jwt.encode(kept, key or KEYS[algorithm], algorithm=algorithm, headers=headers)


class Issuer(ThreadingHTTPServer):
    """An HTTP server with a key set; ``content`` is what it answers with, and None is an error."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.content: object = PUBLISHED
        self.location: str | None = None
        self.fetches = 0
        self.answering = threading.Event()
        self.answering.set()
        self.url = f"http://127.0.0.1:{self.server_port}/jwks.json"


class Answer(BaseHTTPRequestHandler):
    """The answers of an issuer."""

    server: Issuer

    def do_GET(self) -> None:
        """Answer with the key set, with a redirect, or with an error."""
        self.server.fetches += 1
        self.server.answering.wait(10)
        if self.server.location is not None:
            self.send_response(302)
            self.send_header("location", self.server.location)
            self.end_headers()
        elif self.server.content is None:
            self.send_error(500)
        else:
            body = json.dumps(self.server.content).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@contextmanager
def issuing() -> Iterator[Issuer]:
    server = Issuer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def issuer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Issuer]:
    """A running issuer, which is reached without a proxy."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with issuing() as server:
        yield server


def settings_of(store_folder: Path, url: str, **values: Any) -> Settings:  # noqa: ANN401
    return Settings(data_dir=store_folder, jwks_url=url, jwt_issuer=ISSUER, jwt_audience=AUDIENCE, **values)


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
async def test_tokens_of_the_issuer(store_folder: Path, issuer: Issuer, algorithm: str) -> None:
    others = {"RS256": rsa.generate_private_key(65537, 2048), "ES256": ec.generate_private_key(ec.SECP256R1())}
    other = others.get(algorithm, ed25519.Ed25519PrivateKey.generate())
    async with serving(settings_of(store_folder, issuer.url), make_schema()) as client:
        for good in (token(algorithm), token(algorithm, kid=None), token(algorithm, aud=["x", AUDIENCE])):
            assert await status(client, **bearer(good)) == (200, "")
        for bad, message in (
            (token(algorithm, exp=datetime.now(UTC) - timedelta(minutes=1)), "The token has expired."),
            (token(algorithm, nbf=datetime.now(UTC) + timedelta(minutes=1)), "The token is not valid yet."),
            (token(algorithm, exp=None), "The token has no claim exp."),
            (token(algorithm, sub=None), "The token has no claim sub."),
            (token(algorithm, iss="https://other.example"), "The token comes from another issuer (iss)."),
            (token(algorithm, aud="other"), "The token is for another audience (aud)."),
            (token(algorithm, key=other), "The token is not valid."),
            (token(algorithm, kid="unknown"), UNKNOWN),
        ):
            assert await status(client, **bearer(bad)) == (401, message)
        assert (await status(client, **bearer(token(algorithm, scope=None))))[0] == 403, "no scope is no permission"
        assert issuer.fetches == 1


def base64url(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def encoded(part: object) -> bytes:
    return base64url(json.dumps(part).encode())


async def test_other_algorithms_are_refused(store_folder: Path, issuer: Issuer) -> None:
    # The public key, which everybody knows, as the secret of an HMAC.
    pem = KEYS["RS256"].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    claims = {"sub": "me", "exp": 2**31, "iss": ISSUER, "aud": AUDIENCE, "scope": "graph:read"}
    signed_part = b".".join(map(encoded, ({"alg": "HS256", "typ": "JWT", "kid": "RS256"}, claims)))
    hmac_with_public_key = (signed_part + b"." + base64url(hmac.digest(pem, signed_part, "sha256"))).decode()

    issuer.content = {
        "keys": [
            *PUBLISHED["keys"],
            {"kty": "oct", "kid": "shared", "alg": "HS256", "k": base64.urlsafe_b64encode(b"k" * 32).decode()},
        ]
    }
    async with serving(settings_of(store_folder, issuer.url, token_secret=SECRET), make_schema()) as client:
        unsigned = jwt.encode({"sub": "me", "exp": 2**31}, "", algorithm="none", headers={"kid": "EdDSA"})
        assert await status(client, **bearer(unsigned)) == (401, ALGORITHM)
        shared = token("HS256", key="k" * 32, kid="shared")
        assert await status(client, **bearer(shared)) == (401, "The token is not valid.")
        assert await status(client, **bearer(hmac_with_public_key)) == (401, "The token is not valid.")
        assert await status(client, **bearer(token("RS512", key=KEYS["RS256"], kid="RS256"))) == (401, ALGORITHM)
        assert await status(client, **bearer(token("ES256", kid="RS256"))) == (401, UNKNOWN)
        # Beside all this, tokens of the server's own secret are accepted.
        assert await status(client, **bearer(signed(iss=ISSUER, aud=AUDIENCE))) == (200, "")

    async with serving(settings_of(store_folder, issuer.url), make_schema()) as client:
        assert await status(client, **bearer(shared)) == (401, ALGORITHM)
        assert await status(client, **bearer(hmac_with_public_key)) == (401, ALGORITHM)
        assert await status(client, **bearer(token())) == (200, "")


async def test_rotation(store_folder: Path, issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jwks, "RETRY_SECONDS", 0)
    new = ed25519.Ed25519PrivateKey.generate()
    async with serving(settings_of(store_folder, issuer.url), make_schema()) as client:
        assert await status(client, **bearer(token())) == (200, "")
        issuer.content = {"keys": [*PUBLISHED["keys"], public(new, "new")]}
        assert await status(client, **bearer(token(key=new, kid="new"))) == (200, "")
        assert await status(client, **bearer(token())) == (200, "")
        assert issuer.fetches == 2, "a key that is known needs no fetch"

        issuer.content = {"keys": [public(new, "new")]}
        assert await status(client, **bearer(token())) == (200, ""), "the cached key"
        monkeypatch.setattr(jwks, "REFRESH_SECONDS", 0)
        monkeypatch.setattr(jwks, "MAX_AGE_SECONDS", 0)
        assert await status(client, **bearer(token())) == (401, UNKNOWN)
        assert await status(client, **bearer(token(key=new, kid="new"))) == (200, "")


async def test_unknown_key_ids_do_not_cause_a_fetch_each(
    store_folder: Path, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jwks, "RETRY_SECONDS", 60)
    async with serving(settings_of(store_folder, issuer.url), make_schema()) as client:
        for number in range(10):
            assert await status(client, **bearer(token(kid=f"made-up-{number}"))) == (401, UNKNOWN)
        assert issuer.fetches == 1


@pytest.mark.parametrize("content", [None, [], {}, {"keys": []}, {"keys": [{"kty": "oct", "k": "AAAA", "kid": "x"}]}])
async def test_failed_fetch_keeps_the_known_keys(
    store_folder: Path, issuer: Issuer, monkeypatch: pytest.MonkeyPatch, content: object
) -> None:
    for name in ("RETRY_SECONDS", "REFRESH_SECONDS", "MAX_AGE_SECONDS"):
        monkeypatch.setattr(jwks, name, 0)
    async with serving(settings_of(store_folder, issuer.url), make_schema()) as client:
        issuer.content = content
        assert await status(client, **bearer(token())) == (401, UNAVAILABLE)
        issuer.content = PUBLISHED
        assert await status(client, **bearer(token())) == (200, "")
        issuer.content = content
        assert await status(client, **bearer(token())) == (200, "")
        assert issuer.fetches == 4


async def test_issuer_that_cannot_be_reached(store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with issuing() as gone:
        pass
    settings = settings_of(store_folder, gone.url, token_secret=SECRET)
    async with serving(settings, make_schema()) as client:
        assert await status(client, **bearer(token())) == (401, UNAVAILABLE)
        assert await status(client, **bearer(signed(iss=ISSUER, aud=AUDIENCE))) == (200, "")


async def test_slow_issuer_delays_nobody_else(
    store_folder: Path, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jwks, "RETRY_SECONDS", 0)
    async with serving(settings_of(store_folder, issuer.url, token_secret=SECRET), make_schema()) as client:
        issuer.answering.clear()
        waiting = [asyncio.create_task(status(client, **bearer(token()))) for _ in range(3)]
        assert await status(client, **bearer(signed(iss=ISSUER, aud=AUDIENCE))) == (200, "")
        assert not any(task.done() for task in waiting)
        issuer.answering.set()
        assert await asyncio.gather(*waiting) == [(200, "")] * 3
        assert issuer.fetches == 1, "requests share a fetch"

        monkeypatch.setattr(jwks, "REFRESH_SECONDS", 0)
        issuer.answering.clear()
        assert await asyncio.wait_for(status(client, **bearer(token())), 5) == (200, ""), "the known key"
        issuer.answering.set()


async def test_issuer_that_does_not_answer(store_folder: Path, issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jwks, "SOCKET_SECONDS", 0.3)
    issuer.answering.clear()
    async with serving(settings_of(store_folder, issuer.url), make_schema()) as client:
        assert await asyncio.wait_for(status(client, **bearer(token())), 5) == (401, UNAVAILABLE)
        issuer.answering.set()


async def test_redirects_are_not_followed(store_folder: Path, issuer: Issuer) -> None:
    with issuing() as elsewhere:
        issuer.location = elsewhere.url
        async with serving(settings_of(store_folder, issuer.url), make_schema()) as client:
            assert await status(client, **bearer(token())) == (401, UNAVAILABLE)
        assert (issuer.fetches, elsewhere.fetches) == (1, 0)


async def test_short_rsa_keys_and_keys_for_encryption_are_not_used(store_folder: Path, issuer: Issuer) -> None:
    short = rsa.generate_private_key(65537, 1024)  # noqa: S505
    issuer.content = {"keys": [public(KEYS["EdDSA"], "EdDSA", use="enc"), public(short, "short"), PUBLISHED["keys"][1]]}
    with pytest.warns(jwt.InsecureKeyLengthWarning):
        by_short = token("RS256", key=short, kid="short")
    async with serving(settings_of(store_folder, issuer.url), make_schema()) as client:
        for refused in (token("EdDSA"), by_short):
            assert await status(client, **bearer(refused)) == (401, UNKNOWN)
        assert await status(client, **bearer(token("ES256"))) == (200, "")


async def test_keys_in_a_file(store_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jwks, "RETRY_SECONDS", 0)
    path = tmp_path / "a set.json"
    async with serving(settings_of(store_folder, path.as_uri()), make_schema()) as client:
        assert await status(client, **bearer(token())) == (401, UNAVAILABLE)
        write(path, PUBLISHED)
        assert await status(client, **bearer(token())) == (200, "")


def write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")
