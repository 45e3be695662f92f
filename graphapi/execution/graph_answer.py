"""The answer of an operation from the graph: compile, run, shape.

It is the one way to the graph: the executor takes it directly, and Strawberry takes it in ``strawberry_extensions.py``.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from graphql import ExecutionResult, GraphQLError

from graphapi.errors import BadUserInputError, CostLimitError, GraphapiError, NotFoundError
from graphapi.traversal.explore import explore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphql import DocumentNode, OperationDefinitionNode

    from graphapi.compiler.compiled import Exploration
    from graphapi.compiler.compiler import Compiler
    from graphapi.compiler.request.arguments import Variables
    from graphapi.compiler.result.shapes import Record
    from graphapi.execution.context import Context
    from graphapi.statement import Statement


async def answer_from_graph(
    compiler: Compiler,
    text: str,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    given: Mapping[str, Any],
    context: Context,
) -> ExecutionResult | Record | None:
    """The result of a validated operation, or the root value with which graphql-core makes it.

    None if the variables do not fit: graphql-core finds what is wrong with them and words it.

    Args:
        compiler: the compiler of the schema.
        text: what the document was parsed from; plans are cached by it.
        document: the document.
        operation: the one of its operations that is executed.
        given: the values of the variables, as the client sent them.
        context: the reader, the deadline and the principal.
    """
    variables = compiler.coerce(operation, given)
    if isinstance(variables, list):
        return None
    compiled = compiler.compile(text, document, operation, variables)
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
    # graphql-core raises what is in the place of a field.
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
