"""Keeps the statistics of the graph up to date while a server runs."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

import structlog

from graphapi.errors import GraphapiError
from graphapi.execution.graph_statistics import read_counts, read_details, read_sizes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from graphapi.execution.cost import CostControl
    from graphapi.store import Graph

log = structlog.stdlib.get_logger("graphapi.execution")

CHECK_SECONDS: Final = 60.0
"""How often the sizes of the graph are read. A load changes them, also one by another process."""
RETRY_SECONDS: Final = 1.0
"""The pause after a failure while there are no statistics at all, so that no operation has an estimate."""
MAX_AGE_SECONDS: Final = 3600.0
"""The age at which statistics are read again although the sizes have hardly changed."""
CHANGE: Final = 0.05
"""The relative change of a size that makes the statistics be read again."""


@asynccontextmanager
async def updated_statistics(graph: Graph, control: CostControl) -> AsyncIterator[None]:
    """Read the statistics of a graph, and keep them up to date while the block runs.

    Args:
        graph: the graph.
        control: gets the statistics.
    """
    task = asyncio.create_task(_update(graph, control))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _update(graph: Graph, control: CostControl) -> None:
    read_at = -MAX_AGE_SECONDS
    loop = asyncio.get_running_loop()
    while True:
        try:
            sizes = await read_sizes(graph)
            statistics = control.statistics
            is_old = loop.time() - read_at >= MAX_AGE_SECONDS
            if statistics is None or is_old or _differ(statistics.nodes, sizes):
                counts = await read_counts(graph)
                if statistics is None:
                    # Enough for estimates; what takes longer is read meanwhile.
                    control.statistics = counts
                control.statistics = await read_details(graph, counts)
                read_at = loop.time()
                log.info("statistics", nodes=sum(counts.nodes.values()))
        except GraphapiError as error:
            log.warning("statistics", error=str(error))
        await asyncio.sleep(RETRY_SECONDS if control.statistics is None else CHECK_SECONDS)


def _differ(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    return any(abs(one[label] - other[label]) > CHANGE * max(1, one[label]) for label in one)
