"""Errors for clients: a code, the id of the request, and a message without internal details."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import structlog
from graphql import GraphQLError, GraphQLSyntaxError

from graphapi.errors import CostLimitError, ErrorCode, GraphapiError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphapi.execution.executor import Outcome

log = structlog.stdlib.get_logger("graphapi.server")

# Clients get these messages instead of the original ones, which can contain addresses, users and statements.
PUBLIC_MESSAGES: Final = {
    ErrorCode.INTERNAL_ERROR: "Internal server error. The log has the details under the id of this request.",
    ErrorCode.UNAVAILABLE: "The store cannot be reached at the moment. Try again later.",
    ErrorCode.TIMEOUT: "The request timed out. Request less data at once.",
}
STATUS: Final = {
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.INTERNAL_ERROR: 500,
    ErrorCode.RATE_LIMITED: 429,
    ErrorCode.OVERLOADED: 503,
    ErrorCode.UNAVAILABLE: 503,
    ErrorCode.TIMEOUT: 504,
}
CODES: Final = frozenset(ErrorCode)
# The ends of graphql-core's messages for the two limits of its parser, which raises ordinary syntax errors for them.
PARSER_LIMITS: Final = (" tokens. Parsing aborted.", "nested too deeply. Parsing aborted.")


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """The errors of a response, ready for JSON, and their codes.

    ``request_failed`` means that the response has request errors, and so no data (GraphQL specification, section 7.1).
    """

    errors: list[dict[str, Any]]
    codes: tuple[ErrorCode, ...]
    request_failed: bool

    @property
    def status(self) -> int:
        """The HTTP status of a response without data."""
        return STATUS.get(self.codes[0], 400)


def report_errors(outcome: Outcome, request_id: str) -> ErrorReport:
    """Describe the errors of an execution, and log those that the operator has to investigate."""
    found = outcome.errors or []
    before_execution = not outcome.started
    codes = tuple(code_of(error, before_execution=before_execution) for error in found)
    errors = []
    for error, code in zip(found, codes, strict=True):
        if code in (ErrorCode.INTERNAL_ERROR, ErrorCode.UNAVAILABLE):
            _log_failure(error, code)
        described: dict[str, Any] = dict(error.formatted)
        described["message"] = PUBLIC_MESSAGES.get(code, error.message)
        cause = _cause(error)
        details = cause.details if isinstance(cause, CostLimitError) else {}
        described["extensions"] = {**(error.extensions or {}), **details, "code": code, "requestId": request_id}
        errors.append(described)
    # A field error has a path. A request error has none, and its response has no data (section 7.1).
    failed = outcome.data is None and (before_execution or not any(error.path for error in found))
    return ErrorReport(errors, codes, failed)


def report_error(error: GraphapiError, request_id: str) -> ErrorReport:
    """Describe an error that ended a request without an outcome."""
    message = PUBLIC_MESSAGES.get(error.code, str(error))
    described = {"message": message, "extensions": {"code": error.code, "requestId": request_id}}
    return ErrorReport([described], (error.code,), request_failed=True)


def code_of(error: GraphQLError, *, before_execution: bool) -> ErrorCode:
    """The code of an error; ``before_execution`` is true if the execution had not begun."""
    cause = _cause(error)
    if isinstance(cause, GraphapiError):
        return cause.code
    if isinstance(cause, RecursionError):
        return ErrorCode.COST_LIMIT
    if not isinstance(cause, GraphQLError):
        return ErrorCode.INTERNAL_ERROR
    declared = (error.extensions or {}).get("code")
    if declared in CODES:
        return ErrorCode(declared)
    if isinstance(cause, GraphQLSyntaxError):
        limit_hit = cause.message.endswith(PARSER_LIMITS)
        return ErrorCode.COST_LIMIT if limit_hit else ErrorCode.GRAPHQL_PARSE_FAILED
    if before_execution:
        return ErrorCode.GRAPHQL_VALIDATION_FAILED
    # The remaining errors come from graphql-core's execution. Errors in the values of variables have no path, and
    # messages about arguments begin like this. All others are results that do not fit their type: a bug of the server.
    client_sent_it = not error.path or cause.message.startswith("Argument ")
    return ErrorCode.BAD_USER_INPUT if client_sent_it else ErrorCode.INTERNAL_ERROR


def known_codes(codes: Iterable[ErrorCode]) -> list[str]:
    """The distinct codes for a log line, in order."""
    return list(dict.fromkeys(code.value for code in codes))


def _cause(error: GraphQLError) -> Exception:
    cause: Exception = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _log_failure(error: GraphQLError, code: ErrorCode) -> None:
    cause = _cause(error)
    path = ".".join(str(part) for part in error.path or ())
    if code is ErrorCode.UNAVAILABLE:
        log.warning("store unavailable", error=str(cause))
    else:
        log.error("operation failed", path=path, exc_info=cause)
