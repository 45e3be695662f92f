"""The errors of graphapi: what went wrong, in words for the person who can fix it."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar


class ErrorCode(StrEnum):
    """The values of ``extensions.code`` in a GraphQL error, and what each tells a client."""

    BAD_USER_INPUT = "BAD_USER_INPUT"
    NOT_FOUND = "NOT_FOUND"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    COST_LIMIT = "COST_LIMIT"
    TIMEOUT = "TIMEOUT"
    UNAVAILABLE = "UNAVAILABLE"
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    INTERNAL_ERROR = "INTERNAL_ERROR"


class GraphapiError(Exception):
    """An error with a message for people.

    ``code`` is what a GraphQL client sees; ``exit_code`` is how the command ends: 1 the input or
    the graph is wrong, 2 the command line is wrong, 3 the store cannot be reached.
    """

    code: ErrorCode = ErrorCode.INTERNAL_ERROR
    exit_code: ClassVar[int] = 1


class BadUserInputError(GraphapiError):
    """A value that the client sent cannot be used; the message names it and says what would do."""

    code = ErrorCode.BAD_USER_INPUT


class BadGraphError(GraphapiError):
    """The graph itself is not as this version needs it (for example newer than it knows)."""


class StoreUnavailableError(GraphapiError):
    """The store cannot be reached, refuses the password, or has no room for another server."""

    code = ErrorCode.UNAVAILABLE
    exit_code = 3


class DeadlineExceededError(GraphapiError):
    """The store did not answer before the request's deadline."""

    code = ErrorCode.TIMEOUT


class CostLimitError(GraphapiError):
    """The operation asks for more than it may cost; the message says what to ask less of."""

    code = ErrorCode.COST_LIMIT


class NotFoundError(GraphapiError):
    """What the operation is about does not exist, and there is no null that could say so."""

    code = ErrorCode.NOT_FOUND


class UnauthenticatedError(GraphapiError):
    """The operation needs somebody to say who they are, and nobody did so in a way that counts."""

    code = ErrorCode.UNAUTHENTICATED


class ForbiddenError(GraphapiError):
    """Whoever sent the operation may not do that."""

    code = ErrorCode.FORBIDDEN
