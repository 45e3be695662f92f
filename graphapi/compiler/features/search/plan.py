"""Search: one list of nodes of several kinds, sorted by score.

Each kind is read as a separate list in that order; the connection merges their pages.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.features.search.nodes import (
    FulltextSearch,
    MatchesText,
    NoExactMatch,
    SearchMatch,
    SearchScore,
    WellKnown,
)
from graphapi.compiler.features.search.terms import QueryKind, forgives_errors, query_kind
from graphapi.compiler.plan.conditions import ALWAYS, NEVER
from graphapi.compiler.plan.operands import ConstantNumber, SortKey
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.planning.connections import PageRead, merge_pages
from graphapi.compiler.planning.item_draft import ItemDraft, RowContext
from graphapi.compiler.planning.ordering import order_of
from graphapi.compiler.planning.pages import page_of
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
    from graphapi.mapping import SearchedKind

_SCALARS: Final = (Scalar.FLOAT, Scalar.INT, Scalar.STRING)
_BEST_FIRST: Final = SortKey(SearchScore(), descending=True, nullable=False)
_BY_KEY: Final = SortKey(Property("key"), nullable=False)


def _search(planner: Planner, field: Field, search: mapping.SearchConnection, item: ItemDraft) -> PageShape:
    context = planner.context
    text = as_scalar(field.arguments["query"])
    query = context.guard(text, query_kind)
    asked = enum_names(field.arguments.get("kinds"))
    kinds = tuple(kind for kind in search.kinds if asked is None or kind.kind in asked)
    forgives = query is QueryKind.WORDS and context.guard(text, forgives_errors)
    forgiven = NoExactMatch(kinds, text.origin, _max_candidates(context)) if forgives else None
    known = WellKnown(kinds)
    pages = {
        kind: _page(context, field, position, FulltextSearch(kind, text.origin, query, known, forgiven))
        for position, kind in enumerate(search.kinds)
    }
    # An empty query matches nothing, but the size and the cursor of the page are still validated.
    found = () if query is QueryKind.NOTHING else kinds
    reads = [_read(pages[kind], kind) for kind in found]
    return merge_pages(planner, field, reads, pages[search.kinds[0]], item)


def _read(page: Page, kind: SearchedKind) -> PageRead:
    return PageRead(page, ItemDraft(RowContext(order=page.order, source=page.source)), kind.label)


def _page(
    context: PlanningContext,
    field: Field,
    position: int,
    source: FulltextSearch,
) -> Page:
    """The page of one kind of nodes, in the order of the whole list."""
    # A top-k search makes the statement twice as long, and the store needs twice as long to plan it.
    source = replace(source, candidates=None if source.searched.few else _max_candidates(context))
    keys = (_BEST_FIRST, SortKey(ConstantNumber(position), nullable=False), _BY_KEY)
    order = order_of("search", keys, _SCALARS, sorts=(_BEST_FIRST, _BY_KEY))
    return page_of(context, field.arguments, source, ALWAYS, order)


def _max_candidates(context: PlanningContext) -> Parameter | None:
    most = context.limits.max_candidates
    return None if most is None else Parameter(Constant(most))


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
