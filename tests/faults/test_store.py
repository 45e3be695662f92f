"""The store fails, or the network before it."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.faults.report import Row
from tests.faults.stage import Neo4jStage

if TYPE_CHECKING:
    from tests.faults.stage import Stage

UNAVAILABLE = "503 UNAVAILABLE"
TIMEOUT = "504 TIMEOUT"
#: How long a fault lasts.
FAULT_SECONDS = 1.0
#: How soon all answers must be good when the store can be reached again.
SOON_SECONDS = 8.0
#: The same, with the time in which the embedded store starts again.
START_SECONDS = 30.0


def test_store_is_killed_and_starts_again(stage: Stage, rows: list[Row]) -> None:
    with stage.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        begin = time.monotonic()
        end = stage.kill_store()
        load.await_good(end, START_SECONDS)
    outcome = stage.check(load, begin, end, {UNAVAILABLE, TIMEOUT})
    assert outcome.seen
    rows.append(Row("store killed", stage.name, outcome))
    if stage.name == "embedded":
        # Again, within five seconds after its start.
        with stage.load() as load:
            load.await_good(stage.kill_store(), START_SECONDS)


def test_store_stands_still(stage: Stage, rows: list[Row]) -> None:
    with stage.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        begin = time.monotonic()
        os.kill(stage.store_pid, signal.SIGSTOP)
        try:
            time.sleep(2.5)
        finally:
            os.kill(stage.store_pid, signal.SIGCONT)
        end = time.monotonic()
        load.await_good(end, SOON_SECONDS)
    outcome = stage.check(load, begin, end, {UNAVAILABLE, TIMEOUT})
    assert outcome.seen == (TIMEOUT,)
    rows.append(Row("store stands still", stage.name, outcome))


def test_connections_are_cut_in_the_middle_of_an_answer(stage: Stage, rows: list[Row]) -> None:
    with stage.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        begin = time.monotonic()
        for count in (1, 30, 60):
            stage.portal.call(stage.proxy.cut_answers, count)
            time.sleep(0.3)
        end = time.monotonic()
        load.await_good(end, SOON_SECONDS)
    # Reads are sent again, so that clients notice nothing.
    rows.append(Row("connections cut once in the middle of an answer", stage.name, stage.check(load, begin, end, ())))


def test_all_connections_are_cut_in_the_middle_of_an_answer(stage: Stage, rows: list[Row]) -> None:
    with stage.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        begin = time.monotonic()
        stage.proxy.cut_after = 100
        stage.portal.call(stage.proxy.cut)
        time.sleep(FAULT_SECONDS)
        stage.proxy.cut_after = None
        end = time.monotonic()
        load.await_good(end, SOON_SECONDS)
    outcome = stage.check(load, begin, end, {UNAVAILABLE})
    assert outcome.seen == (UNAVAILABLE,)
    rows.append(Row("every connection cut in the middle of an answer", stage.name, outcome))


def test_connections_are_refused(stage: Stage, rows: list[Row]) -> None:
    with stage.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        begin = time.monotonic()
        stage.portal.call(stage.proxy.refuse)
        time.sleep(FAULT_SECONDS)
        stage.portal.call(stage.proxy.open)
        end = time.monotonic()
        load.await_good(end, SOON_SECONDS)
    outcome = stage.check(load, begin, end, {UNAVAILABLE})
    assert outcome.seen == (UNAVAILABLE,)
    rows.append(Row("connections to the store refused", stage.name, outcome))


@pytest.mark.parametrize(("delay", "seen"), [(0.3, ()), (30.0, (TIMEOUT,))])
def test_store_is_slow(stage: Stage, rows: list[Row], delay: float, seen: tuple[str, ...]) -> None:
    with stage.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        begin = time.monotonic()
        stage.proxy.delay = delay
        time.sleep(FAULT_SECONDS if delay < 1 else 2.5)
        stage.proxy.delay = 0.0
        end = time.monotonic()
        load.await_good(end, SOON_SECONDS)
    outcome = stage.check(load, begin, end, {TIMEOUT})
    assert outcome.seen == seen
    name = "slower by 0.3 s" if delay < 1 else "slower than the deadline"
    rows.append(Row(f"store {name}", stage.name, outcome))


@pytest.mark.neo4j
def test_password_is_changed(neo4j_stage: Stage, rows: list[Row]) -> None:
    stage = neo4j_stage
    assert isinstance(stage, Neo4jStage)
    with stage.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        begin = time.monotonic()
        # The order that the documentation recommends.
        new = "the second password"
        old = stage.password
        stage.password_file.write_text(f"{new}\n", encoding="utf-8")
        stage.change_password(old, new)
        stage.portal.call(stage.proxy.cut)
        end = time.monotonic()
        load.await_good(end, SOON_SECONDS)
    # Neo4j may lock the user, because several connections send the old password at the same time.
    outcome = stage.check(load, begin, end, {UNAVAILABLE, TIMEOUT})
    rows.append(Row("password changed in the file, then in Neo4j", stage.name, outcome))
    assert stage.server.logged("password refused and file read again")


@pytest.mark.neo4j
def test_password_is_changed_and_the_file_later(neo4j_stage: Stage, rows: list[Row]) -> None:
    stage = neo4j_stage
    assert isinstance(stage, Neo4jStage)
    with stage.load() as load:
        load.await_good(time.monotonic(), SOON_SECONDS)
        begin = time.monotonic()
        new = "the third password"
        stage.change_password(stage.password, new)
        stage.portal.call(stage.proxy.cut)
        time.sleep(FAULT_SECONDS)
        stage.password_file.write_text(f"{new}\n", encoding="utf-8")
        end = time.monotonic()
        load.await_good(end, SOON_SECONDS)
    outcome = stage.check(load, begin, end, {UNAVAILABLE})
    assert outcome.seen == (UNAVAILABLE,)
    rows.append(Row("password changed in Neo4j, in the file later", stage.name, outcome))
