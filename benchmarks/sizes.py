"""A measurement of whether a question costs more on a larger graph."""

from __future__ import annotations

import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import neo4j

from benchmarks.plans import db_hits
from benchmarks.progress import say
from benchmarks.questions import QUESTIONS
from benchmarks.report import markdown
from benchmarks.servers import serve_graphapi
from benchmarks.stores import neo4j_with
from benchmarks.throughput import prepare, server_contestant
from graphapi.api.schema import GraphSchema
from graphapi.execution.explain import explain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.questions import Question, Values
    from graphapi.store import Endpoint

ASKED: Final = ("point", "film_page", "list", "heavy")
"""The questions whose answers have the same size on every graph.

The others are left out, because people in a large graph have more credits.
"""
PROFILED: Final = 50
SECONDS: Final = 4.0


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a question on a graph: average db hits, and latencies of a single client in milliseconds."""

    question: str
    films: int
    hits: float
    p50: float
    p99: float


def costs_on(films: int, seed: int, release: str) -> list[Cost]:
    """Measure the costs on a graph of the given size."""
    with tempfile.TemporaryDirectory(prefix="graphapi-benchmark-") as name:
        workload = prepare(Path(name), films, seed)
        with (
            neo4j_with(workload.catalogue, release) as store,
            serve_graphapi(workload.folder, workload.first, store.endpoint) as server,
        ):
            contestant = server_contestant(server, [store.process_id], workload)
            found: list[Cost] = []
            for question in (one for one in QUESTIONS if one.name in ASKED):
                contestant.ask(question, 16, SECONDS)
                load = contestant.ask(question, 1, SECONDS)
                hits = _hits(question, workload.values[question.name][:PROFILED], store.endpoint)
                found.append(Cost(question.name, films, hits, load.p50, load.p99))
                say(f"  {question.name}, {films:,} films: {hits:,.0f} db hits, p50 {load.p50:.2f} ms")
            return found


def size_table(costs: Sequence[Cost]) -> str:
    """A table with a row for each question and columns for each size."""
    sizes = sorted({cost.films for cost in costs})
    head = ["query", *(f"{films:,} films: {what}" for films in sizes for what in ("db hits", "p50 ms", "p99 ms"))]
    rows = []
    for question in dict.fromkeys(cost.question for cost in costs):
        of_question = sorted((cost for cost in costs if cost.question == question), key=lambda cost: cost.films)
        cells = [(f"{cost.hits:,.0f}", f"{cost.p50:.2f}", f"{cost.p99:.2f}") for cost in of_question]
        rows.append([question, *(cell for group in cells for cell in group)])
    return markdown(head, rows)


def _hits(question: Question, values: Sequence[Values], endpoint: Endpoint) -> float:
    """The db hits of a question's statement, averaged over ``values``."""
    schema = GraphSchema()
    auth = (endpoint.username, endpoint.password or "")
    with neo4j.GraphDatabase.driver(endpoint.uri, auth=auth) as driver, driver.session() as session:
        counted: list[int] = []
        for value in values:
            explanation = explain(schema, question.document("graphapi"), value)
            profiled = neo4j.Query(f"PROFILE {explanation.statement}")
            profile = session.run(profiled, dict(explanation.parameters)).consume().profile
            counted.append(db_hits(profile or {}))
    return statistics.fmean(counted)
