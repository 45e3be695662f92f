"""The executor without a transport: phases, principals and deadlines, on the real stores."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from strawberry.extensions import SchemaExtension

from graphapi.api.schema import GraphSchema
from graphapi.errors import DeadlineExceededError, ErrorCode, ForbiddenError, UnauthenticatedError
from graphapi.execution.context import Context, Reader
from graphapi.execution.document_limits import DocumentLimits
from graphapi.execution.documents import Documents
from graphapi.execution.executor import (
    NO_NAME,
    QUERIES,
    Executor,
    OperationNotAllowedError,
    OperationRequest,
    UnknownOperationError,
)
from graphapi.execution.principal import EVERYBODY, AccessScope, Principal
from graphapi.execution.strawberry_extensions import DocumentCheckFactory
from graphapi.server.error_format import code_of
from graphapi.store.batching import SharedReads
from tests.http.schema import make_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import strawberry

    from graphapi.statement import Statement
    from graphapi.store import Graph

FILM = '{ film(by: {key: "red-hot-1993"}) { title } }'
READER = Principal("reader", frozenset({AccessScope.READ}))
NOBODY = Principal(reason="The request has no token.")
STRANGER = Principal("stranger", frozenset({AccessScope.WRITE}))


class NoReader:
    """A reader for operations that must not query the graph."""

    async def read(self, statement: Statement, parameters: Mapping[str, object], *, timeout: float) -> list[Any]:
        """Fail."""
        raise AssertionError(statement.text)


def executor_of(schema: strawberry.Schema, limits: DocumentLimits | None = None) -> Executor:
    """An executor with documents of its own."""
    documents = Documents(limits or DocumentLimits(20, 30, 2000), 100)
    schema.extensions = (DocumentCheckFactory(documents), *schema.extensions)
    return Executor(schema, documents)


def context_of(reader: Reader | None = None, principal: Principal = EVERYBODY, seconds: float = 60) -> Context:
    """A context with a deadline in ``seconds``."""
    deadline = asyncio.get_running_loop().time() + seconds
    return Context(reader or NoReader(), deadline, "executor", principal)


async def test_an_operation_is_executed_without_a_transport(sample_graph: Graph) -> None:
    executor = executor_of(GraphSchema())
    outcome = await executor.execute(OperationRequest(FILM), context_of(SharedReads(sample_graph)))
    assert (outcome.data, outcome.errors) == ({"film": {"title": "Red Hot"}}, None)


async def test_who_may_not_read_is_refused_while_the_plan_is_cached_for_others(sample_graph: Graph) -> None:
    schema = GraphSchema()
    executor = executor_of(schema)
    reads = SharedReads(sample_graph)
    outcome = await executor.execute(OperationRequest(FILM), context_of(reads, READER))
    assert outcome.data == {"film": {"title": "Red Hot"}}
    assert len(schema.compiler.cache) == 1
    with pytest.raises(UnauthenticatedError, match="The request has no token"):
        await executor.execute(OperationRequest(FILM), context_of(principal=NOBODY))
    with pytest.raises(ForbiddenError, match=r"'stranger' does not have the scope graph:read"):
        await executor.execute(OperationRequest(FILM), context_of(principal=STRANGER))
    outcome = await executor.execute(OperationRequest(FILM), context_of(reads, READER))
    assert outcome.data == {"film": {"title": "Red Hot"}}
    assert len(schema.compiler.cache) == 1


async def test_a_mutation_needs_the_scope_to_write() -> None:
    executor = executor_of(make_schema())
    mutation = OperationRequest("mutation { touch }")
    with pytest.raises(ForbiddenError, match="graph:write"):
        await executor.execute(mutation, context_of(principal=READER))
    assert (await executor.execute(mutation, context_of(principal=STRANGER))).data == {"touch": True}


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{ film(", ErrorCode.GRAPHQL_PARSE_FAILED),
        ("{ nothing }", ErrorCode.GRAPHQL_VALIDATION_FAILED),
        ("{ film(by: {}) { title } }", ErrorCode.GRAPHQL_VALIDATION_FAILED),
        ('{ film(by: {key: "a", imdbId: "b"}) { title } }', ErrorCode.GRAPHQL_VALIDATION_FAILED),
        ("{ films(orderBy: [{year: null}]) { nodes { title } } }", ErrorCode.GRAPHQL_VALIDATION_FAILED),
        ("{ films(orderBy: [{}]) { nodes { title } } }", ErrorCode.GRAPHQL_VALIDATION_FAILED),
        ("{ film(by: {key: $unknown}) { title } }", ErrorCode.GRAPHQL_VALIDATION_FAILED),
        ("{ films { nodes { cast { nodes { name } } } } }", ErrorCode.COST_LIMIT),
    ],
)
async def test_what_is_refused_before_execution_did_not_start(document: str, code: ErrorCode) -> None:
    executor = executor_of(GraphSchema(), DocumentLimits(depth=3, aliases=3, tokens=100))
    for _ in range(2):
        outcome = await executor.execute(OperationRequest(document), context_of())
        assert not outcome.started
        assert [code_of(error, before_execution=True) for error in outcome.errors or ()] == [code]


async def test_an_operation_is_selected_by_its_name() -> None:
    executor = executor_of(GraphSchema())
    document = "query A { __typename } query B { b: __typename } mutation C { __typename }"
    outcome = await executor.execute(OperationRequest("query A { __typename }"), context_of())
    assert outcome.data == {"__typename": "Query"}
    with pytest.raises(UnknownOperationError, match="no operation named 'D'"):
        await executor.execute(OperationRequest(document, "D"), context_of())
    with pytest.raises(UnknownOperationError, match="The document has no operation"):
        await executor.execute(OperationRequest("fragment A on Film { title }"), context_of())
    with pytest.raises(OperationNotAllowedError):
        await executor.execute(OperationRequest(document, "C"), context_of(), QUERIES)
    two = "query A { __typename } query B { b: __typename }"
    assert (await executor.execute(OperationRequest(two, "B"), context_of())).data == {"b": "Query"}
    outcome = await executor.execute(OperationRequest(two), context_of())
    assert [error.message for error in outcome.errors or ()] == [NO_NAME]


async def test_the_deadline_ends_what_graphql_core_waits_for() -> None:
    executor = executor_of(make_schema())
    with pytest.raises(DeadlineExceededError):
        await executor.execute(OperationRequest("{ wait(seconds: 30) }"), context_of(seconds=0.1))


class Counted(SchemaExtension):
    """Counts the operations that it sees."""

    seen = 0

    def on_operation(self) -> Iterator[None]:
        """Count an operation."""
        Counted.seen += 1
        yield


async def test_an_extension_of_somebody_else_sees_what_is_refused_too(sample_graph: Graph) -> None:
    Counted.seen = 0
    executor = executor_of(GraphSchema(extensions=[Counted]))
    outcome = await executor.execute(OperationRequest(FILM), context_of(SharedReads(sample_graph)))
    assert outcome.data == {"film": {"title": "Red Hot"}}
    assert not (await executor.execute(OperationRequest("{ film("), context_of())).started
    assert not (await executor.execute(OperationRequest("{ nothing }"), context_of())).started
    assert Counted.seen == 3
