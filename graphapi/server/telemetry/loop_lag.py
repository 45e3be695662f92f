"""Measures how late the event loop is: how long a task that is ready has to wait for its turn."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from graphapi.store.batch_metrics import Distribution

INTERVAL_SECONDS: Final = 0.25
"""The time between two measurements. A block of the loop that is shorter may be missed."""


@asynccontextmanager
async def measured_loop(lag: Distribution) -> AsyncIterator[None]:
    """Measure the lag of the running event loop while the block runs.

    Args:
        lag: gets the seconds by which each timer was late.
    """
    task = asyncio.create_task(_measure(lag))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _measure(lag: Distribution) -> None:
    while True:
        due = time.perf_counter() + INTERVAL_SECONDS
        await asyncio.sleep(INTERVAL_SECONDS)
        # The clock of uvloop's timers counts milliseconds, so a timer can also be early.
        lag.add(max(0.0, time.perf_counter() - due))
