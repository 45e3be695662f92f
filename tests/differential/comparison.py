"""Run operations on several systems and compare their answers."""

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
"""Maps each cursor of the evaluator to the cursor of the same place in another system."""

SECONDS = 60.0


@dataclass(frozen=True)
class Answer:
    """The result of an operation: its data, and the code and path of each error."""

    data: object
    errors: list[str]

    def text(self) -> str:
        """The text that is compared."""
        return json.dumps({"data": self.data, "errors": self.errors}, ensure_ascii=False, indent=1)


@dataclass
class System:
    """A schema on a store.

    Attributes:
        shared: whether statements are sent in batches.
        tokens: the cursors of this system by those of the evaluator, within one scenario.
    """

    name: str
    schema: GraphSchema
    graph: Graph
    shared: bool = False
    tokens: Tokens = field(default_factory=dict)

    async def answer(self, operation: Operation) -> Answer:
        """Run an operation that holds the evaluator's cursors."""
        mine = self.translated(operation)
        reader = reader_of(self.graph, shared=self.shared)
        context = Context(reader, asyncio.get_running_loop().time() + SECONDS, "differential")
        try:
            result = await self.schema.execute(
                mine.document, dict(mine.variables), context_value=context, operation_name=mine.name
            )
        except Exception as error:  # Any exception is a difference that Hypothesis should shrink.
            return Answer(None, [f"{type(error).__name__}: {error}"])
        return Answer(result.data, _described(result.errors or ()))

    def translated(self, operation: Operation) -> Operation:
        """The operation with this system's cursors in place of the evaluator's."""
        document = operation.document
        for token, cursor in self.tokens.items():
            document = document.replace(token, cursor)
        variables = {
            name: self.tokens.get(value, value) if isinstance(value, str) else value
            for name, value in operation.variables.items()
        }
        return replace(operation, document=document, variables=variables)

    def statement(self, operation: Operation) -> str:
        """The Cypher statement of an operation and its parameters, to print with a difference."""
        mine = self.translated(operation)
        try:
            explanation = explain(self.schema, mine.document, mine.variables, mine.name)
        except GraphapiError as error:
            return str(error)
        return f"{explanation.statement}\n{json.dumps(explanation.parameters, ensure_ascii=False)}"


def right_answer(result: ExecutionResult) -> Answer:
    """The evaluator's answer."""
    for error in result.errors or ():
        # An error without a code is a bug in the evaluator.
        if error.original_error is not None and not error.extensions:
            raise error.original_error
    return Answer(result.data, _described(result.errors or ()))


def _described(errors: Iterable[GraphQLError]) -> list[str]:
    return sorted(f"{_code(error)} at {error.path}" for error in errors)


def _code(error: GraphQLError) -> str:
    code = code_of(error, before_execution=False)
    # All other codes are unexpected here, so the message is compared as well.
    return f"{code} ({error.message})" if code not in ("BAD_USER_INPUT",) else str(code)


def mask_store_values(expected: object, actual: object, tokens: Tokens) -> object:
    """The actual data, with cursors and the time of the load replaced by the evaluator's marks.

    These values cannot be compared: cursors are opaque, and only the store knows the time of the load. A place that
    had another cursor earlier in the scenario keeps its new cursor, which then counts as a difference.
    """
    if isinstance(expected, str) and isinstance(actual, str):
        if expected.startswith(CURSOR_MARK):
            return expected if tokens.setdefault(expected, actual) == actual else actual
        if expected == CHANGED_AT_MARK:
            return expected if datetime.fromisoformat(actual).tzinfo else actual
    if isinstance(expected, dict) and isinstance(actual, dict):
        return {name: mask_store_values(expected.get(name), value, tokens) for name, value in actual.items()}
    if isinstance(expected, list) and isinstance(actual, list):
        missing = [None] * max(0, len(actual) - len(expected))
        return [
            mask_store_values(one, other, tokens) for one, other in zip([*expected, *missing], actual, strict=False)
        ]
    return actual


async def difference(systems: list[System], cases: list[Case]) -> str | None:
    """Run a scenario on all systems; return the first difference from the evaluator as text, or None."""
    for system in systems:
        system.tokens.clear()
    for case in cases:
        expected = right_answer(case.evaluation.result)
        answers = await asyncio.gather(*(system.answer(case.operation) for system in systems))
        texts = []
        for system, answer in zip(systems, answers, strict=True):
            data = mask_store_values(expected.data, answer.data, system.tokens)
            texts.append(replace(answer, data=data).text())
        if any(text != expected.text() for text in texts):
            parts = [str(case.operation), f"evaluator: {expected.text()}"]
            parts += [f"{system.name}: {text}" for system, text in zip(systems, texts, strict=True)]
            return "\n\n".join([*parts, systems[0].statement(case.operation)])
    return None
