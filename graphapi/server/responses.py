"""Responses of GraphQL over HTTP, made from outcomes and errors.

Source: GraphQL over HTTP, edition September 2026, https://http-spec.graphql.org/September2026/, sections "Body" and
"Status Codes".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from starlette.responses import Response

from graphapi.errors import TryLaterError
from graphapi.server.error_format import known_codes, report_error, report_errors
from graphapi.server.negotiation import GRAPHQL
from graphapi.server.request import RefusedRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.errors import GraphapiError
    from graphapi.execution.executor import Outcome
    from graphapi.server.error_format import ErrorReport
    from graphapi.server.middleware import RequestRecord


def error_response(error: GraphapiError, media_type: str, record: RequestRecord) -> Response:
    """The response to a request that ended with an error instead of an outcome."""
    report = report_error(error, record.request_id)
    record.codes = known_codes(report.codes)
    content = orjson.dumps({"errors": report.errors})
    if isinstance(error, RefusedRequestError):
        return _response(content, media_type, error.status, error.headers)
    if isinstance(error, TryLaterError):
        # Not the answer to the operation, so the status does not depend on the media type.
        return _response(content, media_type, report.status, {"retry-after": str(error.retry_after)})
    return _response(content, media_type, _status(report, media_type))


def outcome_response(outcome: Outcome, media_type: str, record: RequestRecord) -> Response:
    """The response to a request that has an outcome of the executor."""
    content: dict[str, Any] = {}
    status = 200
    request_failed = False
    if outcome.errors:
        report = report_errors(outcome, record.request_id)
        record.codes = known_codes(report.codes)
        content["errors"] = report.errors
        status = _status(report, media_type)
        request_failed = report.request_failed
    if not request_failed:
        content["data"] = outcome.data
    if outcome.extensions:
        content["extensions"] = outcome.extensions
    return _response(orjson.dumps(content), media_type, status)


def _status(report: ErrorReport, media_type: str) -> int:
    """The HTTP status; only the GraphQL media type uses it to report request errors.

    Source: section "Status Codes". Where that says SHOULD, three status codes are those of earlier drafts, which the
    audits of the npm package ``graphql-http`` expect: 400 where the edition recommends 422, 200 where it recommends 294
    (data and errors), and 200 for request errors if the client accepts only plain JSON.
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
