"""Remove the sort and the limit from reads of at most one row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from graphapi.compiler.optimize.traversal import rewrite_rows
from graphapi.compiler.plan.conditions import And, Compare, Operator
from graphapi.compiler.plan.sources import LabelScan, ReferencedNodes
from graphapi.compiler.request.arguments import Constant
from graphapi.mapping import Property

if TYPE_CHECKING:
    from graphapi.compiler.plan.columns import Item, Rows
    from graphapi.compiler.plan.nodes import Condition, PlanColumn
    from graphapi.compiler.plan.parameters import Parameter

_KEY: Final = Property("key")


def drop_redundant_sorts(plan: Item) -> Item:
    """Remove the order, and the limit unless it can be zero, from lookups by key and single references."""
    return rewrite_rows(plan, _drop)


def _drop(rows: Rows) -> PlanColumn:
    if _has_one_row(rows):
        return replace(rows, order=(), limit=None if _admits_one(rows.limit) else rows.limit)
    return rows


def _admits_one(limit: Parameter | None) -> bool:
    """Whether a limit always admits one row; a limit that is a variable can be zero."""
    return limit is not None and isinstance(limit.origin, Constant) and limit.value({}) != 0


def _has_one_row(rows: Rows) -> bool:
    match rows.source:
        case LabelScan():
            return _names_key(rows.condition)
        case ReferencedNodes(references):
            return not references.many
    return False


def _names_key(condition: Condition) -> bool:
    match condition:
        case And(conditions):
            return any(_names_key(part) for part in conditions)
        case Compare(operand, Operator.EQ, _, ignore_case):
            return operand == _KEY and not ignore_case
    return False
