"""The server is stopped under load; these tests come last, because the next one would start it again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.faults.load import GOOD, REFUSED
from tests.faults.test_store import SOON_SECONDS

if TYPE_CHECKING:
    from tests.faults.stage import Stage


def test_sigterm_under_load_loses_no_request(stage: Stage) -> None:
    # So slow that requests are in flight all the time.
    stage.proxy.delay = 0.2
    try:
        with stage.load() as load:
            load.await_good(time.monotonic(), SOON_SECONDS)
            begin = time.monotonic()
            status = stage.server.stop()
            accepted = {line["request_id"] for line in stage.server.logged("request")}
    finally:
        stage.proxy.delay = 0.0
    assert status == 0
    after = [one for one in load.answers if one.done >= begin]
    assert [one for one in after if one.request_id in accepted and not one.is_good] == []
    assert any(one.is_good for one in after)
    # New connections are refused, and none is closed without an answer.
    assert {one.outcome for one in after} == {GOOD, REFUSED}
