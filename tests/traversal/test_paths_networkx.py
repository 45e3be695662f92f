"""Paths agree with NetworkX: the degrees of ten thousand pairs, with and without filters, and all alternatives."""

from __future__ import annotations

import asyncio
import itertools
import random
from typing import TYPE_CHECKING, Any

import networkx
import pytest
from graphql import ExecutionResult, get_operation_ast, parse

from graphapi.api.schema import GraphSchema
from graphapi.compiler.relay.global_id import encode_id
from graphapi.execution.context import Context
from graphapi.execution.graph_answer import answer_from_graph
from graphapi.load.catalogue import load_catalogue
from graphapi.store import StoreKind, connect
from graphapi.store.batching import SharedReads
from graphapi.store.migrations import migrate
from tests.conftest import STORES
from tests.stores import wipe
from tests.traversal.catalogue import Catalogue, Film, make_catalogue

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from graphapi.store import Graph

CATALOGUE = make_catalogue(seed=5, people=500, films=500)
SMALL = make_catalogue(seed=6, people=40, films=60)
SCHEMA = GraphSchema()
# The faster store answers ten thousand. Differences between the stores show up with fewer pairs.
PAIRS = {StoreKind.EMBEDDED: 10_000, StoreKind.NEO4J: 2_000}
AT_ONCE = 50
DEGREES = """
query ($from: ID!, $to: ID!, $roles: [CreditRole!], $where: PathWhere) {
  paths(from: $from, to: $to, roles: $roles, where: $where, first: 1) { nodes { degrees } }
}
"""
ALTERNATIVES = """
query ($from: ID!, $to: ID!, $maxDegrees: Int, $first: Int, $after: String) {
  paths(from: $from, to: $to, maxDegrees: $maxDegrees, first: $first, after: $after) {
    nodes { degrees steps { from { key } film { key } to { key } } }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}
"""
Variables = dict[str, Any]


async def ask(graph: Graph, document: str, asked: Sequence[Variables]) -> list[dict[str, Any]]:
    """The answers, with ``AT_ONCE`` operations in flight, as on a server."""
    reader = SharedReads(graph)
    parsed = parse(document)
    operation = get_operation_ast(parsed)
    assert operation is not None
    places = asyncio.Semaphore(AT_ONCE)

    async def answer(variables: Variables) -> dict[str, Any]:
        async with places:
            context = Context(reader, asyncio.get_running_loop().time() + 60, "paths")
            result = await answer_from_graph(SCHEMA.compiler, document, parsed, operation, variables, context)
            assert isinstance(result, ExecutionResult), result
            assert result.errors is None
            assert result.data is not None
            page: dict[str, Any] = result.data["paths"]
            return page

    return await asyncio.gather(*map(answer, asked))


@pytest.fixture(scope="module", params=STORES)
async def opened(request: pytest.FixtureRequest) -> AsyncIterator[Graph]:
    """Each store in turn."""
    graph = await connect(request.getfixturevalue(f"{request.param}_endpoint"))
    try:
        yield graph
    finally:
        await graph.close()


