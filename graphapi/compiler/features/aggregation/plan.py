"""Statistics: numbers about all nodes of a label that fit a filter, together or in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphql import get_named_type

from graphapi import mapping
from graphapi.compiler.plan import GroupedNodes, GroupKey, GroupSize, GroupValue, PropertyAggregate, Rows, SortKey
from graphapi.compiler.planning.connections import plan_size
from graphapi.compiler.planning.filters import plan_condition
from graphapi.compiler.request.arguments import ScalarArgument
from graphapi.compiler.result.scalars import scalar_reader
from graphapi.compiler.result.shapes import (
    ConstantShape,
    InlineShape,
    ListShape,
    ObjectShape,
    PresentShape,
    ScalarShape,
)
from graphapi.mapping import Pattern, Property

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphapi.compiler.planning.planner import ItemDraft, Planner
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape
    from graphapi.mapping import FieldMapping, Grouping, Statistics

_LARGEST_FIRST: Final = SortKey(GroupSize(), descending=True, nullable=False)


def plan_statistics(planner: Planner, field: Field, says: Statistics, item: ItemDraft) -> ListShape:
    """The shape of a statistics field: a list with an object for each group, or with just one.

    Raises:
        BadUserInputError: the number of groups or the filter is malformed.
    """
    declared = planner.planning.object_type(field.parent).fields[field.name].args
    where_type = get_named_type(declared["where"].type).name
    condition = plan_condition(planner.planning, where_type, field.arguments.get("where"))
    size, _ = plan_size(planner.planning, field.arguments.get("first"), None)
    asked = field.arguments.get("groupBy")
    name = asked.value if isinstance(asked, ScalarArgument) else None
    grouping = next((one for one in says.groupings if one.name == name), None)
    group = _Group(planner, grouping, planner.draft())
    shape = group.object(field, group.statistics)
    order = () if grouping is None else (_LARGEST_FIRST, SortKey(GroupKey(grouping)))
    rows = Rows(GroupedNodes(says.label, grouping), condition, order, group.columns.done(), size)
    return ListShape(item.add(rows), shape)


class _Group:
    """The objects that are made of the row of one group."""

    def __init__(self, planner: Planner, grouping: Grouping | None, columns: ItemDraft) -> None:
        self.planner = planner
        self.grouping = grouping
        self.columns = columns

    def object(self, field: Field, shape_of: Callable[[Field, FieldMapping | None], FieldShape]) -> ObjectShape:
        ((typename, fields),) = field.children.items()
        shapes: list[tuple[str, FieldShape]] = []
        for child in fields:
            says = self.planner.planning.says(child.parent, child.name)
            if child.name == "__typename":
                shapes.append((child.key, ConstantShape(typename)))
            elif says is None:
                self.planner.direct = False
            else:
                shapes.append((child.key, shape_of(child, says)))
        return ObjectShape(typename, tuple(shapes))

    def statistics(self, child: Field, says: FieldMapping | None) -> FieldShape:
        match says:
            case mapping.GroupSize():
                return ScalarShape(self.columns.add(GroupSize()), scalar_reader(child.type))
            case mapping.NumbersOf(property_):
                return InlineShape(self.object(child, lambda part, said: self.number(property_, part, said)))
            case _ if self.grouping is None:
                return ConstantShape(None)
            case _:
                return InlineShape(self.object(child, self.group))

    def number(self, property_: Property, child: Field, says: FieldMapping | None) -> FieldShape:
        if not isinstance(says, mapping.NumberPart):
            msg = f"{child.parent}.{child.name} says {says}, which is no number"
            raise TypeError(msg)
        return ScalarShape(self.columns.add(PropertyAggregate(property_, says.aggregate)), scalar_reader(child.type))

    def group(self, child: Field, says: FieldMapping | None) -> FieldShape:
        grouping = self.grouping
        match says:
            case mapping.GroupPart.KEY if grouping is not None:
                return ScalarShape(self.columns.add(GroupKey(grouping)), scalar_reader(child.type))
            case mapping.GroupPart.NUMBER if grouping is not None and grouping.step is not None:
                return ScalarShape(self.columns.add(GroupValue()), scalar_reader(child.type))
            case mapping.GroupPart.NODE if grouping is not None and isinstance(grouping.value, Pattern):
                label = grouping.value.label
                shape = self.planner.object(label, child.children[label], self.columns)
                return PresentShape(self.columns.add(Property("key")), shape)
            case _:
                return ConstantShape(None)
