"""The load generator for servers: wrk, one thread, posting varying bodies as fast as answers come."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from benchmarks.questions import Question, Values

SCRIPT: Final = Path(__file__).with_name("wrk.lua")
TIMEOUT: Final = "30s"


class LoadGeneratorError(Exception):
    """The load generator is missing or failed; the message says what to do or what it printed."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one stretch of requests came to. Latencies are in milliseconds, ``client_cpu`` and ``seconds`` in seconds.

    ``answers`` counts all of them, ``failures`` those among them that were wrong, and requests without an answer.
    """

    answers: int
    failures: int
    seconds: float
    p50: float
    p99: float
    slowest: float
    bytes: int
    client_cpu: float
    first_failure: str | None = None

    @property
    def rate(self) -> float:
        """Right answers a second."""
        return max(0, self.answers - self.failures) / self.seconds


@dataclass(frozen=True, slots=True)
class Target:
    """A server and its way of being asked a question."""

    url: str
    bodies: Path
    good_beginning: str


def find_wrk() -> str:
    """The program.

    Raises:
        LoadGeneratorError: it is not installed.
    """
    found = shutil.which("wrk")
    if found is None:
        message = "wrk, the load generator, is not installed: apt-get install wrk"
        raise LoadGeneratorError(message)
    return found


def write_bodies(path: Path, document: str, values: list[Values]) -> None:
    """A line for each request: the document with other variables each time."""
    path.write_text(
        "".join(json.dumps({"query": document, "variables": one}) + "\n" for one in values), encoding="utf-8"
    )


def target_of(folder: Path, contestant: str, url: str, question: Question, values: list[Values]) -> Target:
    """Prepare the bodies of a question for a contestant."""
    path = folder / f"{contestant}-{question.name}.bodies"
    form = "peer" if contestant == "peer" else "graphapi"
    write_bodies(path, question.document(form), values)
    return Target(url, path, question.good_beginning(form))


def run_wrk(target: Target, clients: int, seconds: float) -> Load:
    """Ask for some seconds with that many connections, each waiting for its answer before it asks again.

    Raises:
        LoadGeneratorError: wrk failed.
    """
    command = [find_wrk(), "-t1", f"-c{clients}", f"-d{max(1, round(seconds))}s", "--timeout", TIMEOUT]
    command += ["-s", str(SCRIPT), target.url, "--", str(target.bodies), target.good_beginning]
    before = _children_cpu()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    spent = _children_cpu() - before
    line = next((line for line in done.stdout.splitlines() if line.startswith("{")), None)
    if done.returncode != 0 or line is None:
        message = f"wrk failed ({done.returncode}): {done.stdout[-500:]}{done.stderr[-500:]}"
        raise LoadGeneratorError(message)
    told: dict[str, Any] = json.loads(line)
    wrong = next((line for line in done.stdout.splitlines() if line.startswith("WRONG")), None)
    lost = "lost (connect, read, write, timeout): {}, {}, {}, {}".format(*told["lost"]) if any(told["lost"]) else None
    return Load(
        answers=told["answers"],
        failures=told["failures"],
        seconds=told["microseconds"] / 1e6,
        p50=told["p50"],
        p99=told["p99"],
        slowest=told["max"],
        bytes=told["bytes"],
        client_cpu=spent,
        first_failure=wrong or lost,
    )


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
