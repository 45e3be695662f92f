"""The embedded store's SQL over HTTP, for features that its Cypher lacks: typed properties, full-text indexes."""

from __future__ import annotations

import asyncio
import base64
import http.client
import json
from typing import TYPE_CHECKING, Any

import structlog

from graphapi.errors import StoreUnavailableError
from graphapi.store.driver_errors import StatementError

if TYPE_CHECKING:
    from graphapi.store.bolt import Endpoint

log = structlog.stdlib.get_logger("graphapi.store")

# Building an index over millions of nodes can take a long time.
MOST_SECONDS = 3600.0


async def run_sql(endpoint: Endpoint, statement: str) -> int:
    """Run a SQL statement on the embedded store; returns the number of records that an UPDATE changed, else 0.

    Raises:
        StoreUnavailableError: the store cannot be reached.
        StatementError: the store refused the statement; the log has the reason.
    """
    body = {"language": "sql", "command": statement}
    path = f"/api/v1/command/{endpoint.database}"
    try:
        status, answer = await asyncio.to_thread(request, endpoint, "POST", path, body, seconds=MOST_SECONDS)
    except (OSError, http.client.HTTPException, ValueError) as error:
        message = f"The embedded store at {endpoint.http_url} cannot be reached: {error}"
        raise StoreUnavailableError(message) from None
    log.debug("statement", statement=statement, status=status)
    if status != 200:
        log.error("statement refused", statement=statement, status=status, answer=answer)
        raise StatementError("The store refused a statement; the log says why.", str(answer.get("exception", status)))
    result = answer.get("result") or [{}]
    return int(result[0].get("count", 0))


def request(
    endpoint: Endpoint, method: str, path: str, body: dict[str, str] | None = None, *, seconds: float = 5.0
) -> tuple[int, dict[str, Any]]:
    """Send an HTTP request to the embedded store; returns the status and the JSON object of the response.

    The object is empty if the response has none.

    Raises:
        OSError, http.client.HTTPException, ValueError: no server answers, or it is not the store.
    """
    address = (endpoint.http_url or "").removeprefix("http://")
    token = base64.b64encode(f"{endpoint.username}:{endpoint.password}".encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection(address, timeout=seconds)
    try:
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = connection.getresponse()
        answer = json.loads(response.read() or b"{}")
        return response.status, answer if isinstance(answer, dict) else {}
    finally:
        connection.close()
