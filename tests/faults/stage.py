"""A store, a proxy before it, and ``graphapi serve``, all real, which one fault after the other happens to."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from neo4j import GraphDatabase

from graphapi.load.catalogue import load_catalogue
from graphapi.load.sample_removal import sample_folder
from graphapi.store import connect
from graphapi.store.migrations import migrate
from tests.faults.credentials import KEYS_FILE, TOKEN_SECRET, client_headers, write_keys
from tests.faults.load import HANGS, WRONG, Question, SteadyLoad
from tests.faults.proxy import Proxy
from tests.faults.server import ServerProcess, await_true, set_limit
from tests.neo4j_server.starter import LTS, Neo4jServer
from tests.store.processes import parent_of, processes_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from anyio.from_thread import BlockingPortal

    from graphapi.store import Endpoint
    from tests.faults.clock import ShiftedClock

DEADLINE_SECONDS: Final = 2.0
#: How much longer than the deadline an answer may take on a busy machine.
SLACK_SECONDS: Final = 1.5
STORE_SECONDS: Final = 60.0
CLIENTS: Final = 4
#: What no error may tell: addresses, statements, files, and what the server is made of.
INSIDE: Final = re.compile(r"bolt|127\.0\.0\.1|MATCH|Traceback|\.py\b|/tmp|neo4j|arcade", re.IGNORECASE)
QUESTIONS: Final = (
    Question(
        "query ($key: String!) { film(by: {key: $key}) { title year } }",
        {"key": "the-matrix-1999"},
        {"film": {"title": "The Matrix", "year": 1999}},
    ),
    Question(
        "query ($key: String!) { film(by: {key: $key}) { genres { name } } }",
        {"key": "red-hot-1993"},
        {"film": {"genres": [{"name": "Drama"}, {"name": "Thriller"}]}},
    ),
    Question(
        '{ films(where: {title: {eq: "Red Hot"}}) { nodes { year } } }', {}, {"films": {"nodes": [{"year": 1993}]}}
    ),
)
SETTINGS: Final = {
    "GRAPHAPI_REQUEST_TIMEOUT": f"{DEADLINE_SECONDS:g}",
    "GRAPHAPI_TOKEN_SECRET": TOKEN_SECRET,
    "GRAPHAPI_ANONYMOUS": "read",
    # So small that a client cannot get back what it has used while the tests run.
    "GRAPHAPI_COST_PER_SECOND": "1",
    "GRAPHAPI_LOG_FORMAT": "json",
}


@dataclass(frozen=True)
class Outcome:
    """What a fault did.

    Attributes:
        seen: what clients got instead of good answers.
        first: the seconds from the end of the fault to the first good answer.
        all_good: the seconds from the end of the fault to the last answer that was not good; 0 if there was none.
    """

    seen: tuple[str, ...]
    first: float
    all_good: float


class Stage:
    """The processes of one store.

    Args:
        portal: the event loop of the proxy and of the clients.
        folder: the folder for all files.
        clock: the clock of the server; None if it cannot be shifted.
    """

    name: str
    server: ServerProcess

    def __init__(self, portal: BlockingPortal, folder: Path, clock: ShiftedClock | None) -> None:
        self.portal = portal
        self.folder = folder
        self.clock = clock
        self.proxy = Proxy(0)

    @property
    def store_pid(self) -> int:
        """The process id of the store."""
        raise NotImplementedError

    def start(self) -> None:
        """Start everything."""
        raise NotImplementedError

    def start_server(self) -> None:
        """Start the server, with the proxy between it and the store."""
        raise NotImplementedError

    def kill_store(self) -> float:
        """Kill the store, and start it again unless that happens by itself; returns when the fault has ended."""
        raise NotImplementedError

    def end(self) -> None:
        """End all processes."""
        if hasattr(self, "server"):
            self.server.kill()
        self.portal.call(self.proxy.refuse)

    def load(self) -> SteadyLoad:
        """Steady load on the server, which is started again if a test has stopped it."""
        if self.server.process.poll() is not None:
            self.start_server()
        headers = [client_headers(f"client-{number}") for number in range(CLIENTS)]
        patience = DEADLINE_SECONDS + 2 * SLACK_SECONDS
        return SteadyLoad(self.portal, self.server.origin, QUESTIONS, headers, patience)

    def serve(self, environment: dict[str, str]) -> ServerProcess:
        """Start the server."""
        write_keys(self.folder / KEYS_FILE)
        keys = {"GRAPHAPI_JWKS_URL": (self.folder / KEYS_FILE).as_uri()}
        clock = self.clock.environment() if self.clock else {}
        return ServerProcess(self.folder, SETTINGS | keys | clock | environment)

    def check(self, load: SteadyLoad, begin: float, end: float, allowed: Collection[str]) -> Outcome:
        """Check the answers since the beginning of a fault, and measure how soon they were good after its end."""
        answers = [one for one in load.answers if one.done >= begin]
        bad = [one for one in answers if not one.is_good]
        seen = tuple(sorted({one.outcome for one in bad}))
        assert set(seen) <= set(allowed), [one for one in bad if one.outcome not in allowed][:5]
        assert HANGS not in seen
        assert WRONG not in seen
        for one in answers:
            assert one.seconds <= DEADLINE_SECONDS + SLACK_SECONDS, one
        for one in bad:
            assert not one.text.startswith("{") or not INSIDE.search(one.text), one
        assert not self.server.logged("request failed")
        first = min(one.done for one in answers if one.is_good and one.sent >= end) - end
        return Outcome(seen, first, max((one.done - end for one in bad if one.done >= end), default=0.0))


class EmbeddedStage(Stage):
    """The embedded store, which the server starts itself.

    The workers find it by a file, which gets the port of the proxy before the workers start.
    """

    name = "embedded"

    def start(self) -> None:
        """Start everything."""
        self.start_server()

    def start_server(self) -> None:
        """Start the server and its store, with a new proxy."""
        self.server = self.serve({"GRAPHAPI_DATA_DIR": str(self.data)})
        path = self.data / "server.json"
        await_true(path.exists, STORE_SECONDS, "the store did not start")
        content = json.loads(path.read_text(encoding="utf-8"))
        self.portal.call(self.proxy.refuse)
        self.proxy = Proxy(content["bolt_port"])
        self.portal.call(self.proxy.open)
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(content | {"bolt_port": self.proxy.port}), encoding="utf-8")
        draft.replace(path)
        self.server.await_workers()
        assert self.proxy.connections, "the workers have found the store before the proxy"

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def store_pid(self) -> int:
        """The process id of Java."""
        (pid,) = processes_of(self.data)
        return pid

    @property
    def watchdog_pid(self) -> int:
        """The process id of the watchdog."""
        return parent_of(self.store_pid)

    def limit_store(self, which: int, soft: int | None) -> None:
        """Set a soft limit of Java (setrlimit(2)); with None, it becomes the hard limit."""
        set_limit(self.store_pid, which, soft)

    def kill_store(self) -> float:
        """Kill Java; the watchdog starts it again."""
        os.kill(self.store_pid, signal.SIGKILL)
        return time.monotonic()

    def end(self) -> None:
        """End all processes."""
        super().end()
        await_true(lambda: not processes_of(self.data), STORE_SECONDS, "the store did not end")


class Neo4jStage(Stage):
    """A Neo4j server."""

    name = "neo4j"
    _endpoint: Endpoint
    _neo4j: Neo4jServer

    def start(self) -> None:
        """Start everything."""
        self._neo4j = Neo4jServer(LTS, kept=self.folder / "neo4j")
        self._endpoint = self._neo4j.start()
        self.portal.call(fill, self._endpoint)
        self.proxy = Proxy(int(self._endpoint.uri.rpartition(":")[2]))
        self.portal.call(self.proxy.open)
        self.password_file.write_text(f"{self._endpoint.password}\n", encoding="utf-8")
        self.start_server()

    def start_server(self) -> None:
        """Start the server."""
        environment = {
            "NEO4J_URI": f"bolt://127.0.0.1:{self.proxy.port}",
            "NEO4J_PASSWORD_FILE": str(self.password_file),
        }
        self.server = self.serve(environment)
        self.server.await_workers()

    @property
    def password_file(self) -> Path:
        """The file in which the server finds the password."""
        return self.folder / "password"

    @property
    def store_pid(self) -> int:
        """The process id of Java."""
        return self._neo4j.process_id

    def kill_store(self) -> float:
        """Kill Java, and start it again."""
        self._neo4j.kill()
        self._neo4j.start()
        return time.monotonic()

    @property
    def password(self) -> str:
        """The password in the file."""
        return self.password_file.read_text(encoding="utf-8").strip()

    def change_password(self, old: str, new: str) -> None:
        """Change the password of the user of the server, in Neo4j and not in the file."""
        with GraphDatabase.driver(self._endpoint.uri, auth=("neo4j", old)) as driver:
            statement = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
            driver.execute_query(statement, {"old": old, "new": new}, database_="system")

    def end(self) -> None:
        """End all processes, and remove the files of the store, which are large."""
        super().end()
        self._neo4j.kill()
        shutil.rmtree(self.folder / "neo4j")


async def fill(endpoint: Endpoint) -> None:
    """Load the sample."""
    graph = await connect(endpoint)
    try:
        await migrate(graph)
        with sample_folder() as folder:
            await load_catalogue(graph, folder)
    finally:
        await graph.close()
