"""Preparing documents: who is charged for it, how much, and in which thread it is done."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from graphapi.api.schema import GraphSchema
from graphapi.compiler.compiler import Compiler
from graphapi.errors import DeadlineExceededError
from graphapi.execution.budgets import BudgetLimits, Budgets
from graphapi.execution.context import Context
from graphapi.execution.cost import CostControl, CostReport
from graphapi.execution.document_limits import DocumentLimits
from graphapi.execution.documents import Documents
from graphapi.execution.executor import Executor, OperationRequest
from graphapi.execution.preparation import prepare
from graphapi.settings import Settings
from tests.docs.pages import read_examples
from tests.execution.test_executor import NoReader, executor_of
from tests.http.abuse import abusive_document

if TYPE_CHECKING:
    from collections.abc import Callable


BURST = 40_000
SMALL = '{ film(by: {key: "red-hot-1993"}) { title } }'
LIMITS = DocumentLimits.of(Settings())


def context_of(seconds: float = 60) -> Context:
    """The context of a dry run of a client with a full budget, which no time refills."""
    control = CostControl(budgets=Budgets(BudgetLimits(500, BURST), clock=lambda: 0.0))
    deadline = asyncio.get_running_loop().time() + seconds
    return Context(NoReader(), deadline, "preparation", client="a", control=control, dry_run=True)


async def used(executor: Executor, text: str, context: Context) -> float:
    """What an operation costs its client."""
    assert context.control is not None
    report = CostReport()
    budgets = context.control.budgets
    before = budgets._account("a").tokens
    one = replace(context, cost=report)
    await executor.execute(OperationRequest(text), one)
    spent = before - budgets._account("a").tokens
    assert spent == pytest.approx(report.preparation)
    return spent


async def test_a_document_is_charged_for_once() -> None:
    executor, context = executor_of(GraphSchema(), LIMITS), context_of()
    large = abusive_document("alternatives", 300)
    await used(executor, SMALL, context)
    small = await used(executor, SMALL.replace("title", "year"), context)
    first = await used(executor, large, context)
    assert first > 5 * small > 0
    assert await used(executor, large, context) == 0
    assert await used(executor, large.replace("word7", "word0"), context) > 5 * small, "it is another document"


async def test_a_document_that_is_refused_is_charged_for() -> None:
    executor, context = executor_of(GraphSchema(), LIMITS), context_of()
    await used(executor, SMALL, context)
    small = await used(executor, SMALL.replace("title", "year"), context)
    assert await used(executor, "{ films { " + "nodes { nothing } " * 200 + "} }", context) > small
    assert await used(executor, "{ films { nodes { " + "title " * 900, context) > 0


async def test_an_operation_of_the_documentation_costs_a_small_part_of_the_budget() -> None:
    executor, context = executor_of(GraphSchema(), LIMITS), context_of()
    texts = list(dict.fromkeys(example.query.text for example in read_examples("README.md")))
    costs = [await used(executor, text, context) for text in texts]
    assert 0 < sum(costs) / len(costs) < BURST / 100
    assert [await used(executor, text, context) for text in texts] == [0] * len(costs)


async def test_a_large_document_is_prepared_beside_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    in_loop: list[tuple[str, bool]] = []

    def noted(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            in_loop.append((name, threading.current_thread() is threading.main_thread()))
            return original(*arguments, **named)

        return call

    monkeypatch.setattr(Documents, "_parse", noted("parse", Documents._parse))
    monkeypatch.setattr(Documents, "_validate", noted("validate", Documents._validate))
    monkeypatch.setattr(Compiler, "_compile", noted("compile", Compiler._compile))
    executor, context = executor_of(GraphSchema(), LIMITS), context_of()
    phases = ("parse", "validate", "compile")
    await executor.execute(OperationRequest(SMALL), context)
    assert in_loop == [(name, True) for name in phases]
    in_loop.clear()
    await executor.execute(OperationRequest(abusive_document("alternatives", 100)), context)
    assert in_loop == [(name, False) for name in phases]
    in_loop.clear()
    # Its text is short, and the fragment is written out fifteen times.
    page = "cast(first: 0) { nodes { ...F } } " * 15
    text = f"{{ films {{ nodes {{ {page} }} }} }} fragment F on Person {{ id key name birthYear deathYear imdbId }}"
    await executor.execute(OperationRequest(text), context)
    assert in_loop == [("parse", True), ("validate", False), ("compile", False)]


async def test_the_deadline_ends_the_wait_and_not_the_charge() -> None:
    context, released = context_of(seconds=0.05), threading.Event()

    def work() -> None:
        released.wait(20)
        sum(range(100_000))

    with pytest.raises(DeadlineExceededError):
        await prepare(work, context, large=True)
    assert context.cost.preparation == 0
    released.set()
    for _ in range(1000):
        if context.cost.preparation:
            break
        await asyncio.sleep(0.01)
    assert context.cost.preparation > 0
