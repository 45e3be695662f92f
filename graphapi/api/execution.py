"""How Strawberry executes an operation here: the graph's fields by one statement, the others as always."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

from graphql import ExecutionResult, GraphQLError, get_operation_ast
from strawberry.extensions import SchemaExtension

from graphapi.compiler.result.shapes import Record
from graphapi.errors import BadUserInputError, CostLimitError, GraphapiError, NotFoundError
from graphapi.traversal.explore import explore

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from graphql import DocumentNode, OperationDefinitionNode

    from graphapi.api.context import Context
    from graphapi.api.schema import GraphSchema
    from graphapi.compiler.compiled import Exploration
    from graphapi.compiler.request.arguments import Variables
    from graphapi.statement import Statement


class GraphExecution(SchemaExtension):
    """Reads what an operation asks of the graph before its fields are resolved.

    If every field is of the graph, the record becomes the answer, and graphql-core has nothing left to do.
    Otherwise graphql-core goes through the fields with the record as its root value: the graph's
    fields are there already, the others are resolved, and errors get their places.
    """

    async def on_execute(self) -> AsyncIterator[None]:
        """Set the result, or the root value, of the execution that follows."""
        execution = self.execution_context
        document = execution.graphql_document
        operation = document and get_operation_ast(document, execution.operation_name)
        if document and operation and not isinstance(execution.root_value, Record):
            schema, text = cast("GraphSchema", execution.schema), execution.query or ""
            answer = await answer_from_graph(
                schema, text, document, operation, execution.variables or {}, execution.context
            )
            if isinstance(answer, ExecutionResult):
                execution.result = answer
            else:
                execution.root_value = answer
        yield


async def answer_from_graph(
    schema: GraphSchema,
    text: str,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    given: Mapping[str, Any],
    context: Context,
) -> ExecutionResult | Record | None:
    """The answer of a validated operation, or the root value with which graphql-core makes it.

    None if the variables do not fit: graphql-core finds what is wrong with them and words it.
    """
    variables = schema.compiler.coerce(operation, given)
    if isinstance(variables, list):
        return None
    compiled = schema.compiler.compile(text, document, operation, variables)
    try:
        variables, failures = await _explore(compiled.explorations, variables, context)
        # Nothing of the graph is asked for, or one statement asks for it all.
        statement = compiled.statement
        record = await _read(statement, compiled.parameters(variables), context) if statement else []
    except GraphapiError as error:
        return ExecutionResult(data=None, errors=[GraphQLError(str(error), original_error=error)])
    data = None if failures else compiled.answer(record, variables)
    if data is not None:
        return ExecutionResult(data=data)
    root = compiled.root(record, variables)
    # graphql-core raises what stands in the place of a field.
    root.update(failures)
    return root


async def _explore(
    explorations: Sequence[Exploration], variables: Variables, context: Context
) -> tuple[Variables, dict[str, GraphapiError]]:
    """The variables with what the explorations found, and by response key why one found nothing."""
    if not explorations:
        return variables, {}

    async def read(statement: Statement, parameters: Mapping[str, object]) -> list[Any]:
        return await _read(statement, parameters, context)

    runs = (explore(exploration, variables, read) for exploration in explorations)
    # All of them end before one that failed is looked at: none asks the store after the answer is sent.
    outcomes = await asyncio.gather(*runs, return_exceptions=True)
    found: dict[str, Any] = dict(variables)
    failures: dict[str, GraphapiError] = {}
    for exploration, outcome in zip(explorations, outcomes, strict=True):
        if isinstance(outcome, CostLimitError | NotFoundError):
            failures[exploration.asked.field_key] = outcome
            found |= exploration.asked.nothing
        elif isinstance(outcome, BaseException):
            raise outcome
        else:
            found |= outcome
    return found, failures


async def _read(statement: Statement, parameters: Mapping[str, object], context: Context) -> list[Any]:
    """The record that a statement returns, before the deadline of the operation."""
    left = context.deadline - asyncio.get_running_loop().time()
    try:
        return await context.reader.read(statement, parameters, timeout=max(left, 0.001))
    except UnicodeEncodeError as error:
        msg = f"{error.object!r} is not text: it has half of a surrogate pair."
        raise BadUserInputError(msg) from error
