"""Search: one list of nodes of several kinds, sorted by score.

The best matches of all kinds are found together. The rows of each kind among them are read as a separate list, because
their properties differ; the connection merges the lists.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.features.search.candidates import CandidateSearch
from graphapi.compiler.features.search.nodes import (
    BestMatches,
    BestOfKind,
    Collected,
    FulltextSearch,
    MatchesText,
    NumberedKind,
    Search,
    SearchMatch,
    SearchNumber,
    SearchScore,
)
from graphapi.compiler.features.search.terms import (
    QueryKind,
    forgives_errors,
    has_long_word,
    is_one_word,
    query_kind,
)
from graphapi.compiler.plan.columns import Item
from graphapi.compiler.plan.conditions import ALWAYS, NEVER
from graphapi.compiler.plan.explorations import PlannedExploration
from graphapi.compiler.plan.operands import SortKey
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.planning.connections import PageRead, merge_pages
from graphapi.compiler.planning.item_draft import ItemDraft, RowContext
from graphapi.compiler.planning.ordering import order_of
from graphapi.compiler.planning.pages import one_more, page_of
from graphapi.compiler.request.arguments import Constant, as_scalar, enum_names
from graphapi.compiler.result.scalars import scalar_reader
from graphapi.compiler.result.shapes import PageShape, ScalarShape
from graphapi.mapping import Property
from graphapi.model.elements import Scalar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.planning.pages import Page
    from graphapi.compiler.planning.planner import FieldPlanner, Planner
    from graphapi.compiler.planning.planning_context import OperatorPlanner, PlanningContext
    from graphapi.compiler.request.arguments import ScalarArgument
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape

_SCALARS: Final = (Scalar.FLOAT, Scalar.INT, Scalar.STRING)
_BEST_FIRST: Final = SortKey(SearchScore(), descending=True, nullable=False)
PROBED: Final = 2
"""The most popular nodes that a search probes, as a multiple of the most candidates."""
_KEYS: Final = (_BEST_FIRST, SortKey(SearchNumber(), nullable=False), SortKey(Property("key"), nullable=False))


def _search(planner: Planner, field: Field, search: mapping.SearchConnection, item: ItemDraft) -> PageShape:
    context = planner.context
    text = as_scalar(field.arguments["query"])
    query = context.guard(text, query_kind)
    asked = enum_names(field.arguments.get("kinds"))
    numbered = (NumberedKind(number, kind) for number, kind in enumerate(search.kinds))
    kinds = tuple(kind for kind in numbered if asked is None or kind.searched.kind in asked)
    forgives = query is QueryKind.WORDS and context.guard(text, forgives_errors)
    # All matches are needed to count them, and to find out whether any come before a cursor.
    parts = {part.name for parts in field.children.values() for part in parts}
    looks_up = context.limits.looks_up and query is QueryKind.WORDS
    needs_all = looks_up and ("totalCount" in parts or "after" in field.arguments)
    found = Search(
        kinds,
        text.origin,
        query,
        forgives,
        candidates=None if needs_all else Parameter(Constant(context.limits.max_candidates)),
        collected=_collected(context, text) if needs_all else None,
        looked_up=field.key if looks_up and not needs_all else None,
    )
    page = page_of(context, field.arguments, FulltextSearch(found), ALWAYS, order_of("search", _KEYS, _SCALARS))
    best = BestMatches(found, page.within, _KEYS, _shows_match(context, field))
    # An empty query matches nothing, but the size and the cursor of the page are still validated.
    reads = () if query is QueryKind.NOTHING else tuple(_read(page, BestOfKind(kind, best)) for kind in kinds)
    shape = merge_pages(planner, field, reads, page, item)
    if shape.reads and found.looked_up is not None:
        planner.explorations.append(_candidates(context, found, text, page))
    return shape


def _candidates(context: PlanningContext, search: Search, text: ScalarArgument, page: Page) -> PlannedExploration:
    """The look-ups of the candidates of a search."""
    candidates = CandidateSearch(
        key=str(search.looked_up),
        kinds=search.kinds,
        text=search.text,
        probed=Parameter(Constant(PROBED * context.limits.max_candidates)),
        most=Parameter(Constant(context.limits.max_candidates)),
        count=replace(page.size, convert=one_more),
        forgives=search.forgives,
    )
    return PlannedExploration(candidates, tuple(Item((column,)) for column in candidates.columns.values()))


def _read(page: Page, source: BestOfKind) -> PageRead:
    """The rows of one kind on the page; the best matches are already within its cursors."""
    draft = ItemDraft(RowContext(order=page.order, source=source))
    return PageRead(replace(page, source=source, within=ALWAYS), draft, source.kind.searched.label)


def _shows_match(context: PlanningContext, field: Field) -> bool:
    """Whether the edges of a connection tell in which way they match."""
    edges = (part for parts in field.children.values() for part in parts if part.name == "edges")
    shown = (inner for edge in edges for fields in edge.children.values() for inner in fields)
    return any(isinstance(context.field_mapping(one.parent, one.name), mapping.SearchMatchField) for one in shown)


def _collected(context: PlanningContext, text: ScalarArgument) -> Collected:
    return Collected(context.guard(text, has_long_word), context.guard(text, is_one_word))


def _score(planner: Planner, field: Field, _: mapping.SearchScoreField, item: ItemDraft) -> FieldShape:
    return ScalarShape(item.add(SearchScore()), scalar_reader(field.type))


def _match(planner: Planner, field: Field, _: mapping.SearchMatchField, item: ItemDraft) -> FieldShape:
    return ScalarShape(item.add(SearchMatch()), scalar_reader(field.type))


def _matches(context: PlanningContext, text: ScalarArgument) -> Condition:
    """The condition of the operator ``matches``; an empty query matches nothing."""
    query = context.guard(text, query_kind)
    return NEVER if query is QueryKind.NOTHING else MatchesText(text.origin, query)


FIELDS: Final[Mapping[type, FieldPlanner]] = {
    mapping.SearchConnection: _search,
    mapping.SearchMatchField: _match,
    mapping.SearchScoreField: _score,
}
OPERATORS: Final[Mapping[str, OperatorPlanner]] = {"matches": _matches}
