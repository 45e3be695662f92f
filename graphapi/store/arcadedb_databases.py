"""The databases of the embedded store: a large load fills a database of its own, which then replaces the served one.

The store serves the database ``films``. The database that is being filled is ``films_next``.
`graphapi.store.watchdog.settle_databases` says what happens to it if the store or the load ends in the middle.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphapi.errors import StoreUnavailableError
from graphapi.store.arcadedb_http import request
from graphapi.store.driver_errors import StatementError
from graphapi.store.watchdog import DATABASES, NEXT_DATABASE, SERVED_DATABASE, UNFINISHED_LOAD

if TYPE_CHECKING:
    from graphapi.store.bolt import Endpoint

SECONDS = 600.0
REMOVALS = 20


def create_next(endpoint: Endpoint, description: str) -> Endpoint:
    """Create the database to fill, after removing one that an unfinished load left; returns its endpoint.

    A file in the data folder marks the load as unfinished until `discard_next` or `promote_next`.

    Args:
        endpoint: the store.
        description: what is loaded, for whoever finds the load unfinished.

    Raises:
        StoreUnavailableError: the store cannot be reached, or the data folder cannot be written.
        StatementError: the store refused.
    """
    started = datetime.now(UTC).isoformat(timespec="seconds")
    _write_mark(endpoint, {"startedAt": started, "what": description, "isComplete": False})
    _drop_next(endpoint)
    _command(endpoint, f"create database {NEXT_DATABASE}")
    return replace(endpoint, database=NEXT_DATABASE)


def heap_bytes(endpoint: Endpoint) -> int:
    """The largest heap of the store, in bytes.

    Raises:
        StoreUnavailableError: the store cannot be reached.
        StatementError: the store refused.
    """
    found = _ask(endpoint, "GET", "/api/v1/server?mode=default", None, "The store refused to tell its memory.")
    return int(found["metrics"]["profiler"]["ramHeapMax"]["space"])


def discard_next(endpoint: Endpoint) -> None:
    """Remove the database that was being filled, and the mark of the load."""
    _drop_next(endpoint)
    (_folder(endpoint) / UNFINISHED_LOAD).unlink(missing_ok=True)


def promote_next(endpoint: Endpoint) -> None:
    """Replace the served database by the one that was filled. For less than a second, reads may fail.

    Raises:
        StoreUnavailableError: the store cannot be reached, or the data folder cannot be written.
        StatementError: the store refused.
    """
    served, following = (_folder(endpoint) / DATABASES / name for name in (SERVED_DATABASE, NEXT_DATABASE))
    # Closing it writes everything that the store holds in memory.
    _command(endpoint, f"close database {NEXT_DATABASE}")
    try:
        _flush(following)
        _write_mark(endpoint, {"isComplete": True})
        _remove_served(endpoint, served)
        following.rename(served)
    except OSError as error:
        raise _unwritable(endpoint, error) from None
    _command(endpoint, f"open database {SERVED_DATABASE}")
    (_folder(endpoint) / UNFINISHED_LOAD).unlink(missing_ok=True)


def _remove_served(endpoint: Endpoint, served: Path) -> None:
    """Remove the served database, so that the store has neither files nor memory of it.

    A read makes the store open a database whose folder exists, and closing a database may write into its folder. So the
    files are removed first, and both steps are repeated until nothing was left to close.
    """
    for _ in range(REMOVALS):
        shutil.rmtree(served, ignore_errors=True)
        try:
            _command(endpoint, f"close database {SERVED_DATABASE}")
        except StatementError:
            if not served.exists():
                return
    raise StatementError("The store does not close its database.", SERVED_DATABASE)


def unfinished_load(folder: Path) -> str | None:
    """A sentence about the load that ended before it was complete; None if there is none in this data folder."""
    try:
        mark = json.loads((folder / UNFINISHED_LOAD).read_text(encoding="utf-8"))
        return f"A load of {mark['what']}, started at {mark['startedAt']}, has not been completed."
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return "A load has not been completed."


def _drop_next(endpoint: Endpoint) -> None:
    if (_folder(endpoint) / DATABASES / NEXT_DATABASE).exists():
        # The command needs an open database; the store has closed it if the load ended while it replaced the other.
        with contextlib.suppress(StatementError):
            _command(endpoint, f"open database {NEXT_DATABASE}")
        _command(endpoint, f"drop database {NEXT_DATABASE}")


def _command(endpoint: Endpoint, command: str) -> None:
    _ask(endpoint, "POST", "/api/v1/server", {"command": command}, f"The store refused to {command}.")


def _ask(endpoint: Endpoint, method: str, path: str, body: dict[str, str] | None, refusal: str) -> dict[str, Any]:
    status, answer = request(endpoint, method, path, body, seconds=SECONDS)
    if status != 200:
        raise StatementError(refusal, _reason(answer))
    return answer


def _reason(answer: dict[str, Any]) -> str:
    return str(answer.get("detail") or answer.get("error") or answer.get("exception"))


def _folder(endpoint: Endpoint) -> Path:
    if endpoint.data_folder is None:
        message = "The data folder of the embedded store is not known."
        raise StoreUnavailableError(message)
    return Path(endpoint.data_folder)


def _write_mark(endpoint: Endpoint, mark: dict[str, object]) -> None:
    path = _folder(endpoint) / UNFINISHED_LOAD
    draft = path.with_suffix(".draft")
    try:
        with draft.open("w", encoding="utf-8") as file:
            json.dump(mark, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise _unwritable(endpoint, error) from None


def _unwritable(endpoint: Endpoint, error: OSError) -> StoreUnavailableError:
    return StoreUnavailableError(f"The data folder {endpoint.data_folder} cannot be written: {error.strerror}.")


def _flush(folder: Path) -> None:
    """Wait until the files of a database are on the disk."""
    for path in folder.iterdir():
        if path.is_file():
            descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
