"""The floor: the six answers by hand-written Cypher through the Python driver, one statement a request.

No HTTP and no GraphQL, so no server that sends a statement for every request can be faster. It runs as a process
of its own, ``python -m benchmarks.floor``: the first line of standard input says where the graph is, every other one
asks for a stretch of requests and is answered by a line.
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
    """The floor's process, seen from the benchmark."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.floor"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.process_id = self._process.pid
        self._tell(
            {
                "uri": endpoint.uri,
                "username": endpoint.username,
                "password": endpoint.password,
                "database": endpoint.database,
            }
        )

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the process."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(30)

    def ask(self, statement: str, values: list[Values], clients: int, seconds: float) -> Load:
        """Ask for some seconds with that many sessions.

        Raises:
            LoadGeneratorError: the process ended.
        """
        wish = {"statement": statement, "values": values, "clients": clients, "seconds": seconds}
        return Load(**self._tell(wish))

    def answer(self, statement: str, value: Values) -> object:
        """The answer for one value.

        Raises:
            LoadGeneratorError: the process ended.
        """
        return self._tell({"statement": statement, "value": value})["answer"]

    def _tell(self, wish: object) -> dict[str, Any]:
        if self._process.stdin is None or self._process.stdout is None:
            raise LoadGeneratorError("the floor has no pipes")
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise LoadGeneratorError("the floor's process ended; its last words stand above")
        told: dict[str, Any] = json.loads(line)
        return told


async def _ask(driver: neo4j.AsyncDriver, database: str | None, wish: dict[str, Any]) -> Load:
    tally = _Tally([])
    end = time.perf_counter() + wish["seconds"]
    # All clients take from one round of the values, as wrk's connections do.
    values = itertools.cycle(wish["values"])

    async def client() -> None:
        async with driver.session(database=database, default_access_mode=neo4j.READ_ACCESS, fetch_size=-1) as session:
            while (start := time.perf_counter()) < end and tally.failures < MOST_FAILURES:
                try:
                    result = await session.run(wish["statement"], next(values))
                    record = await result.single(strict=True)
                    if record[0] is None:
                        raise ValueError("an empty answer")
                except Exception as error:
                    tally.failures += 1
                    tally.first_failure = tally.first_failure or f"{type(error).__name__}: {error}"
                else:
                    tally.latencies.append(time.perf_counter() - start)

    start, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(client() for _ in range(wish["clients"])))
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
        _say({})
        while line := await asyncio.to_thread(sys.stdin.readline):
            wish = json.loads(line)
            if "value" in wish:
                async with driver.session(database=where["database"]) as session:
                    record = await (await session.run(wish["statement"], wish["value"])).single(strict=True)
                    _say({"answer": record[0]})
            else:
                _say(asdict(await _ask(driver, where["database"], wish)))


def _say(told: object) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    # The same event loop as graphapi's: what is measured is HTTP, GraphQL and the sharing of statements.
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve())
