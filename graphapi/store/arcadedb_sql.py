"""The embedded store's SQL over HTTP, for features that its Cypher lacks: typed properties, full-text indexes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from graphapi.store.arcadedb_http import request
from graphapi.store.driver_errors import StatementError

if TYPE_CHECKING:
    from graphapi.store.bolt import Endpoint

log = structlog.stdlib.get_logger("graphapi.store")

# Building an index over millions of nodes can take a long time.
MOST_SECONDS = 3600.0


async def run_sql(endpoint: Endpoint, statement: str) -> int:
    """Run a SQL statement on the embedded store; returns the field ``count`` of its first record, or 0.

    An UPDATE returns the number of records that it changed.

    Raises:
        StoreUnavailableError: the store cannot be reached.
        StatementError: the store refused the statement; the log has the reason.
    """
    body = {"language": "sql", "command": statement}
    path = f"/api/v1/command/{endpoint.database}"
    status, answer = await asyncio.to_thread(request, endpoint, "POST", path, body, seconds=MOST_SECONDS)
    log.debug("statement", statement=statement, status=status)
    if status != 200:
        log.error("statement refused", statement=statement, status=status, answer=answer)
        raise StatementError("The store refused a statement; the log says why.", str(answer.get("exception", status)))
    result = answer.get("result") or [{}]
    return int(result[0].get("count", 0))
