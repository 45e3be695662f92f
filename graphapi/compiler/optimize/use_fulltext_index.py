"""Read the nodes that can match a text from a full-text index, instead of scanning a label."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphapi.compiler.features.search.nodes import FulltextCandidates, MatchesText
from graphapi.compiler.features.search.terms import QueryKind
from graphapi.compiler.optimize.traversal import rewrite_columns
from graphapi.compiler.plan.columns import Count, Rows
from graphapi.compiler.plan.conditions import And
from graphapi.compiler.plan.sources import LabelScan

if TYPE_CHECKING:
    from graphapi.compiler.plan.columns import Item
    from graphapi.compiler.plan.nodes import Condition, PlanColumn


def use_fulltext_index(plan: Item) -> Item:
    """Read rows that must match a text from the full-text index.

    The condition stays, because the index can also return nodes that do not match.
    """
    return rewrite_columns(plan, _look_up)


def _look_up(column: PlanColumn) -> PlanColumn:
    if isinstance(column, Rows | Count) and isinstance(column.source, LabelScan):
        matches = _matches(column.condition)
        if matches is not None:
            return replace(column, source=FulltextCandidates(column.source.label, matches.text))
    return column


def _matches(condition: Condition) -> MatchesText | None:
    """The conjunct that requires a match of words, if the condition has one."""
    parts = condition.conditions if isinstance(condition, And) else (condition,)
    return next((part for part in parts if isinstance(part, MatchesText) and part.query is QueryKind.WORDS), None)
