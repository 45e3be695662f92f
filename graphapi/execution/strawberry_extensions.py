"""Where Strawberry's execution meets ours: its phases are handed what the executor has found.

Operations that graphql-core has to execute go through Strawberry: those with resolvers of their own, and all of them
where a schema has extensions of somebody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from graphql import ExecutionResult, get_operation_ast
from strawberry.extensions import SchemaExtension

from graphapi.compiler.result.shapes import Record
from graphapi.execution.graph_answer import answer_from_graph

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    import strawberry
    from graphql import GraphQLSchema
    from strawberry.schema.base import BaseSchema

    from graphapi.compiler.compiler import Compiler
    from graphapi.execution.documents import CheckedDocument, Documents


class CompilingSchema(Protocol):
    """A Strawberry schema whose fields of the graph are compiled."""

    compiler: Compiler


def graphql_schema_of(schema: BaseSchema) -> GraphQLSchema:
    """graphql-core's schema behind a Strawberry schema, for which Strawberry has no public name."""
    found: GraphQLSchema = cast("strawberry.Schema", schema)._schema
    return found


class GraphExecution(SchemaExtension):
    """Reads what an operation asks of the graph before its fields are resolved.

    If every field is of the graph, the record becomes the result, and graphql-core has nothing left to do. Otherwise
    graphql-core goes through the fields with the record as its root value: the graph's fields are there already, the
    others are resolved, and errors get their places.
    """

    async def on_execute(self) -> AsyncIterator[None]:
        """Set the result, or the root value, of the execution that follows."""
        execution = self.execution_context
        document = execution.graphql_document
        operation = document and get_operation_ast(document, execution.operation_name)
        if document and operation and not isinstance(execution.root_value, Record):
            compiler, text = cast("CompilingSchema", execution.schema).compiler, execution.query or ""
            answer = await answer_from_graph(
                compiler, text, document, operation, execution.variables or {}, execution.context
            )
            if isinstance(answer, ExecutionResult):
                execution.result = answer
            else:
                execution.root_value = answer
        yield


class DocumentCheck(SchemaExtension):
    """Hands Strawberry the parsed document and the result of its validation, both from the cache if possible."""

    def __init__(self, documents: Documents) -> None:
        super().__init__()
        self._documents = documents
        self._checked: CheckedDocument | None = None

    def on_parse(self) -> Iterator[None]:
        """Hand over the parsed document."""
        context = self.execution_context
        if context.query:
            self._checked = self._documents.parse(context.query)
            context.graphql_document = self._checked.node
        yield

    def on_validate(self) -> Iterator[None]:
        """Hand over the errors of the document, an empty list for none."""
        context = self.execution_context
        if self._checked is not None:
            schema = graphql_schema_of(context.schema)
            context.pre_execution_errors = self._documents.validate(schema, self._checked, context.validation_rules)
        yield


class DocumentCheckFactory:
    """Makes the extension for each operation; all of them share the documents."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents

    def __call__(self) -> DocumentCheck:
        """A new extension, as Strawberry wants one for each operation."""
        return DocumentCheck(self.documents)
