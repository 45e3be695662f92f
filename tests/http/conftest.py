"""A server on the embedded store, for the HTTP tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphapi.settings import Settings
from graphapi.store import connect
from tests.http.schema import make_schema
from tests.http.serving import serving
from tests.stores import fill_with_sample

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    import httpx

    from graphapi.store import Endpoint


@pytest.fixture(scope="session")
def store_folder(embedded_endpoint: Endpoint, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the embedded store that runs for the session."""
    folder = tmp_path_factory.getbasetemp() / "embedded0"
    assert (folder / "server.json").exists()
    return folder


@pytest.fixture(scope="session")
def settings(store_folder: Path) -> Settings:
    """The default settings, on the store of the session."""
    return Settings(data_dir=store_folder)


@pytest.fixture(scope="module")
async def sample_store(embedded_endpoint: Endpoint, store_folder: Path) -> Path:
    """The data folder of a store that holds the sample."""
    graph = await connect(embedded_endpoint)
    try:
        await fill_with_sample(graph)
    finally:
        await graph.close()
    return store_folder


@pytest.fixture(scope="module")
async def client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server with the default settings."""
    async with serving(settings, make_schema()) as opened:
        yield opened
