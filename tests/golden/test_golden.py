"""Every kind of query, with its plan, statement and answer in files beside it.

To update the files after an intended change, run ``GRAPHAPI_UPDATE_GOLDEN=1 pytest tests/golden`` and review the diff.
With ``CI=true`` the files are only compared.
"""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import neo4j
import pytest

from benchmarks.plans import operators
from graphapi.api.schema import GraphSchema
from graphapi.execution.context import Context
from graphapi.execution.explain import explain
from graphapi.store import StoreKind
from graphapi.store.batching import SharedReads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.store import Endpoint, Graph

QUERIES = sorted(Path(__file__).with_name("queries").glob("*.graphql"))
UPDATE = "GRAPHAPI_UPDATE_GOLDEN" in os.environ and os.environ.get("CI") != "true"

SCHEMA = GraphSchema()
WITHOUT_PASSES = GraphSchema(passes=())
WITHOUT_DIRECT_ANSWERS = GraphSchema(direct=False)


@dataclass(frozen=True)
class Golden:
    """A query file and the files beside it."""

    path: Path

    @property
    def text(self) -> str:
        """The document."""
        return self.path.read_text(encoding="utf-8")

    @property
    def variables(self) -> dict[str, Any]:
        """Its variables."""
        path = self.path.with_suffix(".variables.json")
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return found

    def check(self, suffix: str, actual: str) -> None:
        """Compare a text with the file of this suffix; in update mode, write the file first."""
        path = self.path.with_suffix(suffix)
        if UPDATE:
            path.write_text(actual, encoding="utf-8")
        assert actual == path.read_text(encoding="utf-8")


@pytest.fixture(params=QUERIES, ids=lambda path: path.stem)
def golden(request: pytest.FixtureRequest) -> Golden:
    """Each query in turn."""
    return Golden(request.param)


async def answer(schema: GraphSchema, graph: Graph, golden: Golden) -> str:
    """The data of the answer, as JSON."""
    context = Context(SharedReads(graph), asyncio.get_running_loop().time() + 60, "golden")
    result = await schema.execute(golden.text, golden.variables, context_value=context)
    assert result.errors is None
    return json.dumps(result.data, indent=2, ensure_ascii=False) + "\n"


def test_plan_and_statement(golden: Golden) -> None:
    explanation = explain(SCHEMA, golden.text, golden.variables)
    parameters = json.dumps(explanation.parameters, ensure_ascii=False)
    levels = [line for level in explanation.levels for line in (f"level of {level.field}:", *level.plan)]
    golden.check(".plan.txt", "\n".join([*levels, *explanation.plan, f"most rows: {explanation.most_rows}"]) + "\n")
    before = "".join(f"{level.statement}\n// a level of {level.field}\n\n" for level in explanation.levels)
    golden.check(".cypher", f"{before}{explanation.statement}\n// {parameters}\n")


async def test_answer(golden: Golden, sample_graph: Graph) -> None:
    golden.check(".answer.json", await answer(SCHEMA, sample_graph, golden))


async def test_answer_without_passes_and_by_graphql_core(golden: Golden, sample_graph: Graph) -> None:
    expected = await answer(SCHEMA, sample_graph, golden)
    assert await answer(WITHOUT_PASSES, sample_graph, golden) == expected
    assert await answer(WITHOUT_DIRECT_ANSWERS, sample_graph, golden) == expected


async def test_neo4j_plans_the_statement_without_waste(golden: Golden, sample_graph: Graph) -> None:
    if sample_graph.kind is StoreKind.EMBEDDED:
        return
    explanation = explain(SCHEMA, golden.text, golden.variables)
    texts = [(level.statement, level.parameters) for level in explanation.levels]
    if explanation.statement:
        texts.append((explanation.statement, explanation.parameters))
    for text, parameters in texts:
        for operator in operators(await plan_of(sample_graph.endpoint, text, parameters)):
            kind = operator["operatorType"].split("@")[0]
            assert kind != "Eager"
            # The values of sibling fields are combined by a product of single rows.
            if kind == "CartesianProduct":
                assert all(child["args"]["EstimatedRows"] <= 1 for child in operator["children"])


async def plan_of(endpoint: Endpoint, statement: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Neo4j's plan of a statement."""
    auth = (endpoint.username, endpoint.password or "")
    async with neo4j.AsyncGraphDatabase.driver(endpoint.uri, auth=auth) as driver, driver.session() as session:
        result = await session.run(neo4j.Query(f"EXPLAIN {statement}"), dict(parameters))
        plan = (await result.consume()).plan
    assert plan is not None
    return plan
