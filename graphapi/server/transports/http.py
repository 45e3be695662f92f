"""The HTTP transport: ``/graphql``.

Source: GraphQL over HTTP, edition September 2026, https://http-spec.graphql.org/September2026/. Its sections "Accept"
and "Body" are implemented in ``graphapi.server.negotiation``, "Request" with "GET" and "POST" in
``graphapi.server.request``, and "Status Codes" in ``graphapi.server.responses``.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from graphql import OperationType

from graphapi.errors import ForbiddenError, GraphapiError, UnauthenticatedError
from graphapi.execution.context import Context
from graphapi.execution.cost import CostReport
from graphapi.execution.executor import (
    QUERIES,
    QUERIES_AND_MUTATIONS,
    OperationNotAllowedError,
    UnknownOperationError,
)
from graphapi.server.auth import refused, require_read
from graphapi.server.client_address import client_network
from graphapi.server.disconnect import ClientGoneError, DisconnectWatch
from graphapi.server.middleware import CLIENT_GONE_STATUS, record_of
from graphapi.server.negotiation import GRAPHQL, HTML, JSON, choose_media_type
from graphapi.server.pages import playground_page
from graphapi.server.rate_limit_headers import rate_limit_headers
from graphapi.server.request import RefusedRequestError, read_operation, require_preflight
from graphapi.server.responses import error_response, outcome_response
from graphapi.server.telemetry.request_measures import refusal_of, refusal_of_outcome
from graphapi.store.batch_metrics import ReadTiming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from graphapi.execution.cost import CostControl
    from graphapi.execution.executor import Executor, OperationRequest, Outcome
    from graphapi.execution.principal import Principal
    from graphapi.server.middleware import RequestRecord
    from graphapi.server.telemetry.request_measures import RequestMeasures
    from graphapi.settings import Settings
    from graphapi.statement import Statement
    from graphapi.store.batching import SharedReads

SHOW_COST: Final = b"x-graphapi-cost"
"""The header with which a client asks for ``extensions.cost``; its value is 1."""
DRY_RUN: Final = b"x-graphapi-dry-run"
"""The header with which a client asks for the estimate alone; its value is 1."""


class CountingReader:
    """The reader of one request, which counts the statements of the request."""

    def __init__(self, reads: SharedReads, record: RequestRecord, client: str, cost: CostReport) -> None:
        self._reads = reads
        self._record = record
        self._client = client
        self._cost = cost

    async def read(self, statement: Statement, parameters: Mapping[str, object], *, timeout: float) -> list[Any]:
        """Count the statement, run it with ``SharedReads.read``, and note its times."""
        self._record.statements += 1
        timing = ReadTiming()
        try:
            record = await self._reads.read(
                statement,
                parameters,
                timeout=timeout,
                cost=self._cost.estimated or 1,
                client=self._client,
                timing=timing,
            )
        except BaseException as error:
            self._record.trace.read(statement, timing, error)
            raise
        self._cost.observe(timing.seconds)
        self._record.trace.read(statement, timing, None)
        return record


class GraphQLEndpoint:
    """The endpoint as an ASGI application.

    Args:
        executor: executes the operations.
        settings: the settings; they contain the timeout and the largest body of a request, and what GET requests get.
        control: the limits of cost.
        measures: counts the requests that are being answered.
    """

    def __init__(self, executor: Executor, settings: Settings, control: CostControl, measures: RequestMeasures) -> None:
        self._executor = executor
        self._control = control
        self._measures = measures
        self._timeout = settings.request_timeout
        self._max_body = settings.max_body_bytes
        self._max_variables = settings.max_variables_bytes
        self._playground = settings.playground
        self._require_preflight = settings.require_preflight

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: negotiate, authenticate, read, execute, respond."""
        headers: dict[bytes, bytes] = dict(scope["headers"])
        is_get = scope["method"] in ("GET", "HEAD")
        media_type = choose_media_type(headers.get(b"accept", b"").decode("latin-1"), page=is_get and self._playground)
        if media_type == HTML:
            await playground_page()(scope, receive, send)
            return
        record = record_of(scope)
        record.is_operation = True
        cost = CostReport()
        self._measures.in_flight += 1
        try:
            with record.trace.operation():
                response = await self._respond(scope, receive, headers, media_type, cost, record)
                record.trace.conclude(record.codes, record.cost, record.statements)
            if cost.balance is not None:
                response.headers.update(rate_limit_headers(cost.balance))
            await response(scope, receive, send)
        except ClientGoneError:
            record.status = CLIENT_GONE_STATUS
        finally:
            self._measures.in_flight -= 1

    async def _respond(
        self,
        scope: Scope,
        receive: Receive,
        headers: Mapping[bytes, bytes],
        media_type: str | None,
        cost: CostReport,
        record: RequestRecord,
    ) -> Response:
        is_get = scope["method"] in ("GET", "HEAD")
        try:
            if media_type is None:
                raise RefusedRequestError(f"The answer can be {GRAPHQL} or {JSON}.", 406)
            if is_get and self._require_preflight:
                require_preflight(headers)
            # Checked before the body is read, because an unauthorized request needs no more work.
            principal = require_read(scope)
            request = await read_operation(scope, receive, headers, self._max_body, self._max_variables)
            context = self._context(scope, principal, cost, headers)
            with self._control.request_of(context.client, cost):
                outcome = await self._execute(request, context, scope, receive)
        except GraphapiError as error:
            record.refusal = refusal_of(error)
            return error_response(error, media_type or JSON, record)
        if context.measures_rows:
            outcome = replace(outcome, extensions={**(outcome.extensions or {}), "cost": cost.extension()})
        if cost.is_large:
            response = await asyncio.to_thread(outcome_response, outcome, media_type, record)
        else:
            response = outcome_response(outcome, media_type, record)
        record.refusal = refusal_of_outcome(outcome, record.codes)
        return response

    def _context(self, scope: Scope, principal: Principal, cost: CostReport, headers: Mapping[bytes, bytes]) -> Context:
        record = record_of(scope)
        client = client_network(record.client) if principal.subject is None else f"subject {principal.subject}"
        dry_run = headers.get(DRY_RUN) == b"1"
        return Context(
            CountingReader(scope["state"]["reads"], record, client, cost),
            asyncio.get_running_loop().time() + self._timeout,
            record.request_id,
            principal,
            client,
            self._control,
            cost,
            measures_rows=dry_run or headers.get(SHOW_COST) == b"1",
            dry_run=dry_run,
            trace=record.trace,
        )

    async def _execute(self, request: OperationRequest, context: Context, scope: Scope, receive: Receive) -> Outcome:
        record = record_of(scope)
        is_get = scope["method"] in ("GET", "HEAD")
        try:
            async with DisconnectWatch(receive):
                return await self._executor.execute(request, context, QUERIES if is_get else QUERIES_AND_MUTATIONS)
        except OperationNotAllowedError as error:
            # Section "GET": a mutation is refused with 405, which needs an Allow header (RFC 9110, section 15.5.6).
            if is_get and error.operation_type is OperationType.MUTATION:
                raise RefusedRequestError("A mutation must come by POST.", 405, {"allow": "POST"}) from None
            raise RefusedRequestError(str(error)) from None
        except UnknownOperationError as error:
            raise RefusedRequestError(str(error)) from None
        except (UnauthenticatedError, ForbiddenError) as error:
            raise refused(error) from None
        finally:
            record.operation = request.name or self._executor.documents.name_of(request.document)
            record.cost = context.cost.estimated
