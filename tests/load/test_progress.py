"""The progress bar and the summary of a load."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import TYPE_CHECKING

from rich.console import Console

from graphapi.load.options import FileRows, LoadSummary, SilentProgress, Written
from graphapi.load.progress import BarProgress, show_progress, summary_heading, summary_notes, summary_table

if TYPE_CHECKING:
    import pytest


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


def test_a_log_gets_a_line_every_half_minute(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr("graphapi.load.progress.time", SimpleNamespace(monotonic=lambda: now))
    with show_progress() as listener:
        listener.started("Reading films", 3000)
        now += 29
        listener.advanced(1000)
        assert capsys.readouterr().err == ""
        now += 2
        listener.advanced(1000)
        assert capsys.readouterr().err == "Reading films: 2,000 of 3,000 rows in 31 s\n"
        listener.advanced(1000)
        listener.finished()
        listener.started("Reading people", None)
        now += 32
        listener.advanced(0)
        now += 32
        listener.advanced(1)
        now += 32
        listener.finished()
    assert capsys.readouterr().err.splitlines() == [
        "Reading people",
        "Reading people: 1 row in 64 s",
        "Reading people: 1 row in 96 s",
    ]


def test_nothing_is_written_if_the_output_is_for_machines() -> None:
    with show_progress(quiet=True) as listener:
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
