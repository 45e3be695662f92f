"""One answer of an operation, and when two of them are the same."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from graphapi.errors import GraphapiError
from graphapi.execution.context import Context
from graphapi.execution.explain import explain
from graphapi.server.error_format import code_of
from tests.differential.evaluator import CHANGED_AT_MARK
from tests.differential.pages import CURSOR_MARK
from tests.differential.readers import reader_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphql import ExecutionResult, GraphQLError

    from graphapi.api.schema import GraphSchema
    from graphapi.store import Graph
    from tests.differential.operations import Case, Operation

Tokens: TypeAlias = dict[str, str]
"""The evaluator's cursor → the cursor of the same place in another system."""

SECONDS = 60.0


@dataclass(frozen=True)
class Answer:
    """What an operation gave: its data, and the code and path of each error."""

    data: object
    errors: list[str]

    def text(self) -> str:
        """Every byte that is compared."""
        return json.dumps({"data": self.data, "errors": self.errors}, ensure_ascii=False, indent=1)


@dataclass
class System:
    """A schema on a store.

    ``shared`` says whether its statements go in batches. Its cursors are its own: ``tokens`` translates those of one
    scenario.
    """

    name: str
    schema: GraphSchema
    graph: Graph
    shared: bool = False
    tokens: Tokens = field(default_factory=dict)

    async def answer(self, operation: Operation) -> Answer:
        """Run an operation that has the evaluator's cursors."""
        mine = self.translated(operation)
        reader = reader_of(self.graph, shared=self.shared)
        context = Context(reader, asyncio.get_running_loop().time() + SECONDS, "differential")
        try:
            result = await self.schema.execute(
                mine.document, dict(mine.variables), context_value=context, operation_name=mine.name
            )
        except Exception as error:  # whatever breaks is a difference, and must shrink like one
            return Answer(None, [f"{type(error).__name__}: {error}"])
        return Answer(result.data, _described(result.errors or ()))

    def translated(self, operation: Operation) -> Operation:
        """The operation with this system's cursors in the place of the evaluator's."""
        document = operation.document
        for token, cursor in self.tokens.items():
            document = document.replace(token, cursor)
        variables = {
            name: self.tokens.get(value, value) if isinstance(value, str) else value
            for name, value in operation.variables.items()
        }
        return replace(operation, document=document, variables=variables)

    def statement(self, operation: Operation) -> str:
        """The Cypher statement of an operation, for people who look for a difference."""
        mine = self.translated(operation)
        try:
            explanation = explain(self.schema, mine.document, mine.variables, mine.name)
        except GraphapiError as error:
            return str(error)
        return f"{explanation.statement}\n{json.dumps(explanation.parameters, ensure_ascii=False)}"


def right_answer(result: ExecutionResult) -> Answer:
    """The evaluator's answer."""
    for error in result.errors or ():
        # An error that has no code is a fault of the evaluator itself.
        if error.original_error is not None and not error.extensions:
            raise error.original_error
    return Answer(result.data, _described(result.errors or ()))


def _described(errors: Iterable[GraphQLError]) -> list[str]:
    return sorted(f"{_code(error)} at {error.path}" for error in errors)


def _code(error: GraphQLError) -> str:
    code = code_of(error, before_execution=False)
    # Where the code says nothing, the message must.
    return f"{code} ({error.message})" if code not in ("BAD_USER_INPUT",) else str(code)


def with_marks(expected: object, actual: object, tokens: Tokens) -> object:
    """The actual data with the evaluator's marks in the places where the evaluator has them.

    A cursor is opaque, and the time of a load is nobody's but the store's; all else stays as it is. A place that
    had another cursor before keeps the one that it has now, which is then a difference.
    """
    if isinstance(expected, str) and isinstance(actual, str):
        if expected.startswith(CURSOR_MARK):
            return expected if tokens.setdefault(expected, actual) == actual else actual
        if expected == CHANGED_AT_MARK:
            return expected if datetime.fromisoformat(actual).tzinfo else actual
    if isinstance(expected, dict) and isinstance(actual, dict):
        return {name: with_marks(expected.get(name), value, tokens) for name, value in actual.items()}
    if isinstance(expected, list) and isinstance(actual, list):
        missing = [None] * max(0, len(actual) - len(expected))
        return [with_marks(one, other, tokens) for one, other in zip([*expected, *missing], actual, strict=False)]
    return actual


async def difference(systems: list[System], cases: list[Case]) -> str | None:
    """Run a scenario on all systems; what differs from the evaluator's answer, in words, or None."""
    for system in systems:
        system.tokens.clear()
    for case in cases:
        expected = right_answer(case.evaluation.result)
        answers = await asyncio.gather(*(system.answer(case.operation) for system in systems))
        texts = []
        for system, answer in zip(systems, answers, strict=True):
            data = with_marks(expected.data, answer.data, system.tokens)
            texts.append(replace(answer, data=data).text())
        if any(text != expected.text() for text in texts):
            parts = [str(case.operation), f"evaluator: {expected.text()}"]
            parts += [f"{system.name}: {text}" for system, text in zip(systems, texts, strict=True)]
            return "\n\n".join([*parts, systems[0].statement(case.operation)])
    return None
