"""The status of a running load, and the disk space that a load needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import structlog
from typer.testing import CliRunner

from graphapi.commands.app import app
from graphapi.load import loading
from graphapi.load.desired_graph import derive_characters
from graphapi.load.options import SilentProgress
from graphapi.load.status import LoadStatus, read_status, recorded
from tests.load.everything import write_everything

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.load.staging import Staging

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def _logging() -> Iterator[None]:
    """Restore the logging: a command writes its log into the standard error of its run, which is closed afterwards."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def test_a_load_can_be_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, data = write_everything(tmp_path / "in"), str(tmp_path / "data")
    shown: list[str] = []
    derive = derive_characters

    def watch(staging: Staging) -> None:
        shown.append(RUNNER.invoke(app, ["load", "--status", "--data-dir", data]).output)
        derive(staging)

    monkeypatch.setattr(loading, "derive_characters", watch)
    command = ["load", "catalogue", str(folder), "--bulk", str(tmp_path / "out"), "--data-dir", data]
    result = RUNNER.invoke(app, command)
    assert result.exit_code == 0, result.output
    assert "neo4j-admin database import full neo4j" in result.output
    assert "graphapi migrate" in result.output
    assert shown[0].startswith("Checking keys. The load has run for ")
    assert RUNNER.invoke(app, ["load", "--status", "--data-dir", data]).output == "No load is running.\n"


def test_the_status_has_rate_and_time_left(tmp_path: Path) -> None:
    status = LoadStatus(os.getpid(), "Writing films", 3000, 1000, 2.0, 10.0)
    assert status.as_text() == (
        "Writing films: 1,000 of 3,000 rows, 500 rows/s, 4 s left in this phase. The load has run for 10 s."
    )
    assert LoadStatus(1, "Checking", None, 0, 0.0, 1.0).as_text() == "Checking. The load has run for 1 s."
    path = tmp_path / "status.json"
    with recorded(path, SilentProgress()) as progress:
        progress.started("Writing films", 3000)
        found = read_status(path)
        assert found is not None
        assert (found.phase, found.rows) == ("Writing films", 3000)
    assert read_status(path) is None


def test_a_load_that_was_killed_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "status.json"
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    path.write_text(f'{{"pid": {ended.pid}, "phase": "x", "rows": 1, "done": 1, "phase_seconds": 1, "seconds": 1}}')
    assert read_status(path) is None


def test_too_little_disk_space_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = write_everything(tmp_path / "in"), tmp_path / "out"
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    result = RUNNER.invoke(app, ["load", "catalogue", str(folder), "--bulk", str(out), "--data-dir", str(tmp_path)])
    assert result.exit_code == 1
    assert "are free. Nothing was written." in str(result.exception)
    assert list(out.iterdir()) == []
