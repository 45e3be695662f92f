"""State that the first sort key is known where the schema promises it.

An index holds only nodes that have the property, so a store follows it only if the others do not count.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphapi.compiler.passes.drop_null_checks import known_operands
from graphapi.compiler.passes.simplify_conditions import simplify
from graphapi.compiler.plan import AllOf, Known, Labelled, Rows
from graphapi.compiler.rewrite import rewrite_columns
from graphapi.mapping import Property

if TYPE_CHECKING:
    from graphapi.compiler.plan import Column, Item


def require_sort_keys(plan: Item) -> Item:
    """A page of all nodes of a label, by a property that all have, says so."""
    return rewrite_columns(plan, _require)


def _require(column: Column) -> Column:
    if not isinstance(column, Rows) or not isinstance(column.source, Labelled) or column.limit is None:
        return column
    if not column.order or column.order[0].nullable or not isinstance(column.order[0].operand, Property):
        return column
    operand = column.order[0].operand
    if operand in known_operands(column.condition):
        return column
    return replace(column, condition=simplify(AllOf((Known(operand), column.condition))))
