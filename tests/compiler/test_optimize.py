"""The order of the optimizer passes."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from graphql import OperationDefinitionNode, parse

from graphapi.api.schema import GraphSchema
from graphapi.compiler.optimize import PASSES, REQUIRED_BEFORE, Pass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

QUERIES = sorted((Path(__file__).parents[1] / "golden" / "queries").glob("*.graphql"))


def statements(passes: Sequence[Pass]) -> Iterator[str]:
    """The statements of all golden queries, compiled with these passes."""
    compiler = GraphSchema(passes=passes).compiler
    for path in QUERIES:
        text = path.read_text(encoding="utf-8")
        given = path.with_suffix(".variables.json")
        variables: dict[str, Any] = json.loads(given.read_text(encoding="utf-8")) if given.exists() else {}
        document = parse(text)
        (operation,) = (one for one in document.definitions if isinstance(one, OperationDefinitionNode))
        coerced = compiler.coerce(operation, variables)
        assert not isinstance(coerced, list)
        compiled = compiler.compile(text, document, operation, coerced)
        yield compiled.statement.text if compiled.statement else ""


def shuffled(chance: random.Random) -> list[Pass]:
    """The passes in a random order that meets their requirements."""
    left = list(PASSES)
    order: list[Pass] = []
    while left:
        ready = [one for one in left if set(REQUIRED_BEFORE[one]) <= set(order)]
        order.append(chance.choice(ready))
        left.remove(order[-1])
    return order


def test_every_pass_says_what_it_requires() -> None:
    assert set(REQUIRED_BEFORE) == set(PASSES)
    done: set[Pass] = set()
    for pass_ in PASSES:
        assert set(REQUIRED_BEFORE[pass_]) <= done
        done.add(pass_)


@pytest.mark.parametrize("seed", range(6))
def test_where_no_order_is_required_none_matters(seed: int) -> None:
    order = shuffled(random.Random(seed))
    assert list(statements(order)) == list(statements(PASSES)), [one.__name__ for one in order]
