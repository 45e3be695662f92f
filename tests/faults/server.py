"""``graphapi serve`` with two workers as a process whose workers and limits a test can reach."""

from __future__ import annotations

import ctypes
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from tests.store.processes import parent_of

if TYPE_CHECKING:
    from collections.abc import Callable

START_SECONDS = 60.0
STOP_SECONDS = 30.0
WORKERS = 2
WORKER_ID = re.compile(r'process="(\d+)"')


class ServerProcess:
    """A running ``graphapi serve``.

    Args:
        folder: the working folder; the output is appended to ``server.log`` in it.
        environment: the settings, and further variables.
    """

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("GRAPHAPI_", "NEO4J_"))}
        self.log = folder / "server.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "graphapi", "serve", "--port", "0", "--workers", str(WORKERS)],
                cwd=folder,
                env=clean | {"NO_COLOR": "1"} | environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_obey,
            )
        self.origin = ""
        self._answered: set[int] = set()

    @property
    def workers(self) -> list[int]:
        """The process ids of the workers that run."""
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError, IndexError):
                if b"spawn_main" in path.read_bytes() and parent_of(int(path.parent.name)) == self.process.pid:
                    found.append(int(path.parent.name))
        return found

    def await_workers(self, *, other_than: set[int] | frozenset[int] = frozenset()) -> None:
        """Wait until all workers have answered, none of which is one of the given processes.

        The system gives most connections to the worker that is idle, so a worker counts if it has answered before.
        """
        self.origin = self.origin or self._await_origin()

        def answer() -> bool:
            if len(self.workers) != WORKERS or other_than & set(self.workers):
                return False
            answers = (httpx.get(f"{self.origin}/metrics", timeout=START_SECONDS).text for _ in range(8))
            self._answered.update(int(WORKER_ID.findall(one)[0]) for one in answers)
            return self._answered >= set(self.workers)

        await_true(answer, START_SECONDS, "not all workers answer")

    def logged(self, event: str) -> list[dict[str, Any]]:
        """The lines of the log with this event."""
        lines = (line for line in self.log.read_text(errors="replace").splitlines() if line.startswith("{"))
        return [line for line in map(json.loads, lines) if line["event"] == event]

    def set_limit(self, which: int, soft: int | None) -> None:
        """Set a soft limit of all workers (setrlimit(2)); with None, it becomes the hard limit."""
        for pid in self.workers:
            set_limit(pid, which, soft)

    def stop(self) -> int:
        """Stop the server with SIGTERM, and return its exit code."""
        self.process.terminate()
        return self.process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """Kill the server if it still runs; its workers and its store end with it."""
        if self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _await_origin(self) -> str:
        found: list[str] = []

        def announced() -> bool:
            assert self.process.poll() is None, self.log.read_text()
            found[:] = re.findall(r"^API +(http://\S+)/graphql", self.log.read_text(), re.MULTILINE)
            return bool(found)

        await_true(announced, START_SECONDS, "the server did not start")
        return found[0]


def _obey() -> None:
    """End with the tests, and give up root's right to write where permissions forbid it (CAP_DAC_OVERRIDE).

    Source: prctl(2), capabilities(7).
    """
    prctl = ctypes.CDLL(None).prctl
    set_parent_death_signal, drop_from_bounding_set, dac_override = 1, 24, 1
    prctl(set_parent_death_signal, signal.SIGKILL)
    if os.geteuid() == 0:
        prctl(drop_from_bounding_set, dac_override)


def set_limit(pid: int, which: int, soft: int | None) -> None:
    """Set a soft limit of a process (setrlimit(2)); with None, it becomes the hard limit."""
    hard = resource.prlimit(pid, which)[1]
    resource.prlimit(pid, which, (hard if soft is None else soft, hard))


def await_true(condition: Callable[[], bool], seconds: float, message: str) -> None:
    """Wait until a condition holds.

    Raises:
        TimeoutError: that takes longer than ``seconds``; with the message.
    """
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(message)
        time.sleep(0.02)
