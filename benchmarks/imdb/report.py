"""The results of runs on IMDb-shaped dumps: a file that accumulates them, and their tables with the goals."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from benchmarks.exploration_report import STORES, quantile
from benchmarks.machine import Machine
from benchmarks.questions import QUESTIONS as SIX
from benchmarks.report import markdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from benchmarks.imdb.loading import Selection
    from benchmarks.imdb.measure import RunOptions, StoreResult

Run: TypeAlias = "dict[str, Any]"
"""The measurements of one selection at one scale on one store, with the command, the date and the machine."""
LOAD_SECONDS: Final = {"neo4j": 5 * 60, "embedded": 15 * 60}
PAGES: Final = ("film_page", "person_page")
MOST_TIMES_REFERENCE: Final = 1.5
SEARCH_P99: Final = {"neo4j": 50.0, "embedded": 150.0}
PATH_P99: Final = 1000.0
"""The goals for films at scale 1. Pages are compared with those on 20,000 films; p99 is in milliseconds."""


def remember(
    path: Path, found: Sequence[StoreResult], selection: Selection, options: RunOptions, command: str
) -> list[Run]:
    """Write results to the file, replacing those of the same selection, scale and store; return all in the file."""
    runs: list[Run] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    for one in found:
        run = {
            "command": command,
            "made": f"{datetime.now(UTC):%-d %B %Y}",
            "machine": asdict(Machine.this()),
            "selection": selection.name,
            "options": asdict(options),
            **asdict(one),
        }
        runs = [old for old in runs if _identity(old) != _identity(run)] + [run]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(runs, indent=1) + "\n", encoding="utf-8")
    return runs


def tables(runs: Sequence[Run]) -> str:
    """A section for each selection and scale: how the figures were made, loads, questions and goals."""
    parts: list[str] = []
    for selection, scale in dict.fromkeys((run["selection"], run["options"]["scale"]) for run in runs):
        of_graph = {run["store"]: run for run in runs if _identity(run)[:2] == (selection, scale)}
        ordered = {store: of_graph[store] for store in STORES if store in of_graph}
        parts += [f"**{selection.capitalize()}, scale {scale:g}**", *map(_made, ordered.values())]
        parts += [_load_table(ordered), _question_table(ordered)]
        if selection == "films" and scale == 1:
            parts.append(_goal_table(ordered))
    return "\n\n".join(parts)


def _identity(run: Run) -> tuple[str, float, str]:
    return run["selection"], run["options"]["scale"], run["store"]


def _made(run: Run) -> str:
    machine = run["machine"]
    return (
        f"{STORES[run['store']]}: made by `{run['command']}` on {run['made']}, on {machine['cores']} cores "
        f"({machine['processor']}) with {machine['memory_gib']} GiB, {machine['system']}; the store's heap is "
        f"{run['options']['store_memory']:,} MiB. The small graph has {run['reference_films']:,} generated films."
    )


def _load_table(runs: Mapping[str, Run]) -> str:
    head = ["what", *(STORES[store] for store in runs)]
    loads = [run["load"] for run in runs.values()]
    lines = {
        "films, people in the graph": [f"{one['films']:,}, {one['people']:,}" for one in loads],
        "acting and directing credits": [f"{one['credits']:,}" for one in loads],
        "rows of the dumps, refused": [f"{one['rows']:,}, {one['refused']:,}" for one in loads],
        "load, s": [f"{one['seconds']:,.0f}" for one in loads],
        "rows of the dumps a second": [f"{one['rows'] / one['seconds']:,.0f}" for one in loads],
        "credits a second": [f"{one['credits'] / one['seconds']:,.0f}" for one in loads],
        "load: peak memory of graphapi, MiB": [f"{one['loader_mib']:,.0f}" for one in loads],
        "load: peak memory of the store, MiB": [f"{one['store_mib']:,.0f}" for one in loads],
        "disk, MiB": [f"{one['disk_mib']:,.0f}" for one in loads],
        "start of Neo4j itself, s": [
            f"{run['store_start']:.1f}" if run["store_start"] else "" for run in runs.values()
        ],
        "start of graphapi to the first answer, s": [f"{run['start']:.1f}" for run in runs.values()],
        "graphapi, MiB at rest and afterwards": [_two(run, "server_mib", "server_after") for run in runs.values()],
        "store, MiB at rest and afterwards": [_two(run, "store_mib", "store_after") for run in runs.values()],
        "keys of films and people that were checked": [f"{run['checked']:,}" for run in runs.values()],
    }
    return markdown(head, [[name, *cells] for name, cells in lines.items()])


def _two(run: Run, before: str, after: str) -> str:
    return f"{run[before]:,.0f}, {run[after]:,.0f}"


def _question_table(runs: Mapping[str, Run]) -> str:
    columns = ("asked", "p50 ms", "p99 ms", "times the small graph")
    head = ["question", *(f"{STORES[store]}: {what}" for store in runs for what in columns)]
    names = dict.fromkeys(name for run in runs.values() for name in run["responses"])
    rows = []
    for name in names:
        cells = [name]
        for run in runs.values():
            cells += _cells(run, name)
        rows.append(cells)
    return markdown(head, rows)


def _cells(run: Run, name: str) -> list[str]:
    responses = run["responses"].get(name)
    if responses is None:
        return ["", "", "", ""]
    latencies = responses["latencies"]
    failed = f", {responses['failures']} failed" if responses["failures"] else ""
    ratio = _times_reference(run, name)
    return [
        f"{len(latencies):,}{failed}",
        f"{quantile(latencies, 0.5):.1f}",
        f"{quantile(latencies, 0.99):.1f}",
        "" if ratio is None else f"{ratio:.2f}",
    ]


def _times_reference(run: Run, name: str) -> float | None:
    """The median latency divided by that on the small graph."""
    reference, responses = run["reference"].get(name), run["responses"].get(name)
    if reference is None or responses is None:
        return None
    return quantile(responses["latencies"], 0.5) / quantile(reference["latencies"], 0.5)


def _goal_table(runs: Mapping[str, Run]) -> str:
    rows = []
    for store, run in runs.items():
        reached: list[tuple[str, float | None, float]] = [("load, s", run["load"]["seconds"], LOAD_SECONDS[store])]
        says = {one.name: one.says for one in SIX}
        reached += [
            (f"{name} ({says[name]}): times the small graph", _times_reference(run, name), MOST_TIMES_REFERENCE)
            for name in PAGES
        ]
        reached += [
            (f"{name}: p99 ms", quantile(responses["latencies"], 0.99), bound)
            for name, responses in run["responses"].items()
            if (bound := _bound(store, name)) is not None
        ]
        rows += [
            [STORES[store], name, f"≤ {bound:g}", f"{value:,.1f}", "met" if value <= bound else "**missed**"]
            for name, value, bound in reached
            if value is not None
        ]
    return markdown(["store", "goal", "bound", "reached", ""], rows)


def _bound(store: str, question: str) -> float | None:
    """The goal for the p99 of a question in milliseconds, if it has one."""
    if question.startswith("search: "):
        return SEARCH_P99[store]
    return PATH_P99 if question.startswith("path") else None
