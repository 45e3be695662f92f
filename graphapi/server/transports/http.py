"""The HTTP transport: ``/graphql`` as in https://graphql.github.io/graphql-over-http/draft/."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from graphql import OperationType

from graphapi.errors import ForbiddenError, GraphapiError, UnauthenticatedError
from graphapi.execution.context import Context
from graphapi.execution.executor import (
    QUERIES,
    QUERIES_AND_MUTATIONS,
    OperationNotAllowedError,
    UnknownOperationError,
)
from graphapi.server.auth import refused, require_read
from graphapi.server.disconnect import ClientGoneError, DisconnectWatch
from graphapi.server.middleware import record_of
from graphapi.server.negotiation import GRAPHQL, HTML, JSON, choose_media_type
from graphapi.server.pages import playground_page
from graphapi.server.request import RefusedRequestError, read_operation
from graphapi.server.responses import error_response, outcome_response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

    from graphapi.execution.executor import Executor, OperationRequest, Outcome
    from graphapi.execution.principal import Principal
    from graphapi.server.middleware import RequestRecord
    from graphapi.settings import Settings
    from graphapi.statement import Statement
    from graphapi.store.batching import SharedReads

# nginx's status code for a client that has disconnected. It is never sent, only logged.
CLIENT_GONE: Final = 499


class CountingReader:
    """The reader of one request, which counts the statements of the request."""

    def __init__(self, reads: SharedReads, record: RequestRecord) -> None:
        self._reads = reads
        self._record = record

    async def read(self, statement: Statement, parameters: Mapping[str, object], *, timeout: float) -> list[Any]:
        """Count the statement, and run it with ``SharedReads.read``."""
        self._record.statements += 1
        return await self._reads.read(statement, parameters, timeout=timeout)


class GraphQLEndpoint:
    """The endpoint as an ASGI application.

    Args:
        executor: executes the operations.
        settings: the settings; they contain the timeout and the largest body of a request.
    """

    def __init__(self, executor: Executor, settings: Settings) -> None:
        self._executor = executor
        self._timeout = settings.request_timeout
        self._max_body = settings.max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: negotiate, authenticate, read, execute, respond."""
        headers: dict[bytes, bytes] = dict(scope["headers"])
        is_get = scope["method"] in ("GET", "HEAD")
        media_type = choose_media_type(headers.get(b"accept", b"").decode("latin-1"), page=is_get)
        if media_type == HTML:
            await playground_page()(scope, receive, send)
            return
        record = record_of(scope)
        try:
            if media_type is None:
                raise RefusedRequestError(f"The answer can be {GRAPHQL} or {JSON}.", 406)
            # Checked before the body is read, because an unauthorized request needs no more work.
            principal = require_read(scope)
            request = await read_operation(scope, receive, headers, self._max_body)
            outcome = await self._execute(request, principal, scope, receive)
        except ClientGoneError:
            record.status = CLIENT_GONE
            return
        except GraphapiError as error:
            response = error_response(error, media_type or JSON, record)
        else:
            response = outcome_response(outcome, media_type, record)
        await response(scope, receive, send)

    async def _execute(
        self, request: OperationRequest, principal: Principal, scope: Scope, receive: Receive
    ) -> Outcome:
        record = record_of(scope)
        deadline = asyncio.get_running_loop().time() + self._timeout
        context = Context(CountingReader(scope["state"]["reads"], record), deadline, record.request_id, principal)
        is_get = scope["method"] in ("GET", "HEAD")
        try:
            async with DisconnectWatch(receive):
                return await self._executor.execute(request, context, QUERIES if is_get else QUERIES_AND_MUTATIONS)
        except OperationNotAllowedError as error:
            if is_get and error.operation_type is OperationType.MUTATION:
                raise RefusedRequestError("A mutation must come by POST.", 405, {"allow": "POST"}) from None
            raise RefusedRequestError(str(error)) from None
        except UnknownOperationError as error:
            raise RefusedRequestError(str(error)) from None
        except (UnauthenticatedError, ForbiddenError) as error:
            raise refused(error) from None
        finally:
            record.operation = request.name or self._executor.documents.name_of(request.document)
