"""The life cycle of the embedded store: one per folder, private to its owner, always stopped, without lost writes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from graphapi.errors import DeadlineExceededError, StoreUnavailableError
from graphapi.settings import Settings
from graphapi.store import Endpoint, connect, open_endpoint, open_graph
from graphapi.store.embedded import EmbeddedServer, FolderInUseError, find_running, is_in_use
from tests.store.processes import environment_of, listening_addresses, parent_of, processes_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOLD = """
import asyncio, os, signal, sys
from pathlib import Path
from graphapi.settings import Settings
from graphapi.store import open_graph

# Who starts the tests in the background has Ctrl-C ignored, which every child would inherit.
signal.signal(signal.SIGINT, signal.default_int_handler)

async def main():
    async with open_graph(Settings(data_dir=Path(sys.argv[1]))) as graph:
        if sys.argv[2] == "fork" and os.fork() == 0:
            import time
            time.sleep(120)
        print("open", flush=True)
        try:
            await asyncio.sleep(120)
        except asyncio.CancelledError:
            # As a server does that answers its last requests before it ends.
            await asyncio.sleep(2)
            print(*await graph.read("RETURN 'last answer'", {}), flush=True)
            raise

try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""

WRITE = """
import asyncio, sys
from pathlib import Path
from graphapi.settings import Settings
from graphapi.store import open_graph

async def write(graph, writer):
    for number in range(100000):
        await graph.write("CREATE (:Written {id: $id})", {"id": f"{sys.argv[2]}-{writer}-{number}"})
        print(f"{sys.argv[2]}-{writer}-{number}", flush=True)

async def main():
    async with open_graph(Settings(data_dir=Path(sys.argv[1]))) as graph:
        await asyncio.gather(*(write(graph, writer) for writer in range(4)))

asyncio.run(main())
"""

