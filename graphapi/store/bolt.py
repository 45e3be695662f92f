"""One graph over Bolt: statements in, values out, and every failure in words that somebody can act on."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TypeVar

import neo4j
import structlog
from neo4j.exceptions import ConstraintError, DriverError, Neo4jError

from graphapi.errors import DeadlineExceededError, StoreUnavailableError
from graphapi.store.driver_errors import Failure, failure_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence

# Where nobody has set up logging, the driver's remarks on what it repeats would land on a person's terminal.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

log = structlog.stdlib.get_logger("graphapi.store")

# The driver's own failures, and what the operating system says when a socket breaks under it.
DRIVER_FAILURES = (Neo4jError, DriverError, OSError)

T = TypeVar("T")

ADDRESS = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://.")

MOST_ATTEMPTS = 5
FIRST_PAUSE = 0.05
JITTER = secrets.SystemRandom()


class StoreKind(StrEnum):
    """Which of the two stores is at the other end."""

    EMBEDDED = "embedded"
    NEO4J = "neo4j"


@dataclass(frozen=True)
class Endpoint:
    """Where a store is, and how to sign in.

    ``http_url`` is the embedded store's second door: its own SQL, for what its Cypher cannot say.
    Without ``password`` no credentials are sent; without ``database`` the user's home database answers.
    """

    uri: str
    kind: StoreKind
    username: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    database: str | None = None
    http_url: str | None = None


def open_driver(endpoint: Endpoint) -> neo4j.AsyncDriver:
    """The official driver for an endpoint; nothing is sent yet.

    Raises:
        StoreUnavailableError: the address is not one that the driver understands.
    """
    if not ADDRESS.match(endpoint.uri):
        message = f"{endpoint.uri!r} is not the address of a store: it begins with bolt:// or neo4j:// (or +s, +ssc)."
        raise StoreUnavailableError(message)
    try:
        return neo4j.AsyncGraphDatabase.driver(
            endpoint.uri,
            auth=None if endpoint.password is None else (endpoint.username, endpoint.password),
            user_agent=f"graphapi/{version('graphapi')}",
            telemetry_disabled=True,
            # Nobody reads the notifications, and the server spends time making them.
            notifications_min_severity="OFF",
            # Waiting requests share statements, so few connections carry many of them; more than a server
            # has cores only makes it switch between them.
            max_connection_pool_size=50,
            # A request that waits longer than this for a connection has no use for the answer.
            connection_acquisition_timeout=15.0,
            connection_timeout=5.0,
            # Firewalls and Aura drop what is idle or old without a word; a look before use costs one round trip.
            liveness_check_timeout=60.0,
            max_connection_lifetime=1800.0,
            keep_alive=True,
            max_transaction_retry_time=30.0,
        )
    except (*DRIVER_FAILURES, ValueError) as error:
        raise failure_of(error, endpoint.uri, endpoint.database, endpoint.username).error from None


class Graph:
    """An open graph; one for a process, shared by all its tasks.

    ``kind`` is the store's kind, ``server`` what it calls itself (for example ``Neo4j/5.26.0``).
    """

    def __init__(self, driver: neo4j.AsyncDriver, endpoint: Endpoint, server: str = "") -> None:
        self._driver = driver
        self.endpoint = endpoint
        self.kind = endpoint.kind
        self.database = endpoint.database
        self.server = server
        # Sessions that are between two reads. Opening one costs a third of what a small read costs.
        self._idle: list[neo4j.AsyncSession] = []
        # In a cluster, a read after a write of this process must wait for that write to arrive.
        self._bookmarks = neo4j.AsyncGraphDatabase.bookmark_manager() if endpoint.uri.startswith("neo4j") else None

    async def read(
        self, statement: str, parameters: Mapping[str, object], *, timeout: float | None = None
    ) -> list[Any]:
        """The values of the one record that a statement returns.

        Sent with read access in one round trip, and again after a pause when the store says that a repetition may help.
        ``timeout``, in seconds, is for all of it.

        Raises:
            DeadlineExceededError: no answer within ``timeout``.
            StoreUnavailableError: the store cannot be reached or does not let us in.
            StatementError: the store refuses the statement; why is in the log.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        try:
            async with asyncio.timeout(timeout):
                return await self._retried(lambda: self._read_once(statement, parameters, deadline))
        except TimeoutError:
            message = f"The store did not answer within {timeout:.3g} seconds."
            raise DeadlineExceededError(message) from None

    async def write(self, statement: str, parameters: Mapping[str, object]) -> list[list[Any]]:
        """The values of each record of a statement that writes, run in a transaction that is repeated on conflicts.

        Raises:
            StoreUnavailableError: the store cannot be reached or does not let us in.
            StatementError: the store refuses the statement; why is in the log.
        """

        async def work(transaction: neo4j.AsyncManagedTransaction) -> list[list[Any]]:
            result = await transaction.run(statement, dict(parameters))
            return [record.values() async for record in result]

        with _logged(statement, parameters):
            return await self._execute_write(work)

    async def transaction(self, work: Sequence[tuple[str, Mapping[str, object]]]) -> None:
        """Run several statements in one transaction, which is repeated on conflicts; all of them happen, or none.

        Raises:
            StoreUnavailableError: the store cannot be reached or does not let us in.
            StatementError: the store refuses a statement; why is in the log.
        """

        async def run_all(transaction: neo4j.AsyncManagedTransaction) -> None:
            for statement, parameters in work:
                with _logged(statement, parameters):
                    result = await transaction.run(statement, dict(parameters))
                    await result.consume()

        await self._execute_write(run_all)

    async def run_schema(self, statement: str) -> list[list[Any]]:
        """The values of each record of a statement that changes the schema, which no transaction may hold.

        Raises:
            StoreUnavailableError: the store cannot be reached or does not let us in.
            StatementError: the store refuses the statement; why is in the log.
        """

        async def run() -> list[list[Any]]:
            async with self._session(neo4j.WRITE_ACCESS) as session:
                result = await session.run(statement)
                return [record.values() async for record in result]

        with _logged(statement, {}):
            return await self._retried(run)

    async def verify(self) -> None:
        """Ask the database for a sign of life, which also proves the password and the database's name.

        Raises:
            StoreUnavailableError: the store cannot be reached or does not let us in.
        """
        await self.read("RETURN 1", {})

    async def close(self) -> None:
        """Close every connection."""
        for session in self._idle:
            await session.close()
        self._idle.clear()
        await self._driver.close()

    async def _read_once(self, statement: str, parameters: Mapping[str, object], deadline: float | None) -> list[Any]:
        remaining = None if deadline is None else max(deadline - time.monotonic(), 0.001)
        # Neo4j ends the transaction at its deadline by itself; the embedded store only hears us hang up.
        query = neo4j.Query(statement, timeout=remaining)
        with _logged(statement, parameters):
            session = self._idle.pop() if self._idle else self._session(neo4j.READ_ACCESS)
            try:
                result = await session.run(query, dict(parameters))
                record = await result.single(strict=True)
            except BaseException:
                # Whatever broke it, a cancellation too, the next read shall not find it in this state.
                await session.close()
                raise
            self._idle.append(session)
        return record.values()

    async def _execute_write(self, work: Callable[[neo4j.AsyncManagedTransaction], Awaitable[T]]) -> T:
        for number in range(MOST_ATTEMPTS):
            try:
                async with self._session(neo4j.WRITE_ACCESS) as session:
                    return await session.execute_write(work)
            except DRIVER_FAILURES as error:
                if number == MOST_ATTEMPTS - 1 or not self._may_be_lost_race(error):
                    raise self._failure(error).error from error
            await asyncio.sleep(_pause(number))
        raise AssertionError(number)

    def _may_be_lost_race(self, error: Exception) -> bool:
        """Whether a second MERGE would find what the first one, at the same moment as another's, tried to create.

        Neo4j locks the key meanwhile. The embedded store only sees at the commit that there are two, and the driver
        takes that for a fault of the statement.
        """
        return self.kind is StoreKind.EMBEDDED and isinstance(error, ConstraintError)

    async def _retried(self, attempt: Callable[[], Awaitable[T]]) -> T:
        for number in range(MOST_ATTEMPTS):
            try:
                return await attempt()
            except DRIVER_FAILURES as error:
                failure = self._failure(error)
                if not failure.retryable or number == MOST_ATTEMPTS - 1:
                    raise failure.error from error
            await asyncio.sleep(_pause(number))
        raise AssertionError(number)

    def _failure(self, error: Exception) -> Failure:
        return failure_of(error, self.endpoint.uri, self.database, self.endpoint.username)

    def _session(self, access: str) -> neo4j.AsyncSession:
        return self._driver.session(
            database=self.database, default_access_mode=access, fetch_size=-1, bookmark_manager=self._bookmarks
        )


def _pause(number: int) -> float:
    """Seconds to wait after an attempt: longer each time, and different for those who failed together."""
    return JITTER.uniform(0.5, 1.5) * FIRST_PAUSE * 2.0**number


@contextmanager
def _logged(statement: str, parameters: Mapping[str, object]) -> Iterator[None]:
    """A line at DEBUG for each statement sent. Values stay out of it: they are what users ask about."""
    start = time.perf_counter()
    try:
        yield
    finally:
        milliseconds = round((time.perf_counter() - start) * 1000, 3)
        log.debug("statement", statement=statement, milliseconds=milliseconds, parameters=sorted(parameters))
