"""Functions that rewrite the parts of a plan, innermost parts first."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from graphapi.compiler.plan.columns import Rows
from graphapi.compiler.plan.nodes import Condition, PlanColumn, PlanNode

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphapi.compiler.plan.columns import Item

Node = TypeVar("Node", bound=PlanNode)


def rewrite_columns(item: Item, rewrite: Callable[[PlanColumn], PlanColumn]) -> Item:
    """Rewrite every column of an item except properties, inner columns first."""
    return _rewrite(item, PlanColumn, rewrite)


def rewrite_rows(item: Item, rewrite: Callable[[Rows], PlanColumn]) -> Item:
    """Rewrite every ``Rows`` of an item, inner reads first."""
    return _rewrite(item, Rows, rewrite)


def rewrite_conditions(item: Item, rewrite: Callable[[Condition], Condition]) -> Item:
    """Rewrite every condition of an item, at any depth, inner conditions first."""
    return _rewrite(item, Condition, rewrite)


def _rewrite(node: Node, kind: type[Any], rewrite: Callable[[Any], Any]) -> Node:
    changes = {}
    for field in fields(node):
        value = getattr(node, field.name)
        rewritten = _rewrite_value(value, kind, rewrite)
        if rewritten is not value:
            changes[field.name] = rewritten
    rebuilt = replace(node, **changes) if changes else node
    return rewrite(rebuilt) if isinstance(rebuilt, kind) else rebuilt


def _rewrite_value(value: object, kind: type[Any], rewrite: Callable[[Any], Any]) -> object:
    if isinstance(value, PlanNode):
        return _rewrite(value, kind, rewrite)
    if isinstance(value, tuple):
        rewritten = tuple(_rewrite_value(part, kind, rewrite) for part in value)
        return value if all(old is new for old, new in zip(value, rewritten, strict=True)) else rewritten
    return value
