"""Handles Ctrl-C and SIGTERM during the whole life of a server."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopper:
    """Runs work until it ends or a signal stops it.

    The first signal stops the work cleanly: a running server finishes its requests; before the server runs, the work is
    cancelled. A second signal calls `force`, so that nobody has to wait for slow requests.
    """

    def __init__(self) -> None:
        self.requested = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: Callable[[], object] | None = None
        self._force: Callable[[], object] | None = None

    def listen(self) -> None:
        """Install the signal handlers; call this again if other code has replaced them."""
        for number in SIGNALS:
            signal.signal(number, self._handle)

    def run(self, work: Callable[[Stopper], Awaitable[None]]) -> None:
        """Run `work` in a new event loop; returns when it has ended or was stopped."""
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            self._loop = runner.get_loop()
            runner.run(self._until_stopped(work))

    @contextmanager
    def handing_to(self, stop: Callable[[], object], force: Callable[[], object] | None = None) -> Iterator[None]:
        """Within this block, the first signal calls `stop` and a second one calls `force`, in the event loop."""
        before = self._stop, self._force
        self._stop, self._force = stop, force
        try:
            if self.requested:
                stop()
            yield
        finally:
            self._stop, self._force = before

    async def _until_stopped(self, work: Callable[[Stopper], Awaitable[None]]) -> None:
        task = asyncio.current_task()
        if task is None or self.requested:
            return
        try:
            with self.handing_to(task.cancel):
                await work(self)
        except asyncio.CancelledError:
            if not self.requested:
                raise

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        action = self._force if self.requested else self._stop
        self.requested = True
        if self._loop is None:
            # Nothing is running yet that has to be stopped.
            raise SystemExit(0)
        if action is not None:
            self._loop.call_soon_threadsafe(action)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop
