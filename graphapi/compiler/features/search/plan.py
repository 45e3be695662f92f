"""Search: one list of nodes of several kinds, the best first.

Each kind is read by itself, in the order of the list and as far as the page can go; the shape merges what was read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.features.search.terms import QueryKind, forgives_errors, query_kind
from graphapi.compiler.plan import (
    ALWAYS,
    ConstantNumber,
    Count,
    Exists,
    FulltextSearch,
    NoExactMatch,
    Parameter,
    Rows,
    SearchScore,
    Side,
    SortKey,
    TopK,
)
from graphapi.compiler.planning.connections import one_more, plan_size
from graphapi.compiler.planning.ordering import Order, plan_keyset_predicate
from graphapi.compiler.relay.cursor import CursorFormat, NullsInCursor
from graphapi.compiler.request.arguments import Constant, ScalarArgument
from graphapi.compiler.result.shapes import (
    ConstantShape,
    MergedItemsShape,
    MergedPageInfoShape,
    MergedReadShape,
    MergedShape,
    MergedTotalShape,
)
from graphapi.mapping import Property, Scalar

if TYPE_CHECKING:
    from graphapi.compiler.planning.planner import ItemDraft, Planner
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import MergedPartShape, ObjectShape
    from graphapi.mapping import SearchConnection

_FORM: Final = CursorFormat.of("search", (Scalar.FLOAT, Scalar.INT, Scalar.STRING))
_BEST_FIRST: Final = SortKey(SearchScore(), descending=True, nullable=False)
_BY_KEY: Final = SortKey(Property("key"), nullable=False)


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read of one kind: from where, in which order, and the columns of its rows."""

    label: str
    source: FulltextSearch
    order: Order
    columns: ItemDraft


def plan_search(planner: Planner, field: Field, says: SearchConnection, item: ItemDraft) -> MergedShape:
    """The shape of a search, whose reads become columns of the item.

    Raises:
        BadUserInputError: the page's size or its cursor is malformed.
    """
    size, _ = plan_size(planner.planning, field.arguments.get("first"), None)
    cursor = field.arguments.get("after")
    after = cursor if isinstance(cursor, ScalarArgument) else None
    reads = _reads(planner, field, says)
    if after is not None:
        planner.planning.inspect(after, NullsInCursor(_FORM))
    ((typename, fields),) = field.children.items()
    parts = [(part.key, shape) for part in fields if (shape := _part(planner, part, reads, item)) is not None]
    facts = {name for _, part in parts if isinstance(part, MergedPageInfoShape) for _, name in part.fields}
    behind: tuple[int, ...] = ()
    if after is not None and "hasPreviousPage" in facts:
        behind = tuple(
            item.add(Exists(read.source, plan_keyset_predicate(planner.planning, read.order, after, Side.NOT_AFTER)))
            for read in reads
        )
    wants_rows = bool(facts - {"hasPreviousPage", "__typename"})
    if wants_rows or any(isinstance(part, MergedItemsShape) for _, part in parts):
        read_shapes = tuple(_rows(planner, read, size, after, item) for read in reads)
    else:
        read_shapes = ()
    return MergedShape(tuple(parts), typename, read_shapes, size, behind, _FORM)


def _reads(planner: Planner, field: Field, says: SearchConnection) -> list[_Read]:
    """What is to be read: nothing at all if nothing is searched for."""
    text = field.arguments["query"]
    if not isinstance(text, ScalarArgument):
        msg = "query is a scalar"
        raise TypeError(msg)
    look = planner.planning.inspect(text, query_kind)
    if not isinstance(look, QueryKind):
        msg = f"an inspection of a text found {look!r}"
        raise TypeError(msg)
    if look is QueryKind.NOTHING:
        return []
    asked = _asked_kinds(field)
    kinds = tuple(searched for searched in says.kinds if asked is None or searched.kind in asked)
    forgives = look is QueryKind.WORDS and planner.planning.inspect(text, forgives_errors) is True
    forgiven = NoExactMatch(kinds, text.origin, _many(planner)) if forgives else None
    return [
        _Read(
            searched.label,
            FulltextSearch(searched, text.origin, look, forgiven),
            Order((_BEST_FIRST, SortKey(ConstantNumber(place), nullable=False), _BY_KEY), _FORM),
            planner.draft(),
        )
        for place, searched in enumerate(says.kinds)
        if searched in kinds
    ]


def _asked_kinds(field: Field) -> set[object] | None:
    kinds = field.arguments.get("kinds")
    if kinds is None:
        return None
    return {kind.value for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, ScalarArgument)}


def _rows(
    planner: Planner, read: _Read, size: Parameter, after: ScalarArgument | None, item: ItemDraft
) -> MergedReadShape:
    """Read one item more than the page has, whichever kinds it will hold, to see whether the list goes on."""
    within = ALWAYS if after is None else plan_keyset_predicate(planner.planning, read.order, after, Side.AFTER)
    place = tuple(read.columns.add(key.operand) for key in read.order.keys)
    limit = replace(size, convert=one_more)
    # What looks for the best alone makes a statement twice as long, and planning it takes the store twice as long.
    many = None if read.source.searched.few else _many(planner)
    source = replace(read.source, best=None if many is None else TopK(limit, many))
    rows = Rows(source, within, (_BEST_FIRST, _BY_KEY), read.columns.done(), limit)
    return MergedReadShape(item.add(rows), place)


def _many(planner: Planner) -> Parameter | None:
    most = planner.planning.limits.max_candidates
    return None if most is None else Parameter(Constant(most))


def _part(planner: Planner, part: Field, reads: list[_Read], item: ItemDraft) -> MergedPartShape | None:
    match part.name:
        case "edges":
            return MergedItemsShape(tuple(_edge(planner, part, read) for read in reads))
        case "nodes":
            return MergedItemsShape(tuple(_node(planner, part, read) for read in reads))
        case "totalCount":
            return MergedTotalShape(tuple(item.add(Count(read.source)) for read in reads))
        case "pageInfo":
            return MergedPageInfoShape(tuple((fact.key, fact.name) for fact in part.only))
        case "__typename":
            return ConstantShape(part.parent)
        case _:
            planner.direct = False
            return None


def _node(planner: Planner, part: Field, read: _Read) -> ObjectShape:
    return planner.object(read.label, part.children[read.label], read.columns)


def _edge(planner: Planner, part: Field, read: _Read) -> ObjectShape:
    """The edge, whose node is known to be of the kind that is read."""
    ((typename, fields),) = part.children.items()
    narrowed = [
        replace(child, children={read.label: child.children[read.label]})
        if isinstance(planner.planning.says(child.parent, child.name), mapping.EdgeNode)
        else child
        for child in fields
    ]
    return planner.object(typename, narrowed, read.columns, read.order)
