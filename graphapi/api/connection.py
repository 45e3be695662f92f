"""Connections: pages of a list, with cursors.

Source: the GraphQL Cursor Connections Specification (Relay).
"""

from __future__ import annotations

from typing import Generic, TypeVar

import strawberry

from graphapi.api.fields import part

EdgeT = TypeVar("EdgeT")
NodeT = TypeVar("NodeT")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = part("Whether the list goes on after this page.")
    has_previous_page: bool = part("Whether the list has items before this page.")
    start_cursor: str | None = part("The cursor of the first item; null on an empty page.")
    end_cursor: str | None = part("The cursor of the last item; null on an empty page.")


@strawberry.type
class Edge:
    """What every edge has: an item's place in its list."""

    cursor: str = part("The item's place in the list; opaque.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[EdgeT, NodeT]):
    """A page of a list: its items with what their edges say, or only the nodes."""

    edges: list[EdgeT] = part("The items of the page, with what is said of each.")
    nodes: list[NodeT] = part("The nodes of the page's items, in the same order.")
    page_info: PageInfo = part("Where the page stands in the list.")
    total_count: int = part("How many items the whole list has.")
