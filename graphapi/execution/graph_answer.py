"""Answers an operation from the graph: compile, run, shape.

Every operation reads the graph through this module. The executor calls it directly; Strawberry calls it through
``strawberry_extensions.py``.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from graphql import ExecutionResult, GraphQLError

from graphapi.errors import BadUserInputError, CostLimitError, GraphapiError, NotFoundError, TryLaterError
from graphapi.execution.cost import count_rows
from graphapi.execution.preparation import is_large, prepare
from graphapi.traversal.explore import explore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphql import DocumentNode, OperationDefinitionNode

    from graphapi.compiler.compiled import CompiledOperation, Exploration
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
    """The result of a validated operation, or the root value from which graphql-core builds the result.

    The return value is None if the variables are invalid; graphql-core then reports the errors.

    Args:
        compiler: the compiler of the schema.
        text: the text of the document; plans are cached by it.
        document: the document.
        operation: the operation of the document to execute.
        given: the values of the variables, as the client sent them.
        context: the reader, the deadline, the principal and the limits.

    Raises:
        DeadlineExceededError: the deadline of the context passed.
        RateLimitedError: the budget of the client does not suffice.
        OverloadedError: too many requests wait for the store.
    """
    with context.trace.phase("compile"):
        variables = compiler.coerce(operation, given)
        if isinstance(variables, list):
            return None
        compiled = compiler.look_up(text, operation, variables)
        if compiled is None:
            add = partial(_compile, compiler, text, document, operation, variables)
            compiled = await prepare(add, context, large=is_large(text, document))
    if context.control is not None:
        try:
            context.control.admit(compiled, variables, context.client, context.cost, charge=not context.dry_run)
        except CostLimitError as error:
            return ExecutionResult(data=None, errors=[GraphQLError(str(error), original_error=error)])
        if context.dry_run:
            return ExecutionResult(data=None)
    try:
        variables, failures = await _explore(compiled.explorations, variables, context)
        # One statement reads all graph fields; there is none if no graph field is selected.
        statement = compiled.statement
        record = await _read(statement, compiled.parameters(variables), context) if statement else []
    except TryLaterError:
        # The whole request is refused, not a field.
        raise
    except GraphapiError as error:
        return ExecutionResult(data=None, errors=[GraphQLError(str(error), original_error=error)])
    if context.measures_rows:
        context.cost.rows = count_rows(record)
    data = None if failures else await _built(compiled, record, variables, context)
    if data is not None:
        return ExecutionResult(data=data)
    root = compiled.root(record, variables)
    # If the value of a field is an exception, graphql-core raises it.
    root.update(failures)
    return root


def _compile(
    compiler: Compiler, text: str, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables
) -> CompiledOperation:
    """A new compiled operation, with the function that builds its result."""
    compiled = compiler.add(text, document, operation, variables)
    compiled.result.generate()
    return compiled


async def _built(
    compiled: CompiledOperation, record: Sequence[Any], variables: Variables, context: Context
) -> dict[str, Any] | None:
    """The data of the response, or None if only graphql-core can build it."""
    if context.cost.is_large:
        return await asyncio.to_thread(compiled.answer, record, variables)
    return compiled.answer(record, variables)


async def _explore(
    explorations: Sequence[Exploration], variables: Variables, context: Context
) -> tuple[Variables, dict[str, GraphapiError]]:
    """The variables with the results of the explorations, and the errors of failed ones by response key."""
    if not explorations:
        return variables, {}

    async def read(statement: Statement, parameters: Mapping[str, object]) -> list[Any]:
        return await _read(statement, parameters, context)

    async def run(exploration: Exploration) -> Mapping[str, object]:
        with context.trace.phase("explore", field=exploration.asked.field_key):
            return await explore(exploration, variables, read)

    # Wait for all explorations before handling a failure, so that none uses the store after the response is sent.
    outcomes = await asyncio.gather(*map(run, explorations), return_exceptions=True)
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
    """Run a statement within the deadline of the operation, and return its record."""
    left = context.deadline - asyncio.get_running_loop().time()
    try:
        return await context.reader.read(statement, parameters, timeout=max(left, 0.001))
    except UnicodeEncodeError as error:
        msg = f"{error.object!r} is not valid text: it has an unpaired surrogate."
        raise BadUserInputError(msg) from error
