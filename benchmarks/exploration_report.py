"""What was measured of explorations: kept in a file from one store and graph to the next, and as tables."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from benchmarks.exploration_questions import QUESTIONS
from benchmarks.machine import Machine
from benchmarks.report import markdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from benchmarks.exploration import Explored

Run: TypeAlias = "dict[str, Any]"
"""What was measured of one graph on one store, with the command and the day."""
STORES: Final = {"neo4j": "Neo4j", "embedded": "embedded"}
GOALS_ON: Final = ("neo4j", 1_000_000)


def remember(path: Path, found: Sequence[Explored], command: str) -> list[Run]:
    """Put what was measured into the file, in the place of the same graph and store; everything that is in it then."""
    runs: list[Run] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    for one in found:
        run = {
            "command": command,
            "made": f"{datetime.now(UTC):%-d %B %Y}",
            "machine": asdict(Machine.this()),
            **asdict(one),
        }
        same = next((old for old in runs if (old["graph"], old["store"]) == (one.graph, one.store)), None)
        if same is None:
            runs.append(run)
        else:
            runs[runs.index(same)] = run
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(runs, indent=1) + "\n", encoding="utf-8")
    return runs


def tables(runs: Sequence[Run]) -> str:
    """A section for each graph: how it was made, latencies, and shortestPath beside."""
    parts: list[str] = []
    for graph in dict.fromkeys(run["graph"] for run in runs):
        of_graph = {run["store"]: run for run in runs if run["graph"] == graph}
        ordered = {store: of_graph[store] for store in STORES if store in of_graph}
        parts += [f"**{graph}**", *map(_made, ordered.values()), _latencies(ordered), _beside(ordered)]
    return "\n\n".join(part for part in parts if part)


def _made(run: Run) -> str:
    machine = run["machine"]
    return (
        f"{STORES[run['store']]}: made by `{run['command']}` on {run['made']}, on {machine['cores']} cores "
        f"({machine['processor']}) with {machine['memory_gib']} GiB, {machine['system']}."
    )


def _latencies(runs: Mapping[str, Run]) -> str:
    head = ["question", *(f"{STORES[store]}: {what}" for store in runs for what in ("asked", "p50 ms", "p99 ms"))]
    head += ["goal on Neo4j"] if _has_goals(runs) else []
    rows = []
    for question in QUESTIONS:
        cells = [question.name]
        for run in runs.values():
            told = run["told"].get(question.name)
            cells += _cells(told) if told else ["", "", ""]
        if _has_goals(runs):
            told = runs["neo4j"]["told"].get(question.name)
            cells.append(_goal(question.goal, told["latencies"]) if told else "")
        rows.append(cells)
    return markdown(head, rows)


def _has_goals(runs: Mapping[str, Run]) -> bool:
    store, credits = GOALS_ON
    return store in runs and runs[store]["graph"].startswith(f"{credits:,} ")


def _cells(told: Mapping[str, Any]) -> list[str]:
    latencies = told["latencies"]
    asked = f"{len(latencies):,}" + (f", {told['failures']} failed" if told["failures"] else "")
    return [asked, f"{quantile(latencies, 0.5):.1f}", f"{quantile(latencies, 0.99):.1f}"]


def _goal(goal: tuple[float | None, float | None], latencies: Sequence[float]) -> str:
    words = []
    for name, share, bound in (("p50", 0.5, goal[0]), ("p99", 0.99, goal[1])):
        if bound is not None:
            met = "met" if quantile(latencies, share) <= bound else "**missed**"
            words.append(f"{name} {bound:.0f}: {met}")
    return ", ".join(words)


def _beside(runs: Mapping[str, Run]) -> str:
    head = ["the same pairs", "store", "graphapi: p50 ms", "p99 ms", "shortestPath: asked", "p50 ms", "p99 ms"]
    head.append("lengths that agree")
    rows = [
        [
            name,
            STORES[store],
            *_cells(run["told"][name])[1:],
            *_cells(beside["told"]),
            f"{beside['agreed']:,} of {beside['compared']:,}",
        ]
        for store, run in runs.items()
        for name, beside in run["beside"].items()
    ]
    return markdown(head, rows) if rows else ""


def quantile(latencies: Sequence[float], share: float) -> float:
    """The latency that this share of the requests, best first, did not exceed."""
    return latencies[min(len(latencies) - 1, int(share * len(latencies)))]
