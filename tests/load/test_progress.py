"""The progress bar and the summary of a load."""

from __future__ import annotations

import io

from rich.console import Console

from graphapi.load.options import FileRows, LoadSummary, SilentProgress, Written
from graphapi.load.progress import BarProgress, show_progress, summary_heading, summary_notes, summary_table


def test_a_bar_shows_rows_and_rows_a_second() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=120)
    progress = BarProgress(console)
    with progress.shown():
        progress.started("Writing films", 2000)
        progress.advanced(500)
        progress.advanced(1000)
        progress.finished()
    written = console.file
    assert isinstance(written, io.StringIO)
    assert "Writing films" in written.getvalue()
    assert "1500/1500" in written.getvalue()
    assert "rows/s" in written.getvalue()


def test_nothing_is_drawn_where_nobody_looks() -> None:
    with show_progress() as listener:
        assert isinstance(listener, SilentProgress)


def test_the_summary_says_what_became_of_the_rows() -> None:
    summary = LoadSummary(files=[FileRows("films.csv", 1200, 3)], sample_removed=True, seconds=2.0)
    summary.written["Film"] = Written(created=1000, changed=7, unchanged=190)
    console = Console(file=io.StringIO(), width=80)
    console.print(summary_table(summary))
    written = console.file
    assert isinstance(written, io.StringIO)
    assert summary_heading(summary) == "1,200 rows in 2.0 s (600 rows/s)"
    assert [part.strip() for part in written.getvalue().splitlines()[-2].split("│")[1:-1]] == [
        "Film", "1,000", "7", "190"
    ]  # fmt: skip
    assert summary_notes(summary) == [
        "The graph held nothing but the sample; it was removed first. --keep-sample keeps it.",
        "3 rows were refused.",
    ]
    assert summary.as_json()["rows"] == 1200


def test_one_row_is_not_many() -> None:
    summary = LoadSummary(files=[FileRows("films.csv", 1, 1)])
    assert summary_heading(summary) == "1 row in 0.0 s"
    assert summary_notes(summary) == ["1 row was refused."]
