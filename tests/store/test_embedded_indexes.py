"""Look-ups follow the indexes of the embedded store in order, which its language does not promise."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

import pytest
from graphql import OperationDefinitionNode, parse

from graphapi.api.schema import GraphSchema
from graphapi.compiler.features.search.candidates import CandidateKeys, Way
from graphapi.compiler.planning.planning_context import ReadLimits
from graphapi.execution.context import Context
from graphapi.load.catalogue import load_catalogue
from graphapi.load.options import LoadOptions
from graphapi.store import connect
from graphapi.store.arcadedb_http import request
from graphapi.store.batching import SharedReads
from tests.stores import fill_with_sample

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from graphapi.compiler.compiled import CompiledRead
    from graphapi.store import Endpoint, Graph

IN_ORDER = "NodeIndexRangeScan(node0:{label}) [index={label}[searchRank,key], searchRank < 1"
BY_TEXT = "NodeIndexRangeScan(node0:{label}) [index={label}[searchText,searchRank,key]"
EXACTLY = "NodeIndexSeek(node0:{label}) [index={label}[searchText,searchRank,key]"
PLANS = {
    Way.PROBE: IN_ORDER,
    Way.SAME: EXACTLY,
    Way.BEGINNING: BY_TEXT,
    Way.BEST_BEGINNING: IN_ORDER,
    Way.BEST_WORDS: IN_ORDER,
    Way.BEST: IN_ORDER,
}


PAGES = {
    "films": "Film[key], key > ",
    "people": "Person[key], key > ",
    "characters": "Character[key], key > ",
    "genres": "Genre[key], key > ",
    "films(orderBy: [{ popularity: DESC }])": "Film[searchRank,key], searchRank < 1",
    "people(orderBy: [{ popularity: DESC }])": "Person[searchRank,key], searchRank < 1",
    "characters(orderBy: [{ popularity: DESC }])": "Character[searchRank,key], searchRank < 1",
}
SCHEMA = GraphSchema(limits=ReadLimits(looks_up=True))


@pytest.fixture(scope="module")
async def graph(embedded_endpoint: Endpoint, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Graph]:
    """The sample on the embedded store, and films that share many values and lack others."""
    made, chance = tmp_path_factory.mktemp("films"), random.Random(7)  # noqa: S311
    lines = ["key,title,year,certificate,runtime_minutes,rating,votes"]
    for number in range(200):
        title = chance.choice(["A", "B", "b", "Ä", "Z", "\U0001f577", "\uffee"])
        values = (chance.choice(["", chance.randint(1, 9)]) for _ in range(3))
        year, certificate = chance.randint(1980, 2010), chance.choice(["", "PG", "R"])
        lines.append(",".join(map(str, (f"f{number}", title, year, certificate, *values))))
    (made / "films.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    (made / "people.csv").write_text("key,name\n", encoding="utf-8")
    (made / "cast.csv").write_text("film_key,person_key\n", encoding="utf-8")
    opened = await connect(embedded_endpoint)
    try:
        await fill_with_sample(opened)
        await load_catalogue(opened, made, options=LoadOptions(keep_sample=True))
        yield opened
    finally:
        await opened.close()


def look_ups(document: str) -> list[CompiledRead]:
    """The look-ups of an operation."""
    parsed = parse(document)
    operation = parsed.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    compiled = SCHEMA.compiler.compile(document, parsed, operation, {})
    return [read for exploration in compiled.explorations for read in exploration.reads]


def plan_of(graph: Graph, read: CompiledRead) -> str:
    """The plan of the store for a statement."""
    body = {"language": "opencypher", "command": f"EXPLAIN {read.statement.text}"}
    _, answer = request(graph.endpoint, "POST", f"/api/v1/command/{graph.endpoint.database}", body)
    return str(answer["explain"])


async def test_look_ups_of_a_search_follow_the_indexes(graph: Graph) -> None:
    followed = 0
    for read in look_ups('{ search(query: "red", kinds: [FILM, PERSON, CHARACTER]) { nodes { __typename } } }'):
        (column,) = read.plan.columns
        assert isinstance(column, CandidateKeys)
        if expected := PLANS.get(column.way):
            plan = plan_of(graph, read)
            assert expected.format(label=column.label) in plan, plan
            assert expected is not IN_ORDER or "ORDER BY" not in plan, plan
            followed += 1
    assert followed == 3 * len(PLANS)


@pytest.mark.parametrize(("field", "index"), PAGES.items())
async def test_look_ups_of_a_page_follow_the_indexes(graph: Graph, field: str, index: str) -> None:
    (read,) = look_ups(f"{{ {field} {{ nodes {{ __typename }} }} }}")
    plan = plan_of(graph, read)
    assert f"[index={index}" in plan, plan
    assert "ORDER BY" not in plan, plan


@pytest.mark.parametrize(("order", "index"), [("key: ASC", "Film[key]"), ("popularity: DESC", "Film[searchRank,key]")])
async def test_the_page_after_a_cursor_follows_the_index(graph: Graph, order: str, index: str) -> None:
    _, cursor = await page_of(graph, SCHEMA, f"films(orderBy: [{{ {order} }}], first: 3)")
    (read,) = look_ups(f'{{ films(orderBy: [{{ {order} }}], after: "{cursor}") {{ nodes {{ key }} }} }}')
    plan = plan_of(graph, read)
    assert f"NodeIndexRangeScan(node0:Film) [index={index}" in plan, plan
    assert " >= $" in plan or " > $" in plan, plan
    assert "ORDER BY" not in plan, plan


@pytest.mark.parametrize("field", ["films", "people", "characters", "genres", "places", "keywords"])
@pytest.mark.parametrize("by", ["{ key: ASC }", "{ popularity: DESC }", "{ popularity: ASC }"])
async def test_pages_are_in_order(graph: Graph, field: str, by: str) -> None:
    if "popularity" in by and field == "genres":
        by = "{ key: DESC }"
    await check_pages(graph, field, f"orderBy: [{by}]", 27)


SORTED = [
    "orderBy: [{ rating: DESC }]",
    "orderBy: [{ year: ASC }, { title: DESC }]",
    "orderBy: [{ votes: DESC }], where: { year: { gte: 1995 } }",
    "orderBy: [{ runtimeMinutes: ASC }], where: { rating: { lt: 7 }, year: { lt: 2000 } }",
    'orderBy: [{ title: DESC }], where: { title: { gt: "B" } }',
    "orderBy: [{ certificate: DESC }]",
]


@pytest.mark.parametrize("size", [1, 2, 5, 60])
@pytest.mark.parametrize("arguments", SORTED)
async def test_sorted_pages_are_in_order(graph: Graph, arguments: str, size: int) -> None:
    await check_pages(graph, "films", arguments, size)


async def test_the_value_at_a_position_follows_the_index(graph: Graph) -> None:
    value_at, bounded, _, _ = look_ups("{ films(orderBy: [{ rating: DESC }]) { nodes { __typename } } }")
    assert "NodeIndex" in plan_of(graph, value_at), plan_of(graph, value_at)
    assert "NodeIndexRangeScan(node0:Film) [index=Film[rating], rating >= " in plan_of(graph, bounded)


async def check_pages(graph: Graph, field: str, arguments: str, size: int) -> None:
    """Check that the pages of a list, one after the other, are the list that is read without look-ups."""
    expected, _ = await page_of(graph, GraphSchema(), f"{field}({arguments}, first: 1000)")
    assert len(expected) > 5
    found: list[str] = []
    after = ""
    while len(found) < len(expected):
        page, cursor = await page_of(graph, SCHEMA, f"{field}({arguments}, first: {size}{after})")
        found += page
        after = f', after: "{cursor}"'
    assert found == expected


async def page_of(graph: Graph, schema: GraphSchema, field: str) -> tuple[list[str], str]:
    """The keys on a page, and its last cursor."""
    context = Context(SharedReads(graph), asyncio.get_running_loop().time() + 60, "pages")
    result = await schema.execute(
        f"{{ page: {field} {{ nodes {{ key }} pageInfo {{ endCursor }} }} }}", context_value=context
    )
    assert result.errors is None, result.errors
    assert result.data is not None
    return [node["key"] for node in result.data["page"]["nodes"]], result.data["page"]["pageInfo"]["endCursor"]
