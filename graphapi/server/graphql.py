"""``/graphql``: GraphQL over HTTP, https://graphql.github.io/graphql-over-http/draft/."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import orjson
from graphql import ExecutionResult as GraphQLExecutionResult
from graphql import OperationType as GraphQLOperationType
from graphql import get_operation_ast
from starlette.responses import Response
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from graphapi.api.context import Context
from graphapi.api.execution import GraphExecution, answer_from_graph
from graphapi.api.schema import GraphSchema
from graphapi.errors import DeadlineExceededError, GraphapiError
from graphapi.server.auth import check_token
from graphapi.server.disconnect import ClientGoneError, DisconnectWatch
from graphapi.server.error_format import known_codes, report_error, report_errors
from graphapi.server.limits import DocumentCheckFactory
from graphapi.server.middleware import record_of
from graphapi.server.negotiation import GRAPHQL, HTML, JSON, choose_media_type
from graphapi.server.pages import playground_page
from graphapi.server.request import OperationRequest, RefusedRequestError, TooLargeError, read_body, read_query_string

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import strawberry
    from starlette.types import Receive, Scope, Send

    from graphapi.compiler.result.shapes import Record
    from graphapi.server.error_format import ErrorReport
    from graphapi.server.limits import DocumentCache
    from graphapi.server.middleware import RequestRecord
    from graphapi.settings import Settings
    from graphapi.statement import Statement
    from graphapi.store.batching import SharedReads

READS: Final = frozenset({OperationType.QUERY})
READS_AND_WRITES: Final = frozenset({OperationType.QUERY, OperationType.MUTATION})
METHODS: Final = {"allow": "GET, HEAD, POST"}
# nginx's number for a client that hung up; nobody receives it, the log line shows it.
CLIENT_GONE: Final = 499


class CountingReader:
    """The graph as one request sees it; counts what it asks there."""

    def __init__(self, reads: SharedReads, record: RequestRecord) -> None:
        self._reads = reads
        self._record = record

    async def read(self, statement: Statement, parameters: Mapping[str, object], *, timeout: float) -> list[Any]:
        """As ``SharedReads.read``."""
        self._record.statements += 1
        return await self._reads.read(statement, parameters, timeout=timeout)


class GraphQLEndpoint:
    """The endpoint as an ASGI application."""

    def __init__(self, schema: strawberry.Schema, documents: DocumentCache, settings: Settings) -> None:
        self._schema = schema
        self._documents = documents
        ours = (DocumentCheckFactory, GraphExecution)
        self._has_other_extensions = any(not isinstance(one, ours) and one not in ours for one in schema.extensions)
        self._token_secret = settings.token_secret
        self._timeout = settings.request_timeout
        self._max_body = settings.max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
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
            if self._token_secret is not None:
                record.subject = check_token(self._token_secret, headers.get(b"authorization", b"").decode("latin-1"))
            operation = await self._read_operation(scope, receive, headers)
            result = await self._execute(operation, scope, receive, READS if is_get else READS_AND_WRITES)
        except ClientGoneError:
            record.status = CLIENT_GONE
            return
        except GraphapiError as error:
            response = _refuse(error, media_type or JSON, record)
        else:
            response = _respond(result, media_type, record)
        await response(scope, receive, send)

    async def _read_operation(self, scope: Scope, receive: Receive, headers: dict[bytes, bytes]) -> OperationRequest:
        if scope["method"] == "POST":
            content_type = headers.get(b"content-type", b"").decode("latin-1")
            return read_body(await self._receive_body(receive, headers), content_type)
        if scope["method"] in ("GET", "HEAD"):
            return read_query_string(scope["query_string"])
        raise RefusedRequestError("GraphQL comes by POST or by GET.", 405, METHODS)

    async def _receive_body(self, receive: Receive, headers: dict[bytes, bytes]) -> bytes:
        too_large = TooLargeError(f"The body is larger than {self._max_body} bytes.", 413)
        announced = headers.get(b"content-length", b"")
        if announced.isdigit() and int(announced) > self._max_body:
            raise too_large
        chunks: list[bytes] = []
        length = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientGoneError
            chunk: bytes = message.get("body", b"")
            length += len(chunk)
            if length > self._max_body:
                raise too_large
            chunks.append(chunk)
            if not message.get("more_body", False):
                return b"".join(chunks) if len(chunks) > 1 else chunk

    async def _execute(
        self, operation: OperationRequest, scope: Scope, receive: Receive, allowed: Iterable[OperationType]
    ) -> ExecutionResult:
        record = record_of(scope)
        deadline = asyncio.get_running_loop().time() + self._timeout
        reader = CountingReader(scope["state"]["reads"], record)
        context = Context(reader=reader, deadline=deadline, request_id=record.request_id)
        try:
            async with DisconnectWatch(receive):
                # What it reads from the graph has the deadline already, and it waits for nothing else.
                answer = await self._answer_at_once(operation, context)
                if isinstance(answer, ExecutionResult):
                    return answer
                async with asyncio.timeout_at(deadline):
                    return await self._schema.execute(
                        operation.document,
                        variable_values=operation.variables,
                        context_value=context,
                        root_value=answer,
                        operation_name=operation.name,
                        allowed_operation_types=allowed,
                    )
        except TimeoutError:
            raise DeadlineExceededError("The deadline passed.") from None
        except CannotGetOperationTypeError:
            raise RefusedRequestError(_which_operation(operation)) from None
        except InvalidOperationTypeError as error:
            kind = error.operation_type.value
            if allowed is READS and error.operation_type is OperationType.MUTATION:
                raise RefusedRequestError(f"A {kind} must come by POST.", 405, {"allow": "POST"}) from None
            raise RefusedRequestError(f"This server executes no {kind}.") from None
        finally:
            record.operation = operation.name or self._documents.name_of(operation.document)

    async def _answer_at_once(self, operation: OperationRequest, context: Context) -> ExecutionResult | Record | None:
        """The answer to a document that was checked before, without going through Strawberry once more.

        None for any other document, and where Strawberry has extensions to run.
        """
        if not isinstance(self._schema, GraphSchema) or self._has_other_extensions:
            return None
        document = self._documents.valid(operation.document)
        if document is None:
            return None
        node = get_operation_ast(document, operation.name)
        if node is None or node.operation is not GraphQLOperationType.QUERY:
            return None
        variables = operation.variables or {}
        answer = await answer_from_graph(self._schema, operation.document, document, node, variables, context)
        if isinstance(answer, GraphQLExecutionResult):
            return ExecutionResult(answer.data, answer.errors)
        return answer


def _which_operation(operation: OperationRequest) -> str:
    if operation.name is None:
        return "The document has no operation."
    return f"The document has no operation named {operation.name!r}."


def _refuse(error: GraphapiError, media_type: str, record: RequestRecord) -> Response:
    report = report_error(error, record.request_id)
    record.codes = known_codes(report.codes)
    content = orjson.dumps({"errors": report.errors})
    if isinstance(error, RefusedRequestError):
        return _response(content, media_type, error.status, error.headers)
    return _response(content, media_type, _status(report, media_type))


def _respond(result: ExecutionResult, media_type: str, record: RequestRecord) -> Response:
    content: dict[str, Any] = {}
    status = 200
    if result.errors:
        report = report_errors(result, record.request_id)
        record.codes = known_codes(report.codes)
        content["errors"] = report.errors
        status = _status(report, media_type)
    if not result.errors or not report.request_failed:
        content["data"] = result.data
    if result.extensions:
        content["extensions"] = result.extensions
    return _response(orjson.dumps(content), media_type, status)


def _status(report: ErrorReport, media_type: str) -> int:
    """Only the GraphQL media type tells by the status that a request failed (section 6.4).

    With plain JSON, 200 is what says that the body is an answer in GraphQL's form.
    """
    return report.status if report.request_failed and media_type == GRAPHQL else 200


def _response(content: bytes, media_type: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    response = Response(content, status, headers)
    response.raw_headers += [
        (b"content-type", f"{media_type}; charset=utf-8".encode("latin-1")),
        (b"cache-control", b"no-store"),
        (b"vary", b"accept"),
    ]
    return response