async def fill(graph: Graph, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Replace the content of the store with a catalogue."""
    await wipe(graph)
    await migrate(graph)
    await load_catalogue(graph, catalogue.write(tmp_path_factory.mktemp("catalogue")))


def pairs(count: int, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Random pairs of people, the same every time."""
    chance = random.Random(count)
    return [(chance.choice(catalogue.people), chance.choice(catalogue.people)) for _ in range(count)]


def person(key: str) -> str:
    """A person's global id."""
    return encode_id("Person", key)


def degrees_of(answer: dict[str, Any]) -> int | None:
    """The degrees of the first path, or None if there is none."""
    return answer["nodes"][0]["degrees"] if answer["nodes"] else None


def right_degrees(graph: networkx.Graph, asked: Sequence[tuple[str, str]]) -> list[int | None]:
    """The degrees that NetworkX finds: half the length of the shortest path."""
    starts = {start for start, _ in asked if ("person", start) in graph}
    far = {start: networkx.single_source_shortest_path_length(graph, ("person", start)) for start in starts}
    lengths = [far.get(start, {}).get(("person", end)) for start, end in asked]
    return [None if length is None else length // 2 for length in lengths]


async def test_degrees_are_those_of_networkx(opened: Graph, tmp_path_factory: pytest.TempPathFactory) -> None:
    await fill(opened, CATALOGUE, tmp_path_factory)
    count = PAIRS[opened.kind]
    await check_degrees(opened, count * 6 // 10)
    await check_degrees(opened, count * 2 // 10, directing=True)
    await check_filtered_degrees(opened, count * 2 // 10)


async def check_degrees(graph: Graph, count: int, *, directing: bool = False) -> None:
    """Compare with NetworkX, without a filter."""
    asked = pairs(count, CATALOGUE)
    roles = ["ACTOR", "DIRECTOR"] if directing else ["ACTOR"]
    answers = await ask(graph, DEGREES, [{"from": person(a), "to": person(b), "roles": roles} for a, b in asked])
    right = right_degrees(CATALOGUE.graph(directing=directing), asked)
    assert list(map(degrees_of, answers)) == right
    # The comparison is only meaningful if the catalogue has all of these degrees.
    assert {None, 0, 1, 2, 3, 4, 5, 6} <= set(right)


async def check_filtered_degrees(graph: Graph, count: int) -> None:
    """Compare with NetworkX, with a filter and with avoided films and people, which are often on shortest paths."""
    asked = pairs(count, CATALOGUE)
    films, people = [film.key for film in CATALOGUE.films[::17]], CATALOGUE.people[3:300:20]

    def admits(film: Film) -> bool:
        return film.key not in films and film.year is not None and film.year >= 1992 and film.year != 1995

    restricted = CATALOGUE.graph(admits=admits)
    restricted.remove_nodes_from([("person", key) for key in people])
    where = {
        "year": {"gte": 1992, "ne": 1995},
        "avoidFilms": [encode_id("Film", key) for key in films],
        "avoidPeople": list(map(person, people)),
    }
    answers = await ask(graph, DEGREES, [{"from": person(a), "to": person(b), "where": where} for a, b in asked])
    right = right_degrees(restricted, asked)
    assert list(map(degrees_of, answers)) == right
    unfiltered = right_degrees(CATALOGUE.graph(), asked)
    assert (
        sum(found is not None and found != other for found, other in zip(right, unfiltered, strict=True)) >= count // 20
    )


async def test_alternatives_are_those_of_networkx_in_the_stated_order(
    opened: Graph, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await fill(opened, SMALL, tmp_path_factory)
    asked = pairs(300, SMALL)
    most = 3
    variables = [{"from": person(a), "to": person(b), "maxDegrees": most, "first": 1000} for a, b in asked]
    answers = await ask(opened, ALTERNATIVES, variables)
    right = [right_paths(SMALL, start, end, most)[:1000] for start, end in asked]
    assert [[keys_of(path) for path in answer["nodes"]] for answer in answers] == right
    assert sum(len(paths) > 20 for paths in right) > 50
    # For a few pairs, the pages together are the same list.
    for (start, end), paths in [found for found in zip(asked, right, strict=True) if 20 < len(found[1]) < 80][:10]:
        assert await pages(opened, start, end, most) == paths


async def pages(graph: Graph, start: str, end: str, most: int) -> list[list[str]]:
    """All paths between two people, seven at a time."""
    found: list[list[str]] = []
    after, goes_on = None, True
    while goes_on:
        variables = {"from": person(start), "to": person(end), "maxDegrees": most, "first": 7, "after": after}
        (page,) = await ask(graph, ALTERNATIVES, [variables])
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        found += map(keys_of, page["nodes"])
        after, goes_on = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return found


def keys_of(path: dict[str, Any]) -> list[str]:
    """The keys on a path, without the key of the first person."""
    steps = path["steps"]
    assert path["degrees"] == len(steps)
    assert all(one["to"] == next_["from"] for one, next_ in itertools.pairwise(steps))
    return [key for step in steps for key in (step["film"]["key"], step["to"]["key"])]


def right_paths(catalogue: Catalogue, start: str, end: str, most: int) -> list[list[str]]:
    """All simple paths, in the documented order."""
    if start == end:
        return [[]]
    graph = catalogue.graph()
    votes = {film.key: film.votes or 0 for film in catalogue.films}
    found = [
        [key for _, key in path]
        for path in networkx.all_simple_paths(graph, ("person", start), ("person", end), cutoff=2 * most)
    ]
    found.sort(key=lambda keys: (len(keys), sorted((-votes[key] for key in keys[1::2]), reverse=True), keys))
    return [keys[1:] for keys in found]
