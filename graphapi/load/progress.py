"""The output of a load: its progress while it runs, as a bar or in lines, and a table of its summary at the end."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from graphapi.load.options import SilentProgress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import ProgressColumn

    from graphapi.load.options import LoadSummary, ProgressListener

SECONDS_BETWEEN_LINES: Final = 30.0


class _Speed(TextColumn):
    """The speed of a phase in rows per second."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Task) -> Text:
        # Rich resets its own measure of speed when the total of a bar changes, as it does at the end of a phase.
        elapsed = task.finished_time if task.finished_time is not None else task.elapsed
        speed = f"{task.completed / elapsed:,.0f} rows/s" if elapsed and task.completed else ""
        return Text(speed, style="progress.data.speed")


class BarProgress:
    """A progress bar for each phase of a load, with its rows, speed and remaining time."""

    def __init__(self, console: Console) -> None:
        columns: tuple[ProgressColumn, ...] = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Speed(),
            TimeRemainingColumn(),
        )
        self._bars = Progress(*columns, console=console)
        self._task: TaskID | None = None

    def started(self, phase: str, rows: int | None) -> None:
        """Show a new bar, after ending the previous one."""
        self.finished()
        self._task = self._bars.add_task(phase, total=rows)

    def advanced(self, rows: int) -> None:
        """Move the bar."""
        if self._task is not None:
            self._bars.advance(self._task, rows)

    def finished(self) -> None:
        """Fill the bar, because a phase can have fewer rows than its files."""
        if self._task is not None:
            done = self._bars.tasks[self._task].completed
            self._bars.update(self._task, total=done, completed=done)

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Redraw the bars until the context ends."""
        with self._bars:
            yield


class LineProgress:
    """A line about the current phase every half minute, for logs; nothing from commands that take less time."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._phase = ""
        self._rows: int | None = None
        self._done = 0
        self._phase_start = self._written = time.monotonic()

    def started(self, phase: str, rows: int | None) -> None:
        """A phase begins."""
        self._phase, self._rows, self._done = phase, rows, 0
        self._phase_start = time.monotonic()
        self._write_line()

    def advanced(self, rows: int) -> None:
        """Rows are done."""
        self._done += rows
        self._write_line()

    def finished(self) -> None:
        """The phase has ended."""
        self._write_line()

    def _write_line(self) -> None:
        now = time.monotonic()
        if now - self._written < SECONDS_BETWEEN_LINES:
            return
        self._written = now
        rows = row_count(self._done) if self._rows is None else f"{self._done:,} of {row_count(self._rows)}"
        done = f": {rows} in {now - self._phase_start:,.0f} s" if self._done else ""
        self._write(f"{self._phase}{done}\n")


@contextmanager
def show_progress(*, quiet: bool = False) -> Iterator[ProgressListener]:
    """A listener that draws on standard error, or writes lines if that is not a terminal; silent if ``quiet``."""
    if quiet:
        yield SilentProgress()
        return
    if not sys.stderr.isatty():
        yield LineProgress(_write_error)
        return
    progress = BarProgress(Console(stderr=True))
    with progress.shown():
        yield progress


def _write_error(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def row_count(rows: int) -> str:
    """A number of rows in words: ``1 row``, ``1,200 rows``."""
    return "1 row" if rows == 1 else f"{rows:,} rows"


def summary_heading(summary: LoadSummary) -> str:
    """The number of rows that a load read, and its speed."""
    speed = f" ({summary.rows / summary.seconds:,.0f} rows/s)" if summary.seconds > 0 else ""
    return f"{row_count(summary.rows)} in {summary.seconds:,.1f} s{speed}"


def summary_table(summary: LoadSummary) -> Table:
    """A table with a line for each label and relationship type."""
    table = Table()
    table.add_column("")
    for heading in ("created", "changed", "unchanged"):
        table.add_column(heading, justify="right")
    for kind, written in summary.written.items():
        if written.created or written.changed or written.unchanged:
            table.add_row(kind, f"{written.created:,}", f"{written.changed:,}", f"{written.unchanged:,}")
    return table


def summary_notes(summary: LoadSummary) -> list[str]:
    """The notices of a load, one sentence each."""
    notes = list(summary.notices)
    if summary.sample_removed:
        notes.insert(0, "The graph held nothing but the sample; it was removed first. --keep-sample keeps it.")
    if summary.refused:
        notes.append(f"{row_count(summary.refused)} {'was' if summary.refused == 1 else 'were'} refused.")
    return notes
