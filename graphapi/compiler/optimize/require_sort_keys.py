"""State that the first sort key is known where the schema promises it.

An index holds only nodes that have the property, so a store follows it only if the others do not count.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphapi.compiler.optimize.drop_null_checks import known_operands
from graphapi.compiler.optimize.simplify_conditions import simplify
from graphapi.compiler.optimize.traversal import rewrite_rows
from graphapi.compiler.plan.conditions import And, NullCheck
from graphapi.compiler.plan.sources import LabelScan
from graphapi.mapping import Property

if TYPE_CHECKING:
    from graphapi.compiler.plan.columns import Item, Rows
    from graphapi.compiler.plan.nodes import PlanColumn


def require_sort_keys(plan: Item) -> Item:
    """A page of all nodes of a label, by a property that all have, says so."""
    return rewrite_rows(plan, _require)


def _require(rows: Rows) -> PlanColumn:
    if not isinstance(rows.source, LabelScan) or rows.limit is None:
        return rows
    if not rows.order or rows.order[0].nullable or not isinstance(rows.order[0].operand, Property):
        return rows
    operand = rows.order[0].operand
    if operand in known_operands(rows.condition):
        return rows
    return replace(rows, condition=simplify(And((NullCheck(operand), rows.condition))))
