"""The floor: hand-written Cypher for the six questions through the Python driver, one statement per request.

It uses neither HTTP nor GraphQL, so no server that sends one statement per request can be faster. It runs in a separate
process, ``python -m benchmarks.floor``. The first line of standard input has the address of the graph. Every further
line asks for one answer or for a window of requests. The process answers each line with a line on standard output.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import neo4j
import uvloop
from neo4j import AsyncGraphDatabase

from benchmarks.wrk import Load, LoadGeneratorError

if TYPE_CHECKING:
    from types import TracebackType

    from benchmarks.questions import Values
    from graphapi.store import Endpoint

ROOT = Path(__file__).parent.parent
MOST_FAILURES = 20


@dataclass(slots=True)
class _Tally:
    latencies: list[float]
    failures: int = 0
    first_failure: str | None = None


class Floor:
    """A client of the floor's process."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.floor"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.process_id = self._process.pid
        self._request(
            {
                "uri": endpoint.uri,
                "username": endpoint.username,
                "password": endpoint.password,
                "database": endpoint.database,
            }
        )

    def __enter__(self) -> Self:
        """Return the client."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the process."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(30)

    def ask(self, statement: str, values: list[Values], clients: int, seconds: float) -> Load:
        """Send requests for ``seconds`` seconds from ``clients`` concurrent sessions.

        Raises:
            LoadGeneratorError: the process ended.
        """
        request = {"statement": statement, "values": values, "clients": clients, "seconds": seconds}
        return Load(**self._request(request))

    def answer(self, statement: str, value: Values) -> object:
        """The answer of a statement for one set of parameters.

        Raises:
            LoadGeneratorError: the process ended.
        """
        return self._request({"statement": statement, "value": value})["answer"]

    def _request(self, request: object) -> dict[str, Any]:
        if self._process.stdin is None or self._process.stdout is None:
            raise LoadGeneratorError("the floor process has no standard input or output")
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise LoadGeneratorError("the floor's process ended; see its output above")
        results: dict[str, Any] = json.loads(line)
        return results


async def _ask(driver: neo4j.AsyncDriver, database: str | None, request: dict[str, Any]) -> Load:
    tally = _Tally([])
    end = time.perf_counter() + request["seconds"]
    # All clients share one cycle through the values, as wrk's connections do.
    values = itertools.cycle(request["values"])

    async def client() -> None:
        async with driver.session(database=database, default_access_mode=neo4j.READ_ACCESS, fetch_size=-1) as session:
            while (start := time.perf_counter()) < end and tally.failures < MOST_FAILURES:
                try:
                    result = await session.run(request["statement"], next(values))
                    record = await result.single(strict=True)
                    if record[0] is None:
                        raise ValueError("an empty answer")
                except Exception as error:
                    tally.failures += 1
                    tally.first_failure = tally.first_failure or f"{type(error).__name__}: {error}"
                else:
                    tally.latencies.append(time.perf_counter() - start)

    start, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(client() for _ in range(request["clients"])))
    return _load(tally, time.perf_counter() - start, time.process_time() - cpu)


def _load(tally: _Tally, seconds: float, cpu: float) -> Load:
    sorted_ = sorted(1000 * one for one in tally.latencies) or [0.0]
    return Load(
        answers=len(tally.latencies) + tally.failures,
        failures=tally.failures,
        seconds=seconds,
        p50=sorted_[len(sorted_) // 2],
        p99=sorted_[min(len(sorted_) - 1, len(sorted_) * 99 // 100)],
        slowest=sorted_[-1],
        bytes=0,
        client_cpu=cpu,
        first_failure=tally.first_failure,
    )


async def _serve() -> None:
    """Answer the lines of standard input until it closes."""
    where = json.loads(sys.stdin.readline())
    auth = (where["username"], where["password"]) if where["password"] else None
    async with AsyncGraphDatabase.driver(where["uri"], auth=auth, max_connection_pool_size=64) as driver:
        await driver.verify_connectivity()
        _reply({})
        while line := await asyncio.to_thread(sys.stdin.readline):
            request = json.loads(line)
            if "value" in request:
                async with driver.session(database=where["database"]) as session:
                    record = await (await session.run(request["statement"], request["value"])).single(strict=True)
                    _reply({"answer": record[0]})
            else:
                _reply(asdict(await _ask(driver, where["database"], request)))


def _reply(results: object) -> None:
    print(json.dumps(results), flush=True)


if __name__ == "__main__":
    # graphapi uses the same event loop, so the comparison shows HTTP, GraphQL and the sharing of statements.
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve())
