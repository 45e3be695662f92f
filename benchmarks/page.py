"""What a run prints, and its place in the documentation."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.machine import Machine
from benchmarks.questions import QUESTIONS
from benchmarks.report import detail_table, figures, markdown, summary_table
from benchmarks.targets import target_table, targets_on_embedded, targets_on_neo4j
from graphapi.store import StoreKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.measure import Course
    from benchmarks.throughput import Field, Run

ROOT: Final = Path(__file__).parent.parent
PERFORMANCE_PAGE: Final = ROOT / "docs" / "performance.md"
README: Final = ROOT / "README.md"
TITLES: Final = {"neo4j": "On Neo4j", "embedded": "On the embedded store"}


class PageError(Exception):
    """A page has no place for figures."""


def describe(ground: Field, course: Course, runs: Sequence[Run], command: str) -> str:
    """When, where and how the figures were made."""
    machine = Machine.this()
    compared = sum(sum(run.compared.values()) for run in runs)
    disturbed = sum(window.disturbed for run in runs for window in run.windows)
    windows = sum(len(run.windows) for run in runs)
    return (
        f"Made by `{command}` on {datetime.now(UTC):%-d %B %Y}, on {machine.cores} cores ({machine.processor}) with "
        f"{machine.memory_gib} GiB, {machine.system}; {ground.films:,} films (seed {ground.seed}), windows of "
        f"{course.seconds:g} s, the median of {course.repeats}. {compared} answers were compared before, all the same. "
        f"Load generator, servers and database share the machine. {disturbed} of {windows} windows were disturbed by "
        f"other processes even when measured again (their figures have a star)."
    )


def summary(runs: Sequence[Run]) -> str:
    """The short tables."""
    parts = [f"**{TITLES[run.store]}**\n\n{summary_table(figures(run.windows))}" for run in runs]
    return "\n\n".join(parts)


def full(ground: Field, course: Course, runs: Sequence[Run], command: str) -> str:
    """Everything that a run says, in Markdown."""
    parts = [describe(ground, course, runs, command)]
    parts.append(markdown(["query", "asks for"], [[question.name, question.says] for question in QUESTIONS]))
    for run in runs:
        table = figures(run.windows)
        targets = targets_on_neo4j if run.store == StoreKind.NEO4J else targets_on_embedded
        parts += [f"### {TITLES[run.store]}", summary_table(table), target_table(targets(table))]
        parts += [_lives(run), detail_table(table)]
    return "\n\n".join(parts)


def as_json(ground: Field, course: Course, runs: Sequence[Run], command: str) -> str:
    """Everything that was measured, window by window."""
    told = {
        "command": command,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": asdict(Machine.this()),
        "films": ground.films,
        "seed": ground.seed,
        "course": asdict(course),
        "runs": [asdict(run) for run in runs],
    }
    return json.dumps(told, indent=1) + "\n"


def fill(path: Path, name: str, text: str) -> None:
    """Put a text between the two marks of that name in a page, in the place of what stands there.

    Raises:
        PageError: the page lacks the marks.
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    page = path.read_text(encoding="utf-8")
    before, found, rest = page.partition(begin)
    _old, closed, after = rest.partition(end)
    if not found or not closed:
        raise PageError(f"{path.name} has no place for figures: {begin} … {end}")
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def _lives(run: Run) -> str:
    head = ["server", "cold start to first answer, s", "MiB at rest", "MiB after", "database at rest", "database after"]
    rows = [
        [
            life.name,
            f"{life.start_seconds:.2f}",
            f"{life.at_rest:.0f}",
            f"{life.after:.0f}",
            f"{life.store_at_rest:.0f}",
            f"{life.store_after:.0f}",
        ]
        for life in run.lives
    ]
    return markdown(head, rows)
