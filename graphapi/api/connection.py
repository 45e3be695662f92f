"""Connections: pages of a list, with cursors.

Source: the GraphQL Cursor Connections Specification (Relay).
"""

from __future__ import annotations

from typing import Generic, TypeVar

import strawberry

from graphapi.api.fields import part

EdgeT = TypeVar("EdgeT")
NodeT = TypeVar("NodeT")


@strawberry.type(description="The position of a page in its list.")
class PageInfo:
    """The position of a page in its list."""

    has_next_page: bool = part("Whether the list has items after this page.")
    has_previous_page: bool = part("Whether the list has items before this page.")
    start_cursor: str | None = part("The cursor of the first item; null on an empty page.")
    end_cursor: str | None = part("The cursor of the last item; null on an empty page.")


@strawberry.type
class Edge:
    """The base class of edges: the position of an item in its list."""

    cursor: str = part("The position of the item in the list, as an opaque text.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[EdgeT, NodeT]):
    """A page of a list, as edges or as nodes only."""

    edges: list[EdgeT] = part("The items of the page, each with its cursor and what belongs to its relationship.")
    nodes: list[NodeT] = part("The nodes of the page's items, in the same order.")
    page_info: PageInfo = part("The position of the page in the list.")
    total_count: int = part("How many items the whole list has.")
