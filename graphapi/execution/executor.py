"""Executing one operation: the phases of a request, in their order, whatever transport it came by.

``look up → select operation → validate → authorize → compile, run and shape``

The phases up to authorization depend on the document and the principal alone and ask nothing of the store. What an
operation costs will be estimated between authorization and execution; until then the document's limits bound it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from graphql import ExecutionResult, GraphQLError, OperationType
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType as StrawberryOperationType

from graphapi.errors import BadUserInputError, DeadlineExceededError, ErrorCode
from graphapi.execution.graph_answer import answer_from_graph
from graphapi.execution.principal import AccessScope
from graphapi.execution.strawberry_extensions import DocumentCheckFactory, GraphExecution, graphql_schema_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import strawberry
    from graphql import OperationDefinitionNode

    from graphapi.compiler.compiler import Compiler
    from graphapi.compiler.result.shapes import Record
    from graphapi.execution.context import Context
    from graphapi.execution.documents import CheckedDocument, Documents

QUERIES: Final = frozenset({OperationType.QUERY})
QUERIES_AND_MUTATIONS: Final = frozenset({OperationType.QUERY, OperationType.MUTATION})
REQUIRED_SCOPES: Final[Mapping[OperationType, AccessScope]] = {
    OperationType.QUERY: AccessScope.READ,
    OperationType.SUBSCRIPTION: AccessScope.READ,
    OperationType.MUTATION: AccessScope.WRITE,
}
TOO_DEEP: Final = "The document is nested too deeply."
NO_NAME: Final = 'The document has several operations: "operationName" must say which to execute.'


@dataclass(frozen=True, slots=True)
class OperationRequest:
    """What a client asks for: a document, the name of one of its operations, and the values of its variables."""

    document: str
    name: str | None = None
    variables: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an operation.

    Attributes:
        data: the data; None if there is none.
        errors: the errors, each with its place.
        extensions: what Strawberry's extensions have added.
        started: whether execution began. Otherwise the request failed, and the response has no data.
    """

    data: dict[str, Any] | None
    errors: list[GraphQLError] | None = None
    extensions: dict[str, Any] | None = None
    started: bool = True


class UnknownOperationError(BadUserInputError):
    """The document has no operation, or none with the name that was asked for."""


class OperationNotAllowedError(BadUserInputError):
    """The transport does not execute operations of this type; ``operation_type`` says which it is."""

    def __init__(self, operation_type: OperationType) -> None:
        super().__init__(f"This server executes no {operation_type.value}.")
        self.operation_type = operation_type


class Executor:
    """Executes operations on one schema.

    Args:
        schema: the schema; one whose fields of the graph are compiled has a ``compiler``. Its extensions run.
        documents: the documents that were checked before, and the limits of new ones.
    """

    def __init__(self, schema: strawberry.Schema, documents: Documents) -> None:
        self.documents = documents
        self._schema = schema
        self._graphql_schema = graphql_schema_of(schema)
        self._compiler: Compiler | None = getattr(schema, "compiler", None)
        ours = (DocumentCheckFactory, GraphExecution)
        self._has_other_extensions = any(not isinstance(one, ours) and one not in ours for one in schema.extensions)

    async def execute(
        self,
        request: OperationRequest,
        context: Context,
        allowed: frozenset[OperationType] = QUERIES_AND_MUTATIONS,
    ) -> Outcome:
        """Execute an operation.

        Raises:
            UnknownOperationError: there is no such operation.
            OperationNotAllowedError: the operation's type is not among the allowed ones.
            UnauthenticatedError: the principal is anonymous, and may not execute it.
            ForbiddenError: the principal may not execute it.
            DeadlineExceededError: the deadline of the context passed.
        """
        try:
            checked = self.documents.parse(request.document)
            operation = _select_operation(checked, request.name, allowed)
            errors = self._validate(checked, request.name)
        except (GraphQLError, RecursionError) as error:
            errors = [error if isinstance(error, GraphQLError) else GraphQLError(TOO_DEEP, original_error=error)]
            if self._has_other_extensions:
                # They may want to see what was refused, too.
                return await self._through_strawberry(request, context, None)
        if errors:
            return Outcome(None, errors, started=False)
        context.principal.require(REQUIRED_SCOPES[operation.operation])
        return await self._run(request, checked, operation, context)

    def _validate(self, checked: CheckedDocument, name: str | None) -> list[GraphQLError]:
        errors: list[GraphQLError] = []
        if not self._has_other_extensions:
            # Otherwise Strawberry validates, because its extensions can add rules.
            errors = self.documents.validate(self._graphql_schema, checked)
        if name is None and len(checked.operations) > 1:
            # GraphQL specification, section 6.1 "Executing Requests", GetOperation.
            return [*errors, GraphQLError(NO_NAME, extensions={"code": ErrorCode.BAD_USER_INPUT})]
        return errors

    async def _run(
        self,
        request: OperationRequest,
        checked: CheckedDocument,
        operation: OperationDefinitionNode,
        context: Context,
    ) -> Outcome:
        """Compile the operation, read the graph, and make the result; what only graphql-core can do goes there."""
        root: Record | None = None
        is_query = operation.operation is OperationType.QUERY
        if self._compiler is not None and is_query and not self._has_other_extensions:
            # What it reads from the graph has the deadline already, and it waits for nothing else.
            answer = await answer_from_graph(
                self._compiler, request.document, checked.node, operation, request.variables or {}, context
            )
            if isinstance(answer, ExecutionResult):
                return Outcome(answer.data, answer.errors)
            root = answer
        return await self._through_strawberry(request, context, root)

    async def _through_strawberry(self, request: OperationRequest, context: Context, root: Record | None) -> Outcome:
        try:
            async with asyncio.timeout_at(context.deadline):
                result = await self._schema.execute(
                    request.document,
                    variable_values=request.variables,
                    context_value=context,
                    root_value=root,
                    operation_name=request.name,
                    allowed_operation_types=frozenset(StrawberryOperationType),
                )
        except TimeoutError:
            raise DeadlineExceededError("The deadline passed.") from None
        return Outcome(result.data, result.errors, result.extensions, started=not isinstance(result, PreExecutionError))


def _select_operation(
    checked: CheckedDocument, name: str | None, allowed: frozenset[OperationType]
) -> OperationDefinitionNode:
    operation = checked.operation(name)
    if operation is None:
        named = "" if name is None else f" named {name!r}"
        raise UnknownOperationError(f"The document has no operation{named}.")
    if operation.operation not in allowed:
        raise OperationNotAllowedError(operation.operation)
    return operation
