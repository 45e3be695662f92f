"""Estimated cost beside what operations read and how long the store took, over generated operations."""

from __future__ import annotations

import asyncio
import json
import random
import statistics
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from graphql import validate

from benchmarks.cost_operations import OperationGenerator
from benchmarks.exploration_questions import CatalogueContent
from benchmarks.progress import say
from benchmarks.report import markdown
from benchmarks.stores import LARGE, fill_embedded, neo4j_with
from graphapi.api.schema import build_schema
from graphapi.execution.context import Context
from graphapi.execution.cost import CostReport
from graphapi.execution.document_limits import UNLIMITED
from graphapi.execution.documents import Documents
from graphapi.execution.graph_answer import answer_from_graph
from graphapi.execution.graph_statistics import read_statistics
from graphapi.settings import Settings
from graphapi.store import StoreKind, connect, open_graph
from graphapi.store.batch_metrics import ReadTiming
from graphapi.store.batching import SharedReads
from graphapi.store.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from benchmarks.exploration import GraphLocation
    from graphapi.api.schema import GraphSchema
    from graphapi.model.graph_statistics import GraphStatistics
    from graphapi.statement import Statement
    from graphapi.store import Endpoint, Graph

SECONDS: Final = 20.0
"""The time after which an operation is given up."""
DEFAULT_LIMIT: Final = Settings.model_fields["max_cost"].default
MOST_COST: Final = 2 * DEFAULT_LIMIT
"""Operations that are estimated to cost more are not executed: they would take most of the time, and are refused."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One executed operation.

    Attributes:
        document: the operation.
        cost: the estimated cost.
        estimated_rows: the rows that the store was expected to return.
        rows: the rows that it returned.
        milliseconds: the time of the store; that of the deadline where it gave up.
        field: the field that was expected to cost the most.
    """

    document: str
    cost: int
    estimated_rows: float
    rows: int
    milliseconds: float
    field: str


class TimedReader:
    """Reads alone, and reports the time of each statement."""

    def __init__(self, graph: Graph, report: CostReport) -> None:
        self._reads = SharedReads(graph)
        self._report = report

    async def read(self, statement: Statement, parameters: Mapping[str, object], *, timeout: float) -> list[Any]:
        """As ``SharedReads.read``."""
        timing = ReadTiming()
        record = await self._reads.read(statement, parameters, timeout=timeout, timing=timing)
        self._report.observe(timing.seconds)
        return record


def calibrate(place: GraphLocation, kind: StoreKind, number: int, seed: int, release: str) -> list[Sample]:
    """Execute generated operations on one kind of store.

    Args:
        place: the graph.
        kind: the kind of store.
        number: how many operations.
        seed: of the generator.
        release: of Neo4j.
    """
    stored = place.folder / f"{kind.value}-{place.catalogue.name}"
    content = CatalogueContent(place.catalogue)
    if kind is StoreKind.NEO4J:
        kept = stored if place.keep else None
        with neo4j_with(place.catalogue, release, memory=LARGE, kept=kept) as store:
            return asyncio.run(_on_neo4j(store.endpoint, content, number, seed))
    fill_embedded(stored, place.catalogue)
    return asyncio.run(_on_embedded(stored, content, number, seed))


async def _on_neo4j(endpoint: Endpoint, content: CatalogueContent, number: int, seed: int) -> list[Sample]:
    graph = await connect(endpoint)
    try:
        return await _execute_all(graph, content, number, seed)
    finally:
        await graph.close()


async def _on_embedded(folder: Path, content: CatalogueContent, number: int, seed: int) -> list[Sample]:
    async with open_graph(Settings(neo4j_uri=None, data_dir=folder)) as graph:
        await migrate(graph)
        return await _execute_all(graph, content, number, seed)


async def _execute_all(graph: Graph, content: CatalogueContent, number: int, seed: int) -> list[Sample]:
    found = await read_statistics(graph)
    schema = build_schema(Settings(neo4j_uri=None if graph.kind is StoreKind.EMBEDDED else graph.endpoint.uri))
    generator = OperationGenerator(random.Random(seed), content)
    samples: list[Sample] = []
    while len(samples) < number:
        sample = await _execute(schema, graph, found, generator.draw())
        if sample is not None:
            samples.append(sample)
            if len(samples) % (number // 10) == 0:
                say(f"  {len(samples)} of {number} operations")
    return samples


async def _execute(schema: GraphSchema, graph: Graph, found: GraphStatistics, document: str) -> Sample | None:
    """Execute an operation twice; the second time counts, because the first includes the store's planning."""
    checked = Documents(UNLIMITED, 1).parse(document)
    errors = validate(schema.graphql_schema, checked.node)
    if errors:
        raise ValueError(f"{errors[0].message}: {document}")
    operation = checked.operations[0]
    compiled = schema.compiler.compile(document, checked.node, operation, {})
    estimate = compiled.estimator.estimate(found, {})
    if estimate.cost > MOST_COST:
        return None
    report = CostReport()
    for _ in range(2):
        report = CostReport()
        deadline = asyncio.get_running_loop().time() + SECONDS
        context = Context(TimedReader(graph, report), deadline, "cost", cost=report, measures_rows=True)
        answer = await answer_from_graph(schema.compiler, document, checked.node, operation, {}, context)
        if getattr(answer, "errors", None):
            report.store_seconds = SECONDS
            break
    return Sample(
        document,
        estimate.cost,
        estimate.returned,
        report.rows,
        report.store_seconds * 1000,
        ".".join(estimate.most_expensive_field),
    )


def cost_table(samples: Mapping[str, Sequence[Sample]], limit: int) -> str:
    """A table with a row for each store."""
    rows = []
    for store, found in samples.items():
        ratios = sorted((one.estimated_rows + 1) / (one.rows + 1) for one in found)
        allowed = [one for one in found if one.cost <= limit]
        slowest = max(allowed, key=lambda one: one.milliseconds)
        correlation = statistics.correlation(
            _ranks([one.cost for one in found]), _ranks([one.milliseconds for one in found])
        )
        rows.append(
            [
                store,
                f"{len(found):,}",
                f"{statistics.median(ratios):.2f}",
                f"{ratios[len(ratios) // 40]:.2f} to {ratios[-len(ratios) // 40 - 1]:.2f}",
                f"{correlation:.2f}",
                f"{len(found) - len(allowed):,}",
                f"{slowest.milliseconds:,.0f} ms",
                str(slowest.cost),
            ]
        )
    head = ["store", "operations", "estimated / actual rows, median", "95 %", "rank correlation of cost and time"]
    head += ["over the limit", "slowest within the limit", "its cost"]
    return markdown(head, rows)


def as_json(samples: Mapping[str, Sequence[Sample]]) -> str:
    """All samples, by store, as JSON."""
    return json.dumps({store: [asdict(one) for one in found] for store, found in samples.items()}, indent=1)


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    for rank, position in enumerate(order):
        ranks[position] = float(rank)
    return ranks
