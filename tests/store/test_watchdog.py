"""The watchdog notices that the embedded store must be started again."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from graphapi.store.watchdog import _has_ended

if TYPE_CHECKING:
    from pathlib import Path

FENCED = b"2026-11-28 12:02:19.350 SEVER [LocalDatabase] <ArcadeDB_0> Database 'films' fenced for recovery: WAL file\n"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((FENCED,), True),
        ((FENCED[:60], FENCED[60:]), True),
        # What a client has sent can stand in the log too.
        ((b"2026-11-28 12:02:19.350 WARNI [BoltNetworkExecutor] no film " + FENCED,), False),
    ],
)
def test_a_fenced_store_is_killed(tmp_path: Path, parts: tuple[bytes, ...], expected: bool) -> None:
    output = tmp_path / "store.log"
    output.touch()
    waiting = list(parts)
    polls = 0

    def is_over() -> bool:
        nonlocal polls
        polls += 1
        if waiting:
            with output.open("ab") as log:
                log.write(waiting.pop(0))
        return polls > len(parts) + 1

    store = subprocess.Popen(["sleep", "20"])
    try:
        start = time.monotonic()
        assert _has_ended(store, output, is_over) is expected
        assert (store.poll() is not None) is expected
        assert time.monotonic() - start < 10
    finally:
        store.kill()
        store.wait()
