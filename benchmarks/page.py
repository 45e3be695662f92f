"""The report of a run, and its insertion into the documentation."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
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
    from benchmarks.throughput import Run, Workload

ROOT: Final = Path(__file__).parent.parent
PERFORMANCE_PAGE: Final = ROOT / "docs" / "performance.md"
README: Final = ROOT / "README.md"
TITLES: Final = {"neo4j": "On Neo4j", "embedded": "On the embedded store"}


class PageError(Exception):
    """A page lacks the markers for figures."""


@dataclass(frozen=True, slots=True)
class Report:
    """Runs, with their graph, their course and the command that made them."""

    workload: Workload
    course: Course
    runs: Sequence[Run]
    command: str


def describe(made: Report) -> str:
    """A paragraph on when, where and how the figures were made."""
    machine = Machine.this()
    course, workload = made.course, made.workload
    compared = sum(sum(run.compared.values()) for run in made.runs)
    windows = [window for run in made.runs for window in run.windows]
    return (
        f"Report by `{made.command}` on {datetime.now(UTC):%-d %B %Y}, on {machine.cores} cores ({machine.processor}) "
        f"with {machine.memory_gib} GiB, {machine.system}; {workload.films:,} films (seed {workload.seed}), windows of "
        f"{course.seconds:g} s, the median of {course.repeats}. {compared} answers were compared before, all the same. "
        f"Load generator, servers and database share the machine. {sum(one.disturbed for one in windows)} of "
        f"{len(windows)} windows were disturbed by other processes, repeated or not; their figures have a star."
    )


def made_by(command: str, films: int, seed: int) -> str:
    """A sentence on when, where and by which command figures were made, on a generated graph."""
    machine = Machine.this()
    return (
        f"Made by `{command}` on {datetime.now(UTC):%-d %B %Y}, on {machine.cores} cores ({machine.processor}) with "
        f"{machine.memory_gib} GiB, {machine.system}; {films:,} films (seed {seed})."
    )


def made_on(command: str) -> str:
    """A sentence on when, where and by which command figures were made."""
    machine = Machine.this()
    return (
        f"Made by `{command}` on {datetime.now(UTC):%-d %B %Y}, on {machine.cores} cores ({machine.processor}) with "
        f"{machine.memory_gib} GiB, {machine.system}."
    )


def summary(runs: Sequence[Run]) -> str:
    """The summary tables of all runs."""
    return "\n\n".join(f"**{TITLES[run.store]}**\n\n{summary_table(figures(run.windows))}" for run in runs)


def full(made: Report) -> str:
    """The full report in Markdown."""
    parts = [describe(made)]
    parts.append(markdown(["query", "asks for"], [[question.name, question.says] for question in QUESTIONS]))
    for run in made.runs:
        table = figures(run.windows)
        targets = targets_on_neo4j if run.store == StoreKind.NEO4J else targets_on_embedded
        parts += [f"### {TITLES[run.store]}", summary_table(table), target_table(targets(table))]
        parts += [_server_table(run), detail_table(table)]
    return "\n\n".join(parts)


def as_json(made: Report) -> str:
    """All measurements as JSON, window by window."""
    described = {
        "command": made.command,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": asdict(Machine.this()),
        "films": made.workload.films,
        "seed": made.workload.seed,
        "course": asdict(made.course),
        "runs": [asdict(run) for run in made.runs],
    }
    return json.dumps(described, indent=1) + "\n"


def write_docs(made: Report) -> None:
    """Write all tables into docs/performance.md, and the summary tables into the README.

    Raises:
        PageError: one of the pages lacks the markers.
    """
    fill(PERFORMANCE_PAGE, "throughput", full(made))
    fill(README, "throughput", f"{summary(made.runs)}\n\n{describe(made)}")


def check_places() -> None:
    """Check that both pages have markers for the tables, so that a long run does not fail at its end.

    Raises:
        PageError: one of the pages lacks the markers.
    """
    for path in (PERFORMANCE_PAGE, README):
        _parts(path, "throughput")


def fill(path: Path, name: str, text: str) -> None:
    """Replace the text between the two markers with the given name in a page.

    Raises:
        PageError: the page lacks the markers.
    """
    before, after = _parts(path, name)
    path.write_text(f"{before}\n{text}\n{after}", encoding="utf-8")


def _parts(path: Path, name: str) -> tuple[str, str]:
    """A page up to and including the first marker, and from the second marker on."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    page = path.read_text(encoding="utf-8")
    before, found, rest = page.partition(begin)
    _old, closed, after = rest.partition(end)
    if not found or not closed:
        raise PageError(f"{path.name} has no place for figures: {begin} … {end}")
    return before + begin, end + after


def _server_table(run: Run) -> str:
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
