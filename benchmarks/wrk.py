"""The load generator for servers: wrk with one thread, which posts varying bodies as fast as answers arrive."""

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
    """The result of one window of requests.

    Latencies are in milliseconds; ``client_cpu`` and ``seconds`` are in seconds. ``answers`` counts all answers.
    ``failures`` counts wrong answers and requests without an answer.
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
        """Correct answers per second."""
        return max(0, self.answers - self.failures) / self.seconds


@dataclass(frozen=True, slots=True)
class Target:
    """A server and the requests for one question: the file of their bodies, and how a successful answer begins."""

    url: str
    bodies: Path
    expected_prefix: str


def find_wrk() -> str:
    """The path of wrk.

    Raises:
        LoadGeneratorError: wrk is not installed.
    """
    found = shutil.which("wrk")
    if found is None:
        message = "wrk, the load generator, is not installed: apt-get install wrk"
        raise LoadGeneratorError(message)
    return found


def write_bodies(path: Path, document: str, values: list[Values]) -> None:
    """Write a line for each request: the document with one set of variables."""
    path.write_text(
        "".join(json.dumps({"query": document, "variables": one}) + "\n" for one in values), encoding="utf-8"
    )


def target_of(folder: Path, contestant: str, url: str, question: Question, values: list[Values]) -> Target:
    """Write the request bodies of a question for a contestant, and return the target."""
    path = folder / f"{contestant}-{question.name}.bodies"
    form = "peer" if contestant == "peer" else "graphapi"
    write_bodies(path, question.document(form), values)
    return Target(url, path, question.expected_prefix(form))


def run_wrk(target: Target, clients: int, seconds: float) -> Load:
    """Send requests on ``clients`` connections; each connection waits for its answer before the next request.

    Raises:
        LoadGeneratorError: wrk failed.
    """
    command = [find_wrk(), "-t1", f"-c{clients}", f"-d{max(1, round(seconds))}s", "--timeout", TIMEOUT]
    command += ["-s", str(SCRIPT), target.url, "--", str(target.bodies), target.expected_prefix]
    before = _children_cpu()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    spent = _children_cpu() - before
    line = next((line for line in done.stdout.splitlines() if line.startswith("{")), None)
    if done.returncode != 0 or line is None:
        message = f"wrk failed ({done.returncode}): {done.stdout[-500:]}{done.stderr[-500:]}"
        raise LoadGeneratorError(message)
    summary: dict[str, Any] = json.loads(line)
    wrong = next((line for line in done.stdout.splitlines() if line.startswith("WRONG")), None)
    lost = (
        "lost (connect, read, write, timeout): {}, {}, {}, {}".format(*summary["lost"])
        if any(summary["lost"])
        else None
    )
    return Load(
        answers=summary["answers"],
        failures=summary["failures"],
        seconds=summary["microseconds"] / 1e6,
        p50=summary["p50"],
        p99=summary["p99"],
        slowest=summary["max"],
        bytes=summary["bytes"],
        client_cpu=spent,
        first_failure=wrong or lost,
    )


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
