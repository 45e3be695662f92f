"""The public keys of the issuer of tokens: a JSON Web Key Set (RFC 7517), fetched and cached."""

from __future__ import annotations

import asyncio
import json
import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import structlog

from graphapi.errors import UnauthenticatedError

if TYPE_CHECKING:
    import jwt

log = structlog.stdlib.get_logger("graphapi.server")

ALGORITHMS: Final = frozenset({"RS256", "ES256", "EdDSA"})
"""The algorithms of public keys (RFC 7518, section 3.1, and RFC 8037); never ``none``, and never one with a secret."""
MIN_RSA_BITS: Final = 2048
"""RFC 7518, section 3.3."""
REFRESH_SECONDS: Final = 300.0
"""The age from which on the keys are fetched again, while requests go on with the known ones."""
MAX_AGE_SECONDS: Final = 600.0
"""The age from which on a request waits for the keys to be fetched again, so that a withdrawn key is noticed."""
RETRY_SECONDS: Final = 30.0
"""The least time between two fetches, which limits what clients with made-up key ids can cause."""
SOCKET_SECONDS: Final = 5.0
FETCH_SECONDS: Final = 10.0


class KeySet:
    """The keys of an issuer.

    They are fetched when they are needed, when they are old, and when a token names a key that is not among them, as
    after a rotation. All requests share one fetch. If it fails, the known keys stay valid.

    Args:
        source: a URL with the scheme ``https``, ``http`` or ``file``.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._keys: tuple[jwt.PyJWK, ...] = ()
        # Both in seconds of the monotonic clock.
        self._fetched = -math.inf
        self._tried = -math.inf
        self._fetching: asyncio.Task[None] | None = None

    async def find(self, algorithm: str, key_id: str | None) -> jwt.PyJWK:
        """The key that verifies a token.

        Args:
            algorithm: the algorithm in the header of the token.
            key_id: the ``kid`` in the header; without it, the set must have exactly one key for the algorithm.

        Raises:
            UnauthenticatedError: there is no such key, or the keys are not available.
        """
        age = time.monotonic() - self._fetched
        if age > REFRESH_SECONDS and (fetching := self._fetch()) is not None and age > MAX_AGE_SECONDS:
            await asyncio.shield(fetching)
        key = self._known(algorithm, key_id)
        if key is None and (fetching := self._fetch()) is not None:
            await asyncio.shield(fetching)
            key = self._known(algorithm, key_id)
        if key is not None:
            return key
        if not self._keys:
            raise UnauthenticatedError("The token cannot be checked now: the keys of its issuer are not available.")
        raise UnauthenticatedError("The token is signed with a key that its issuer does not publish.")

    def _known(self, algorithm: str, key_id: str | None) -> jwt.PyJWK | None:
        fitting = [key for key in self._keys if key.algorithm_name == algorithm and key_id in (None, key.key_id)]
        return fitting[0] if len(fitting) == 1 else None

    def _fetch(self) -> asyncio.Task[None] | None:
        """The fetch that runs now, or a new one; None if the last one is too recent."""
        if self._fetching is not None and not self._fetching.done():
            return self._fetching
        now = time.monotonic()
        if now - self._tried < RETRY_SECONDS:
            return None
        self._tried = now
        self._fetching = asyncio.create_task(self._replace_keys())
        return self._fetching

    async def _replace_keys(self) -> None:
        import jwt

        try:
            async with asyncio.timeout(FETCH_SECONDS):
                self._keys = await asyncio.to_thread(fetch_keys, self._source)
        # TimeoutError is an OSError.
        except (jwt.PyJWTError, OSError, ValueError) as error:
            log.error(
                "keys for tokens not fetched; the known ones stay in force", source=self._source, reason=str(error)
            )
        else:
            self._fetched = time.monotonic()
            log.info("keys for tokens fetched", source=self._source, keys=len(self._keys))


def fetch_keys(source: str) -> tuple[jwt.PyJWK, ...]:
    """Fetch a key set, and keep the keys that can verify tokens; blocks.

    Redirects are not followed, because they could lead to a server without TLS.

    Args:
        source: a URL with the scheme ``https``, ``http`` or ``file``.

    Raises:
        jwt.PyJWTError: the server does not answer, or the answer is not a key set with usable keys.
        OSError: the file cannot be read.
        ValueError: the content is not JSON.
    """
    from urllib.request import url2pathname

    import jwt

    content: Any
    if source.startswith("file:"):
        content = json.loads(Path(url2pathname(urlsplit(source).path)).read_bytes())
    else:
        content = jwt.PyJWKClient(source, cache_jwk_set=False, timeout=SOCKET_SECONDS).fetch_data()
    if not isinstance(content, dict):
        raise jwt.PyJWKSetError("The content is not a JSON object.")
    keys = tuple(key for key in jwt.PyJWKSet.from_dict(content) if _is_usable(key))
    if not keys:
        raise jwt.PyJWKSetError(f"The key set has no keys for {', '.join(sorted(ALGORITHMS))}.")
    return keys


def _is_usable(key: jwt.PyJWK) -> bool:
    if key.algorithm_name not in ALGORITHMS or key.public_key_use not in ("sig", None):
        return False
    return key.key_type != "RSA" or int(key.key.key_size) >= MIN_RSA_BITS
