"""The measured servers: ``graphapi serve`` and the peer, each in its own process."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.machine import process_tree
from benchmarks.progress import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.questions import Question, Values
    from graphapi.store import Endpoint

PEER: Final = Path(__file__).with_name("peer")
PEER_FILES: Final = ("package.json", "package-lock.json", ".npmrc")
START_SECONDS: Final = 300.0
STOP_SECONDS: Final = 30.0
POLL_SECONDS: Final = 0.01


class ServerError(Exception):
    """A server did not start, or answered with errors; the message holds its output."""


@dataclass(frozen=True, slots=True)
class FirstQuestion:
    """The question that a server is asked until it gives the correct answer."""

    question: Question
    value: Values
    facts: object


@dataclass(slots=True)
class Server:
    """A running server; ``start_seconds`` is the time from the start of its process to its first correct answer."""

    name: str
    url: str
    process: subprocess.Popen[bytes]
    log: Path
    start_seconds: float = field(default=0.0)

    @property
    def process_ids(self) -> list[int]:
        """The process ID of the server itself, without a store that it started."""
        return [self.process.pid]

    @property
    def store_process_ids(self) -> list[int]:
        """The process IDs of the server's descendants: its embedded store."""
        return [one for one in process_tree(self.process.pid) if one != self.process.pid]

    def ask(self, document: str, values: Values) -> dict[str, Any]:
        """Send a request, and return the ``data`` of its answer.

        Raises:
            ServerError: the answer holds errors.
            OSError: there is no answer.
        """
        body = json.dumps({"query": document, "variables": values}).encode()
        headers = {"content-type": "application/json", "accept": "application/json"}
        request = urllib.request.Request(self.url, body, headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
            answer: dict[str, Any] = json.load(response)
        if answer.get("errors"):
            raise ServerError(f"{self.name} answers {json.dumps(answer['errors'])[:500]}")
        data: dict[str, Any] = answer["data"]
        return data


@contextmanager
def serve_graphapi(
    folder: Path,
    first: FirstQuestion,
    endpoint: Endpoint | None = None,
    data_dir: Path | None = None,
    *,
    name: str = "graphapi",
    workers: int = 1,
    interpreter: Path | None = None,
    settings: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Run ``graphapi serve`` on Neo4j at ``endpoint`` or on the embedded store in ``data_dir``.

    ``interpreter`` is the Python interpreter of the version to run; by default it is the current one. ``settings`` are
    further environment variables.
    """
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "GRAPHAPI_"))}
    environment |= settings or {}
    command = [
        str(interpreter or sys.executable),
        "-m",
        "graphapi",
        "serve",
        "--port",
        str(port),
        "--workers",
        str(workers),
    ]
    if endpoint is not None:
        environment |= _neo4j_environment(endpoint)
    elif data_dir is not None:
        command += ["--data-dir", str(data_dir.resolve())]
    with _running(name, command, environment, folder, f"http://127.0.0.1:{port}/graphql", first) as server:
        yield server


@contextmanager
def serve_peer(folder: Path, first: FirstQuestion, endpoint: Endpoint) -> Iterator[Server]:
    """Run the peer on Neo4j at ``endpoint``."""
    port = _free_port()
    installed = install_peer()
    environment = os.environ | _neo4j_environment(endpoint) | {"PORT": str(port), "NODE_ENV": "production"}
    command = [_find("node", "Node.js 20 or newer"), str(installed / "server.js")]
    with _running("peer", command, environment, folder, f"http://127.0.0.1:{port}/", first) as server:
        yield server


def install_peer() -> Path:
    """Install the peer with npm in the user's cache folder, unless it is there, and return its folder.

    Raises:
        ServerError: npm failed; the message holds what it printed.
    """
    digest = hashlib.sha256(b"".join((PEER / name).read_bytes() for name in PEER_FILES)).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "graphapi-benchmarks"
    installed = cache / f"peer-{digest}"
    if not (installed / "complete").exists():
        say("Installing the peer's packages (once) …")
        installed.mkdir(parents=True, exist_ok=True)
        for name in PEER_FILES:
            shutil.copy(PEER / name, installed)
        command = [_find("npm", "npm"), "ci", "--ignore-scripts", "--omit=dev"]
        done = subprocess.run(command, cwd=installed, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise ServerError(f"npm could not install the peer:\n{done.stdout[-1000:]}{done.stderr[-1000:]}")
        (installed / "complete").touch()
    for name in ("server.js", "schema.graphql"):
        shutil.copy(PEER / name, installed)
    return installed


@contextmanager
def _running(
    name: str, command: list[str], environment: Mapping[str, str], folder: Path, url: str, first: FirstQuestion
) -> Iterator[Server]:
    log = folder / f"{name}.log"
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
    server = Server(name, url, process, log)
    try:
        _await_answer(server, first)
        server.start_seconds = time.perf_counter() - started
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_answer(server: Server, first: FirstQuestion) -> None:
    contestant = "peer" if server.name == "peer" else "graphapi"
    document = first.question.document(contestant)
    end = time.monotonic() + START_SECONDS
    while server.process.poll() is None and time.monotonic() < end:
        try:
            if first.question.facts(contestant, server.ask(document, first.value)) == first.facts:
                return
        except OSError:
            time.sleep(POLL_SECONDS)
    printed = server.log.read_text(errors="replace")[-2000:]
    raise ServerError(f"{server.name} did not start:\n{printed}")


def _neo4j_environment(endpoint: Endpoint) -> dict[str, str]:
    return {
        "NEO4J_URI": endpoint.uri,
        "NEO4J_USERNAME": endpoint.username,
        "NEO4J_PASSWORD": endpoint.password or "",
    }


def _find(program: str, words: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise ServerError(f"{words} is not installed; the peer needs it.")
    return found


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
