"""A document that was checked before goes straight to the graph, unless somebody's extension wants to see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from strawberry.extensions import SchemaExtension

from graphapi.api.schema import GraphSchema
from graphapi.server.graphql import GraphQLEndpoint
from tests.http.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from strawberry.types import ExecutionResult

    from graphapi.api.context import Context
    from graphapi.compiler.result.shapes import Record
    from graphapi.server.request import OperationRequest
    from graphapi.settings import Settings

QUERY = "query($first: Int) { films(first: $first) { totalCount } }"
TIMES = 3


class Counted(SchemaExtension):
    """Counts the operations that it sees."""

    seen = 0

    def on_execute(self) -> Iterator[None]:
        """Count one."""
        Counted.seen += 1
        yield


async def ask(schema: GraphSchema, settings: Settings, variables: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers to the same question, asked several times."""
    async with serving(settings, schema) as client:
        question = {"query": QUERY, "variables": variables}
        return [(await client.post("/graphql", json=question)).json() for _ in range(TIMES)]


@pytest.fixture
def straight(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each request, whether it went straight to the graph."""
    went: list[bool] = []
    original = GraphQLEndpoint._answer_at_once

    async def remember(
        self: GraphQLEndpoint, operation: OperationRequest, context: Context
    ) -> ExecutionResult | Record | None:
        answer = await original(self, operation, context)
        went.append(answer is not None)
        return answer

    monkeypatch.setattr(GraphQLEndpoint, "_answer_at_once", remember)
    return went


async def test_the_second_time_a_document_goes_straight_to_the_graph(settings: Settings, straight: list[bool]) -> None:
    first, *others = await ask(GraphSchema(), settings, {"first": 3})
    assert straight == [False, True, True]
    assert others == [first, first]
    assert first["data"]["films"]["totalCount"] >= 0


async def test_variables_that_do_not_fit_are_refused_every_time(settings: Settings, straight: list[bool]) -> None:
    answers = await ask(GraphSchema(), settings, {"first": "three"})
    assert straight == [False] * TIMES
    assert {answer["errors"][0]["extensions"]["code"] for answer in answers} == {"BAD_USER_INPUT"}


async def test_another_extension_sees_every_operation(settings: Settings, straight: list[bool]) -> None:
    Counted.seen = 0
    await ask(GraphSchema(extensions=[Counted]), settings, {"first": 3})
    assert straight == [False] * TIMES
    assert Counted.seen == TIMES
