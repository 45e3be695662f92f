"""Parses GraphQL requests over HTTP into a document, an operation name and variables.

Source: GraphQL over HTTP, edition September 2026, https://http-spec.graphql.org/September2026/, section "Request" with
its parts "GraphQL-over-HTTP Request", "GET" and "POST".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

import orjson

from graphapi.errors import ErrorCode, GraphapiError
from graphapi.execution.executor import OperationRequest
from graphapi.server.disconnect import ClientGoneError
from graphapi.server.negotiation import JSON, media_type_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope

METHODS: Final = {"allow": "GET, HEAD, POST"}
PREFLIGHT_HEADERS: Final = ("graphql-require-preflight", "x-requested-with")
"""Headers that a page of another origin can send only after a preflight, because they are not CORS-safelisted.

If GET requests need one of them, a page of another site cannot make its visitor's browser execute operations. POST
requests need none of them, because a Content-Type of JSON also needs a preflight.
Sources: GraphQL over HTTP, section "Security", part "Exercise caution"; Fetch standard, section 2.2.2 "Headers",
https://fetch.spec.whatwg.org/#cors-safelisted-request-header.
"""
PARAMETERS: Final = ("query", "operationName", "variables", "extensions")
"""The parameters of a request; others are ignored. Source: sections "GraphQL-over-HTTP Request" and "JSON Encoding"."""


class RefusedRequestError(GraphapiError):
    """The server refuses a request; ``status`` is the HTTP status of the response."""

    def __init__(
        self,
        message: str,
        status: int = 400,
        headers: dict[str, str] | None = None,
        code: ErrorCode = ErrorCode.BAD_USER_INPUT,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}
        self.code = code


def require_preflight(headers: Mapping[bytes, bytes]) -> None:
    """Check that a GET request has a header that makes browsers send a preflight.

    Raises:
        RefusedRequestError: it has none; status 400.
    """
    if not any(name.encode() in headers for name in PREFLIGHT_HEADERS):
        message = "A GET request needs the header GraphQL-Require-Preflight: 1. POST requests do not need it."
        raise RefusedRequestError(message)


async def read_operation(
    scope: Scope, receive: Receive, headers: Mapping[bytes, bytes], max_body: int, max_variables: int
) -> OperationRequest:
    """Read the operation of a request.

    Args:
        scope: the ASGI scope of the request.
        receive: receives the parts of the body.
        headers: the headers of the request.
        max_body: the largest body, in bytes.
        max_variables: the largest variables, in bytes of JSON.

    Raises:
        RefusedRequestError: the request is not valid GraphQL over HTTP; status 400, 405, 413 or 415.
        ClientGoneError: the client disconnected.
    """
    if scope["method"] == "POST":
        content_type = headers.get(b"content-type", b"").decode("latin-1")
        body = await _receive_body(receive, headers, max_body)
        return _bounded(read_body(body, content_type), len(body), max_variables)
    if scope["method"] in ("GET", "HEAD"):
        query: bytes = scope["query_string"]
        return _bounded(read_query_string(query), len(query), max_variables)
    raise RefusedRequestError("Use POST or GET.", 405, METHODS)


def _bounded(request: OperationRequest, length: int, max_variables: int) -> OperationRequest:
    """Check the size of the variables, which a short request need not be checked for."""
    if length > max_variables and len(orjson.dumps(request.variables)) > max_variables:
        message = f"The variables are larger than {max_variables} bytes."
        raise RefusedRequestError(message, 413, code=ErrorCode.COST_LIMIT)
    return request


async def _receive_body(receive: Receive, headers: Mapping[bytes, bytes], max_body: int) -> bytes:
    too_large = RefusedRequestError(f"The body is larger than {max_body} bytes.", 413, code=ErrorCode.COST_LIMIT)
    announced = headers.get(b"content-length", b"")
    if announced.isdigit() and int(announced) > max_body:
        raise too_large
    chunks: list[bytes] = []
    length = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        chunk: bytes = message.get("body", b"")
        length += len(chunk)
        if length > max_body:
            raise too_large
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks) if len(chunks) > 1 else chunk


def read_body(body: bytes, content_type: str) -> OperationRequest:
    """Parse the operation in the body of a POST request.

    Source: section "POST". A Content-Type without a charset means UTF-8, and a request without one is refused.

    Raises:
        RefusedRequestError: the body is invalid; status 415 for another media type, otherwise 400.
    """
    media_type, charset = media_type_of(content_type)
    if media_type != JSON or charset not in ("utf-8", "utf8"):
        sent = f"not {content_type!r}" if content_type else "and this request has none"
        raise RefusedRequestError(f"The Content-Type must be application/json in UTF-8, {sent}.", 415)
    try:
        parameters = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise RefusedRequestError(f"The body is not JSON: {error}.") from None
    if isinstance(parameters, list):
        raise RefusedRequestError("One operation a request: this server takes no lists of requests.")
    if not isinstance(parameters, dict):
        raise RefusedRequestError('The body must be a JSON object with the key "query".')
    return _operation(parameters)


def read_query_string(query_string: bytes) -> OperationRequest:
    """Parse the operation in the query string of a GET request.

    Source: section "GET". An empty optional parameter is treated as absent.

    Raises:
        RefusedRequestError: the query string is invalid; status 400.
    """
    parameters: dict[str, Any] = {}
    try:
        pairs = parse_qsl(query_string.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise RefusedRequestError("The address must be percent-encoded UTF-8.") from None
    for name, value in pairs:
        if name not in PARAMETERS:
            continue
        if name in parameters:
            raise RefusedRequestError(f'The address has "{name}" twice.')
        parameters[name] = _from_json(name, value) if name in ("variables", "extensions") else value
    # An empty form field means that no name was given.
    return _operation({**parameters, "operationName": parameters.get("operationName") or None})


def _from_json(name: str, text: str) -> object:
    if not text:
        return None
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise RefusedRequestError(f'"{name}" is not JSON: {error}.') from None


def _operation(parameters: dict[str, Any]) -> OperationRequest:
    document, name, variables = parameters.get("query"), parameters.get("operationName"), parameters.get("variables")
    if document is None:
        raise RefusedRequestError('There is no "query" in the request.')
    if not isinstance(document, str):
        raise RefusedRequestError('"query" must be a string.')
    if not document.strip():
        raise RefusedRequestError('"query" is empty.')
    if name is not None and not isinstance(name, str):
        raise RefusedRequestError('"operationName" must be a string.')
    if variables is not None and not isinstance(variables, dict):
        raise RefusedRequestError('"variables" must be an object.')
    if not isinstance(parameters.get("extensions"), dict | None):
        raise RefusedRequestError('"extensions" must be an object.')
    return OperationRequest(document, name, variables)
