"""Going through a plan, from the innermost reads outwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from graphapi.compiler.plan import And, Column, Condition, Count, Exists, Item, Not, Or, Rows, Sharing, Source

RewriteColumn: TypeAlias = Callable[[Column], Column]
RewriteCondition: TypeAlias = Callable[[Condition], Condition]


def rewrite_columns(item: Item, rewrite: RewriteColumn) -> Item:
    """The item with every column rewritten, those of the rows it reads first."""
    return Item(tuple(rewrite(_rewrite_inside(column, rewrite)) for column in item.columns))


def _rewrite_inside(column: Column, rewrite: RewriteColumn) -> Column:
    return replace(column, item=rewrite_columns(column.item, rewrite)) if isinstance(column, Rows) else column


def rewrite_conditions(item: Item, rewrite: RewriteCondition) -> Item:
    """The item with every condition of its reads rewritten, inner conditions first."""

    def rewrite_column(column: Column) -> Column:
        if isinstance(column, Rows | Count | Exists):
            condition = _rewrite_condition(column.condition, rewrite)
            return replace(column, source=_rewrite_source(column.source, rewrite), condition=condition)
        return column

    return rewrite_columns(item, rewrite_column)


def _rewrite_source(source: Source, rewrite: RewriteCondition) -> Source:
    return (
        replace(source, counted=_rewrite_condition(source.counted, rewrite)) if isinstance(source, Sharing) else source
    )


def _rewrite_condition(condition: Condition, rewrite: RewriteCondition) -> Condition:
    match condition:
        case And(conditions) | Or(conditions):
            condition = replace(condition, conditions=tuple(_rewrite_condition(part, rewrite) for part in conditions))
        case Not(inner) | Exists(condition=inner):
            condition = replace(condition, condition=_rewrite_condition(inner, rewrite))
    return rewrite(condition)
