"""Writes that run in the background."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from graphapi.load.in_flight import InFlight

if TYPE_CHECKING:
    from collections.abc import Coroutine

pytestmark = pytest.mark.anyio


class Writes:
    """Writes that take some turns of the event loop, and what became of them."""

    def __init__(self) -> None:
        self.running = self.most = self.completed = self.cancelled = 0

    async def write(self, turns: int = 3) -> None:
        """Write something."""
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            for _ in range(turns):
                await asyncio.sleep(0)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.running -= 1
        self.completed += 1


async def fail(error: Exception) -> None:
    await asyncio.sleep(0)
    raise error


async def run(most: int, *works: Coroutine[None, None, None], following: Coroutine[None, None, None] | None) -> None:
    """Start writes, and then do something else before their end."""
    async with InFlight(most) as in_flight:
        for work in works:
            await in_flight.start(work)
        if following is not None:
            await following


@pytest.mark.parametrize("most", [1, 3])
async def test_a_bounded_number_runs_and_all_are_completed(most: int) -> None:
    writes = Writes()
    async with InFlight(most) as in_flight:
        for _ in range(7):
            await in_flight.start(writes.write())
        assert writes.completed < 7
    assert (writes.most, writes.completed, writes.running) == (most, 7, 0)


async def test_an_error_ends_the_others_and_what_would_follow() -> None:
    writes = Writes()
    with pytest.raises(KeyError):
        await run(2, writes.write(1000), fail(KeyError()), writes.write(), following=None)
    assert (writes.completed, writes.cancelled, writes.running) == (0, 1, 0)


async def test_an_error_of_the_last_one_is_raised() -> None:
    with pytest.raises(KeyError):
        await run(2, fail(KeyError()), following=None)


async def test_an_error_outside_ends_all() -> None:
    writes = Writes()
    with pytest.raises(KeyError):
        await run(2, writes.write(1000), following=fail(KeyError()))
    assert (writes.completed, writes.cancelled) == (0, 1)
