"""The server fails: its workers, its descriptors, its log, its clock, and its end."""

from __future__ import annotations

import os
import re
import resource
import signal
import socket
import time
from contextlib import ExitStack
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx

from tests.conftest import skip_or_fail
from tests.faults.credentials import client_headers, issued_headers
from tests.faults.load import ACCEPT, CLOSED
from tests.faults.report import Row
from tests.faults.stage import DEADLINE_SECONDS, QUESTIONS
from tests.faults.test_store import SOON_SECONDS, UNAVAILABLE

if TYPE_CHECKING:
    from tests.faults.stage import Stage

HOUR = 3600
#: The descriptors that a worker has left when they run out.
DESCRIPTORS_LEFT = 6
IDLE_CONNECTIONS = 60


def test_worker_is_killed(stage: Stage, rows: list[Row]) -> None:
    with stage.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        killed = stage.server.workers[0]
        begin = time.monotonic()
        # The supervisor asks for a sign of life twice a second. So it waits for an answer when the worker dies.
        os.kill(killed, signal.SIGSTOP)
        time.sleep(1)
        os.kill(killed, signal.SIGKILL)
        end = time.monotonic()
        load.await_good(end, SOON_SECONDS)
        stage.server.await_workers(other_than={killed})
    # What the worker had accepted is lost with it; nothing else is.
    rows.append(Row("worker killed", stage.name, stage.check(load, begin, end, {CLOSED})))


def test_worker_is_killed_while_the_store_is_away(stage: Stage, rows: list[Row]) -> None:
    with stage.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        killed = stage.server.workers[0]
        begin = time.monotonic()
        stage.portal.call(stage.proxy.refuse)
        os.kill(killed, signal.SIGKILL)
        try:
            stage.server.await_workers(other_than={killed})
        finally:
            stage.portal.call(stage.proxy.open)
        end = time.monotonic()
        load.await_good(end, SOON_SECONDS)
    outcome = stage.check(load, begin, end, {CLOSED, UNAVAILABLE})
    assert UNAVAILABLE in outcome.seen
    rows.append(Row("worker killed while the store is away", stage.name, outcome))


def test_descriptors_run_out(stage: Stage, rows: list[Row]) -> None:
    with stage.load() as load, ExitStack() as idle:
        load.await_good(time.monotonic(), SOON_SECONDS)
        begin = time.monotonic()
        used = max(len(os.listdir(f"/proc/{pid}/fd")) for pid in stage.server.workers)  # noqa: PTH208
        stage.server.set_limit(resource.RLIMIT_NOFILE, used + DESCRIPTORS_LEFT)
        try:
            host, port = stage.server.origin.removeprefix("http://").split(":")
            for _ in range(IDLE_CONNECTIONS):
                idle.enter_context(socket.create_connection((host, int(port)), timeout=1))
            time.sleep(1)
        finally:
            stage.server.set_limit(resource.RLIMIT_NOFILE, None)
            idle.close()
        end = time.monotonic()
        load.await_good(end, SOON_SECONDS)
    rows.append(Row("descriptors used up", stage.name, stage.check(load, begin, end, {CLOSED, UNAVAILABLE})))


def test_log_cannot_be_written(embedded_stage: Stage, rows: list[Row]) -> None:
    stage = embedded_stage
    with stage.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        begin = time.monotonic()
        # As on a full disk, every write to the log fails.
        stage.server.set_limit(resource.RLIMIT_FSIZE, 1)
        try:
            stage.portal.call(stage.proxy.refuse)
            time.sleep(0.5)
            stage.portal.call(stage.proxy.open)
            time.sleep(0.5)
        finally:
            stage.server.set_limit(resource.RLIMIT_FSIZE, None)
        end = time.monotonic()
        load.await_good(end, SOON_SECONDS)
    rows.append(Row("log cannot be written", stage.name, stage.check(load, begin, end, {UNAVAILABLE})))


def test_clock_jumps_by_an_hour(stage: Stage, rows: list[Row]) -> None:
    clock = stage.clock
    if clock is None:
        skip_or_fail("There is no C compiler, with which the clock of a server is shifted.")
    short = client_headers("short", timedelta(minutes=30))
    issued = issued_headers("issued", {"exp": int(time.time()) + 24 * HOUR, "iat": int(time.time())})
    with stage.load() as load, httpx.Client(base_url=stage.server.origin, headers=ACCEPT) as client:

        def status(headers: dict[str, str]) -> int:
            response = client.post("/graphql", json={"query": QUESTIONS[2].query}, headers=headers)
            if response.status_code == 401:
                assert response.json()["errors"][0]["message"] == "The token has expired."
            return response.status_code

        load.await_good(time.monotonic(), SOON_SECONDS)
        assert (status(short), status(issued)) == (200, 200)
        # Twenty requests of a client, of whose budget an hour would refill what they cost.
        for _ in range(20):
            assert status(issued) == 200
        fetched = len(stage.server.logged("keys for tokens fetched"))
        counted = len(stage.server.logged("statistics"))
        begin = time.monotonic()
        try:
            for shift, expected in ((HOUR, 401), (-HOUR, 200)):
                clock.shift(shift)
                assert (status(short), status(issued)) == (expected, 200)
                response = client.post("/graphql", json={"query": QUESTIONS[2].query}, headers=issued)
                (left,) = re.findall(r"r=(\d+)", response.headers["ratelimit"])
                (budget,) = re.findall(r"q=(\d+)", response.headers["ratelimit-policy"])
                assert int(left) <= int(budget) - 15
                time.sleep(0.3)
        finally:
            clock.shift(0)
        end = time.monotonic()
        assert (status(short), status(issued)) == (200, 200)
        load.await_good(end, SOON_SECONDS)
    assert len(stage.server.logged("keys for tokens fetched")) == fetched
    assert len(stage.server.logged("statistics")) == counted
    rows.append(Row("clock jumps by an hour, both ways", stage.name, stage.check(load, begin, end, ())))


def test_clock_jumps_during_a_request(stage: Stage) -> None:
    clock = stage.clock
    if clock is None:
        skip_or_fail("There is no C compiler, with which the clock of a server is shifted.")
    with stage.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        begin = time.monotonic()
        stage.proxy.delay = 30.0
        try:
            time.sleep(0.3)
            clock.shift(-HOUR)
            time.sleep(DEADLINE_SECONDS)
        finally:
            clock.shift(0)
            stage.proxy.delay = 0.0
        end = time.monotonic()
        load.await_good(end, SOON_SECONDS)
    assert stage.check(load, begin, end, {"504 TIMEOUT"}).seen == ("504 TIMEOUT",)
