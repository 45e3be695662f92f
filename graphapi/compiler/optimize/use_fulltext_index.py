"""Let a full-text index say which nodes a text can match, instead of looking at all of a label."""

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
    """Rows of a label that must match a text are taken from the index; the condition stays, for an index finds more."""
    return rewrite_columns(plan, _look_up)


def _look_up(column: PlanColumn) -> PlanColumn:
    if isinstance(column, Rows | Count) and isinstance(column.source, LabelScan):
        matches = _matches(column.condition)
        if matches is not None:
            return replace(column, source=FulltextCandidates(column.source.label, matches.text))
    return column


def _matches(condition: Condition) -> MatchesText | None:
    """What a node must match for the condition to hold."""
    parts = condition.conditions if isinstance(condition, And) else (condition,)
    return next((part for part in parts if isinstance(part, MatchesText) and part.query is QueryKind.WORDS), None)
