"""Runs the embedded store's Java process, and stops it when graphapi has ended.

This is a separate program that uses only the standard library. graphapi starts it with a pipe as standard input, and
writes one line of JSON into the pipe. When the pipe closes, after a clean stop, a crash or SIGKILL, the store is
stopped. The watchdog locks the data folder. Where the system allows it, the store inherits the lock, so that the folder
is free only when no process writes into it any more.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

EXIT_FOLDER_IN_USE = 75
EXIT_STORE_ENDED = 76

STOP_SECONDS = 20.0
POLL_SECONDS = 0.5
# A store that has answered is started again whenever it ends, but not more often than this.
RESTART_SECONDS = 5.0
LOCK_SECONDS = 2.0
# The store writes such a line into its log when it answers nothing any more until it is started again, for example
# because it could not write its transaction log. The beginning is matched too, because the log may quote users.
FENCED = re.compile(rb"[-0-9]+ [:.0-9]+ SEVER \[LocalDatabase\] .* fenced for recovery")
# The environment may hold passwords, so the store gets only the variables that the system's libraries and Java read.
KEPT_VARIABLES = (
    *("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH", "HOME"),
    "JDK_JAVA_OPTIONS",
)
DATABASES = "databases"
SERVED_DATABASE = "films"
NEXT_DATABASE = "films_next"
UNFINISHED_LOAD = "unfinished-load.json"
# Far behind the holder's pid, so that the pid stays readable: on Windows, other processes cannot read a locked byte.
LOCKED_BYTE = 1 << 20


def take_lock(path: Path) -> IO[bytes] | None:
    """Open and lock the file; returns None if another process has locked it.

    The lock is released when the last process that holds it has closed the file.
    """
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def main() -> int:
    """Lock the folder, run the store until standard input closes, and stop the store."""
    order: dict[str, Any] = json.loads(sys.stdin.readline())
    folder = Path(order["folder"])
    end = threading.Event()
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: end.set())

    lock = _lock_soon(folder / "server.lock", end)
    if lock is None:
        return EXIT_FOLDER_IN_USE
    _remove_server_files(folder)
    lock.seek(0)
    lock.write(b"%-20d" % order["owner"])
    lock.flush()

    password_file = folder / "root-password"
    _write_private(password_file, order["password"])
    ready = threading.Event()
    threading.Thread(target=_read_input, args=(ready, end), daemon=True).start()
    try:
        return _keep_running(order["command"], folder, lock, ready, end)
    finally:
        _remove_server_files(folder)


def _keep_running(
    command: list[str], folder: Path, lock: IO[bytes], ready: threading.Event, end: threading.Event
) -> int:
    """Run the store until the end; start it again whenever it ends after it was ready, for example out of memory."""
    owner = os.getppid()

    def is_over() -> bool:
        # A process forked by graphapi may keep the pipe open after graphapi has ended. A changed parent process id
        # shows that graphapi has ended.
        return end.wait(POLL_SECONDS) or os.getppid() != owner

    while True:
        started = time.monotonic()
        try:
            store = _start_store(command, folder, lock)
        except OSError:
            # Whoever starts the store is told. Later, the reason may go away: for example, the disk is full.
            if not ready.is_set():
                raise
        else:
            if not _has_ended(store, folder / "log" / "store.log", is_over) or end.is_set():
                # This comes before the stop, so that no other process finds a store that is about to end.
                _remove_server_files(folder)
                _stop(store)
                return 0
            if not ready.is_set():
                return EXIT_STORE_ENDED
        if _is_over_before(started + RESTART_SECONDS, is_over):
            return 0


def _has_ended(store: subprocess.Popen[bytes], output: Path, is_over: Callable[[], bool]) -> bool:
    """Wait until the store ends, and return False if ``is_over`` comes first; a fenced store is killed."""
    rest = b""
    with output.open("rb") as log:
        while not is_over():
            if store.poll() is not None:
                return True
            *lines, rest = (rest + log.read()).split(b"\n")
            if any(map(FENCED.match, lines)):
                store.kill()
                store.wait()
                return True
    return False


def _is_over_before(moment: float, is_over: Callable[[], bool]) -> bool:
    """Wait until a moment of the monotonic clock, or until the end."""
    while time.monotonic() < moment:
        if is_over():
            return True
    return False


def _lock_soon(path: Path, end: threading.Event) -> IO[bytes] | None:
    """Take the lock; retries for a moment, because ``is_in_use`` of other processes takes the lock briefly."""
    for _ in range(int(LOCK_SECONDS / 0.1)):
        lock = take_lock(path)
        if lock is not None or end.wait(0.1):
            return lock
    return take_lock(path)


def settle_databases(folder: Path) -> None:
    """Complete or discard a large load that ended in the middle; the store of the data folder must not be running.

    A large load fills a database of its own. When that is complete, the load says so in its mark, removes the served
    database and renames the new one. So a new database is either taken into service or removed, but never opened.
    """
    mark = folder / UNFINISHED_LOAD
    served, following = (folder / DATABASES / name for name in (SERVED_DATABASE, NEXT_DATABASE))
    try:
        is_complete = json.loads(mark.read_text(encoding="utf-8")).get("isComplete") is True
    except (OSError, ValueError, AttributeError):
        is_complete = False
    if not is_complete:
        shutil.rmtree(following, ignore_errors=True)
        return
    if following.exists():
        shutil.rmtree(served, ignore_errors=True)
        following.rename(served)
    mark.unlink()


def _remove_server_files(folder: Path) -> None:
    """Remove the files that are valid only while a server runs; the next server has a new password."""
    for name in ("server.json", "root-password", "config/server-users.jsonl"):
        with contextlib.suppress(OSError):
            (folder / name).unlink()


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _read_input(ready: threading.Event, end: threading.Event) -> None:
    """Set ``ready`` at the second line of standard input, and ``end`` at the end of standard input."""
    if sys.stdin.readline():
        ready.set()
    while sys.stdin.read(1024):
        pass
    end.set()


def _start_store(command: list[str], folder: Path, lock: IO[bytes]) -> subprocess.Popen[bytes]:
    settle_databases(folder)
    logs = folder / "log"
    logs.mkdir(exist_ok=True)
    with contextlib.suppress(OSError):
        (logs / "store.log").replace(logs / "store.log.1")
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    options: dict[str, Any] = {}
    if sys.platform != "win32":
        options["pass_fds"] = (lock.fileno(),)
    if sys.platform == "linux":
        options["preexec_fn"] = _end_with_parent()
    with (logs / "store.log").open("wb") as output:
        return subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, **options
        )


def _end_with_parent() -> Callable[[], None]:
    """For Linux: make the kernel kill the store when this process dies, even by SIGKILL."""
    import ctypes

    prctl = ctypes.CDLL(None).prctl
    set_parent_death_signal = 1

    def run_in_child() -> None:
        prctl(set_parent_death_signal, signal.SIGKILL)

    return run_in_child


def _stop(store: subprocess.Popen[bytes]) -> None:
    if store.poll() is None:
        store.terminate()
    try:
        store.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        store.kill()
        store.wait()


if __name__ == "__main__":
    sys.exit(main())
