"""Strawberry extensions that pass the results of graphapi's phases to Strawberry's execution.

Operations that graphql-core has to execute go through Strawberry. These are operations on fields with resolvers, and
all operations if the schema has other extensions.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from graphql import ExecutionResult, get_operation_ast
from strawberry.extensions import SchemaExtension

from graphapi.compiler.result.shapes import Record
from graphapi.execution.graph_answer import answer_from_graph
from graphapi.execution.preparation import prepare_at_once

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    import strawberry
    from graphql import GraphQLSchema
    from strawberry.schema.base import BaseSchema

    from graphapi.compiler.compiler import Compiler
    from graphapi.execution.documents import CheckedDocument, Documents


class CompilingSchema(Protocol):
    """A Strawberry schema whose graph fields are compiled."""

    compiler: Compiler


def graphql_schema_of(schema: BaseSchema) -> GraphQLSchema:
    """The graphql-core schema of a Strawberry schema, which has no public attribute for it."""
    found: GraphQLSchema = cast("strawberry.Schema", schema)._schema
    return found


class GraphExecution(SchemaExtension):
    """Reads the graph fields of an operation before its fields are resolved.

    If all fields are graph fields, the record becomes the result, and graphql-core has nothing left to do. Otherwise
    graphql-core executes the operation with the record as its root value. It takes graph fields from the record,
    resolves the other fields, and adds paths to errors.
    """

    async def on_execute(self) -> AsyncIterator[None]:
        """Set the result or the root value of the execution."""
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
    """Gives Strawberry the parsed document and its validation errors, from the cache if possible."""

    def __init__(self, documents: Documents) -> None:
        super().__init__()
        self._documents = documents
        self._checked: CheckedDocument | None = None

    def on_parse(self) -> Iterator[None]:
        """Set the parsed document."""
        context = self.execution_context
        if context.query:
            self._checked = self._documents.parse(context.query)
            context.graphql_document = self._checked.node
        yield

    def on_validate(self) -> Iterator[None]:
        """Set the validation errors; an empty list means that the document is valid."""
        context = self.execution_context
        if self._checked is not None:
            checked, schema = self._checked, graphql_schema_of(context.schema)
            if checked.errors is None:
                validate = partial(self._documents.validate, schema, checked, context.validation_rules)
                prepare_at_once(validate, context.context)
            context.pre_execution_errors = checked.errors
        yield


class DocumentCheckFactory:
    """Creates a ``DocumentCheck`` for each operation; all of them share the documents."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents

    def __call__(self) -> DocumentCheck:
        """Create the extension for one operation."""
        return DocumentCheck(self.documents)
