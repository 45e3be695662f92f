"""The embedded store: ArcadeDB in a child process, on a loopback address, which ends with graphapi."""

from __future__ import annotations

import contextlib
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
from graphapi.store.arcadedb_http import request
from graphapi.store.arcadedb_runtime import free_ports, listens, runtime
from graphapi.store.bolt import Endpoint, StoreKind

if TYPE_CHECKING:
    from graphapi.settings import Settings

DATABASE = watchdog.SERVED_DATABASE
USERNAME = "root"
HOST = "127.0.0.1"
START_SECONDS = 60.0
# The smallest timeout of a statement: enough for a batch of a load on a slow disk.
MIN_STATEMENT_SECONDS = 60.0
# The store silently waits for the rest of a longer message, and the driver waits for the store. A load's batch may be
# long.
MOST_MESSAGE_BYTES = 128 * 2**20
STOP_SECONDS = watchdog.STOP_SECONDS + 5
POLL_SECONDS = 0.05
LOG_LINES = 12


class FolderInUseError(StoreUnavailableError):
    """Another process runs the store of this folder."""


class EmbeddedServer:
    """The embedded store of one data folder; it always ends with this process.

    ``start`` and ``stop`` block. The files are ``databases/``, ``config/``, ``log/``, ``server.lock`` (locked while the
    store runs) and ``server.json`` (the ports and the password, readable only by its owner). ``memory`` is the largest
    heap, in MiB. A statement that takes longer than ``statement_seconds`` is ended, because the store does not notice
    when the client disconnects.
    """

    def __init__(self, folder: Path, *, memory: int = 1024, statement_seconds: float = 60.0) -> None:
        self.folder = folder.absolute()
        self._memory = memory
        self._statement_seconds = statement_seconds
        self._watchdog: subprocess.Popen[bytes] | None = None
        self._password = secrets.token_urlsafe(24)

    @classmethod
    def of(cls, settings: Settings) -> EmbeddedServer:
        """The store that the settings describe."""
        statement_seconds = max(MIN_STATEMENT_SECONDS, 2 * settings.request_timeout)
        return cls(settings.data_dir, memory=settings.store_memory, statement_seconds=statement_seconds)

    def start(self) -> Endpoint:
        """Start the store and wait until it answers.

        Raises:
            FolderInUseError: another process runs the store of this folder.
            StoreUnavailableError: this platform has no embedded store, the folder cannot be written, or the store
                does not start; the message then has the last lines of its log.
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
        return _endpoint(self.folder, bolt_port, http_port, self._password)

    def stop(self) -> None:
        """Stop the store cleanly, or kill it if that takes too long; does nothing if it is not running."""
        process, self._watchdog = self._watchdog, None
        if process is None:
            return
        try:
            # This closes the pipe, which makes the watchdog stop the store.
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
        """The command line of the store; every user of the machine can read it, so the password is in a file."""
        options = {
            "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "bolt.host": HOST,
            "bolt.port": bolt_port,
            "server.httpIncomingHost": HOST,
            "server.httpIncomingPort": http_port,
            "server.rootPath": self.folder,
            "server.databaseDirectory": self.folder / watchdog.DATABASES,
            "server.defaultDatabases": f"{DATABASE}[{USERNAME}]",
            "server.rootPasswordPath": self.folder / "root-password",
            # In production mode, every commit is written to the transaction log before it is acknowledged.
            "server.mode": "production",
            "command.timeout": round(self._statement_seconds * 1000),
            # The time for all regular expressions of a statement together. The store's default is one second.
            "command.regexTimeout": round(self._statement_seconds * 1000),
            "bolt.maxMessageSize": MOST_MESSAGE_BYTES,
            # A large load sends its records in few requests without a limit, and may pause while it computes the next.
            "server.httpBodyContentMaxSize": -1,
            "network.socketTimeout": 600_000,
            # No limit on the memory of all queries together. The memory of a subquery's groups and sorts counts until
            # the next garbage collection, and until then the store would refuse other queries although memory is free.
            # The number of rows that a single operation of a query may hold is still limited.
            "queryMaxHeapRAM": 0,
        }
        return [
            str(java),
            f"-Xmx{self._memory}m",
            # Without memory, a server would work only in part. If it exits instead, the watchdog notices.
            "-XX:+ExitOnOutOfMemoryError",
            # Otherwise Java writes a file with this command line to the shared temporary folder.
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            str(jars / "*"),
            *(f"-Darcadedb.{name}={value}" for name, value in options.items()),
            "com.arcadedb.server.ArcadeDBServer",
        ]

    def _start_watchdog(self, command: list[str]) -> subprocess.Popen[bytes]:
        # The store gets a separate session. Ctrl-C in a terminal reaches every process of the foreground group, but the
        # store must run until the server has answered its last requests.
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
        endpoint = _endpoint(self.folder, bolt_port, http_port, self._password)
        while time.monotonic() < end:
            status = process.poll()
            if status == watchdog.EXIT_FOLDER_IN_USE:
                raise FolderInUseError(_in_use(self.folder))
            if status is not None:
                raise StoreUnavailableError(self._did_not_start(_startup_error(process)))
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
        """Write the ports and the password for other commands of this user; the file appears atomically."""
        content = {"pid": os.getpid(), "bolt_port": bolt_port, "http_port": http_port, "password": self._password}
        path = self.folder / "server.json"
        draft = path.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            draft.unlink()
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(content, file)
        draft.replace(path)


def find_running(folder: Path) -> Endpoint | None:
    """The store that another process runs on a data folder, or None; files of a dead process are ignored."""
    if not is_in_use(folder):
        return None
    try:
        content = json.loads((folder / "server.json").read_text(encoding="utf-8"))
        return _endpoint(
            folder.absolute(), int(content["bolt_port"]), int(content["http_port"]), str(content["password"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_in_use(folder: Path) -> bool:
    """Whether a running process has locked the data folder."""
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
        with contextlib.suppress(BrokenPipeError):  # it has ended already, and its exit status is checked later
            process.stdin.write(line.encode() + b"\n")
            process.stdin.flush()


def _startup_error(process: subprocess.Popen[bytes]) -> str:
    message = "The embedded store ended while it was starting."
    # The watchdog prints nothing unless it fails, for example because the disk is full.
    words = process.stderr.read().decode(errors="replace").strip() if process.stderr is not None else ""
    return f"{message} {words.splitlines()[-1]}." if words else message


def _in_use(folder: Path) -> str:
    holder = "another graphapi process"
    with contextlib.suppress(OSError, ValueError):
        holder += f" (pid {int((folder / 'server.lock').read_bytes()[:20])})"
    return f"The data folder {folder} is in use by {holder}. Stop it, or choose another folder with --data-dir."


def _endpoint(folder: Path, bolt_port: int, http_port: int, password: str) -> Endpoint:
    return Endpoint(
        uri=f"bolt://{HOST}:{bolt_port}",
        kind=StoreKind.EMBEDDED,
        username=USERNAME,
        password=password,
        database=DATABASE,
        http_url=f"http://{HOST}:{http_port}",
        data_folder=str(folder),
    )


def answers(endpoint: Endpoint) -> bool:
    """Whether the embedded store answers at this endpoint; any other server would not accept the password."""
    try:
        status, answer = request(endpoint, "GET", f"/api/v1/exists/{DATABASE}")
    except StoreUnavailableError:
        return False
    return status == 200 and answer.get("result") is True
