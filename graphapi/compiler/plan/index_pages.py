"""Pages that the embedded store reads along an index in a statement of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.plan.conditions import And, Compare, KeysetPredicate, NullCheck
from graphapi.compiler.plan.sources import LabelScan
from graphapi.mapping import Property, PropertyOwner
from graphapi.model.graph_statistics import INDEXED
from graphapi.model.nodes import SEARCH_RANK

if TYPE_CHECKING:
    from graphapi.compiler.plan.columns import Rows

_KEY: Final = Property("key")
_INDEXES: Final = ((_KEY,), (Property(SEARCH_RANK), _KEY))
"""The indexes that state a complete order."""


def is_sorted_page(rows: Rows) -> bool:
    """Whether rows are a page that is sorted by an indexed property first, and then by other properties."""
    if not isinstance(rows.source, LabelScan) or rows.limit is None or rows.reverse or len(rows.index) != 1:
        return False
    operands = [key.operand for key in rows.order]
    are_own = all(isinstance(one, Property) and one.owner is PropertyOwner.NODE for one in operands)
    return are_own and rows.index == (operands[0],) and (rows.source.label, rows.index[0].name) in INDEXED


def is_index_page(rows: Rows) -> bool:
    """Whether rows are a page in the ascending order of an index, and only cursors and ranges of the index filter them.

    Another condition could lead the store's planner to another index, and then the page would not be in order.
    """
    if not isinstance(rows.source, LabelScan) or rows.limit is None or rows.null_tail is not None:
        return False
    along = tuple(key.operand for key in rows.order)
    is_ascending = not rows.reverse and not any(key.descending for key in rows.order)
    parts = rows.condition.conditions if isinstance(rows.condition, And) else (rows.condition,)
    are_along = all(
        isinstance(part, NullCheck | KeysetPredicate) or (isinstance(part, Compare) and part.operand == along[0])
        for part in parts
    )
    return rows.index == along and along in _INDEXES and is_ascending and are_along
