"""What a run prints, and its place in the documentation."""

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
    from benchmarks.throughput import Field, Run

ROOT: Final = Path(__file__).parent.parent
PERFORMANCE_PAGE: Final = ROOT / "docs" / "performance.md"
README: Final = ROOT / "README.md"
TITLES: Final = {"neo4j": "On Neo4j", "embedded": "On the embedded store"}


class PageError(Exception):
    """A page has no place for figures."""


@dataclass(frozen=True, slots=True)
class Made:
    """Runs, and the command that made them."""

    ground: Field
    course: Course
    runs: Sequence[Run]
    command: str


def describe(made: Made) -> str:
    """When, where and how the figures were made."""
    machine = Machine.this()
    course, ground = made.course, made.ground
    compared = sum(sum(run.compared.values()) for run in made.runs)
    windows = [window for run in made.runs for window in run.windows]
    return (
        f"Made by `{made.command}` on {datetime.now(UTC):%-d %B %Y}, on {machine.cores} cores ({machine.processor}) "
        f"with {machine.memory_gib} GiB, {machine.system}; {ground.films:,} films (seed {ground.seed}), windows of "
        f"{course.seconds:g} s, the median of {course.repeats}. {compared} answers were compared before, all the same. "
        f"Load generator, servers and database share the machine. {sum(one.disturbed for one in windows)} of "
        f"{len(windows)} windows were disturbed by other processes, repeated or not; their figures have a star."
    )


def summary(runs: Sequence[Run]) -> str:
    """The short tables."""
    return "\n\n".join(f"**{TITLES[run.store]}**\n\n{summary_table(figures(run.windows))}" for run in runs)


def full(made: Made) -> str:
    """Everything that a run says, in Markdown."""
    parts = [describe(made)]
    parts.append(markdown(["query", "asks for"], [[question.name, question.says] for question in QUESTIONS]))
    for run in made.runs:
        table = figures(run.windows)
        targets = targets_on_neo4j if run.store == StoreKind.NEO4J else targets_on_embedded
        parts += [f"### {TITLES[run.store]}", summary_table(table), target_table(targets(table))]
        parts += [_lives(run), detail_table(table)]
    return "\n\n".join(parts)


def as_json(made: Made) -> str:
    """Everything that was measured, window by window."""
    told = {
        "command": made.command,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": asdict(Machine.this()),
        "films": made.ground.films,
        "seed": made.ground.seed,
        "course": asdict(made.course),
        "runs": [asdict(run) for run in made.runs],
    }
    return json.dumps(told, indent=1) + "\n"


def write_docs(made: Made) -> None:
    """Put all tables into the page on performance, and the short ones into the README.

    Raises:
        PageError: one of them has no place for figures.
    """
    fill(PERFORMANCE_PAGE, "throughput", full(made))
    fill(README, "throughput", f"{summary(made.runs)}\n\n{describe(made)}")


def check_places() -> None:
    """Whether both pages have a place for the tables, which is better known before an hour of measuring.

    Raises:
        PageError: one has none.
    """
    for path in (PERFORMANCE_PAGE, README):
        _parts(path, "throughput")


def fill(path: Path, name: str, text: str) -> None:
    """Put a text between the two marks of that name in a page, in the place of what stands there.

    Raises:
        PageError: the page lacks the marks.
    """
    before, after = _parts(path, name)
    path.write_text(f"{before}\n{text}\n{after}", encoding="utf-8")


def _parts(path: Path, name: str) -> tuple[str, str]:
    """A page up to and with the first mark, and from the second mark on."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    page = path.read_text(encoding="utf-8")
    before, found, rest = page.partition(begin)
    _old, closed, after = rest.partition(end)
    if not found or not closed:
        raise PageError(f"{path.name} has no place for figures: {begin} … {end}")
    return before + begin, end + after


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
