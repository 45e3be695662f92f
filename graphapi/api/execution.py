"""How Strawberry executes an operation here: the graph's fields by one statement, the others as always."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from graphql import ExecutionResult, GraphQLError, get_operation_ast
from strawberry.extensions import SchemaExtension

from graphapi.errors import BadUserInputError, GraphapiError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

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
        schema = cast("GraphSchema", execution.schema)
        document = execution.graphql_document
        operation = document and get_operation_ast(document, execution.operation_name)
        if document and operation:
            variables = schema.compiler.coerce(operation, execution.variables or {})
            # What is wrong with variables, graphql-core finds and words again.
            if not isinstance(variables, list):
                compiled = schema.compiler.compile(execution.query or "", document, operation, variables)
                await self._read(compiled, variables)
        yield

    async def _read(self, compiled: Compiled, variables: Variables) -> None:
        context: Context = self.execution_context.context
        record: list[object] = []
        if compiled.statement is not None:
            left = context.deadline - asyncio.get_running_loop().time()
            try:
                record = await context.reader.read(
                    compiled.statement, compiled.parameters(variables), timeout=max(left, 0.001)
                )
            except GraphapiError as error:
                self._fail(error)
                return
            except UnicodeEncodeError as error:
                self._fail(BadUserInputError(f"{error.object!r} is not text: it has half of a surrogate pair."))
                return
        data = compiled.answer(record, variables)
        if data is None:
            self.execution_context.root_value = compiled.root(record, variables)
        else:
            self.execution_context.result = ExecutionResult(data=data)

    def _fail(self, error: GraphapiError) -> None:
        """The whole operation fails: its one statement did."""
        failure = GraphQLError(str(error), original_error=error)
        self.execution_context.result = ExecutionResult(data=None, errors=[failure])
