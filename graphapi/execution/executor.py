"""Executes one operation: the phases of a request in order, independently of the transport.

``look up → select operation → validate → authorize → compile → estimate the cost → run → shape``

The phases up to the cost do not access the store. Those up to authorization depend only on the document and the
principal; the cost depends on the values of the variables and on the statistics of the graph too.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from graphql import ExecutionResult, GraphQLError, OperationType
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType as StrawberryOperationType

from graphapi.errors import BadUserInputError, CostLimitError, DeadlineExceededError, ErrorCode
from graphapi.execution.document_limits import LIMIT_HIT, longest_list
from graphapi.execution.graph_answer import answer_from_graph
from graphapi.execution.preparation import LARGE_TEXT, is_large, prepare
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
NO_NAME: Final = 'The document has several operations: "operationName" must name one.'


@dataclass(frozen=True, slots=True)
class OperationRequest:
    """A request of a client: a document, the name of one of its operations, and the values of its variables."""

    document: str
    name: str | None = None
    variables: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an operation.

    Attributes:
        data: the data; None if there is none.
        errors: the errors, with their locations and paths.
        extensions: the extensions of the response, from Strawberry's extensions.
        started: whether the execution began. If not, the errors are request errors, and the response has no data.
    """

    data: dict[str, Any] | None
    errors: list[GraphQLError] | None = None
    extensions: dict[str, Any] | None = None
    started: bool = True


class UnknownOperationError(BadUserInputError):
    """The document has no operation, or none with the requested name."""


class OperationNotAllowedError(BadUserInputError):
    """The transport does not execute operations of this type."""

    def __init__(self, operation_type: OperationType) -> None:
        super().__init__(f"This server does not execute a {operation_type.value}.")
        self.operation_type = operation_type


class Executor:
    """Executes operations on one schema.

    Args:
        schema: the schema. If it has a ``compiler``, its graph fields are compiled. Its extensions are run.
        documents: the cache of documents, with the limits on them.
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
            UnknownOperationError: the document has no such operation.
            OperationNotAllowedError: the operation's type is not among the allowed ones.
            UnauthenticatedError: the principal is anonymous and may not execute the operation.
            ForbiddenError: the principal may not execute the operation.
            DeadlineExceededError: the deadline of the context passed.
            RateLimitedError: the budget of the client does not suffice.
            OverloadedError: too many requests wait for the store.
        """
        try:
            with context.trace.phase("validate"):
                checked = await self._parse(request.document, context)
                operation = _select_operation(checked, request.name, allowed)
                context.trace.identify(operation, request.document)
                errors = await self._validate(checked, request, context) or self._check_lists(request.variables)
        except (GraphQLError, RecursionError) as error:
            errors = [error if isinstance(error, GraphQLError) else GraphQLError(TOO_DEEP, original_error=error)]
            if self._has_other_extensions:
                # The other extensions also get rejected documents.
                return await self._through_strawberry(request, context, None)
        if errors:
            return Outcome(None, errors, started=False)
        context.principal.require(REQUIRED_SCOPES[operation.operation])
        return await self._run(request, checked, operation, context)

    async def _parse(self, text: str, context: Context) -> CheckedDocument:
        checked = self.documents.look_up(text)
        if checked is None:
            checked = await prepare(partial(self.documents.add, text), context, large=len(text) > LARGE_TEXT)
        return checked

    async def _validate(
        self, checked: CheckedDocument, request: OperationRequest, context: Context
    ) -> list[GraphQLError]:
        errors: list[GraphQLError] = []
        if not self._has_other_extensions:
            # With other extensions, Strawberry validates, because extensions can add rules.
            if checked.errors is None:
                validate = partial(self.documents.validate, self._graphql_schema, checked)
                await prepare(validate, context, large=is_large(request.document, checked.node))
            errors = checked.errors or errors
        if request.name is None and len(checked.operations) > 1:
            # GraphQL specification, section 6.1 "Executing Requests", GetOperation.
            return [*errors, GraphQLError(NO_NAME, extensions={"code": ErrorCode.BAD_USER_INPUT})]
        return errors

    def _check_lists(self, variables: dict[str, Any] | None) -> list[GraphQLError]:
        most = self.documents.limits.list_items
        if variables and (found := longest_list(variables)) > most:
            message = f"A variable has a list of {found} items; at most {most} are allowed."
            return [GraphQLError(message, extensions=LIMIT_HIT)]
        return []

    async def _run(
        self,
        request: OperationRequest,
        checked: CheckedDocument,
        operation: OperationDefinitionNode,
        context: Context,
    ) -> Outcome:
        """Compile the operation, read the graph, and build the result, with graphql-core where it is needed."""
        root: Record | None = None
        is_query = operation.operation is OperationType.QUERY
        if self._compiler is not None and is_query and not self._has_other_extensions:
            # This needs no timeout: its reads from the graph have the deadline, and it awaits nothing else.
            answer = await answer_from_graph(
                self._compiler, request.document, checked.node, operation, request.variables or {}, context
            )
            if isinstance(answer, ExecutionResult):
                refused = any(isinstance(error.original_error, CostLimitError) for error in answer.errors or ())
                return Outcome(answer.data, answer.errors, started=not refused)
            root = answer
        return await self._through_strawberry(request, context, root)

    async def _through_strawberry(self, request: OperationRequest, context: Context, root: Record | None) -> Outcome:
        try:
            async with asyncio.timeout_at(context.deadline):
                with context.trace.phase("execute"):
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
