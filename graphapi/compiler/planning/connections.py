"""Connections, whose parts share the rows of their page.

Source: the GraphQL Cursor Connections Specification (Relay).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphapi.compiler.plan.columns import Count, Rows
from graphapi.compiler.planning.item_draft import ItemDraft, RowContext
from graphapi.compiler.planning.pages import one_more
from graphapi.compiler.result.shapes import (
    ConstantShape,
    CursorShape,
    ItemsShape,
    PageInfoShape,
    PageReadShape,
    PageShape,
    TotalShape,
)
from graphapi.mapping import EdgeNode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphapi.compiler.plan.nodes import PlanColumn
    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.compiler.planning.pages import Page
    from graphapi.compiler.planning.planner import Planner
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import PartShape


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page, and the columns of its rows.

    ``label`` is the label of the page's nodes if the connection merges pages of several labels, and None otherwise.
    """

    page: Page
    item: ItemDraft
    label: str | None

    @property
    def cursor(self) -> CursorShape:
        """The cursor of a row; its sort keys are added to the columns of the rows."""
        order = self.page.order
        return CursorShape(order.format, tuple(self.item.add(key.operand) for key in order.keys))


def plan_connection(planner: Planner, field: Field, page: Page, item: ItemDraft) -> PageShape:
    """Plan a connection over one list; the rows are read only if a part of the connection needs them."""
    context = RowContext(order=page.order, source=page.source)
    return merge_pages(planner, field, [PageRead(page, ItemDraft(context), None)], page, item)


def merge_pages(planner: Planner, field: Field, reads: Sequence[PageRead], whole: Page, item: ItemDraft) -> PageShape:
    """Plan a connection over one or more lists with the same sort keys, whose rows are merged in order.

    Args:
        planner: the planner of the operation.
        field: the connection field.
        reads: the page of each list; empty if there is nothing to read.
        whole: the page of all lists together.
        item: the item to which the columns of the connection are added.
    """
    ((typename, fields),) = field.children.items()
    counted = [whole] if reads else []
    parts = [(part.key, shape) for part in fields if (shape := _part(planner, part, reads, counted, item)) is not None]
    facts = {name for _, part in parts if isinstance(part, PageInfoShape) for _, name in part.fields}
    next_and_previous = ("hasPreviousPage", "hasNextPage") if whole.reverse else ("hasNextPage", "hasPreviousPage")
    wants_far, wants_near = (fact in facts for fact in next_and_previous)
    wants_rows = wants_far or bool(facts & {"startCursor", "endCursor"})
    wants_rows = wants_rows or any(isinstance(part, ItemsShape) for _, part in parts)
    limit = replace(whole.size, convert=one_more) if wants_far else whole.size
    merges = len(reads) > 1
    return PageShape(
        parts=tuple(parts),
        typename=typename,
        reads=tuple(_read(read, limit, item, merges=merges) for read in reads) if wants_rows else (),
        descending=tuple(key.descending for key in whole.order.keys),
        size=whole.size,
        reverse=whole.reverse,
        reads_one_more=wants_far,
        beyond=_added(item, [page.far for page in counted]) if wants_far else (),
        behind=_added(item, [page.near for page in counted]) if wants_near else (),
    )


def _read(read: PageRead, limit: Parameter, item: ItemDraft, *, merges: bool) -> PageReadShape:
    page = read.page
    position = read.cursor.columns if merges else ()
    source = page.source.limited(limit)
    rows = Rows(source, page.within, page.order.sorts or page.order.keys, read.item.finish(), limit, page.reverse)
    return PageReadShape(item.add(rows), position)


def _added(item: ItemDraft, columns: Sequence[PlanColumn | None]) -> tuple[int, ...]:
    return tuple(item.add(column) for column in columns if column is not None)


def _part(
    planner: Planner, part: Field, reads: Sequence[PageRead], counted: Sequence[Page], item: ItemDraft
) -> PartShape | None:
    match part.name:
        case "edges":
            return ItemsShape(tuple(planner.only(_narrowed(planner, part, read), read.item) for read in reads))
        case "nodes":
            return ItemsShape(tuple(planner.only(_of_label(part, read.label), read.item) for read in reads))
        case "totalCount":
            return TotalShape(tuple(item.add(Count(page.source, page.condition)) for page in counted))
        case "pageInfo":
            return _page_info(part, reads)
        case "__typename":
            return ConstantShape(part.parent)
        case _:
            planner.bypasses_graphql_core = False
            return None


def _page_info(part: Field, reads: Sequence[PageRead]) -> PageInfoShape:
    fields = tuple((fact.key, fact.name) for fact in part.only)
    wants_cursor = any(name in {"startCursor", "endCursor"} for _, name in fields)
    return PageInfoShape(fields, tuple(read.cursor for read in reads) if wants_cursor else ())


def _narrowed(planner: Planner, edge: Field, read: PageRead) -> Field:
    """The edge field, whose node is restricted to the label that is read."""
    if read.label is None:
        return edge
    ((typename, fields),) = edge.children.items()
    narrowed = tuple(
        _of_label(child, read.label)
        if isinstance(planner.context.field_mapping(child.parent, child.name), EdgeNode)
        else child
        for child in fields
    )
    return replace(edge, children={typename: narrowed})


def _of_label(field: Field, label: str | None) -> Field:
    return field if label is None else replace(field, children={label: field.children[label]})
