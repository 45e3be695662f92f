"""Requests to the embedded store's HTTP API, for what cannot be done over Bolt."""

from __future__ import annotations

import base64
import http.client
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from graphapi.errors import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.store.bolt import Endpoint


@contextmanager
def open_connection(endpoint: Endpoint, *, seconds: float) -> Iterator[http.client.HTTPConnection]:
    """A connection to the embedded store, whose operations wait at most ``seconds`` for the store.

    Raises:
        StoreUnavailableError: in the context, no server answered, or its answer was not HTTP.
    """
    address = (endpoint.http_url or "").removeprefix("http://")
    connection = None
    try:
        connection = http.client.HTTPConnection(address, timeout=seconds)
        yield connection
    except (OSError, http.client.HTTPException) as error:
        raise _unreachable(endpoint, error) from None
    finally:
        if connection is not None:
            connection.close()


def request(
    endpoint: Endpoint, method: str, path: str, body: dict[str, str] | None = None, *, seconds: float = 5.0
) -> tuple[int, dict[str, Any]]:
    """Send a request to the embedded store; returns the status and the JSON object of the response.

    The object is empty if the response has none.

    Raises:
        StoreUnavailableError: no server answers, or it is not the store.
    """
    headers = {"Authorization": authorization(endpoint), "Content-Type": "application/json"}
    with open_connection(endpoint, seconds=seconds) as connection:
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = connection.getresponse()
        content = response.read()
    try:
        answer = json.loads(content or b"{}")
    except ValueError as error:
        raise _unreachable(endpoint, error) from None
    return response.status, answer if isinstance(answer, dict) else {}


def authorization(endpoint: Endpoint) -> str:
    """The value of the header ``Authorization``."""
    token = base64.b64encode(f"{endpoint.username}:{endpoint.password}".encode()).decode()
    return f"Basic {token}"


def _unreachable(endpoint: Endpoint, error: Exception) -> StoreUnavailableError:
    return StoreUnavailableError(f"The embedded store at {endpoint.http_url} cannot be reached: {error}")