WRITTEN = re.compile(r"\d-\d-\d+\n")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder; stores that still run on it after the test are killed."""
    path = tmp_path / "data"
    yield path
    for pid in processes_of(path):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@contextlib.contextmanager
def _running(script: str, folder: Path, argument: str = "") -> Iterator[subprocess.Popen[str]]:
    """Run a script in a new process and a new process group, like the foreground job of a terminal."""
    command = [sys.executable, "-c", script, str(folder), argument]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _first_line(process: subprocess.Popen[str], wanted: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == wanted:
            return
    pytest.fail(f"the process ended before it printed {wanted!r}")


def _await_none(folder: Path, seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while processes_of(folder) and time.monotonic() < end:
        time.sleep(0.05)
    assert processes_of(folder) == []


def test_stops_without_a_trace_and_keeps_what_was_written(folder: Path) -> None:
    async def run() -> list[object]:
        async with open_graph(Settings(data_dir=folder)) as graph:
            await graph.write("CREATE (:Film {key: 'kept'})", {})
            assert len(processes_of(folder)) == 1
            assert is_in_use(folder)
        assert processes_of(folder) == []
        assert not is_in_use(folder)
        async with open_graph(Settings(data_dir=folder)) as graph:
            return await graph.read("MATCH (f:Film) RETURN collect(f.key)", {})

    assert asyncio.run(run()) == [["kept"]]
    assert not (folder / "server.json").exists()
    assert not (folder / "root-password").exists()


def test_tells_nobody_the_password_and_listens_on_loopback_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "of-another-server")
    passwords = set()
    for _ in range(2):
        server = EmbeddedServer(folder)
        try:
            endpoint = server.start()
            (pid,) = processes_of(folder)
            password = endpoint.password
            assert password is not None
            assert password not in repr(endpoint)
            passwords.add(password)
            everything = subprocess.run(["ps", "-eww", "-o", "args"], capture_output=True, text=True, check=True).stdout
            assert str(folder) in everything
            assert password not in everything
            assert password not in environment_of(pid)
            assert "of-another-server" not in environment_of(pid)
            holders = [path for path in folder.rglob("*") if path.is_file() and password.encode() in path.read_bytes()]
            assert holders == [folder / "server.json"]
            assert (folder / "server.json").stat().st_mode & 0o777 == 0o600
            assert folder.stat().st_mode & 0o777 == 0o700
            addresses = listening_addresses(pid)
            assert len(addresses) == 2
            assert set(addresses) == {"127.0.0.1"}
        finally:
            server.stop()
    assert len(passwords) == 2, "every start has another password"


@pytest.mark.parametrize("how", ["", "fork"])
def test_dies_with_its_parent(folder: Path, how: str) -> None:
    with _running(HOLD, folder, how) as parent:
        _first_line(parent, "open")
        assert len(processes_of(folder)) == 1

        parent.kill()
        parent.wait()

        _await_none(folder)
        assert "ArcadeDB Server is down" in (folder / "log" / "store.log").read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tie a process to its parent")
def test_dies_with_its_watchdog_and_reads_the_options_of_java(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JDK_JAVA_OPTIONS", f"{os.environ['JDK_JAVA_OPTIONS']} -Dgraphapi.option=read")
    server = EmbeddedServer(folder)
    try:
        server.start()
        assert "-Dgraphapi.option=read" in (folder / "log" / "store.log").read_text()
        (pid,) = processes_of(folder)
        os.kill(parent_of(pid), signal.SIGKILL)
        _await_none(folder)
    finally:
        server.stop()


def test_ctrl_c_in_a_terminal_ends_all_in_good_order(folder: Path) -> None:
    with _running(HOLD, folder) as parent:
        _first_line(parent, "open")

        os.killpg(parent.pid, signal.SIGINT)

        output, _ = parent.communicate(timeout=30)
        assert "\nlast answer\n" in f"\n{output}"
        assert "interrupted" in output
        assert parent.returncode == 0
        assert processes_of(folder) == []
        assert "ArcadeDB Server is down" in (folder / "log" / "store.log").read_text()


def test_nothing_acknowledged_is_lost_when_all_is_killed_while_writing(folder: Path) -> None:
    acknowledged: set[str] = set()
    for run in range(4):
        with _running(WRITE, folder, str(run)) as parent:
            assert parent.stdout is not None
            wanted = len(acknowledged) + 150 + 70 * run
            for line in parent.stdout:
                if WRITTEN.fullmatch(line):
                    acknowledged.add(line.strip())
                if len(acknowledged) == wanted:
                    break
            (store,) = processes_of(folder)
            # Kill all processes, as in a power cut, or all except the watchdog, as when memory runs out.
            for pid in [parent_of(store), store, parent.pid][run % 2 :]:
                os.kill(pid, signal.SIGKILL)
            acknowledged.update(line.strip() for line in parent.stdout if WRITTEN.fullmatch(line))
        _await_none(folder)

    async def written() -> list[str]:
        async with open_graph(Settings(data_dir=folder)) as graph:
            (found,) = await graph.read("MATCH (w:Written) RETURN collect(w.id)", {})
            return list(found)

    found = asyncio.run(written())
    assert len(acknowledged) >= 4 * 150
    assert acknowledged - set(found) == set()
    assert len(found) == len(set(found))


def test_a_store_that_died_alone_is_back_soon(folder: Path) -> None:
    async def run() -> None:
        async with open_graph(Settings(data_dir=folder)) as graph:
            await graph.write("CREATE (:Film {key: 'kept'})", {})
            await asyncio.sleep(5)
            (pid,) = processes_of(folder)
            os.kill(pid, signal.SIGKILL)
            for _ in range(100):
                with contextlib.suppress(StoreUnavailableError, DeadlineExceededError):
                    assert await graph.read("MATCH (f:Film) RETURN collect(f.key)", {}, timeout=10) == [["kept"]]
                    if processes_of(folder) != [pid]:
                        return
                await asyncio.sleep(0.2)
            pytest.fail("the store did not come back")

    asyncio.run(run())
    assert processes_of(folder) == []


def test_a_second_server_on_the_folder_is_refused(folder: Path) -> None:
    with _running(HOLD, folder) as parent:
        _first_line(parent, "open")
        with pytest.raises(
            FolderInUseError, match=rf"{folder} is in use by another graphapi process \(pid {parent.pid}\)"
        ):
            EmbeddedServer(folder).start()

        async def serve() -> None:
            async with open_endpoint(Settings(data_dir=folder), exclusive=True):
                pytest.fail("a second server")

        with pytest.raises(FolderInUseError):
            asyncio.run(serve())
        assert len(processes_of(folder)) == 1


def test_another_command_uses_the_running_store(folder: Path) -> None:
    async def look() -> list[object]:
        async with open_graph(Settings(data_dir=folder)) as graph:
            assert len(processes_of(folder)) == 1
            return await graph.read("RETURN 1", {})

    with _running(HOLD, folder) as parent:
        _first_line(parent, "open")
        assert asyncio.run(look()) == [1]
        assert len(processes_of(folder)) == 1


def test_two_commands_at_the_same_moment_share_one_store(folder: Path) -> None:
    with _running(HOLD, folder) as one, _running(HOLD, folder) as other:
        _first_line(one, "open")
        _first_line(other, "open")
        assert len(processes_of(folder)) == 1


#: What a server that has ended may leave in ``server.json``; the last one looks like that of a running server.
LEFT = [
    "",
    "not json",
    "[]",
    "{}",
    json.dumps({"pid": 1, "bolt_port": "x", "http_port": None, "password": 3}),
    json.dumps({"pid": 1, "bolt_port": 9, "http_port": 9, "password": "old"}),
]


def test_what_a_dead_server_left_does_not_matter(folder: Path) -> None:
    folder.mkdir()
    (folder / "server.lock").write_text("1")
    (folder / "root-password").write_text("old")
    for left in LEFT:
        (folder / "server.json").write_text(left)
        assert find_running(folder) is None
    server = EmbeddedServer(folder)
    try:
        endpoint = server.start()
        assert find_running(folder) == endpoint
    finally:
        server.stop()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailableError, match=r"data folder .*/file/data cannot be written: Not a directory"):
        EmbeddedServer(tmp_path / "file" / "data").start()


def test_a_store_that_does_not_come_up_says_why(folder: Path) -> None:
    with pytest.raises(
        StoreUnavailableError, match=r"ended while it was starting(.|\n)*Could not reserve enough space"
    ):
        EmbeddedServer(folder, memory=10**12).start()
    assert processes_of(folder) == []
    assert not is_in_use(folder)


def test_a_platform_without_the_store_is_told_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "arcadedb_embedded", None)
    with pytest.raises(StoreUnavailableError, match=r"no embedded store for this platform.*NEO4J_URI") as refused:
        EmbeddedServer(folder).start()
    assert refused.value.exit_code == 3


async def test_a_statement_without_end_is_ended_by_the_store(folder: Path) -> None:
    server = EmbeddedServer(folder, statement_seconds=3)
    try:
        graph = await connect(await asyncio.to_thread(server.start))
        try:
            await graph.write("UNWIND range(1, 2000) AS i CREATE (:N {i: i})", {})
            with pytest.raises(DeadlineExceededError, match="ended the statement at its deadline"):
                await graph.read("MATCH (a:N), (b:N), (c:N) WHERE a.i + b.i + c.i = -1 RETURN count(*)", {})
        finally:
            await graph.close()
    finally:
        await asyncio.to_thread(server.stop)


async def test_a_batch_longer_than_the_stores_own_limit_arrives(embedded_endpoint: Endpoint) -> None:
    graph = await connect(embedded_endpoint)
    try:
        rows = ["y" * 1_000_000] * 40
        async with asyncio.timeout(30):
            assert await graph.write("UNWIND $rows AS row RETURN sum(size(row))", {"rows": rows}) == [[40_000_000]]
    finally:
        await graph.close()


def test_needs_no_fixed_port(tmp_path: Path) -> None:
    servers = [EmbeddedServer(tmp_path / name, memory=256) for name in ("one", "two")]
    try:
        endpoints = [server.start() for server in servers]
        assert endpoints[0].uri != endpoints[1].uri
        for endpoint in endpoints:
            port = int(endpoint.uri.rsplit(":", 1)[1])
            with socket.create_connection(("127.0.0.1", port), timeout=2):
                pass
    finally:
        for server in servers:
            server.stop()


async def test_what_subqueries_group_is_no_reason_to_refuse_others(embedded_endpoint: Endpoint) -> None:
    statement = """
        UNWIND range(1, 60) AS number
        CALL (number) { UNWIND range(1, 20000) AS value WITH value % 19999 AS rest, min(value) AS least
                        RETURN count(rest) AS groups }
        RETURN sum(groups)
    """
    graph = await connect(embedded_endpoint)
    try:
        for _ in range(4):
            answers = await asyncio.gather(*(graph.read(statement, {}, timeout=60) for _ in range(4)))
            assert answers == [[60 * 19999]] * 4
    finally:
        await graph.close()


async def test_regular_expressions_may_take_longer_than_a_second(embedded_endpoint: Endpoint) -> None:
    graph = await connect(embedded_endpoint)
    try:
        statement = "UNWIND range(1, $count) AS i WITH i WHERE $text + toString(i) =~ '(?s).*x.*' RETURN count(i)"
        assert await graph.read(statement, {"count": 2_000_000, "text": "a" * 300}, timeout=60) == [0]
    finally:
        await graph.close()
