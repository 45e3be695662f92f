"""Execution: one statement for an operation, errors as in graphql-core, and fields that Python resolves."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
import strawberry

from graphapi.api.fields import look_up, needing, property
from graphapi.api.node import Node
from graphapi.api.schema import GraphSchema
from graphapi.errors import ErrorCode, GraphapiError
from graphapi.execution.context import Context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from strawberry.types import ExecutionResult

    from graphapi.statement import Statement
    from graphapi.store import Graph

SCHEMA = GraphSchema()


@dataclass
class RecordingReader:
    """A reader that records every statement sent to the graph."""

    graph: Graph
    statements: list[str] = field(default_factory=list)

    async def read(self, statement: Statement, parameters: Mapping[str, object], *, timeout: float) -> list[Any]:
        """Record the statement and read."""
        self.statements.append(statement.text)
        return await self.graph.read(statement.text, parameters, timeout=timeout)


async def execute(
    reader: RecordingReader, text: str, variables: dict[str, Any] | None = None, schema: GraphSchema = SCHEMA
) -> ExecutionResult:
    """Execute an operation."""
    context = Context(reader, asyncio.get_running_loop().time() + 60, "test")
    return await schema.execute(text, variables, context_value=context)


def codes_and_paths(result: ExecutionResult) -> list[tuple[ErrorCode, list[str | int] | None]]:
    """The code and path of each ``GraphapiError`` in a result."""
    return [
        (error.original_error.code, error.path)
        for error in result.errors or ()
        if isinstance(error.original_error, GraphapiError)
    ]


@pytest.fixture
def reader(sample_graph: Graph) -> RecordingReader:
    """A reader of the sample that records statements."""
    return RecordingReader(sample_graph)


@pytest.mark.parametrize(
    "text",
    [
        "{ films { nodes { cast { nodes { actedIn { nodes { directors { nodes { name } } } } } } } } }",
        "{ a: films { totalCount } b: people { totalCount } genres { nodes { films { totalCount } } } }",
        "{ catalogue { films people actedIn changedAt } places { totalCount } }",
        '{ film(by: {key: "x"}) { title } nodes(ids: ["RmlsbTp4", "UGVyc29uOng"]) { id } }',
        "{ people { edges { node { characters { edges { film { title } node { playedBy { totalCount } } } } } } } }",
    ],
)
async def test_any_number_of_fields_at_any_depth_are_one_statement(reader: RecordingReader, text: str) -> None:
    result = await execute(reader, text)
    assert result.errors is None
    assert len(reader.statements) == 1


@pytest.mark.parametrize("text", ["{ __typename }", "{ __schema { queryType { name } } }"])
async def test_what_is_not_of_the_graph_needs_no_statement(reader: RecordingReader, text: str) -> None:
    result = await execute(reader, text)
    assert result.errors is None
    assert reader.statements == []


async def test_fields_that_are_not_asked_for_are_not_read(reader: RecordingReader) -> None:
    await execute(reader, "{ films { nodes { title } } }")
    (statement,) = reader.statements
    assert ".title" in statement
    assert ".plot" not in statement
    assert "ACTED_IN" not in statement


async def test_a_field_whose_arguments_are_wrong_fails_alone(reader: RecordingReader) -> None:
    text = """{
      bad: film(by: {key: "the-matrix-1999"}) { title cast(first: -1) { totalCount } }
      good: genres { totalCount }
    }"""
    result = await execute(reader, text)
    assert result.data is not None
    assert result.data["bad"] is None
    assert result.data["good"]["totalCount"] > 0
    assert codes_and_paths(result) == [(ErrorCode.BAD_USER_INPUT, ["bad", "cast"])]


async def test_an_error_in_a_field_that_is_never_reached_is_none(reader: RecordingReader) -> None:
    result = await execute(reader, '{ film(by: {key: "nothing"}) { cast(first: -1) { totalCount } } }')
    assert result.data == {"film": None}
    assert result.errors is None


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("{ films(first: 1, last: 1) { totalCount } }", ["films"]),
        ("{ films(first: 100000) { totalCount } }", ["films"]),
        ('{ films(after: "nonsense") { totalCount } }', ["films"]),
        ('{ node(id: "nonsense") { id } }', ["node"]),
        ('{ film(by: {id: "UGVyc29uOng"}) { id } }', ["film"]),
        ('{ nodes(ids: ["RmlsbTp4", "nonsense"]) { id } }', ["nodes", 1]),
        ("{ films(where: {year: {gt: null}}) { totalCount } }", ["films"]),
    ],
)
async def test_what_cannot_be_used_is_bad_user_input_at_its_place(
    reader: RecordingReader, text: str, path: list[str | int]
) -> None:
    assert codes_and_paths(await execute(reader, text)) == [(ErrorCode.BAD_USER_INPUT, path)]


async def test_a_cursor_of_another_order_is_refused(reader: RecordingReader) -> None:
    result = await execute(reader, "{ films(first: 1, orderBy: [{year: ASC}]) { pageInfo { endCursor } } }")
    assert result.data is not None
    after = result.data["films"]["pageInfo"]["endCursor"]
    text = "query($after: String) { films(after: $after, orderBy: [{year: DESC}]) { totalCount } }"
    result = await execute(reader, text, {"after": after})
    assert codes_and_paths(result) == [(ErrorCode.BAD_USER_INPUT, ["films"])]


async def test_pages_put_together_are_the_list(reader: RecordingReader) -> None:
    text = """query($after: String, $before: String, $first: Int, $last: Int) {
      people(orderBy: [{birthYear: DESC}, {name: ASC}], after: $after, before: $before, first: $first, last: $last) {
        nodes { key } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }"""
    whole = await execute(reader, text, {"first": 1000})
    assert whole.data is not None
    expected = [node["key"] for node in whole.data["people"]["nodes"]]
    forward: list[str] = []
    variables: dict[str, Any] = {"first": 7}
    while True:
        result = await execute(reader, text, variables)
        assert result.data is not None
        forward += [node["key"] for node in result.data["people"]["nodes"]]
        page = result.data["people"]["pageInfo"]
        if not page["hasNextPage"]:
            break
        variables["after"] = page["endCursor"]
    assert forward == expected
    backward: list[str] = []
    variables = {"last": 7}
    while True:
        result = await execute(reader, text, variables)
        assert result.data is not None
        backward = [node["key"] for node in result.data["people"]["nodes"]] + backward
        page = result.data["people"]["pageInfo"]
        if not page["hasPreviousPage"]:
            break
        variables["before"] = page["startCursor"]
    assert backward == expected


async def test_a_null_that_the_schema_forbids_is_an_error_at_its_place(reader: RecordingReader) -> None:
    await reader.graph.write("CREATE (:Film {key: 'untitled'})", {})
    try:
        result = await execute(reader, '{ film(by: {key: "untitled"}) { key title } genres { totalCount } }')
    finally:
        await reader.graph.write("MATCH (film:Film {key: 'untitled'}) DELETE film", {})
    assert result.data is not None
    assert result.data["film"] is None
    assert result.data["genres"]["totalCount"] > 0
    assert [error.path for error in result.errors or ()] == [["film", "title"]]


@strawberry.type(name="Film", description="A film with a field of its own.")
class LoudFilm(Node):
    """A film with a field that is resolved in Python."""

    title: str = property("title", "The title.")

    @strawberry.field(description="The title, louder.", metadata=needing("title", "key"))
    def shout(self) -> str:
        """The title, louder."""
        return f"{self.title.upper()}! ({self.key})"


@strawberry.type(name="Query", description="A root with a field that Python answers.")
class LoudQuery:
    """A root type with a field that is resolved in Python."""

    loud: LoudFilm | None = look_up("Film", "A film.")

    @strawberry.field(description="What is not in any graph.")
    async def answer(self) -> int:
        """A value that does not come from the graph."""
        await asyncio.sleep(0)
        return 42


async def test_strawberry_resolves_what_is_not_of_the_graph_in_the_same_operation(sample_graph: Graph) -> None:
    reader = RecordingReader(sample_graph)
    text = '{ answer a: loud(by: {key: "red-hot-1993"}) { t: title shout } b: loud(by: {key: "nothing"}) { shout } }'
    result = await execute(reader, text, schema=GraphSchema(LoudQuery))
    assert result.errors is None
    assert result.data == {"answer": 42, "a": {"t": "Red Hot", "shout": "RED HOT! (red-hot-1993)"}, "b": None}
    assert len(reader.statements) == 1


async def test_text_that_no_store_can_hold_is_bad_user_input(reader: RecordingReader) -> None:
    result = await execute(reader, "query($k: String!) { film(by: {key: $k}) { title } }", {"k": "\ud800"})
    assert [code for code, _ in codes_and_paths(result)] == [ErrorCode.BAD_USER_INPUT]
