"""Edge cases of ``paths``: limits, errors, and the number of statements."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from graphapi.api.schema import GraphSchema
from graphapi.compiler.planning.planning_context import ReadLimits
from graphapi.compiler.relay.global_id import encode_id
from graphapi.execution.context import Context
from graphapi.server.error_format import code_of
from graphapi.store.batching import SharedReads
from graphapi.traversal.simple_paths import on_simple_paths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from strawberry.types import ExecutionResult

    from graphapi.statement import Statement
    from graphapi.store import Graph

SCHEMA = GraphSchema()
CARLA, KEVIN, HAGGIS = (encode_id("Person", key) for key in ("carla-gugino", "kevin-bacon", "paul-haggis"))


@dataclass
class RecordingReader:
    """A reader that records statements."""

    reads: SharedReads
    statements: list[str] = field(default_factory=list)

    async def read(self, statement: Statement, parameters: Mapping[str, object], *, timeout: float) -> list[Any]:
        """Record the statement and read."""
        self.statements.append(statement.text)
        return await self.reads.read(statement, parameters, timeout=timeout)


async def ask(
    graph: Graph, document: str, schema: GraphSchema = SCHEMA, **variables: object
) -> tuple[ExecutionResult, list[str]]:
    """The result of an operation, and the statements that it sent."""
    reader = RecordingReader(SharedReads(graph))
    context = Context(reader, asyncio.get_running_loop().time() + 60, "paths")
    result = await schema.execute(document, variables, context_value=context)
    assert not hasattr(result, "__aiter__")
    return result, reader.statements


async def degrees(graph: Graph, arguments: str) -> list[int]:
    """The degrees of the paths for these arguments."""
    result, _ = await ask(graph, f"{{ paths({arguments}) {{ nodes {{ degrees }} }} }}")
    assert result.errors is None
    assert result.data is not None
    return [path["degrees"] for path in result.data["paths"]["nodes"]]


def between(start: str, end: str, more: str = "") -> str:
    """The arguments for the paths between two people."""
    return f'from: "{start}", to: "{end}" {more}'


async def test_only_what_lies_around_the_two_is_asked_for(sample_graph: Graph) -> None:
    query = "{ paths(%s) { nodes { degrees steps { film { title } } } } }"
    result, statements = await ask(sample_graph, query % between(CARLA, KEVIN, "first: 1"))
    assert result.errors is None
    # Two degrees are four levels with one statement each. The operation has one more.
    assert len(statements) == 5
    # Both people are read at the same time, even if one does not exist.
    _, statements = await ask(sample_graph, query % between(encode_id("Person", "nobody"), KEVIN))
    assert len(statements) == 3
    _, statements = await ask(sample_graph, query % between(CARLA, KEVIN, "first: 0"))
    assert len(statements) == 1


async def test_most_degrees_and_avoidance(sample_graph: Graph) -> None:
    assert await degrees(sample_graph, between(CARLA, KEVIN, "first: 1")) == [2]
    assert await degrees(sample_graph, between(CARLA, KEVIN, "maxDegrees: 1")) == []
    assert await degrees(sample_graph, between(CARLA, CARLA)) == [0]
    sinise = encode_id("Person", "gary-sinise")
    assert await degrees(sample_graph, between(CARLA, KEVIN, f'first: 1, where: {{avoidPeople: ["{sinise}"]}}')) == [3]
    assert await degrees(sample_graph, between(CARLA, KEVIN, f'where: {{avoidPeople: ["{CARLA}"]}}')) == []
    assert await degrees(sample_graph, between(CARLA, CARLA, f'where: {{avoidPeople: ["{CARLA}"]}}')) == []
    assert await degrees(sample_graph, between(CARLA, HAGGIS)) == []
    assert (await degrees(sample_graph, between(CARLA, HAGGIS, "roles: [DIRECTOR, ACTOR]")))[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        between("nonsense", KEVIN),
        between(CARLA, encode_id("Film", "apollo-13-1995")),
        between(CARLA, KEVIN, "maxDegrees: -1"),
        between(CARLA, KEVIN, "maxDegrees: 21"),
        between(CARLA, KEVIN, "first: -1"),
        between(CARLA, KEVIN, "roles: []"),
        between(CARLA, KEVIN, 'after: "nonsense"'),
        between(CARLA, KEVIN, 'where: {avoidFilms: ["nonsense"]}'),
        between(CARLA, KEVIN, "where: {year: {gt: null}}"),
    ],
)
async def test_what_cannot_be_is_an_error_at_the_field(sample_graph: Graph, arguments: str) -> None:
    result, _ = await ask(sample_graph, f"{{ found: paths({arguments}) {{ nodes {{ degrees }} }} }}")
    assert result.data is None
    assert result.errors is not None
    (error,) = result.errors
    assert (code_of(error, before_execution=False), error.path) == ("BAD_USER_INPUT", ["found"])


async def test_a_search_that_looks_at_too_much_is_an_error_at_the_field(sample_graph: Graph) -> None:
    small = GraphSchema(limits=ReadLimits(max_visited=20))
    other = 'person(by: {key: "kevin-bacon"}) { name }'
    query = f"{{ {other} far: paths({between(CARLA, KEVIN)}) {{ nodes {{ degrees }} }} }}"
    result, _ = await ask(sample_graph, query, small)
    assert result.errors is not None
    (error,) = result.errors
    assert (code_of(error, before_execution=False), error.path) == ("COST_LIMIT", ["far"])


async def test_a_path_composes_with_the_rest_of_the_schema(sample_graph: Graph) -> None:
    query = """
      query ($to: ID!) {
        one: paths(from: "%s", to: $to, first: 1) { nodes { ...Steps } }
        other: paths(from: $to, to: "%s", first: 1) { nodes { ...Steps } }
      }
      fragment Steps on Path {
        steps { film { cast(first: 1) { totalCount nodes { name } } } to { ... on Node { key } } }
      }
    """
    result, _ = await ask(sample_graph, query % (CARLA, CARLA), to=KEVIN)
    assert result.errors is None
    assert result.data is not None
    one, other = (result.data[name]["nodes"][0]["steps"] for name in ("one", "other"))
    assert [step["film"] for step in one] == [step["film"] for step in reversed(other)]
    assert (one[-1]["to"], other[-1]["to"]) == ({"key": "kevin-bacon"}, {"key": "carla-gugino"})


def test_what_hangs_on_one_node_is_on_no_simple_path() -> None:
    # The path is 0, 1, 2. Nodes 3 and 4 form a cycle with 1, and 5 is a leaf at 2.
    links = {0: [1], 1: [0, 2, 3, 4], 2: [1, 5], 3: [1, 4], 4: [1, 3], 5: [2]}
    assert set(on_simple_paths(links, 0, 2)) == {0, 1, 2}
    assert set(on_simple_paths(links, 3, 2)) == {1, 2, 3, 4}
