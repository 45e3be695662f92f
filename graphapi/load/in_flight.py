"""Writes that run while the next batch is prepared, a bounded number of them at a time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from types import TracebackType


class InFlight:
    """Runs at most ``most`` coroutines at a time; as a context manager, it waits for all of them.

    After an error in one of them, or in the context, the others are cancelled.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, work: Coroutine[None, None, None]) -> None:
        """Start a coroutine as soon as less than ``most`` run; raises the error of an earlier one."""
        try:
            await self._until(self._most - 1)
        except BaseException:
            work.close()
            raise
        self._tasks.add(asyncio.ensure_future(work))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                await self._until(0)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _until(self, most: int) -> None:
        """Wait until at most ``most`` are running."""
        while len(self._tasks) > most:
            done, self._tasks = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
