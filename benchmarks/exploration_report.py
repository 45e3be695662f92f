"""The results of exploration runs: a file that accumulates them for all graphs and stores, and their tables."""

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

    from benchmarks.exploration import Result

Run: TypeAlias = "dict[str, Any]"
"""The measurements for one graph on one store, with the command, the date and the machine."""
STORES: Final = {"neo4j": "Neo4j", "embedded": "embedded"}
GOALS_ON: Final = ("neo4j", 1_000_000)


def remember(path: Path, found: Sequence[Result], command: str) -> list[Run]:
    """Write results to the file, replacing those of the same graph and store; return all results in the file."""
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
    """A section for each graph: how the figures were made, latencies, and the comparison with ``shortestPath``."""
    parts: list[str] = []
    for graph in dict.fromkeys(run["graph"] for run in runs):
        of_graph = {run["store"]: run for run in runs if run["graph"] == graph}
        ordered = {store: of_graph[store] for store in STORES if store in of_graph}
        parts += [f"**{graph}**", *map(_made, ordered.values()), _latencies(ordered), _comparisons(ordered)]
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
            responses = run["responses"].get(question.name)
            cells += _cells(responses) if responses else ["", "", ""]
        if _has_goals(runs):
            responses = runs["neo4j"]["responses"].get(question.name)
            cells.append(_goal(question.goal, responses["latencies"]) if responses else "")
        rows.append(cells)
    return markdown(head, rows)


def _has_goals(runs: Mapping[str, Run]) -> bool:
    store, credits = GOALS_ON
    return store in runs and runs[store]["graph"].startswith(f"{credits:,} ")


def _cells(responses: Mapping[str, Any]) -> list[str]:
    latencies = responses["latencies"]
    asked = f"{len(latencies):,}" + (f", {responses['failures']} failed" if responses["failures"] else "")
    return [asked, f"{quantile(latencies, 0.5):.1f}", f"{quantile(latencies, 0.99):.1f}"]


def _goal(goal: tuple[float | None, float | None], latencies: Sequence[float]) -> str:
    words = []
    for name, share, bound in (("p50", 0.5, goal[0]), ("p99", 0.99, goal[1])):
        if bound is not None:
            met = "met" if quantile(latencies, share) <= bound else "**missed**"
            words.append(f"{name} {bound:.0f}: {met}")
    return ", ".join(words)


def _comparisons(runs: Mapping[str, Run]) -> str:
    head = ["the same pairs", "store", "graphapi: p50 ms", "p99 ms", "shortestPath: asked", "p50 ms", "p99 ms"]
    head.append("lengths that agree")
    rows = [
        [
            name,
            STORES[store],
            *_cells(run["responses"][name])[1:],
            *_cells(comparison["responses"]),
            f"{comparison['agreed']:,} of {comparison['compared']:,}",
        ]
        for store, run in runs.items()
        for name, comparison in run["comparisons"].items()
    ]
    return markdown(head, rows) if rows else ""


def quantile(latencies: Sequence[float], share: float) -> float:
    """The quantile ``share`` of latencies in ascending order."""
    return latencies[min(len(latencies) - 1, int(share * len(latencies)))]
