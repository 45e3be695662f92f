"""Tokens for the server, and the keys of an issuer."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import OKPAlgorithm
from pydantic import SecretStr

from graphapi.server.auth import sign_token

if TYPE_CHECKING:
    from pathlib import Path

TOKEN_SECRET: Final = "a secret of the tests, long enough"  # noqa: S105
KEYS_FILE: Final = "keys.json"
DAY: Final = timedelta(days=1)
_KEY: Final = Ed25519PrivateKey.generate()


def write_keys(path: Path) -> None:
    """Write the key set of the issuer (RFC 7517)."""
    key = OKPAlgorithm.to_jwk(_KEY.public_key(), as_dict=True) | {"kid": "one", "alg": "EdDSA", "use": "sig"}
    path.write_text(json.dumps({"keys": [key]}), encoding="utf-8")


def client_headers(subject: str, valid_for: timedelta = DAY) -> dict[str, str]:
    """The headers of a client with a token of the server."""
    return {"authorization": f"Bearer {sign_token(SecretStr(TOKEN_SECRET), subject, valid_for)}"}


def issued_headers(subject: str, claims: dict[str, int]) -> dict[str, str]:
    """The headers of a client with a token of the issuer."""
    content = {"sub": subject, "scope": "graph:read"} | claims
    return {"authorization": f"Bearer {jwt.encode(content, _KEY, algorithm='EdDSA', headers={'kid': 'one'})}"}
