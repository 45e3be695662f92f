"""A server on the embedded store of the session, and logging that tests of many requests can afford."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

import pytest
import structlog

from graphapi.api.schema import build_schema
from graphapi.settings import Settings
from graphapi.store import batching, connect
from tests.http.conftest import store_folder
from tests.http.serving import serving
from tests.stores import fill_with_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.store import Endpoint

__all__ = ["store_folder"]

SEED: Final = 4711
CACHED: Final = 100
"""The size of every cache, so that all of them are full after the warm-up, which is a quarter of the inputs."""


@pytest.fixture(scope="package", autouse=True)
def _quiet() -> Iterator[None]:
    """Log errors only, as a server does that is started with ``GRAPHAPI_LOG_LEVEL=ERROR``."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    strawberry = logging.getLogger("strawberry.execution")
    was_disabled, strawberry.disabled = strawberry.disabled, True
    yield
    strawberry.disabled = was_disabled
    structlog.configure(**before)


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    """The event loop of all tests in this module."""
    with asyncio.Runner() as opened:
        yield opened


@pytest.fixture(scope="module")
def port(runner: asyncio.Runner, embedded_endpoint: Endpoint, store_folder: Path) -> Iterator[int]:
    """The port of a server with the sample and small caches."""

    async def fill() -> None:
        graph = await connect(embedded_endpoint)
        try:
            await fill_with_sample(graph)
        finally:
            await graph.close()

    runner.run(fill())
    chosen = Settings(data_dir=store_folder, log_level="ERROR", document_cache_size=CACHED, plan_cache_size=CACHED)
    server = serving(chosen, build_schema(chosen))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batching, "MOST_KNOWN", CACHED)
        client = runner.run(server.__aenter__())
        yield client.base_url.port or 0
        runner.run(server.__aexit__(None, None, None))


@pytest.fixture
def seed_value(request: pytest.FixtureRequest) -> int:
    """The seed of the run."""
    return int(request.config.getoption("--hypothesis-seed") or SEED)
