"""The database cost of the six benchmark questions, without timing: statements, round trips, db hits and bytes.

To update the figures after an intended change, run ``GRAPHAPI_UPDATE_GOLDEN=1 pytest tests/benchmarks`` and review the
diff. With ``CI=true`` the figures are only compared.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import neo4j
import pytest

from benchmarks.graph import generate, write_catalogue
from benchmarks.plans import db_hits
from benchmarks.questions import QUESTIONS, values_of
from graphapi.api.schema import build_schema
from graphapi.execution import statistics_updates
from graphapi.load.catalogue import load_catalogue
from graphapi.settings import Settings
from graphapi.store import connect
from graphapi.store.migrations import migrate
from tests.benchmarks.wire import wire_to
from tests.http.serving import serving
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    import httpx

    from benchmarks.graph import FilmGraph
    from benchmarks.questions import Question
    from graphapi.store import Endpoint
    from tests.benchmarks.wire import Statement, Wire

pytestmark = pytest.mark.neo4j

GOLDEN = Path(__file__).with_name("golden")
UPDATE = "GRAPHAPI_UPDATE_GOLDEN" in os.environ and os.environ.get("CI") != "true"
FILMS, SEED = 1000, 1
TRIED = 5
# The same plan always has the same number of hits. But the planner uses statistics that Neo4j samples in the
# background, and a release may count an operator differently. A lost index, an eager operator or an expansion of all
# films of a person costs several times as much.
HITS_TOLERANCE = 1.10
# The database's responses contain times in milliseconds, whose sizes differ by one to three bytes.
BYTES_TOLERANCE = 1.02
BYTES_ALLOWANCE = 20


@dataclass(frozen=True)
class Cost:
    """The average cost of a request over a few values; statements and round trips are maxima."""

    statements: int
    round_trips: int
    db_hits: float
    parameter_bytes: float
    record_bytes: float
    answer_bytes: float


@pytest.fixture(scope="module")
def film_graph() -> FilmGraph:
    """A small graph from the generator of the benchmark."""
    return generate(FILMS, SEED)


@pytest.fixture(scope="module")
async def loaded(
    neo4j_endpoint: Endpoint, film_graph: FilmGraph, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Endpoint]:
    """A Neo4j that holds the graph, with up-to-date statistics for its planner."""
    folder = tmp_path_factory.mktemp("catalogue")
    write_catalogue(film_graph, folder)
    graph = await connect(neo4j_endpoint)
    try:
        await wipe(graph)
        await migrate(graph)
        await load_catalogue(graph, folder)
        await graph.run_schema("CALL db.prepareForReplanning(300)")
        yield neo4j_endpoint
    finally:
        await wipe(graph)
        await graph.close()


@pytest.fixture(scope="module")
async def wire(loaded: Endpoint) -> AsyncIterator[Wire]:
    """A wire to this Neo4j."""
    async with wire_to(loaded.uri) as opened:
        yield opened


@pytest.fixture(scope="module")
async def client(loaded: Endpoint, wire: Wire) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server that connects to Neo4j through the wire."""
    settings = Settings(
        neo4j_uri=wire.address,
        neo4j_username=loaded.username,
        neo4j_password=loaded.password,
        neo4j_database=loaded.database,
    )
    with pytest.MonkeyPatch.context() as patch:
        # The statistics are read once, before the first measurement.
        patch.setattr(statistics_updates, "CHECK_SECONDS", 3600.0)
        async with serving(settings, build_schema(settings)) as opened:
            await wire.quiet()
            yield opened


@pytest.fixture(scope="module")
def driver(loaded: Endpoint) -> Iterator[neo4j.Driver]:
    """A direct connection to Neo4j, to profile the statements of the server."""
    with neo4j.GraphDatabase.driver(loaded.uri, auth=(loaded.username, loaded.password or "")) as opened:
        yield opened


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
async def test_no_request_costs_more_than_it_did(
    question: Question, client: httpx.AsyncClient, wire: Wire, driver: neo4j.Driver, film_graph: FilmGraph
) -> None:
    values = values_of(film_graph)[question.name][:TRIED]
    cost = await cost_of(question, values, client, wire, driver)
    path = GOLDEN / f"{question.name}.json"
    if UPDATE:
        path.write_text(json.dumps(asdict(cost), indent=2) + "\n", encoding="utf-8")
    golden = Cost(**json.loads(path.read_text(encoding="utf-8")))
    assert (cost.statements, cost.round_trips) == (1, 1)
    assert cost.db_hits <= golden.db_hits * HITS_TOLERANCE
    assert cost.parameter_bytes <= golden.parameter_bytes * BYTES_TOLERANCE + BYTES_ALLOWANCE
    assert cost.record_bytes <= golden.record_bytes * BYTES_TOLERANCE + BYTES_ALLOWANCE
    assert cost.answer_bytes <= golden.answer_bytes * BYTES_TOLERANCE


async def cost_of(
    question: Question, values: list[dict[str, Any]], client: httpx.AsyncClient, wire: Wire, driver: neo4j.Driver
) -> Cost:
    """The cost of a question for a few values, with one request for each value."""
    document = question.document("graphapi")
    # Opens the connection and fills the caches.
    await client.post("/graphql", json={"query": document, "variables": values[0]})
    wire.forget()
    costs: list[Cost] = []
    for value in values:
        response = await client.post("/graphql", json={"query": document, "variables": value})
        assert response.text.startswith(question.expected_prefix("graphapi"))
        exchange = wire.take()
        costs.append(
            Cost(
                statements=len(exchange.statements),
                round_trips=exchange.round_trips,
                db_hits=sum(hits_of(statement, driver) for statement in exchange.statements),
                parameter_bytes=exchange.parameter_bytes,
                record_bytes=exchange.received,
                answer_bytes=len(response.content),
            )
        )
    return Cost(
        statements=max(cost.statements for cost in costs),
        round_trips=max(cost.round_trips for cost in costs),
        db_hits=mean([cost.db_hits for cost in costs]),
        parameter_bytes=mean([cost.parameter_bytes for cost in costs]),
        record_bytes=mean([cost.record_bytes for cost in costs]),
        answer_bytes=mean([cost.answer_bytes for cost in costs]),
    )


def hits_of(statement: Statement, driver: neo4j.Driver) -> int:
    """The db hits of a statement with its parameters, as counted by PROFILE."""
    with driver.session(database="neo4j") as session:
        profile = session.run(neo4j.Query(f"PROFILE {statement.text}"), statement.parameters).consume().profile
    assert profile is not None
    return db_hits(profile)


def mean(numbers: list[float]) -> float:
    """The average, rounded to one decimal place as in the golden files."""
    return round(sum(numbers) / len(numbers), 1)
