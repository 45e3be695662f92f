"""The embedded store's bulk loader: ``POST /api/v1/batch/DATABASE``, with one JSON object per line.

ArcadeDB's class ``PostBatchHandler`` documents the format. A line is a vertex or an edge: ``@type`` (``v`` or ``e``),
``@class`` (its type), ``@id`` (the vertex's name within the body) or ``@from`` and ``@to`` (record ids), and its
properties. Nothing is written to the store's log before the records themselves, so a database is complete only after it
was closed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import structlog

from graphapi.store.arcadedb_http import authorization, open_connection
from graphapi.store.driver_errors import StatementError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from graphapi.store.bolt import Endpoint

log = structlog.stdlib.get_logger("graphapi.store")

# The store reads a body while it writes the records, so it may pause for as long as its disk needs.
_SECONDS: Final = 3600.0
_BLOCK_BYTES: Final = 2**20


def send_batch(endpoint: Endpoint, records: Iterable[bytes], answer: Path) -> None:
    """Send records, and write the store's answer to a file.

    The answer is a JSON object with ``verticesCreated`` and ``edgesCreated``. If the records are vertices, its
    ``idMapping`` has the record id of each ``@id``.

    Args:
        endpoint: the store, with the database to write to.
        records: the lines, in blocks of any size.
        answer: the file for the answer.

    Raises:
        StoreUnavailableError: the store cannot be reached, or ended.
        StatementError: the store refused a record; the log has the reason.
    """
    path = f"/api/v1/batch/{endpoint.database}?idMapping=true"
    headers = {
        "Authorization": authorization(endpoint),
        "Content-Type": "application/x-ndjson",
        "Transfer-Encoding": "chunked",
    }
    with open_connection(endpoint, seconds=_SECONDS) as connection:
        connection.request("POST", path, records, headers, encode_chunked=True)
        response = connection.getresponse()
        with answer.open("wb") as target:
            while block := response.read(_BLOCK_BYTES):
                target.write(block)
    if response.status != 200:
        reason = _reason(answer)
        log.error("records refused", status=response.status, answer=reason)
        raise StatementError("The store refused records of a load; the log says why.", reason)


def _reason(answer: Path) -> str:
    try:
        found: dict[str, Any] = json.loads(answer.read_bytes() or b"{}")
    except ValueError:
        return "no reason"
    return str({name: found.get(name) for name in ("error", "detail", "exception")})
