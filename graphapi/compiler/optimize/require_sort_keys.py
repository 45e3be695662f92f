"""State that the first sort key is known where the schema promises it.

An index holds only nodes that have the property, so a store follows it only if the others do not count.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphapi.compiler.optimize.drop_null_checks import known_operands
from graphapi.compiler.optimize.simplify_conditions import simplify
from graphapi.compiler.optimize.traversal import rewrite_columns
from graphapi.compiler.plan import And, LabelScan, NullCheck, Rows
from graphapi.mapping import Property

if TYPE_CHECKING:
    from graphapi.compiler.plan import Column, Item


def require_sort_keys(plan: Item) -> Item:
    """A page of all nodes of a label, by a property that all have, says so."""
    return rewrite_columns(plan, _require)


def _require(column: Column) -> Column:
    if not isinstance(column, Rows) or not isinstance(column.source, LabelScan) or column.limit is None:
        return column
    if not column.order or column.order[0].nullable or not isinstance(column.order[0].operand, Property):
        return column
    operand = column.order[0].operand
    if operand in known_operands(column.condition):
        return column
    return replace(column, condition=simplify(And((NullCheck(operand), column.condition))))
