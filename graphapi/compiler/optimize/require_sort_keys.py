"""Add the condition that the first sort key is not null, if the schema guarantees it.

An index contains only nodes that have the property. A store uses its order only if the condition excludes all other
nodes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphapi.compiler.optimize.drop_null_checks import non_null_operands
from graphapi.compiler.optimize.simplify_conditions import simplify
from graphapi.compiler.optimize.traversal import rewrite_rows
from graphapi.compiler.plan.conditions import And, NullCheck
from graphapi.compiler.plan.sources import LabelScan
from graphapi.mapping import Property

if TYPE_CHECKING:
    from graphapi.compiler.plan.columns import Item, Rows
    from graphapi.compiler.plan.nodes import PlanColumn


def require_sort_keys(plan: Item) -> Item:
    """Add the condition to pages of a label's nodes whose first sort key is a property that is not nullable."""
    return rewrite_rows(plan, _require)


def _require(rows: Rows) -> PlanColumn:
    if not isinstance(rows.source, LabelScan) or rows.limit is None:
        return rows
    if not rows.order or rows.order[0].nullable or not isinstance(rows.order[0].operand, Property):
        return rows
    operand = rows.order[0].operand
    if operand in non_null_operands(rows.condition):
        return rows
    return replace(rows, condition=simplify(And((NullCheck(operand), rows.condition))))
