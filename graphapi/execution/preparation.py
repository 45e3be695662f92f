"""Prepares documents that are not in a cache: parses, validates and compiles them.

This takes the time of the server process, and the document decides how long. So the client is charged for it, and a
large document is prepared in a thread, while the event loop serves others.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from graphapi.errors import DeadlineExceededError
from graphapi.execution.document_limits import count_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphql import DocumentNode

    from graphapi.execution.context import Context

T = TypeVar("T")

LARGE_TEXT: Final = 2_000
"""The characters from which on a document is large. Those of the documentation have at most a third of that."""
LARGE_FIELDS: Final = 100
"""The fields from which on a document is large, counted as the limit on fields counts them."""
_THREAD: Final = ThreadPoolExecutor(1, "prepare")
"""Prepares one document at a time: threads take turns, so several would delay the event loop several times as long."""


def is_large(text: str, document: DocumentNode) -> bool:
    """Whether a document is prepared in the thread; smaller ones take the event loop less than about 20 ms."""
    return len(text) > LARGE_TEXT or count_fields(document) > LARGE_FIELDS


async def prepare(work: Callable[[], T], context: Context, *, large: bool) -> T:
    """Do a part of the preparation, and charge the client for the processor time that it took.

    Args:
        work: parses, validates or compiles; it must not need the event loop.
        context: the client and the deadline.
        large: whether to do it in the thread.

    Raises:
        DeadlineExceededError: the deadline passed first. The client is charged nevertheless.
    """
    if not large:
        return prepare_at_once(work, context)
    loop = asyncio.get_running_loop()

    def charge_in_loop(seconds: float) -> None:
        # The loop may be closed already if the client went away.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_charge, context, seconds)

    try:
        async with asyncio.timeout_at(context.deadline):
            return await loop.run_in_executor(_THREAD, _measured, work, charge_in_loop)
    except TimeoutError:
        raise DeadlineExceededError("The deadline passed.") from None


def prepare_at_once(work: Callable[[], T], context: Context) -> T:
    """Do a part of the preparation in the event loop, and charge the client for the processor time that it took."""
    return _measured(work, partial(_charge, context))


def _charge(context: Context, seconds: float) -> None:
    if context.control is not None:
        context.control.charge_preparation(seconds, context.client, context.cost)


def _measured(work: Callable[[], T], observe: Callable[[float], None]) -> T:
    """The result of the work; its processor time is observed even if it fails."""
    start = time.thread_time()
    try:
        return work()
    finally:
        observe(time.thread_time() - start)
