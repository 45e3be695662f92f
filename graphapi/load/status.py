"""The status of a running load, in a file that another process reads: ``graphapi load --status``."""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.load.options import ProgressListener
    from graphapi.settings import Settings

STATUS_FILE: Final = "load-status.json"
WRITE_SECONDS: Final = 0.5


@dataclass(frozen=True)
class LoadStatus:
    """The status of a load.

    Attributes:
        pid: the id of its process.
        phase: what it does.
        rows: the number of rows of the phase; None if it is not known.
        done: the number of rows that are done.
        phase_seconds: how long the phase has taken.
        seconds: how long the load has taken.
    """

    pid: int
    phase: str
    rows: int | None
    done: int
    phase_seconds: float
    seconds: float

    @property
    def rate(self) -> float:
        """Rows per second in this phase; 0 if it has just begun."""
        return self.done / self.phase_seconds if self.phase_seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the phase will still take at this rate; None if that is not known."""
        return (self.rows - self.done) / self.rate if self.rows is not None and self.rate > 0 else None

    def as_text(self) -> str:
        """The status in one line."""
        rows = f"{self.done:,}" if self.rows is None else f"{self.done:,} of {self.rows:,}"
        left = "" if self.seconds_left is None else f", {self.seconds_left:,.0f} s left in this phase"
        counts = f": {rows} rows, {self.rate:,.0f} rows/s{left}" if self.done else ""
        return f"{self.phase}{counts}. The load has run for {self.seconds:,.0f} s."

    def as_json(self) -> dict[str, object]:
        """The status as values that JSON can represent."""
        return asdict(self) | {"rate": self.rate, "seconds_left": self.seconds_left}


def status_path(settings: Settings) -> Path:
    """The file of the status: in the data folder, or for a Neo4j server in the user's cache folder."""
    if settings.neo4j_uri is None:
        return settings.data_dir / STATUS_FILE
    server = hashlib.sha256(f"{settings.neo4j_uri} {settings.neo4j_database}".encode()).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "graphapi" / f"{server}.{STATUS_FILE}"


class RecordedProgress:
    """A listener that writes the status into a file, and tells another listener too.

    A status that cannot be written does not disturb the load.
    """

    def __init__(self, path: Path, listener: ProgressListener) -> None:
        self._path = path
        self._listener = listener
        self._start = self._phase_start = time.monotonic()
        self._written = 0.0
        self._phase = "Starting"
        self._rows: int | None = None
        self._done = 0

    def started(self, phase: str, rows: int | None) -> None:
        """A phase begins."""
        self._listener.started(phase, rows)
        self._phase, self._rows, self._done = phase, rows, 0
        self._phase_start = time.monotonic()
        self._write()

    def advanced(self, rows: int) -> None:
        """Rows are done."""
        self._listener.advanced(rows)
        self._done += rows
        if time.monotonic() - self._written > WRITE_SECONDS:
            self._write()

    def finished(self) -> None:
        """The phase has ended."""
        self._listener.finished()

    def _write(self) -> None:
        now = self._written = time.monotonic()
        status = LoadStatus(
            os.getpid(), self._phase, self._rows, self._done, now - self._phase_start, now - self._start
        )
        draft = self._path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            draft.write_text(json.dumps(asdict(status)), encoding="utf-8")
            draft.replace(self._path)


@contextmanager
def recorded(path: Path | None, listener: ProgressListener) -> Iterator[ProgressListener]:
    """A listener that records the status until the context ends; without a path, nothing is recorded."""
    if path is None:
        yield listener
        return
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield RecordedProgress(path, listener)
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def read_status(path: Path) -> LoadStatus | None:
    """The status of the running load; None if no load runs."""
    try:
        status = LoadStatus(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return status if _is_running(status.pid) else None


def _is_running(pid: int) -> bool:
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
