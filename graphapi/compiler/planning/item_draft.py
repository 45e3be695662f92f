"""Drafts of items, which collect the columns during planning."""

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
    """The context in which the fields of a row are planned.

    Attributes:
        order: the order of the list, if the row is an edge.
        source: the source of the row, or of the row that encloses it.
        role: the credit role of the row's relationship, if it is the same for all rows.
        labels: the labels that the row's node can have, if its type allows more.
        aggregated: the property that the fields aggregate.
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
    """Collects the columns of an item; equal columns are read once."""

    context: RowContext = field(default_factory=RowContext)
    _columns: _Columns = field(default_factory=_Columns)

    def within(self, context: RowContext) -> ItemDraft:
        """The same item with another context."""
        return replace(self, context=context)

    def add(self, column: Column) -> int:
        """Add a column, and return its position.

        Raises:
            RuntimeError: the item is already finished, so the column would not be read.
        """
        if self._columns.finished:
            raise RuntimeError(f"{column!r} is added to an item that is finished")
        return self._columns.positions.setdefault(column, len(self._columns.positions))

    def finish(self) -> Item:
        """Return the item; no column can be added afterwards."""
        self._columns.finished = True
        return Item(tuple(self._columns.positions))
