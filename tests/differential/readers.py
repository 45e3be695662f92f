"""The two ways to send a statement to a store: alone, or in a batch with other values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphapi.store.batching import SharedReads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.execution.context import Reader
    from graphapi.statement import Statement
    from graphapi.store import Graph

MOST_OF_INT = 2147483647


@dataclass(frozen=True)
class BatchedReader:
    """Sends every statement that has a batched form in a batch, between two reads with other values."""

    graph: Graph

    async def read(self, statement: Statement, parameters: Mapping[str, object], *, timeout: float) -> list[Any]:
        """The values of this read's record."""
        if statement.batch is None:
            return await self.graph.read(statement.text, parameters, timeout=timeout)
        mine = [parameters[name] for name in statement.own]
        neighbour = [_other(value) for value in mine]
        shared = {name: parameters[name] for name in statement.shared}
        batch = {"batch": [neighbour, mine, neighbour]}
        (records,) = await self.graph.read(statement.batch, shared | batch, timeout=timeout)
        _, record, _ = records
        values: list[Any] = record
        return values


def reader_of(graph: Graph, *, shared: bool) -> Reader:
    """A reader that sends statements in batches or alone."""
    return BatchedReader(graph) if shared else SharedReads(graph)


def _other(value: object) -> object:
    """Another value of the same type."""
    match value:
        case bool() | None:
            return value
        case str() if value.startswith("+"):
            # A query of the full-text index: cutting its end could make it invalid, and fail the whole batch.
            return f"{value} x"
        case str():
            return value[:-1] or "x"
        case int():
            return value - 1 if value == MOST_OF_INT else value + 1
        case float():
            return value + 0.5
        case list():
            return [_other(part) for part in value]
    raise TypeError(value)
