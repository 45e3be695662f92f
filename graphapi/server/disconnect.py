"""Cancels the work for a client that has disconnected."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import TracebackType

    from starlette.types import Receive

# Nearly every request is answered within this time, so that the watch costs it nothing.
WATCH_AFTER_SECONDS: Final = 0.05


class ClientGoneError(Exception):
    """The client disconnected before the response was ready."""


class DisconnectWatch:
    """A context that cancels its block and raises ``ClientGoneError`` when the client disconnects."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._gone = False
        self._watcher: asyncio.Task[None] | None = None

    async def __aenter__(self) -> None:
        loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._timer = loop.call_later(WATCH_AFTER_SECONDS, self._watch)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if self._watcher is not None:
            self._watcher.cancel()
        # If something else has cancelled the task as well, it stays cancelled.
        if self._gone and self._task is not None and self._task.uncancel() == 0:
            raise ClientGoneError from None

    def _watch(self) -> None:
        self._watcher = asyncio.create_task(self._await_disconnect())

    async def _await_disconnect(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._gone = True
        if self._task is not None:
            self._task.cancel()
