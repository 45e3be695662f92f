"""Batches of things on their way, each made ready while the store is busy with the one before."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator

T = TypeVar("T")


def batched(things: Iterable[T], size: int, weight: Callable[[T], int] = lambda thing: 1) -> Iterator[list[T]]:
    """Lists of things whose weights add up to ``size`` or a little more; the last may weigh less."""
    batch: list[T] = []
    weighed = 0
    for thing in things:
        batch.append(thing)
        weighed += weight(thing)
        if weighed >= size:
            yield batch
            batch, weighed = [], 0
    if batch:
        yield batch


async def prefetch(batches: Iterator[T]) -> AsyncIterator[T]:
    """The same batches, the next of them made by a thread while the present one is in use."""
    following = asyncio.ensure_future(asyncio.to_thread(next, batches, None))
    try:
        while (batch := await following) is not None:
            following = asyncio.ensure_future(asyncio.to_thread(next, batches, None))
            yield batch
    finally:
        # The thread reads from a database that is about to be closed.
        await asyncio.wait([following])
