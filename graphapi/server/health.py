"""Health checks: whether the process is alive, and whether it can answer requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from starlette.responses import Response

from graphapi.errors import DeadlineExceededError, GraphapiError, StoreUnavailableError

if TYPE_CHECKING:
    from starlette.requests import Request

READY_SECONDS = 1.0
NO_STORE = {"cache-control": "no-store"}


async def livez(_request: Request[Any]) -> Response:
    """Liveness: status 200 while the process serves requests; if this fails, restart the process."""
    return _answer({"status": "alive"})


async def readyz(request: Request[Any]) -> Response:
    """Readiness: status 200 if the store answers within a second, otherwise 503 with the reason.

    Send no requests to the server while this fails.
    """
    try:
        await request.state.graph.read("RETURN 1", {}, timeout=READY_SECONDS)
    except DeadlineExceededError:
        return _answer({"status": "unavailable", "reason": f"the store did not answer within {READY_SECONDS:g} s"}, 503)
    except StoreUnavailableError:
        return _answer({"status": "unavailable", "reason": "the store cannot be reached"}, 503)
    except GraphapiError:
        return _answer({"status": "unavailable", "reason": "the store rejected the health check"}, 503)
    return _answer({"status": "ready"})


def _answer(content: dict[str, str], status: int = 200) -> Response:
    return Response(orjson.dumps(content), status, NO_STORE, "application/json")
