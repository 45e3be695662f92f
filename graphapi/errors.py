"""The errors of graphapi, with messages for the person who can fix the problem."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping


class ErrorCode(StrEnum):
    """The values of ``extensions.code`` in a GraphQL error."""

    BAD_USER_INPUT = "BAD_USER_INPUT"
    NOT_FOUND = "NOT_FOUND"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    COST_LIMIT = "COST_LIMIT"
    RATE_LIMITED = "RATE_LIMITED"
    OVERLOADED = "OVERLOADED"
    TIMEOUT = "TIMEOUT"
    UNAVAILABLE = "UNAVAILABLE"
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    INTERNAL_ERROR = "INTERNAL_ERROR"


class GraphapiError(Exception):
    """The base class of the errors of graphapi; the message is for people.

    ``code`` is the error code for GraphQL clients. ``exit_code`` is the exit code of the command: 1 if the input or the
    graph is wrong, 2 if the command line is wrong, 3 if the store cannot be reached.
    """

    code: ErrorCode = ErrorCode.INTERNAL_ERROR
    exit_code: ClassVar[int] = 1


class BadUserInputError(GraphapiError):
    """A value from the client is invalid; the message names the value and says what is valid."""

    code = ErrorCode.BAD_USER_INPUT


class BadGraphError(GraphapiError):
    """The graph does not fit this version of graphapi, for example because it is newer."""


class StoreUnavailableError(GraphapiError):
    """The store cannot be reached or started, denies access, or lacks resources for the request."""

    code = ErrorCode.UNAVAILABLE
    exit_code = 3


class DeadlineExceededError(GraphapiError):
    """The store did not answer before the request's deadline."""

    code = ErrorCode.TIMEOUT


class CostLimitError(GraphapiError):
    """The operation exceeds a cost limit; the message says what to reduce.

    ``details`` are further members of ``extensions`` in the GraphQL error.
    """

    code = ErrorCode.COST_LIMIT

    def __init__(self, message: str, details: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.details = details or {}


class TryLaterError(GraphapiError):
    """The server refuses an operation for now; ``retry_after`` says after how many seconds to try again."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class RateLimitedError(TryLaterError):
    """The client has used up its budget, or has too many operations in flight."""

    code = ErrorCode.RATE_LIMITED


class TooManyInFlightError(RateLimitedError):
    """The client has too many operations in flight."""


class OverloadedError(TryLaterError):
    """Too many requests wait for the store."""

    code = ErrorCode.OVERLOADED


class NotFoundError(GraphapiError):
    """A requested object does not exist, and the field cannot be null."""

    code = ErrorCode.NOT_FOUND


class UnauthenticatedError(GraphapiError):
    """The operation requires authentication, and the request has no valid credentials."""

    code = ErrorCode.UNAUTHENTICATED


class ForbiddenError(GraphapiError):
    """The principal is not allowed to execute the operation."""

    code = ErrorCode.FORBIDDEN
