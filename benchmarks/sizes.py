"""Whether a question costs more on a larger graph: the same questions on graphs of two sizes."""

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
"""Those whose answer is as long on a large graph as on a small one; people of a large graph have more credits."""
PROFILED: Final = 50
SECONDS: Final = 4.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a question costs on a graph: db hits on average, and the latencies of a single client in milliseconds."""

    question: str
    films: int
    hits: float
    p50: float
    p99: float


def costs_on(films: int, seed: int, release: str) -> list[Cost]:
    """The costs on a graph of this size."""
    with tempfile.TemporaryDirectory(prefix="graphapi-benchmark-") as name:
        ground = prepare(Path(name), films, seed)
        with (
            neo4j_with(ground.catalogue, release) as store,
            serve_graphapi(ground.folder, ground.first, store.endpoint) as server,
        ):
            contestant = server_contestant(server, [store.process_id], ground)
            found: list[Cost] = []
            for question in (one for one in QUESTIONS if one.name in ASKED):
                contestant.ask(question, 16, SECONDS)
                load = contestant.ask(question, 1, SECONDS)
                hits = _hits(question, ground.values[question.name][:PROFILED], store.endpoint)
                found.append(Cost(question.name, films, hits, load.p50, load.p99))
                say(f"  {question.name}, {films:,} films: {hits:,.0f} db hits, p50 {load.p50:.2f} ms")
            return found


def size_table(costs: Sequence[Cost]) -> str:
    """A row for each question, and columns for each size."""
    sizes = sorted({cost.films for cost in costs})
    head = ["query", *(f"{films:,} films: {what}" for films in sizes for what in ("db hits", "p50 ms", "p99 ms"))]
    rows = []
    for question in dict.fromkeys(cost.question for cost in costs):
        of_question = sorted((cost for cost in costs if cost.question == question), key=lambda cost: cost.films)
        cells = [(f"{cost.hits:,.0f}", f"{cost.p50:.2f}", f"{cost.p99:.2f}") for cost in of_question]
        rows.append([question, *(cell for group in cells for cell in group)])
    return markdown(head, rows)


def _hits(question: Question, values: Sequence[Values], endpoint: Endpoint) -> float:
    """What PROFILE counts for the statement of a question, on average over some values."""
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
