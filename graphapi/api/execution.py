"""How Strawberry executes an operation here: the graph's fields by one statement, the others as always."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

from graphql import ExecutionResult, GraphQLError, get_operation_ast
from strawberry.extensions import SchemaExtension

from graphapi.compiler.shape import Record
from graphapi.errors import BadUserInputError, GraphapiError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from graphql import DocumentNode, OperationDefinitionNode

    from graphapi.api.context import Context
    from graphapi.api.schema import GraphSchema
    from graphapi.compiler.compiler import Compiled
    from graphapi.compiler.values import Variables


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
        record = await _read(compiled, variables, context)
    except GraphapiError as error:
        return ExecutionResult(data=None, errors=[GraphQLError(str(error), original_error=error)])
    data = compiled.answer(record, variables)
    return compiled.root(record, variables) if data is None else ExecutionResult(data=data)


async def _read(compiled: Compiled, variables: Variables, context: Context) -> list[Any]:
    """The record of an operation, in one statement; an empty one if nothing of the graph is asked for."""
    if compiled.statement is None:
        return []
    left = context.deadline - asyncio.get_running_loop().time()
    try:
        return await context.reader.read(compiled.statement, compiled.parameters(variables), timeout=max(left, 0.001))
    except UnicodeEncodeError as error:
        msg = f"{error.object!r} is not text: it has half of a surrogate pair."
        raise BadUserInputError(msg) from error
