"""``graphapi serve`` as a process: its output, its exit code, and that it leaves no process behind."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from ipaddress import IPv4Address
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING

import httpx
import pytest

from graphapi.server.descriptors import BACKLOG, OWN_DESCRIPTORS
from graphapi.store.embedded import EmbeddedServer
from tests.conftest import CLOSING_LINE
from tests.store.processes import processes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START_SECONDS = 90
STOP_SECONDS = 40
IDLE = 10_000
EVERYWHERE = str(IPv4Address(0))


class Serving:
    """A running ``graphapi serve``, with its output and its processes."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("GRAPHAPI_", "NEO4J_"))}
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "graphapi", "serve", "--port", "0", "--data-dir", str(folder / "graph"), *arguments],
            cwd=folder,
            env={**clean, "NO_COLOR": "1", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.output = ""
        self._known = {self.process.pid}
        self._lines: Queue[str | None] = Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stdout:
            for line in stdout:
                self._lines.put(line)
        self._lines.put(None)

    def await_line(self, pattern: str) -> re.Match[str]:
        """Wait for the next line that matches a pattern."""
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                line = self._lines.get(timeout=max(end - time.monotonic(), 0))
            except Empty:
                line = None
            if line is None:
                pytest.fail(f"no line matches {pattern}:\n{self.output}")
            self.output += line
            if found := re.search(pattern, line):
                return found

    def await_origin(self) -> str:
        """Wait until the server has started and return its origin."""
        return self.await_line(r"Playground  (http://127\.0\.0\.1:[1-9]\d*)/graphql")[1]

    def processes(self) -> set[int]:
        """The processes of this server: its descendants, its session, and those with its folder in an argument."""
        command = ["ps", "-ewwo", "pid=,ppid=,sid=,stat=,args="]
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = set()
        for line in listed.splitlines():
            pid, parent, session, state, *arguments = line.split(maxsplit=4)
            ours = {int(pid), int(parent)} & self._known or int(session) == self.process.pid
            if not state.startswith("Z") and (ours or str(self.folder) in "".join(arguments)):
                found.add(int(pid))
        # An orphan gets another parent, so every process that was found once is remembered.
        self._known |= found
        return found

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send a signal to the whole process group, as a terminal does, and return the exit code."""
        os.killpg(self.process.pid, number)
        return self.process.wait(STOP_SECONDS)

    def await_rest(self) -> str:
        """Wait for the end of the output and return all of it."""
        self._reader.join(STOP_SECONDS)
        while not self._lines.empty():
            self.output += self._lines.get() or ""
        return self.output


@contextmanager
def serve(folder: Path, *arguments: str, **environment: str) -> Iterator[Serving]:
    """Run the command, and kill it at the end if it is still running."""
    serving = Serving(folder, *arguments, **environment)
    try:
        yield serving
    finally:
        if serving.process.poll() is None:
            serving.process.kill()
            serving.process.wait()
        serving.await_rest()


def await_nobody(serving: Serving, seconds: float) -> set[int]:
    """The processes that are left after ``seconds``; returns earlier if there are none."""
    end = time.monotonic() + seconds
    while (left := serving.processes()) and time.monotonic() < end:
        time.sleep(0.1)
    return left


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that a server has filled with the sample."""
    folder = tmp_path_factory.mktemp("filled")
    with serve(folder) as serving:
        serving.await_origin()
        assert serving.stop() == 0
    return folder / "graph"


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    """A working folder with a copy of the filled data folder."""
    shutil.copytree(filled, tmp_path / "graph")
    return tmp_path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serves_the_sample_and_leaves_no_process(tmp_path: Path, number: int) -> None:
    with serve(tmp_path) as serving:
        origin = serving.await_origin()
        assert "loading the sample" in serving.output
        assert httpx.get(f"{origin}/readyz").json() == {"status": "ready"}
        query = '{ films(where: {title: {eq: "Red Hot"}}) { nodes { title year } } }'
        answer = httpx.post(f"{origin}/graphql", json={"query": query}).json()
        assert answer == {"data": {"films": {"nodes": [{"title": "Red Hot", "year": 1993}]}}}
        assert len(serving.processes()) >= 3

        assert serving.stop(number) == 0
        assert await_nobody(serving, 5) == set()
        output = serving.await_rest()
        assert "Traceback" not in output
        assert '"event":"request"' in output


def test_second_start_keeps_what_is_there_and_ends_although_a_connection_is_open(folder: Path) -> None:
    with serve(folder) as serving:
        origin = serving.await_origin()
        assert "sample" not in serving.output
        with httpx.Client(base_url=origin) as client:
            assert client.get("/livez").status_code == 200
            start = time.monotonic()
            assert serving.stop() == 0
            assert time.monotonic() - start < 20


@pytest.mark.parametrize("moment", ["Starting the store", "0001_keys", "loading the sample"])
def test_stopped_while_it_starts_leaves_no_process(tmp_path: Path, moment: str) -> None:
    with serve(tmp_path) as serving:
        serving.await_line(moment)
        assert serving.stop() == 0
        assert await_nobody(serving, 1) == set()
        assert "Traceback" not in serving.await_rest()


@pytest.mark.parametrize("delay", [0.05, 0.6])
def test_stopped_at_any_time_leaves_no_process(tmp_path: Path, delay: float) -> None:
    with serve(tmp_path) as serving:
        time.sleep(delay)
        # Until graphapi handles signals, the signal itself ends the process.
        assert serving.stop(signal.SIGTERM) in (0, -signal.SIGTERM)
        assert await_nobody(serving, 1) == set()
        assert "Traceback" not in serving.await_rest()


def test_workers_share_one_store_and_leave_no_process(folder: Path) -> None:
    with serve(folder, "--workers", "2") as serving:
        origin = serving.await_origin()
        for _ in range(10):
            assert httpx.get(f"{origin}/readyz", timeout=START_SECONDS).status_code == 200
        assert len(processes_of(folder / "graph")) == 1, listing()
        assert serving.stop() == 0
        assert await_nobody(serving, 5) == set()
        assert "Traceback" not in serving.await_rest()


@contextmanager
def descriptor_limit() -> Iterator[Callable[[int], None]]:
    """A function that sets the soft limit of this process, and of those that it starts; restores it at the end."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        yield lambda limit: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_ten_thousand_idle_connections_keep_nobody_out(
    folder: Path, record_property: Callable[[str, object], None]
) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    number = min(IDLE, hard - OWN_DESCRIPTORS - BACKLOG)
    with descriptor_limit() as limit_to, ExitStack() as opened:
        limit_to(1024)
        serving = opened.enter_context(serve(folder))
        origin = serving.await_origin()
        limit_to(hard)
        address = ("127.0.0.1", httpx.URL(origin).port or 0)
        idle = [opened.enter_context(socket.create_connection(address)) for _ in range(number)]
        for connection in idle[::2]:
            connection.send(b"POST /graphql HTTP/1.1\r\nhost: local")
        await_descriptors(serving, lambda count: count > number)

        start = time.monotonic()
        answer = httpx.post(f"{origin}/graphql", json={"query": '{ film(by: {key: "crash-2004"}) { title } }'})
        seconds = time.monotonic() - start
        assert answer.json() == {"data": {"film": {"title": "Crash"}}}
        assert seconds < 2
        for connection in idle:
            connection.close()
        await_descriptors(serving, lambda count: count <= OWN_DESCRIPTORS)
    record_property(CLOSING_LINE, f"{number} idle connections: another client's answer took {seconds:.3f} s")


def await_descriptors(serving: Serving, is_reached: Callable[[int], bool]) -> None:
    """Wait until a server has a number of open descriptors."""
    end = time.monotonic() + 10
    while not is_reached(count := descriptors_of(serving.process.pid)):
        assert time.monotonic() < end, f"the server has {count} open descriptors"
        time.sleep(0.05)


def descriptors_of(process: int) -> int:
    """The number of open descriptors of a process."""
    return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())


def test_killed_server_leaves_no_process(folder: Path) -> None:
    with serve(folder, "--workers", "2") as serving:
        origin = serving.await_origin()
        assert httpx.get(f"{origin}/readyz", timeout=START_SECONDS).status_code == 200
        serving.process.kill()
        serving.process.wait()
        assert await_nobody(serving, 30) == set()


def test_port_that_is_taken_is_told_before_the_store_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serve(tmp_path, "--port", str(port)) as serving:
            assert serving.process.wait(START_SECONDS) == 3
            assert serving.await_rest() == (
                f"Port {port} on 127.0.0.1 is taken. Stop what listens there, or choose another port with --port "
                "(0 takes a free one).\n"
            )
            assert not (tmp_path / "graph").exists()


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.1"])
def test_host_that_is_not_ours_is_told(tmp_path: Path, host: str) -> None:
    with serve(tmp_path, "--host", host, GRAPHAPI_ANONYMOUS="read") as serving:
        assert serving.process.wait(START_SECONDS) == 3
        assert serving.await_rest().startswith(f"{host} is not an address of this machine.")


def test_folder_in_use_is_told(tmp_path: Path) -> None:
    store = EmbeddedServer(tmp_path / "graph", memory=256)
    store.start()
    try:
        with serve(tmp_path) as serving:
            assert serving.process.wait(START_SECONDS) == 3
            assert f"is in use by another graphapi process (pid {os.getpid()})" in serving.await_rest()
    finally:
        store.stop()


def test_neo4j_that_cannot_be_reached_is_told(tmp_path: Path) -> None:
    uri = f"bolt://127.0.0.1:{free_port()}"
    with serve(tmp_path, NEO4J_URI=uri, NEO4J_PASSWORD="x" * 8) as serving:
        assert serving.process.wait(START_SECONDS) == 3
        (line,) = serving.await_rest().splitlines()
        assert line.startswith(f"The store at {uri} cannot be reached.")


@pytest.mark.parametrize("anonymous", ["", "none"])
def test_server_that_others_can_reach_needs_authentication(tmp_path: Path, anonymous: str) -> None:
    with serve(tmp_path, "--host", EVERYWHERE, GRAPHAPI_ANONYMOUS=anonymous) as serving:
        assert serving.process.wait(START_SECONDS) == 2
        (line,) = serving.await_rest().splitlines()
        assert line.startswith("Others can reach 0.0.0.0, and this server has no authentication.")
        assert "GRAPHAPI_TOKEN_SECRET" in line
        assert "GRAPHAPI_ANONYMOUS=read" in line
        assert not (tmp_path / "graph").exists()


def test_file_of_keys_that_is_not_valid_is_told_before_the_store_starts(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("[", encoding="utf-8")
    with serve(tmp_path, GRAPHAPI_API_KEYS_FILE="keys.json") as serving:
        assert serving.process.wait(START_SECONDS) == 2
        assert serving.await_rest().startswith("GRAPHAPI_API_KEYS_FILE: keys.json is not a file of API keys")
        assert not (tmp_path / "graph").exists()


def test_server_that_others_can_reach_lets_nobody_write_without_credentials(tmp_path: Path) -> None:
    settings = {"GRAPHAPI_ANONYMOUS": "write", "GRAPHAPI_TOKEN_SECRET": "x" * 32}
    with serve(tmp_path, "--host", EVERYWHERE, **settings) as serving:
        assert serving.process.wait(START_SECONDS) == 2
        assert serving.await_rest().startswith("GRAPHAPI_ANONYMOUS: write is allowed only on a loopback address")


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        ({"GRAPHAPI_ANONYMOUS": "read"}, 200),
        ({"GRAPHAPI_TOKEN_SECRET": "x" * 32}, 401),
        ({"GRAPHAPI_API_KEYS_FILE": "keys.json"}, 401),
    ],
)
def test_server_that_others_can_reach(folder: Path, settings: dict[str, str], status: int) -> None:
    with serve(folder, "--host", EVERYWHERE, **settings) as serving:
        origin = serving.await_origin()
        headers = {"accept": "application/graphql-response+json"}
        assert httpx.post(f"{origin}/graphql", json={"query": "{ __typename }"}, headers=headers).status_code == status
        assert "Warning" not in serving.output
        assert serving.stop() == 0


def test_a_public_server_names_no_pages_and_does_not_warn(folder: Path) -> None:
    with serve(folder, "--host", EVERYWHERE, GRAPHAPI_PROFILE="public", GRAPHAPI_ANONYMOUS="read") as serving:
        serving.await_line(r"^API         http://127\.0\.0\.1:\d+/graphql \(POST\)")
        for word in ("Warning", "Explore", "Playground"):
            assert word not in serving.output
        assert serving.stop() == 0


def test_platform_without_an_embedded_store_is_told(tmp_path: Path) -> None:
    # On such a platform, Python does not find the package.
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util\n"
        "found = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *rest: None if name == 'arcadedb_embedded' else found(name, *rest)\n",
        encoding="utf-8",
    )
    with serve(tmp_path, PYTHONPATH=str(tmp_path)) as serving:
        assert serving.process.wait(START_SECONDS) == 3
        assert "There is no embedded store for this platform" in serving.await_rest()


def listing() -> str:
    """All processes of the machine, for the message of a failed assertion."""
    return subprocess.run(["ps", "-ewwf"], capture_output=True, text=True, check=True).stdout
