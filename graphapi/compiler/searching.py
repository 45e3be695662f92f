"""Search: one list of nodes of several kinds, the best first.

Each kind is read by itself, in the order of the list and as far as the page can go; the shape merges what was read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.cursor import CursorForm, WhichAreKnown
from graphapi.compiler.order import Order, plan_beside
from graphapi.compiler.pages import one_more, plan_size
from graphapi.compiler.plan import (
    ALWAYS,
    BestOnly,
    Count,
    Fixed,
    Found,
    NothingFits,
    Parameter,
    Rows,
    Score,
    Side,
    Some,
    SortKey,
)
from graphapi.compiler.search_terms import Wanted, forgives_errors, wanted
from graphapi.compiler.shape import (
    ConstantShape,
    MergedItemsShape,
    MergedPageInfoShape,
    MergedReadShape,
    MergedShape,
    MergedTotalShape,
)
from graphapi.compiler.values import Constant, Leaf
from graphapi.mapping import Property, Scalar

if TYPE_CHECKING:
    from graphapi.compiler.planner import ItemDraft, Planner
    from graphapi.compiler.selection import Field
    from graphapi.compiler.shape import MergedPartShape, ObjectShape
    from graphapi.mapping import SearchConnection

_FORM: Final = CursorForm.of("search", (Scalar.FLOAT, Scalar.INT, Scalar.STRING))
_BEST_FIRST: Final = SortKey(Score(), descending=True, nullable=False)
_BY_KEY: Final = SortKey(Property("key"), nullable=False)


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read of one kind: from where, in which order, and the columns of its rows."""

    label: str
    source: Found
    order: Order
    columns: ItemDraft


def plan_search(planner: Planner, field: Field, says: SearchConnection, item: ItemDraft) -> MergedShape:
    """The shape of a search, whose reads become columns of the item.

    Raises:
        BadUserInputError: the page's size or its cursor is malformed.
    """
    size, _ = plan_size(planner.planning, field.arguments.get("first"), None)
    cursor = field.arguments.get("after")
    after = cursor if isinstance(cursor, Leaf) else None
    reads = _reads(planner, field, says)
    if after is not None:
        planner.planning.inspect(after, WhichAreKnown(_FORM))
    ((typename, fields),) = field.children.items()
    parts = [(part.key, shape) for part in fields if (shape := _part(planner, part, reads, item)) is not None]
    facts = {name for _, part in parts if isinstance(part, MergedPageInfoShape) for _, name in part.fields}
    behind: tuple[int, ...] = ()
    if after is not None and "hasPreviousPage" in facts:
        behind = tuple(
            item.add(Some(read.source, plan_beside(planner.planning, read.order, after, Side.NOT_AFTER)))
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
    if not isinstance(text, Leaf):
        msg = "query is a scalar"
        raise TypeError(msg)
    look = planner.planning.inspect(text, wanted)
    if not isinstance(look, Wanted):
        msg = f"an inspection of a text found {look!r}"
        raise TypeError(msg)
    if look is Wanted.NOTHING:
        return []
    asked = _asked_kinds(field)
    kinds = tuple(searched for searched in says.kinds if asked is None or searched.kind in asked)
    forgives = look is Wanted.WORDS and planner.planning.inspect(text, forgives_errors) is True
    forgiven = NothingFits(kinds, text.origin, _many(planner)) if forgives else None
    return [
        _Read(
            searched.label,
            Found(searched, text.origin, look, forgiven),
            Order((_BEST_FIRST, SortKey(Fixed(place), nullable=False), _BY_KEY), _FORM),
            planner.draft(),
        )
        for place, searched in enumerate(says.kinds)
        if searched in kinds
    ]


def _asked_kinds(field: Field) -> set[object] | None:
    kinds = field.arguments.get("kinds")
    if kinds is None:
        return None
    return {kind.value for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, Leaf)}


def _rows(planner: Planner, read: _Read, size: Parameter, after: Leaf | None, item: ItemDraft) -> MergedReadShape:
    """Read one item more than the page has, whichever kinds it will hold, to see whether the list goes on."""
    within = ALWAYS if after is None else plan_beside(planner.planning, read.order, after, Side.AFTER)
    place = tuple(read.columns.add(key.operand) for key in read.order.keys)
    limit = replace(size, convert=one_more)
    # What looks for the best alone makes a statement twice as long, and planning it takes the store twice as long.
    many = None if read.source.searched.few else _many(planner)
    source = replace(read.source, best=None if many is None else BestOnly(limit, many))
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
