"""The stages, which all tests of this package share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from anyio.from_thread import start_blocking_portal

from tests.conftest import STORES, skip_or_fail
from tests.faults.clock import ShiftedClock
from tests.faults.report import Row, write_table
from tests.faults.stage import EmbeddedStage, Neo4jStage, Stage
from tests.neo4j_server.java import MissingToolError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from anyio.from_thread import BlockingPortal

#: Set to write the measured times into the page.
UPDATE = "GRAPHAPI_UPDATE_DOCS"


@pytest.fixture(scope="package")
def portal() -> Iterator[BlockingPortal]:
    """The event loop of proxies and clients, in a thread, so that it goes on while a test waits."""
    with start_blocking_portal("asyncio") as opened:
        yield opened


@pytest.fixture(scope="package")
def rows() -> Iterator[list[Row]]:
    """What the tests have measured; written into the page if all tests of the package run with ``UPDATE``."""
    found: list[Row] = []
    yield found
    if os.environ.get(UPDATE):
        write_table(found)


@pytest.fixture(scope="package")
def embedded_stage(portal: BlockingPortal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A server on the embedded store."""
    yield from _running(EmbeddedStage(portal, *_place(tmp_path_factory, "embedded")))


@pytest.fixture(scope="package")
def neo4j_stage(portal: BlockingPortal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A server on Neo4j 5.26; tests that use it need the mark ``neo4j``."""
    try:
        yield from _running(Neo4jStage(portal, *_place(tmp_path_factory, "neo4j")))
    except MissingToolError as missing:
        skip_or_fail(str(missing))


@pytest.fixture(params=STORES)
def stage(request: pytest.FixtureRequest) -> Stage:
    """A server on each store in turn."""
    found: Stage = request.getfixturevalue(f"{request.param}_stage")
    return found


def _running(stage: Stage) -> Iterator[Stage]:
    try:
        stage.start()
        yield stage
    finally:
        stage.end()


def _place(factory: pytest.TempPathFactory, name: str) -> tuple[Path, ShiftedClock | None]:
    folder = factory.mktemp(f"faults-{name}")
    try:
        return folder, ShiftedClock.make(folder)
    except MissingToolError:
        return folder, None
