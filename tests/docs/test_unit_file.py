"""The unit of systemd in ``docs/operations.md``."""

from __future__ import annotations

import math
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from graphapi.settings import Settings
from graphapi.store import watchdog
from tests.conftest import skip_or_fail
from tests.docs.installation import PROGRAMS, block_named, unit_file

if TYPE_CHECKING:
    from pathlib import Path

#: The highest exposure, of 10, that ``systemd-analyze security`` may find; version 252 finds 1.3.
MOST_EXPOSED = 1.5


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit as a file, with the program of this environment: systemd checks that it exists."""
    path = tmp_path / "graphapi.service"
    path.write_text(block_named("graphapi.service").text.replace("/opt/graphapi/bin", str(PROGRAMS)), encoding="utf-8")
    return path


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    if program is None:
        skip_or_fail("systemd-analyze not found: apt-get install systemd")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


def test_systemd_accepts_the_unit(unit: Path) -> None:
    done = analyze("verify", "--man=no", str(unit))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_unit_is_hardened(unit: Path) -> None:
    done = analyze("security", "--offline=true", f"--threshold={round(MOST_EXPOSED * 10)}", str(unit))
    assert done.returncode == 0, done.stdout


def test_a_stop_has_the_time_that_it_takes() -> None:
    service = unit_file()["Service"]
    longest = math.ceil(Settings().request_timeout) + 1 + watchdog.STOP_SECONDS
    assert float(service["TimeoutStopSec"]) > longest
    # With any other mode, the embedded store would get the signal too, and end before the last requests.
    assert service["KillMode"] == "mixed"


def test_the_memory_is_enough_for_the_embedded_store() -> None:
    assert unit_file()["Service"]["MemoryMax"] == "2G"
    assert Settings().store_memory + 2 * 256 <= 2048
