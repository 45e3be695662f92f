"""Turns exceptions of the driver into errors of graphapi, with messages for the person who can fix the problem."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    DatabaseUnavailable,
    DriverError,
    Forbidden,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graphapi.errors import DeadlineExceededError, GraphapiError, StoreUnavailableError

log = structlog.stdlib.get_logger("graphapi.store")

TIMED_OUT = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
)
OUT_OF_MEMORY = (
    "Neo.TransientError.General.OutOfMemoryError",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
    "Neo.TransientError.General.StackOverFlowError",
)
# The driver's own exceptions, and those of the operating system for broken sockets.
DRIVER_FAILURES = (Neo4jError, DriverError, OSError)
RATE_LIMITED = ".AuthenticationRateLimit"
UNREACHABLE = (ServiceUnavailable, SessionExpired, OSError)


class StatementError(GraphapiError):
    """The store refused a statement, which is a bug of graphapi.

    The message has no internal details; they are in the log. ``store_code`` is the store's own code, for example
    ``Neo.ClientError.Schema.ConstraintValidationFailed``.
    """

    def __init__(self, message: str, store_code: str) -> None:
        super().__init__(message)
        self.store_code = store_code


@dataclass(frozen=True)
class Failure:
    """An error to raise, and whether a retry of the statement may succeed."""

    error: GraphapiError
    retryable: bool = False


def was_password_refused(error: Exception) -> bool:
    """Whether the store refused a password, or takes none for some seconds because it has refused too many."""
    code = (error.code or "") if isinstance(error, Neo4jError) else ""
    return isinstance(error, AuthError) or code.endswith(RATE_LIMITED)


def failure_of(error: Exception, uri: str, database: str | None, username: str) -> Failure:
    """The failure for an exception of the driver, the socket or the server."""
    if isinstance(error, ConnectionAcquisitionTimeoutError):
        message = f"Every connection to the store at {uri} is busy. Try again, or ask for less at once."
        return Failure(StoreUnavailableError(message))
    if isinstance(error, UNREACHABLE):
        cause = _cause(error)
        message = f"The store at {uri} cannot be reached. Is it running, and is the address right? ({cause})"
        if cause.endswith("(looks like HTTP)"):
            message = (
                f"What answers at {uri} speaks HTTP, not Bolt. Neo4j's port for Bolt is 7687 unless it was changed."
            )
        return Failure(StoreUnavailableError(message), retryable=True)
    if isinstance(error, Neo4jError):
        return _server_failure(error, uri, database, username)
    if isinstance(error, (ConfigurationError, ValueError)):
        message = f"{uri} is not the address of a store that graphapi can use: {_cause(error)}"
        return Failure(StoreUnavailableError(message))
    log.error("driver failed", error=repr(error))
    retryable = isinstance(error, DriverError) and error.is_retryable()
    return Failure(StatementError("The store's answer could not be read.", type(error).__name__), retryable=retryable)


def _server_failure(error: Neo4jError, uri: str, database: str | None, username: str) -> Failure:
    code = error.code or ""
    if code in TIMED_OUT:
        return Failure(DeadlineExceededError("The store ended the statement at its deadline."))
    if code in OUT_OF_MEMORY:
        log.error("store out of memory", code=code, message=error.message)
        message = "The store has not enough memory for this question. Ask for less at once."
        return Failure(StoreUnavailableError(message))
    refusal = _refusal(error, code, uri, database, username)
    if refusal is not None:
        return Failure(StoreUnavailableError(refusal))
    if isinstance(error, DatabaseUnavailable):
        message = f"The database {_name(database)} at {uri} is not available at the moment."
        return Failure(StoreUnavailableError(message), retryable=True)
    retryable = error.is_retryable()
    log.log(20 if retryable else 40, "statement refused", code=code, message=error.message)
    return Failure(StatementError("The store refused a statement; the log says why.", code), retryable=retryable)


def _refusal(error: Neo4jError, code: str, uri: str, database: str | None, username: str) -> str | None:
    """The reason why the server denies access, or None if the error has another cause."""
    if code.endswith(RATE_LIMITED):
        return f"The store at {uri} has seen too many wrong passwords and takes none for some seconds."
    if code.endswith(".CredentialsExpired"):
        return f"The password of {username!r} at {uri} has to be changed before it can be used."
    if isinstance(error, AuthError):
        return (
            f"The store at {uri} does not accept the password of {username!r}. Check NEO4J_USERNAME and NEO4J_PASSWORD."
        )
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        return f"There is no database {_name(database)} at {uri}. Check NEO4J_DATABASE."
    if isinstance(error, Forbidden) or (isinstance(error, ClientError) and ".Security." in code):
        return f"The user {username!r} may not do this at {uri}: {error.message}"
    return None


def _name(database: str | None) -> str:
    return "of this user" if database is None else repr(database)


def _cause(error: BaseException) -> str:
    """The first line of the innermost cause; the driver wraps errors of the operating system several times."""
    while error.__cause__ is not None:
        error = error.__cause__
    text = str(error).strip() or type(error).__name__
    return text.splitlines()[0]
