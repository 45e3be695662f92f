"""The embedded store: ArcadeDB in a child process of its own, on loopback, for as long as graphapi lives."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphapi.errors import StoreUnavailableError
from graphapi.store import watchdog
from graphapi.store.arcadedb_runtime import free_ports, listens, runtime
from graphapi.store.arcadedb_sql import request
from graphapi.store.bolt import Endpoint, StoreKind

if TYPE_CHECKING:
    from graphapi.settings import Settings

DATABASE = "films"
USERNAME = "root"
HOST = "127.0.0.1"
START_SECONDS = 60.0
# Enough for a batch of a load on a slow disk.
LEAST_MOST_SECONDS = 60.0
# The store waits for the rest of a longer message without a word, and so does the driver; a load's batch may be long.
MOST_MESSAGE_BYTES = 128 * 2**20
STOP_SECONDS = watchdog.STOP_SECONDS + 5
POLL_SECONDS = 0.05
LOG_LINES = 12


class FolderInUseError(StoreUnavailableError):
    """Another process runs the store of this folder."""


class EmbeddedServer:
    """The store of one data folder. ``start`` and ``stop`` block; the store ends with this process in any case.

    Its files: ``databases/``, ``config/``, ``log/``, ``server.lock`` (held while the store lives) and ``server.json``
    (how to reach it, readable by its owner alone). ``memory`` is the largest heap in MiB; a statement that takes
    longer than ``most_seconds`` is ended, because this store does not notice when whoever asked has hung up.
    """

    def __init__(self, folder: Path, *, memory: int = 1024, most_seconds: float = 60.0) -> None:
        self.folder = folder.absolute()
        self._memory = memory
        self._most_seconds = most_seconds
        self._watchdog: subprocess.Popen[bytes] | None = None
        self._password = secrets.token_urlsafe(24)

    @classmethod
    def of(cls, settings: Settings) -> EmbeddedServer:
        """The store that the settings describe."""
        most_seconds = max(LEAST_MOST_SECONDS, 2 * settings.request_timeout)
        return cls(settings.data_dir, memory=settings.store_memory, most_seconds=most_seconds)

    def start(self) -> Endpoint:
        """Start the store and wait until it answers.

        Raises:
            FolderInUseError: another process runs the store of this folder.
            StoreUnavailableError: this platform has no embedded store, the folder cannot be written, or the store
                does not come up; the last lines of its log say why.
        """
        java, jars = runtime()
        self._make_folder()
        bolt_port, http_port = free_ports(HOST, 2)
        self._watchdog = self._start_watchdog(self._command(java, jars, bolt_port, http_port))
        try:
            self._await_ready(self._watchdog, bolt_port, http_port)
            with contextlib.suppress(OSError):
                (self.folder / "root-password").unlink()
            self._announce(bolt_port, http_port)
            _tell(self._watchdog, "ready")
        except BaseException:
            self.stop()
            raise
        return _endpoint(bolt_port, http_port, self._password)

    def stop(self) -> None:
        """Stop the store in good order; kill it when it takes too long. Nothing happens when it is not running."""
        process, self._watchdog = self._watchdog, None
        if process is None:
            return
        try:
            # Closes the pipe, which is the sign to stop.
            process.communicate(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe = self.folder / f".write-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            message = (
                f"The data folder {self.folder} cannot be written: {error.strerror}. Choose another with --data-dir."
            )
            raise StoreUnavailableError(message) from None

    def _command(self, java: Path, jars: Path, bolt_port: int, http_port: int) -> list[str]:
        """The command line of the store. Everybody on the machine can read it, so the password comes by a file."""
        options = {
            "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "bolt.host": HOST,
            "bolt.port": bolt_port,
            "server.httpIncomingHost": HOST,
            "server.httpIncomingPort": http_port,
            "server.rootPath": self.folder,
            "server.databaseDirectory": self.folder / "databases",
            "server.defaultDatabases": f"{DATABASE}[{USERNAME}]",
            "server.rootPasswordPath": self.folder / "root-password",
            # Production: every commit reaches the log file before it is acknowledged.
            "server.mode": "production",
            "command.timeout": round(self._most_seconds * 1000),
            # All regular expressions of a statement together: by itself the store would give them a second.
            "command.regexTimeout": round(self._most_seconds * 1000),
            "bolt.maxMessageSize": MOST_MESSAGE_BYTES,
            # No budget for what queries hold. What a subquery groups or sorts is given back to it only when the garbage
            # collector comes by, and until then the store refuses others although its memory is free. How many rows
            # a single operation of a query may hold stays bounded.
            "queryMaxHeapRAM": 0,
        }
        return [
            str(java),
            f"-Xmx{self._memory}m",
            # A heap that ran full leaves a server that half works; an ended one is noticed.
            "-XX:+ExitOnOutOfMemoryError",
            # No file in the shared temporary folder that repeats this command line.
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            str(jars / "*"),
            *(f"-Darcadedb.{name}={value}" for name, value in options.items()),
            "com.arcadedb.server.ArcadeDBServer",
        ]

    def _start_watchdog(self, command: list[str]) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C in a terminal goes to every process of the foreground group, and the store
        # must outlive the server that still answers its last requests.
        options: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            options = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(watchdog.__file__))],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            **options,
        )
        order = {"folder": str(self.folder), "owner": os.getpid(), "command": command, "password": self._password}
        _tell(process, json.dumps(order))
        return process

    def _await_ready(self, process: subprocess.Popen[bytes], bolt_port: int, http_port: int) -> None:
        end = time.monotonic() + START_SECONDS
        endpoint = _endpoint(bolt_port, http_port, self._password)
        while time.monotonic() < end:
            status = process.poll()
            if status == watchdog.EXIT_FOLDER_IN_USE:
                raise FolderInUseError(_in_use(self.folder))
            if status is not None:
                raise StoreUnavailableError(self._did_not_start(_last_words(process)))
            if answers(endpoint) and listens(HOST, bolt_port):
                return
            time.sleep(POLL_SECONDS)
        message = f"The embedded store did not answer within {START_SECONDS:g} seconds."
        raise StoreUnavailableError(self._did_not_start(message))

    def _did_not_start(self, message: str) -> str:
        path = self.folder / "log" / "store.log"
        with contextlib.suppress(OSError):
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            last = [f"  {line[:300]}" for line in lines if line.strip()][-LOG_LINES:]
            message = "\n".join([f"{message} The end of {path}:", *last])
        return message

    def _announce(self, bolt_port: int, http_port: int) -> None:
        """Tell other commands of this user how to reach the store; complete from its first moment on."""
        content = {"pid": os.getpid(), "bolt_port": bolt_port, "http_port": http_port, "password": self._password}
        path = self.folder / "server.json"
        draft = path.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            draft.unlink()
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(content, file)
        draft.replace(path)


def find_running(folder: Path) -> Endpoint | None:
    """The store that another process runs on a data folder, or None. What a dead one left does not count."""
    if not is_in_use(folder):
        return None
    try:
        content = json.loads((folder / "server.json").read_text(encoding="utf-8"))
        return _endpoint(int(content["bolt_port"]), int(content["http_port"]), str(content["password"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_in_use(folder: Path) -> bool:
    """Whether a living process holds the data folder."""
    with contextlib.suppress(OSError):
        path = folder / "server.lock"
        if path.exists():
            lock = watchdog.take_lock(path)
            if lock is None:
                return True
            lock.close()
    return False


def _tell(process: subprocess.Popen[bytes], line: str) -> None:
    if process.stdin is not None:
        with contextlib.suppress(BrokenPipeError):  # it has ended already, and its status says why
            process.stdin.write(line.encode() + b"\n")
            process.stdin.flush()


def _last_words(process: subprocess.Popen[bytes]) -> str:
    message = "The embedded store ended while it was starting."
    # The watchdog prints nothing unless it fails itself, for example because the disk is full.
    words = process.stderr.read().decode(errors="replace").strip() if process.stderr is not None else ""
    return f"{message} {words.splitlines()[-1]}." if words else message


def _in_use(folder: Path) -> str:
    holder = "another graphapi process"
    with contextlib.suppress(OSError, ValueError):
        holder += f" (pid {int((folder / 'server.lock').read_bytes()[:20])})"
    return f"The data folder {folder} is in use by {holder}. Stop it, or choose another folder with --data-dir."


def _endpoint(bolt_port: int, http_port: int, password: str) -> Endpoint:
    return Endpoint(
        uri=f"bolt://{HOST}:{bolt_port}",
        kind=StoreKind.EMBEDDED,
        username=USERNAME,
        password=password,
        database=DATABASE,
        http_url=f"http://{HOST}:{http_port}",
    )


def answers(endpoint: Endpoint) -> bool:
    """Whether the embedded store answers there: any other server would not know the password."""
    try:
        status, answer = request(endpoint, "GET", f"/api/v1/exists/{DATABASE}")
    except (OSError, http.client.HTTPException, ValueError):
        return False
    return status == 200 and answer.get("result") is True
