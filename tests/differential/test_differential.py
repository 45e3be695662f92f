"""Generated operations have the same answer on the embedded store, on Neo4j, and from the naive evaluator.

``GRAPHAPI_DIFFERENTIAL_OPERATIONS`` sets the total number of operations. ``--hypothesis-seed`` generates different
ones. Without it every run is the same, so that an unrelated change does not fail by chance.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
import secrets
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog
from graphql import build_schema
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from graphapi.api.schema import GraphSchema
from graphapi.compiler.planning.planning_context import ReadLimits
from graphapi.load.catalogue import load_catalogue
from graphapi.load.sample_removal import sample_folder
from graphapi.store import connect
from graphapi.store.migrations import migrate
from tests.conftest import CLOSING_LINE
from tests.differential.comparison import System, difference
from tests.differential.evaluator import Evaluator
from tests.differential.operations import scenarios
from tests.differential.rows import read_catalogue
from tests.differential.shares import shares_of
from tests.differential.vocabulary import read_vocabulary
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graphql import GraphQLError
    from strawberry.types import ExecutionContext

    from graphapi.store import Endpoint, Graph
    from tests.differential.operations import Case

SEED = 4711
OPERATIONS = int(os.environ.get("GRAPHAPI_DIFFERENTIAL_OPERATIONS", "2000"))
# After its first ten examples, Hypothesis composes most examples from parts of earlier ones: only 319 of 900 were
# different. The operations therefore come from many short runs.
EXAMPLES = 10
SDL = Path(__file__).parents[2] / "schema" / "schema.graphql"
# Holds no character from U+E000 to U+FFFF. Without an index, Neo4j's < and > compare these with characters beyond
# U+FFFF by UTF-16, while its ORDER BY, its indexes and the embedded store compare by code point.
NASTY = Path(__file__).with_name("nasty")
STORES = ("embedded", "neo4j")


class QuietSchema(GraphSchema):
    """The schema, without logging the errors that some operations here have on purpose."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Do nothing."""


@pytest.fixture(scope="module", autouse=True)
def _quiet() -> Iterator[None]:
    """Do not log statements; the relevant one is printed with a difference."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    yield
    structlog.configure(**before)


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    """The event loop of all tests in this module."""
    with asyncio.Runner() as opened:
        yield opened


@pytest.fixture(scope="module", params=["sample", "nasty"])
def folder(request: pytest.FixtureRequest) -> Iterator[Path]:
    """Each catalogue in turn."""
    with ExitStack() as stack:
        yield NASTY if request.param == "nasty" else stack.enter_context(sample_folder())


@pytest.fixture(scope="module")
def graphs(request: pytest.FixtureRequest, runner: asyncio.Runner, folder: Path) -> Iterator[dict[str, Graph]]:
    """The catalogue on both stores."""
    endpoints: dict[str, Endpoint] = {name: request.getfixturevalue(f"{name}_endpoint") for name in STORES}
    opened = {name: runner.run(_loaded(endpoint, folder)) for name, endpoint in endpoints.items()}
    yield opened
    for graph in opened.values():
        runner.run(graph.close())


async def _loaded(endpoint: Endpoint, folder: Path) -> Graph:
    graph = await connect(endpoint)
    await wipe(graph)
    await migrate(graph)
    await load_catalogue(graph, folder)
    return graph


@pytest.fixture
def seed_value(request: pytest.FixtureRequest) -> int:
    """The seed of the run: the given number, a new one for ``random``, or ``SEED`` by default."""
    given_seed = str(request.config.getoption("--hypothesis-seed") or SEED)
    return int(given_seed) if given_seed.isdigit() else secrets.randbits(32)


@pytest.mark.neo4j
def test_answers_agree(
    graphs: dict[str, Graph],
    folder: Path,
    runner: asyncio.Runner,
    seed_value: int,
    record_property: Callable[[str, object], None],
) -> None:
    schema = build_schema(SDL.read_text(encoding="utf-8"))
    catalogue = read_catalogue(folder)
    shares = shares_of(schema)
    # Both stores use one schema, so that plans from the cache are tested as well. The low limit makes a search with
    # more than two candidates read along the indexes. The third system looks up candidates before the statement, as the
    # embedded store does.
    limits = ReadLimits(max_candidates=2) if folder == NASTY else ReadLimits()
    direct, by_core = QuietSchema(limits=limits), QuietSchema(limits=replace(limits, looks_up=True), direct=False)
    systems = on_embedded, on_neo4j, by_graphql_core = [
        System("embedded store", direct, graphs["embedded"]),
        System("Neo4j", direct, graphs["neo4j"]),
        System("embedded store, answers by graphql-core", by_core, graphs["embedded"]),
    ]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(scenarios(Evaluator(schema, catalogue), read_vocabulary(catalogue)), st.booleans())
    def agree(cases: list[Case], shared: bool) -> None:
        shares.count(cases)
        on_embedded.shared = on_neo4j.shared = shared
        by_graphql_core.shared = not shared
        found = runner.run(difference(systems, cases))
        assert found is None, found

    try:
        for number in itertools.count(seed_value):
            if shares.operations * 2 >= OPERATIONS:
                break
            seed(number)(agree)()
    finally:
        record_property(CLOSING_LINE, f"{folder.name}: --hypothesis-seed={seed_value}: {shares.report()}")
    assert shares.non_empty * 2 >= shares.operations
