"""Planning of connections over nodes that share neighbours, and of the fields on their edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.features.sharing.nodes import (
    CommonNeighbours,
    CreditsIn,
    SharedAmount,
    SharedRoles,
    SharedWeight,
    Sharing,
)
from graphapi.compiler.plan.columns import Rows
from graphapi.compiler.plan.conditions import ALWAYS, And
from graphapi.compiler.plan.operands import LabelOf, RoleOf, SortKey
from graphapi.compiler.planning.connections import plan_connection
from graphapi.compiler.planning.filters import plan_comparisons, plan_condition
from graphapi.compiler.planning.item_draft import ItemDraft, RowContext
from graphapi.compiler.planning.ordering import order_of
from graphapi.compiler.planning.pages import page_of
from graphapi.compiler.result.scalars import scalar_reader
from graphapi.compiler.result.shapes import ListShape, PageShape, ScalarShape
from graphapi.mapping import Property
from graphapi.model.elements import Scalar
from graphapi.model.relationships import ROLE_OF_TYPE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.planning.planner import FieldPlanner, Planner
    from graphapi.compiler.planning.planning_context import FilterPlanner, PlanningContext
    from graphapi.compiler.request.arguments import Value
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape

_BY_KEY: Final = SortKey(Property("key"), nullable=False)
_BY_ROLE: Final = SortKey(RoleOf(), nullable=False)


def _connection(planner: Planner, field: Field, sharing: mapping.SharingConnection, item: ItemDraft) -> PageShape:
    """A connection over the nodes that share neighbours with the item's node."""
    context = planner.context
    counted: list[Condition] = []
    others: list[Condition] = []
    where = field.arguments.get("where")
    if isinstance(where, dict):
        where_type = context.argument_type_name(field, "where")
        for name, value in where.items():
            is_counted = isinstance(context.field_mapping(where_type, name), mapping.SharedNodes)
            (counted if is_counted else others).append(plan_condition(context, where_type, {name: value}))
    source = Sharing(sharing.patterns, sharing.label, And(tuple(counted)), sharing.rarity)
    keys = (SortKey(SharedAmount(), descending=True, nullable=False), _BY_KEY)
    scalars = (Scalar.FLOAT if sharing.rarity else Scalar.INT, Scalar.STRING)
    order = order_of(source.connection(), keys, scalars)
    return plan_connection(planner, field, page_of(context, field.arguments, source, And(tuple(others)), order), item)


def _source(field: Field, item: ItemDraft) -> Sharing:
    source = item.context.source
    if not isinstance(source, Sharing):
        msg = f"{field.parent}.{field.name} is not a field of a sharing edge"
        raise TypeError(msg)
    return source


def _total(planner: Planner, field: Field, _: mapping.SharedTotalField, item: ItemDraft) -> FieldShape:
    return ScalarShape(item.add(SharedAmount()), scalar_reader(field.type))


def _weight(planner: Planner, field: Field, _: mapping.SharedWeightField, item: ItemDraft) -> FieldShape:
    return ScalarShape(item.add(SharedWeight()), scalar_reader(field.type))


def _roles(planner: Planner, field: Field, roles: mapping.SharedRolesField, item: ItemDraft) -> FieldShape:
    patterns = _source(field, item).patterns
    return ScalarShape(item.add(SharedRoles(roles.end, patterns)), scalar_reader(field.type))


def _nodes(planner: Planner, field: Field, shared: mapping.SharedNodes, item: ItemDraft) -> FieldShape:
    inner = ItemDraft(RowContext(source=_source(field, item)))
    order = (*map(SortKey.by, shared.sort), _BY_KEY)
    shape = planner.only(field, inner)
    return ListShape(item.add(Rows(CommonNeighbours(shared.label), ALWAYS, order, inner.finish())), shape)


def _reasons(planner: Planner, field: Field, _: mapping.SharedReasons, item: ItemDraft) -> FieldShape:
    source = _source(field, item)
    labels = frozenset(pattern.label for pattern in source.patterns)
    inner = ItemDraft(RowContext(source=source, labels=labels))
    heaviest = SortKey(SharedWeight(), descending=True, nullable=False)
    shape = planner.only(field, inner)
    order = (heaviest, _BY_KEY, SortKey(LabelOf(tuple(sorted(labels))), nullable=False))
    return ListShape(item.add(Rows(CommonNeighbours("Reason", weighed=True), ALWAYS, order, inner.finish())), shape)


def _credits(planner: Planner, field: Field, shared: mapping.SharedCredits, item: ItemDraft) -> FieldShape:
    patterns = _source(field, item).patterns
    role = ROLE_OF_TYPE[patterns[0].type].name if len(patterns) == 1 else None
    inner = ItemDraft(RowContext(role=role))
    shape = planner.only(field, inner)
    order = () if role else (_BY_ROLE,)
    return ListShape(item.add(Rows(CreditsIn(shared.end, patterns), ALWAYS, order, inner.finish())), shape)


def _filter_by_total(context: PlanningContext, type_name: str, _: mapping.SharedTotalField, value: Value) -> Condition:
    return plan_comparisons(context, SharedAmount(), value)


def _filter_shared(context: PlanningContext, type_name: str, _: mapping.SharedNodes, value: Value) -> Condition:
    """The condition under which a shared node counts."""
    return plan_condition(context, type_name, value)


FIELDS: Final[Mapping[type, FieldPlanner]] = {
    mapping.SharingConnection: _connection,
    mapping.SharedTotalField: _total,
    mapping.SharedNodes: _nodes,
    mapping.SharedReasons: _reasons,
    mapping.SharedWeightField: _weight,
    mapping.SharedCredits: _credits,
    mapping.SharedRolesField: _roles,
}
FILTERS: Final[Mapping[type, FilterPlanner]] = {
    mapping.SharedTotalField: _filter_by_total,
    mapping.SharedNodes: _filter_shared,
}
