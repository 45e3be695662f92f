"""Statistics: aggregates over the nodes of a label that match a filter, optionally in groups."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.features.aggregation.nodes import (
    GroupedNodes,
    GroupKey,
    GroupSize,
    GroupValue,
    PropertyAggregate,
)
from graphapi.compiler.plan.columns import Rows
from graphapi.compiler.plan.operands import SortKey
from graphapi.compiler.planning.filters import plan_condition
from graphapi.compiler.planning.item_draft import ItemDraft, RowContext
from graphapi.compiler.planning.pages import plan_size
from graphapi.compiler.request.arguments import ScalarArgument
from graphapi.compiler.result.scalars import scalar_reader
from graphapi.compiler.result.shapes import ConstantShape, InlineShape, ListShape, PresentShape, ScalarShape
from graphapi.mapping import Pattern, Property

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.planning.planner import FieldPlanner, Planner
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape

_LARGEST_FIRST: Final = SortKey(GroupSize(), descending=True, nullable=False)


def _statistics(planner: Planner, field: Field, statistics: mapping.StatisticsField, item: ItemDraft) -> ListShape:
    """A list with one object for each group; without a grouping, one object for all nodes."""
    where_type = planner.context.argument_type_name(field, "where")
    condition = plan_condition(planner.context, where_type, field.arguments.get("where"))
    size, _ = plan_size(planner.context, field.arguments.get("first"), None)
    group_by = field.arguments.get("groupBy")
    name = group_by.value if isinstance(group_by, ScalarArgument) else None
    grouping = next((one for one in statistics.groupings if one.name == name), None)
    groups = GroupedNodes(statistics.label, grouping)
    inner = ItemDraft(RowContext(source=groups))
    shape = planner.only(field, inner)
    order = () if grouping is None else (_LARGEST_FIRST, SortKey(GroupKey(grouping)))
    return ListShape(item.add(Rows(groups, condition, order, inner.finish(), size)), shape)


def _groups(field: Field, item: ItemDraft) -> GroupedNodes:
    source = item.context.source
    if not isinstance(source, GroupedNodes):
        msg = f"{field.parent}.{field.name} is not a field of a group"
        raise TypeError(msg)
    return source


def _group_size(planner: Planner, field: Field, _: mapping.GroupSizeField, item: ItemDraft) -> FieldShape:
    return ScalarShape(item.add(GroupSize()), scalar_reader(field.type))


def _numbers_of(planner: Planner, field: Field, numbers: mapping.PropertyAggregates, item: ItemDraft) -> FieldShape:
    return InlineShape(planner.only(field, item.within(replace(item.context, aggregated=numbers.property))))


def _number_part(planner: Planner, field: Field, part: mapping.AggregateField, item: ItemDraft) -> FieldShape:
    aggregated = item.context.aggregated
    if aggregated is None:
        msg = f"{field.parent}.{field.name} is not an aggregate of a property"
        raise TypeError(msg)
    return ScalarShape(item.add(PropertyAggregate(aggregated, part.aggregate)), scalar_reader(field.type))


def _group_of(planner: Planner, field: Field, _: mapping.GroupOf, item: ItemDraft) -> FieldShape:
    if _groups(field, item).grouping is None:
        return ConstantShape(None)
    return InlineShape(planner.only(field, item))


def _group_part(planner: Planner, field: Field, part: mapping.GroupPart, item: ItemDraft) -> FieldShape:
    grouping = _groups(field, item).grouping
    match part:
        case mapping.GroupPart.KEY if grouping is not None:
            return ScalarShape(item.add(GroupKey(grouping)), scalar_reader(field.type))
        case mapping.GroupPart.NUMBER if grouping is not None and grouping.step is not None:
            return ScalarShape(item.add(GroupValue()), scalar_reader(field.type))
        case mapping.GroupPart.NODE if grouping is not None and isinstance(grouping.value, Pattern):
            label = grouping.value.label
            shape = planner.object(label, field.children[label], item)
            return PresentShape(item.add(Property("key")), shape)
        case _:
            return ConstantShape(None)


FIELDS: Final[Mapping[type, FieldPlanner]] = {
    mapping.StatisticsField: _statistics,
    mapping.GroupOf: _group_of,
    mapping.GroupPart: _group_part,
    mapping.GroupSizeField: _group_size,
    mapping.PropertyAggregates: _numbers_of,
    mapping.AggregateField: _number_part,
}
