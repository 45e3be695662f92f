"""Operations on the graph bypass Strawberry, unless the schema has further extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from strawberry.extensions import SchemaExtension

from graphapi.api.schema import GraphSchema
from graphapi.execution.executor import Executor
from tests.http.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.compiler.result.shapes import Record
    from graphapi.execution.context import Context
    from graphapi.execution.executor import OperationRequest, Outcome
    from graphapi.settings import Settings

QUERY = "query($first: Int) { films(first: $first) { totalCount } }"
TIMES = 3


class Counted(SchemaExtension):
    """Counts the operations that it sees."""

    seen = 0

    def on_execute(self) -> Iterator[None]:
        """Count an operation."""
        Counted.seen += 1
        yield


async def ask(schema: GraphSchema, settings: Settings, variables: dict[str, Any]) -> list[dict[str, Any]]:
    """Send the same operation several times and return the answers."""
    async with serving(settings, schema) as client:
        question = {"query": QUERY, "variables": variables}
        return [(await client.post("/graphql", json=question)).json() for _ in range(TIMES)]


@pytest.fixture
def through_strawberry(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that Strawberry executed."""
    went: list[str] = []
    original = Executor._through_strawberry

    async def remember(self: Executor, request: OperationRequest, context: Context, root: Record | None) -> Outcome:
        went.append(request.document)
        return await original(self, request, context, root)

    monkeypatch.setattr(Executor, "_through_strawberry", remember)
    return went


async def test_an_operation_of_the_graph_goes_straight_there(settings: Settings, through_strawberry: list[str]) -> None:
    first, *others = await ask(GraphSchema(), settings, {"first": 3})
    assert through_strawberry == []
    assert others == [first, first]
    assert first["data"]["films"]["totalCount"] >= 0


async def test_variables_that_do_not_fit_are_refused_every_time(
    settings: Settings, through_strawberry: list[str]
) -> None:
    answers = await ask(GraphSchema(), settings, {"first": "three"})
    assert len(through_strawberry) == TIMES
    assert {answer["errors"][0]["extensions"]["code"] for answer in answers} == {"BAD_USER_INPUT"}


async def test_another_extension_sees_every_operation(settings: Settings, through_strawberry: list[str]) -> None:
    Counted.seen = 0
    await ask(GraphSchema(extensions=[Counted]), settings, {"first": 3})
    assert len(through_strawberry) == TIMES
    assert Counted.seen == TIMES
