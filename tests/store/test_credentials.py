"""The password for a store, in a file that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphapi.errors import StoreUnavailableError
from graphapi.settings import Settings
from graphapi.store import Endpoint, StoreKind, connect
from graphapi.store.connecting import neo4j_endpoint as endpoint_of
from graphapi.store.credentials import Credentials

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_file_is_read_again_only_when_its_password_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("first\n", encoding="utf-8")
    credentials = Credentials("neo4j", None, file)
    file.write_text("second\r\n", encoding="utf-8")
    assert await credentials.get_auth() == ("neo4j", "first")
    assert credentials.renew("first")
    assert await credentials.get_auth() == ("neo4j", "second")
    # Another connection was refused with the first password too.
    assert credentials.renew("first")
    assert not credentials.renew("second")


async def test_a_file_that_cannot_be_read_later_leaves_the_known_password(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("first", encoding="utf-8")
    credentials = Credentials("neo4j", None, file)
    file.write_bytes(b"\xff")
    assert not credentials.renew("first")
    file.unlink()
    assert not credentials.renew("first")
    assert await credentials.get_auth() == ("neo4j", "first")


async def test_a_password_without_a_file_stays() -> None:
    assert not Credentials("neo4j", "fixed").renew("fixed")
    assert await Credentials("neo4j", "fixed").get_auth() == ("neo4j", "fixed")
    assert await Credentials("neo4j", None).get_auth() is None


async def test_a_file_that_cannot_be_read_at_first_is_told(tmp_path: Path) -> None:
    settings = Settings(neo4j_uri="bolt://127.0.0.1:9", neo4j_password_file=tmp_path / "none")
    with pytest.raises(StoreUnavailableError, match=r"password of 'neo4j', .*/none, cannot be read: No such file"):
        await connect(endpoint_of(settings))


@pytest.mark.neo4j
async def test_the_password_of_a_file_is_used(neo4j_endpoint: Endpoint, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{neo4j_endpoint.password}\n", encoding="utf-8")
    endpoint = Endpoint(neo4j_endpoint.uri, StoreKind.NEO4J, password="wrong", password_file=file)  # noqa: S106
    graph = await connect(endpoint)
    await graph.close()
