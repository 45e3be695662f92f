"""A graph over Bolt: it runs statements, and turns failures into errors with helpful messages."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import neo4j
import structlog
from neo4j.exceptions import ConstraintError, Neo4jError

from graphapi.errors import DeadlineExceededError, StoreUnavailableError
from graphapi.store.credentials import Credentials
from graphapi.store.driver import open_driver
from graphapi.store.driver_errors import DRIVER_FAILURES, Failure, failure_of, was_password_refused
from graphapi.store.watchdog import SERVED_DATABASE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
    from pathlib import Path

# If logging is not configured, the driver's warnings about retries would appear on the terminal.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

log = structlog.stdlib.get_logger("graphapi.store")

T = TypeVar("T")

# How long ending an abandoned statement may take.
TERMINATE_SECONDS = 5.0
MOST_ATTEMPTS = 5
FIRST_PAUSE = 0.05
JITTER = secrets.SystemRandom()


class StoreKind(StrEnum):
    """The kinds of stores."""

    EMBEDDED = "embedded"
    NEO4J = "neo4j"


@dataclass(frozen=True)
class Endpoint:
    """The address of a store, and the credentials for it.

    ``http_url`` is the address of the embedded store's SQL, for features that its Cypher lacks, and ``data_folder`` is
    the folder of its files. ``password_file`` is a file with the password. Without ``password`` and ``password_file``,
    no credentials are sent. Without ``database``, the user's home database is used.
    """

    uri: str
    kind: StoreKind
    username: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    database: str | None = None
    http_url: str | None = None
    password_file: Path | None = None
    data_folder: str | None = None


class Graph:
    """An open graph; a process has one, which all its tasks share.

    ``kind`` is the kind of the store. ``server`` is the name and version that the store reports, for example
    ``Neo4j/5.26.0``; it is empty before ``verify``. ``used_sessions`` is the number of sessions with a read in flight;
    each has a connection.

    Raises:
        StoreUnavailableError: the driver does not support the address, or the file with the password cannot be read.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._credentials = Credentials(endpoint.username, endpoint.password, endpoint.password_file)
        self._driver = open_driver(endpoint.uri, self._credentials)
        self.endpoint = endpoint
        self.kind = endpoint.kind
        self.database = endpoint.database
        self.server = ""
        # Idle sessions, which are reused. Opening a session costs a third of a small read.
        self._idle: list[neo4j.AsyncSession] = []
        self.used_sessions = 0
        # In a cluster, a read after a write of this process must wait for that write to arrive.
        self._bookmarks = neo4j.AsyncGraphDatabase.bookmark_manager() if endpoint.uri.startswith("neo4j") else None

    async def read(
        self, statement: str, parameters: Mapping[str, object], *, timeout: float | None = None
    ) -> list[Any]:
        """Run a statement that returns a single record, and return its values; an empty list if there is no record.

        The statement is sent with read access in one round trip. After a retryable error, it is sent again after a
        pause. ``timeout`` is in seconds and includes the retries.

        Raises:
            DeadlineExceededError: no answer within ``timeout``.
            StoreUnavailableError: the store cannot be reached or denies access.
            StatementError: the store refused the statement; the log has the reason.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        try:
            async with asyncio.timeout(timeout):
                return await self._retried(lambda: self._read_once(statement, parameters, deadline))
        except TimeoutError:
            message = f"The store did not answer within {timeout:.3g} seconds."
            raise DeadlineExceededError(message) from None

    async def write(self, statement: str, parameters: Mapping[str, object]) -> list[list[Any]]:
        """Run a statement that writes, and return the values of its records; the transaction is retried on conflicts.

        Raises:
            StoreUnavailableError: the store cannot be reached or denies access.
            StatementError: the store refused the statement; the log has the reason.
        """

        async def work(transaction: neo4j.AsyncManagedTransaction) -> list[list[Any]]:
            result = await transaction.run(statement, dict(parameters))
            return [record.values() async for record in result]

        with _logged(statement, parameters):
            return await self._execute_write(work)

    async def transaction(self, work: Sequence[tuple[str, Mapping[str, object]]]) -> None:
        """Run several statements in one atomic transaction, which is retried on conflicts.

        Raises:
            StoreUnavailableError: the store cannot be reached or denies access.
            StatementError: the store refused a statement; the log has the reason.
        """

        async def run_all(transaction: neo4j.AsyncManagedTransaction) -> None:
            for statement, parameters in work:
                with _logged(statement, parameters):
                    result = await transaction.run(statement, dict(parameters))
                    await result.consume()

        await self._execute_write(run_all)

    async def run_schema(self, statement: str) -> list[list[Any]]:
        """Run a statement that changes the schema, and return the values of its records.

        Such a statement must not run in an explicit transaction.

        Raises:
            StoreUnavailableError: the store cannot be reached or denies access.
            StatementError: the store refused the statement; the log has the reason.
        """

        async def run() -> list[list[Any]]:
            async with self._session(neo4j.WRITE_ACCESS) as session:
                result = await session.run(statement)
                return [record.values() async for record in result]

        with _logged(statement, {}):
            return await self._retried(run)

    async def terminate(self, mark: str) -> None:
        """End the running statements that begin with a text, such as a comment that marks them.

        A failure is logged: the store then ends them at its own limit.
        """
        try:
            async with asyncio.timeout(TERMINATE_SECONDS), self._session(neo4j.READ_ACCESS) as session:
                running = await session.run("SHOW TRANSACTIONS YIELD transactionId, currentQuery")
                found = [one["transactionId"] async for one in running if str(one["currentQuery"]).startswith(mark)]
                if found:
                    ended = await session.run("TERMINATE TRANSACTIONS $ids", ids=found)
                    await ended.consume()
        except (*DRIVER_FAILURES, TimeoutError) as error:
            log.warning("statement not terminated", error=str(error))

    async def verify(self) -> None:
        """Check that the database answers, and that the password and the name of the database are correct.

        Raises:
            StoreUnavailableError: the store cannot be reached or denies access.
        """
        try:
            self.server = (await self._driver.get_server_info()).agent
        except (*DRIVER_FAILURES, ValueError) as error:
            raise self._failure(error).error from error
        await self.read("RETURN 1", {})

    async def close(self) -> None:
        """Close every connection."""
        for session in self._idle:
            await session.close()
        self._idle.clear()
        await self._driver.close()

    @property
    def idle_sessions(self) -> int:
        """The number of open sessions that wait for a read; their connections are open."""
        return len(self._idle)

    async def _read_once(self, statement: str, parameters: Mapping[str, object], deadline: float | None) -> list[Any]:
        remaining = None if deadline is None else max(deadline - time.monotonic(), 0.001)
        # Neo4j itself ends the transaction at the deadline. The embedded store ignores this timeout, so that graphapi
        # can only close the connection.
        query = neo4j.Query(statement, timeout=remaining)
        with _logged(statement, parameters):
            session = self._idle.pop() if self._idle else self._session(neo4j.READ_ACCESS)
            self.used_sessions += 1
            try:
                result = await session.run(query, dict(parameters))
                record = None if await result.peek() is None else await result.single(strict=True)
            except BaseException as error:
                # After any failure, including a cancellation, the session must not be reused.
                if isinstance(error, asyncio.CancelledError):
                    # Otherwise, closing it would wait for the store, although the deadline may have passed.
                    session.cancel()
                await session.close()
                raise
            finally:
                self.used_sessions -= 1
            self._idle.append(session)
        return [] if record is None else record.values()

    async def _execute_write(self, work: Callable[[neo4j.AsyncManagedTransaction], Awaitable[T]]) -> T:
        for number in range(MOST_ATTEMPTS):
            password = self._credentials.password
            try:
                async with self._session(neo4j.WRITE_ACCESS) as session:
                    return await session.execute_write(work)
            except DRIVER_FAILURES as error:
                may_succeed = self._may_be_lost_race(error) or self._has_new_password(error, password)
                if number == MOST_ATTEMPTS - 1 or not may_succeed:
                    raise self._failure(error).error from error
            await asyncio.sleep(_pause(number))
        raise AssertionError(number)

    def _may_be_lost_race(self, error: Exception) -> bool:
        """Whether two concurrent MERGE clauses may have caused this error, so that a retry may succeed.

        Neo4j locks the key during a MERGE. The embedded store detects the duplicate only at the commit, and the driver
        treats that as an error in the statement.
        """
        return self.kind is StoreKind.EMBEDDED and isinstance(error, ConstraintError)

    def _has_new_password(self, error: Exception, refused: str | None) -> bool:
        """Whether the store refused a password, and another one is known now."""
        return was_password_refused(error) and self._credentials.renew(refused)

    async def _retried(self, attempt: Callable[[], Awaitable[T]]) -> T:
        for number in range(MOST_ATTEMPTS):
            password = self._credentials.password
            try:
                return await attempt()
            except DRIVER_FAILURES as error:
                failure = self._failure(error)
                may_succeed = failure.retryable or self._has_new_password(error, password)
                if number == MOST_ATTEMPTS - 1 or not may_succeed:
                    raise failure.error from error
            await asyncio.sleep(_pause(number))
        raise AssertionError(number)

    def _failure(self, error: Exception) -> Failure:
        is_missing = isinstance(error, Neo4jError) and error.code == "Neo.ClientError.Database.DatabaseNotFound"
        if is_missing and self.kind is StoreKind.EMBEDDED and self.database == SERVED_DATABASE:
            # A large load replaces the database, see `graphapi.store.arcadedb_databases`.
            return Failure(StoreUnavailableError("The store changes to another database."), retryable=True)
        return failure_of(error, self.endpoint.uri, self.database, self.endpoint.username)

    def _session(self, access: str) -> neo4j.AsyncSession:
        return self._driver.session(
            database=self.database, default_access_mode=access, fetch_size=-1, bookmark_manager=self._bookmarks
        )


def _pause(number: int) -> float:
    """The seconds to wait after an attempt: exponential backoff with jitter."""
    return JITTER.uniform(0.5, 1.5) * FIRST_PAUSE * 2.0**number


@contextmanager
def _logged(statement: str, parameters: Mapping[str, object]) -> Iterator[None]:
    """Log a statement at DEBUG, without the values of its parameters, because they are data of users."""
    start = time.perf_counter()
    try:
        yield
    finally:
        milliseconds = round((time.perf_counter() - start) * 1000, 3)
        log.debug("statement", statement=statement, milliseconds=milliseconds, parameters=sorted(parameters))
