"""How a traversal reads the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from graphapi.statement import Statement

ReadRecord: TypeAlias = "Callable[[Statement, Mapping[str, object]], Awaitable[list[Any]]]"
"""Runs a statement with parameters, and returns the values of its single record."""
