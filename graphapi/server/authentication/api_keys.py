"""API keys: what is stored of a key, and how a key is found again."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator

from graphapi.errors import UnauthenticatedError
from graphapi.execution.principal import AccessScope, Principal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import timedelta

PREFIX: Final = "graphapi_"
"""The beginning of every key, which distinguishes it from a token and lets scanners for leaked secrets find it."""
SECRET_BYTES: Final = 32


class ApiKey(BaseModel):
    """What is stored of an API key.

    Attributes:
        name: names the key, for people and for the log.
        sha256: the SHA-256 of the key, as 64 hexadecimal digits.
        scopes: what a client with this key may do.
        created: when the key was made.
        expires: from when on the key is not valid; None if it does not expire.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    scopes: tuple[AccessScope, ...]
    created: AwareDatetime
    expires: AwareDatetime | None = None

    def is_expired(self, now: datetime) -> bool:
        """Whether the key is not valid any more."""
        return self.expires is not None and self.expires <= now


class ApiKeySet(BaseModel):
    """The content of a file of API keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    keys: tuple[ApiKey, ...] = ()

    @field_validator("keys")
    @classmethod
    def _check_names(cls, keys: tuple[ApiKey, ...]) -> tuple[ApiKey, ...]:
        names = [key.name for key in keys]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"there are two keys with the name {name}")
        return keys


def generate_key() -> str:
    """A new random key of 256 bits, with its prefix."""
    return PREFIX + secrets.token_urlsafe(SECRET_BYTES)


def new_api_key(
    key: str, name: str, scopes: Collection[AccessScope], valid_for: timedelta | None, now: datetime
) -> ApiKey:
    """What to store of a new key.

    Args:
        key: the key.
        name: the name of the key: at most 64 letters, digits, dots, underscores and hyphens.
        scopes: what a client with this key may do.
        valid_for: how long the key is valid; None if it does not expire.
        now: the present time, with a time zone.

    Raises:
        pydantic.ValidationError: the name is not valid.
    """
    created = now.replace(microsecond=0)
    expires = None if valid_for is None else created + valid_for
    return ApiKey(name=name, sha256=hash_of(key), scopes=tuple(sorted(set(scopes))), created=created, expires=expires)


def hash_of(key: str) -> str:
    """The hash that is stored of a key, as 64 hexadecimal digits.

    A plain SHA-256 is enough. Slow and salted hashes protect passwords, which people choose and which can therefore be
    guessed. A key has 256 random bits, so nobody can find it by trying, however fast the hash is. A slow hash would
    only make every request slow.
    """
    return hashlib.sha256(key.encode()).hexdigest()


def parse_api_keys(content: str | bytes) -> ApiKeySet:
    """Read the JSON of a file of API keys.

    Raises:
        ValueError: it is not valid; the message says where and why, and does not quote values.
    """
    try:
        return ApiKeySet.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise ValueError(f"{place}: {message}" if place else message) from None


def principal_of(key: str, stored: Iterable[ApiKey]) -> Principal:
    """The principal of a client that sent a key.

    Every stored hash is compared, and each comparison takes the same time, so the time says nothing about the hashes.

    Raises:
        UnauthenticatedError: the key is unknown or has expired.
    """
    sent = hash_of(key)
    found: ApiKey | None = None
    for candidate in stored:
        if hmac.compare_digest(sent, candidate.sha256):
            found = candidate
    if found is None:
        raise UnauthenticatedError("The API key is not valid.")
    if found.is_expired(datetime.now(UTC)):
        raise UnauthenticatedError("The API key has expired.")
    return Principal(f"key:{found.name}", frozenset(found.scopes))
