"""Items while their columns are collected."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graphapi.compiler.plan.columns import Item

if TYPE_CHECKING:
    from graphapi.compiler.plan.columns import Column
    from graphapi.compiler.plan.sources import Source
    from graphapi.compiler.planning.ordering import Order
    from graphapi.mapping import Property


@dataclass(frozen=True, slots=True)
class RowContext:
    """What is known about a row while its fields are planned.

    Attributes:
        order: the order of the list in which the row is an edge.
        source: the source that the row was found by, or the row around it.
        role: the role of the credit that the row's relationship is, where it is known beforehand.
        labels: the labels that the row's node can have, where they are fewer than those of its type.
        aggregated: the property whose aggregates the fields are.
    """

    order: Order | None = None
    source: Source | None = None
    role: str | None = None
    labels: frozenset[str] | None = None
    aggregated: Property | None = None


@dataclass(slots=True)
class _Columns:
    positions: dict[Column, int] = field(default_factory=dict)
    finished: bool = False


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """The columns of an item while they are collected; the same column is read once."""

    context: RowContext = field(default_factory=RowContext)
    _columns: _Columns = field(default_factory=_Columns)

    def within(self, context: RowContext) -> ItemDraft:
        """The same item, seen from a part of the answer for which more is known."""
        return replace(self, context=context)

    def add(self, column: Column) -> int:
        """The position of a column.

        Raises:
            RuntimeError: the item is finished, and what is added would not be read.
        """
        if self._columns.finished:
            raise RuntimeError(f"{column!r} is added to an item that is finished")
        return self._columns.positions.setdefault(column, len(self._columns.positions))

    def finish(self) -> Item:
        """The item; no column can be added afterwards."""
        self._columns.finished = True
        return Item(tuple(self._columns.positions))
