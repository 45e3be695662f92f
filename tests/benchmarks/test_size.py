"""The db hits of Neo4j do not grow with the size of the graph or with the position in a list."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import neo4j
import pytest

from benchmarks.graph import generate, write_catalogue
from benchmarks.plans import db_hits
from benchmarks.questions import QUESTIONS
from graphapi.api.schema import GraphSchema
from graphapi.compiler.planning.planning_context import ReadLimits
from graphapi.execution.context import Context
from graphapi.execution.explain import explain
from graphapi.load.catalogue import load_catalogue
from graphapi.load.sample_removal import sample_folder
from graphapi.store import connect
from graphapi.store.batching import SharedReads
from graphapi.store.migrations import migrate
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from graphapi.store import Endpoint, Graph

pytestmark = pytest.mark.neo4j

SCHEMA = GraphSchema()
# The limit is low because the graphs of the tests are small.
NARROW = GraphSchema(limits=ReadLimits(max_candidates=50))
FILM_PAGE = next(question for question in QUESTIONS if question.name == "film_page").document("graphapi")
ASKED: list[tuple[str, dict[str, Any]]] = [
    (FILM_PAGE, {"key": "the-matrix-1999"}),
    ("{ films(orderBy: [{rating: DESC}], first: 10) { nodes { title } } }", {}),
    ("{ films(orderBy: [{rating: DESC}], first: 10, where: {year: {gte: 1950}}) { nodes { title } } }", {}),
]
PAGE = """
query($after: String) {
  films(orderBy: [ORDER], first: 10, after: $after) { nodes { title } pageInfo { endCursor hasNextPage } }
}
"""
SEARCH = """
query($text: String!, $kinds: [SearchKind!]) {
  search(query: $text, kinds: $kinds, first: 10) { nodes { id } }
}
"""


@pytest.fixture(scope="module")
async def generated(neo4j_endpoint: Endpoint) -> AsyncIterator[Graph]:
    """An open and empty graph with constraints and indexes."""
    graph = await connect(neo4j_endpoint)
    try:
        await wipe(graph)
        await migrate(graph)
        yield graph
    finally:
        await wipe(graph)
        await graph.close()


@pytest.fixture(scope="module")
async def many(generated: Graph, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The same graph with at least 1,500 films."""
    await load(generated, 1500, tmp_path_factory.mktemp("many"))
    return generated


async def load(graph: Graph, films: int, folder: Path) -> None:
    """Add generated films to the graph, and update the statistics of the planner."""
    write_catalogue(generate(films, 1), folder)
    await load_catalogue(graph, folder)
    await graph.run_schema("CALL db.prepareForReplanning(300)")


async def hits(
    graph: Graph, document: str, variables: dict[str, Any] | None = None, schema: GraphSchema = SCHEMA
) -> int:
    """The db hits of a document, as counted by PROFILE."""
    explanation = explain(schema, document, variables or {})
    endpoint = graph.endpoint
    auth = (endpoint.username, endpoint.password or "")
    async with neo4j.AsyncGraphDatabase.driver(endpoint.uri, auth=auth) as driver, driver.session() as session:
        result = await session.run(neo4j.Query(f"PROFILE {explanation.statement}"), dict(explanation.parameters))
        profile = (await result.consume()).profile
    assert profile is not None
    return db_hits(profile)


async def end_of(graph: Graph, document: str) -> str:
    """The cursor of the last film of a page."""
    context = Context(SharedReads(graph), asyncio.get_running_loop().time() + 60, "size")
    result = await SCHEMA.execute(document, context_value=context)
    assert result.errors is None
    assert result.data is not None
    cursor: str = result.data["films"]["pageInfo"]["endCursor"]
    return cursor


async def test_a_larger_graph_makes_pages_no_dearer(generated: Graph, tmp_path: Path) -> None:
    with sample_folder() as folder:
        await load_catalogue(generated, folder)
    await load(generated, 300, tmp_path / "small")
    page, best, of_many = [await hits(generated, *asked) for asked in ASKED]
    await load(generated, 1500, tmp_path / "large")
    assert await hits(generated, *ASKED[0]) == page
    # A few films have the same rating as the last one, and all of them are read.
    assert await hits(generated, *ASKED[1]) <= best + 100
    assert await hits(generated, *ASKED[2]) <= of_many + 100
    assert max(page, best, of_many) < 300


@pytest.mark.parametrize(("text", "kind"), [("a", "CHARACTER"), ("the", "FILM"), ("th", "FILM")])
async def test_a_search_does_not_look_at_all_that_it_finds(many: Graph, text: str, kind: str) -> None:
    one, every = {"text": text, "kinds": [kind]}, {"text": text, "kinds": None}
    # Matches are read along an index until there are ten: 500 db hits or less, instead of 4,000 to compare all matches.
    assert await hits(many, SEARCH, one, NARROW) * 5 < await hits(many, SEARCH, one)
    # Among all kinds there are some with few matches. There, an index is read further: 700 of the 12,000 characters for
    # ten that begin with "th". To compare the 224 that match would take less, but a real limit is far above 224.
    assert await hits(many, SEARCH, every, NARROW) * 1.5 < await hits(many, SEARCH, every)


@pytest.mark.parametrize("order", ["{key: ASC}", "{title: ASC}", "{title: DESC}", "{rating: DESC}", "{votes: ASC}"])
async def test_a_page_deep_in_a_list_costs_what_the_first_one_costs(many: Graph, order: str) -> None:
    after = await end_of(many, PAGE.replace("ORDER", order).replace("first: 10", "first: 1000"))
    document = PAGE.replace("ORDER", order)
    first = await hits(many, document)
    deep = await hits(many, document, {"after": after})
    assert first < 300
    # A few films after the cursor have the same sort value as the cursor.
    assert deep <= first + 300
