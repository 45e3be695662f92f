"""API keys on a running server: sent, expired, revoked, and in a file that changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from graphapi.execution.principal import AccessScope
from graphapi.server.authentication.api_key_file import change_api_keys
from graphapi.server.authentication.api_keys import ApiKeySet, generate_key, hash_of, new_api_key
from graphapi.settings import BadSettingsError, Settings
from tests.http.schema import make_schema
from tests.http.serving import serving
from tests.http.test_authentication import HELLO, SECRET, TOUCH, bearer, signed, status

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

READ = (AccessScope.READ,)
UNKNOWN = "The API key is not valid."


def add(path: Path, name: str, scopes: tuple[AccessScope, ...] = READ, valid_for: timedelta | None = None) -> str:
    """Make a key, and add it to a file."""
    made = generate_key()
    added = new_api_key(made, name, scopes, valid_for, datetime.now(UTC))
    change_api_keys(path, lambda keys: (*keys, added))
    return made


def contents(path: Path) -> bytes:
    return path.read_bytes()


def replace(path: Path, content: bytes | None) -> None:
    """Replace a file, or delete it."""
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)


async def test_keys_by_both_headers(store_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    reader, editor = add(path, "reader"), add(path, "editor", (AccessScope.READ, AccessScope.WRITE))
    async with serving(Settings(data_dir=store_folder, api_keys_file=path), make_schema()) as client:
        for key in (reader, editor):
            assert await status(client, **bearer(key)) == (200, "")
            assert await status(client, x_api_key=key) == (200, "")
        assert await status(client, TOUCH, x_api_key=editor) == (200, "")
        refusal = (403, "'key:reader' does not have the scope graph:write.")
        assert await status(client, TOUCH, x_api_key=reader) == refusal

        assert (await status(client))[0] == 401
        for wrong in (reader[:-1], reader + "x", reader.upper(), generate_key(), hash_of(reader), "graphapi_"):
            assert await status(client, x_api_key=wrong) == (401, UNKNOWN)
        assert await status(client, **bearer(generate_key())) == (401, UNKNOWN)
        both = "Send either Authorization or X-API-Key, not both."
        assert await status(client, x_api_key=reader, **bearer(reader)) == (401, both)


async def test_expired_key(store_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    old, new = add(path, "old", valid_for=timedelta(seconds=-1)), add(path, "new", valid_for=timedelta(hours=1))
    async with serving(Settings(data_dir=store_folder, api_keys_file=path), make_schema()) as client:
        assert await status(client, x_api_key=old) == (401, "The API key has expired.")
        assert await status(client, x_api_key=new) == (200, "")


async def test_changes_of_the_file_count_at_once(store_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    settings = Settings(data_dir=store_folder, api_keys_file=path)
    with capture_logs() as logs:
        async with serving(settings, make_schema()) as client:
            await change_and_ask(path, client)
    events = [entry["event"] for entry in logs if "of API keys" in entry["event"]]
    assert events == [
        "there is no file of API keys yet",
        "the file of API keys is not valid; its last valid content stays in force",
        "the file of API keys is gone; its last content stays in force",
    ]


async def change_and_ask(path: Path, client: httpx.AsyncClient) -> None:
    assert (await status(client))[0] == 401, "a file that is not there yet lets nobody in"
    first, second = add(path, "first"), add(path, "second")
    assert await status(client, x_api_key=first) == (200, "")
    change_api_keys(path, lambda keys: keys[1:])
    assert await status(client, x_api_key=first) == (401, UNKNOWN)
    assert await status(client, x_api_key=second) == (200, "")

    content = contents(path)
    replace(path, content[: len(content) // 2])
    assert await status(client, x_api_key=second) == (200, ""), "the last valid content stays in force"
    assert await status(client, x_api_key=first) == (401, UNKNOWN)
    replace(path, None)
    assert await status(client, x_api_key=second) == (200, "")
    replace(path, content)
    third = add(path, "third")
    assert await status(client, x_api_key=third) == (200, "")


async def test_keys_in_the_environment_and_tokens_beside_them(store_folder: Path, tmp_path: Path) -> None:
    fixed, path = generate_key(), tmp_path / "keys.json"
    stored = ApiKeySet(keys=(new_api_key(fixed, "fixed", READ, None, datetime.now(UTC)),)).model_dump_json()
    listed = add(path, "listed")
    settings = Settings(
        data_dir=store_folder, api_keys=SecretStr(stored), api_keys_file=path, token_secret=SECRET, anonymous="none"
    )
    async with serving(settings, make_schema()) as client:
        for key in (fixed, listed, signed()):
            assert await status(client, HELLO, **bearer(key)) == (200, "")
        assert await status(client, x_api_key=signed()) == (401, UNKNOWN)


async def test_environment_that_is_not_valid_is_told_without_its_value(store_folder: Path) -> None:
    settings = Settings(data_dir=store_folder, api_keys=SecretStr('{"keys": [{"name": "hidden value"}]}'))
    with pytest.raises(BadSettingsError, match=r"^GRAPHAPI_API_KEYS: keys\.0\.name") as caught:
        async with serving(settings, make_schema()):
            pass
    assert "hidden" not in str(caught.value)
