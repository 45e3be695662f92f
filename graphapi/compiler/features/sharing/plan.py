"""Connections over nodes that share something: from the arguments to a page of the plan, and what the edges say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from graphql import get_named_type

from graphapi import mapping
from graphapi.compiler.plan import (
    ALWAYS,
    And,
    CreditsIn,
    LabelOf,
    RoleOf,
    Rows,
    SharedAmount,
    SharedBetween,
    SharedRoles,
    SharedWeight,
    Sharing,
    SortKey,
)
from graphapi.compiler.planning.connections import page_of
from graphapi.compiler.planning.filters import plan_condition
from graphapi.compiler.planning.ordering import Order
from graphapi.compiler.relay.cursor import CursorFormat
from graphapi.compiler.result.scalars import scalar_reader
from graphapi.compiler.result.shapes import ListShape, ScalarShape
from graphapi.mapping import ROLES, Property, Scalar

if TYPE_CHECKING:
    from graphapi.compiler.planning.connections import Page
    from graphapi.compiler.planning.planner import ItemDraft, Planner
    from graphapi.compiler.planning.planning_context import PlanningContext
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape

SharedField: TypeAlias = (
    mapping.SharedTotal
    | mapping.SharedNodes
    | mapping.SharedReasons
    | mapping.SharedWeight
    | mapping.SharedCredits
    | mapping.SharedRoles
)

_BY_KEY: Final = SortKey(Property("key"), nullable=False)
_BY_ROLE: Final = SortKey(RoleOf(), nullable=False)


def plan_sharing_page(planning: PlanningContext, field: Field, says: mapping.SharingConnection) -> Page:
    """The page of a connection over nodes that share something with the item's node.

    Raises:
        BadUserInputError: the arguments contradict each other or hold a malformed value.
    """
    counted, condition = [], []
    where = field.arguments.get("where")
    if isinstance(where, dict):
        where_type = get_named_type(planning.object_type(field.parent).fields[field.name].args["where"].type).name
        for name, value in where.items():
            if isinstance(planning.says(where_type, name), mapping.SharedNodes):
                inner_type = get_named_type(planning.input_field(where_type, name).type).name
                counted.append(plan_condition(planning, inner_type, value))
            else:
                condition.append(plan_condition(planning, where_type, {name: value}))
    source = Sharing(says.patterns, says.label, And(tuple(counted)), says.rarity)
    keys = (SortKey(SharedAmount(), descending=True, nullable=False), _BY_KEY)
    order = Order(keys, CursorFormat.of(repr(keys), (Scalar.FLOAT if says.rarity else Scalar.INT, Scalar.STRING)))
    return page_of(planning, field.arguments, source, And(tuple(condition)), order)


def shared_field(planner: Planner, child: Field, says: SharedField, item: ItemDraft) -> FieldShape:
    """The shape of a field that tells what two nodes share; its columns are added to the item."""
    if item.sharing is None:
        msg = f"{child.parent}.{child.name} stands outside of a connection over what is shared"
        raise TypeError(msg)
    patterns = item.sharing.patterns
    match says:
        case mapping.SharedTotal():
            return ScalarShape(item.add(SharedAmount()), scalar_reader(child.type))
        case mapping.SharedRoles(end):
            return ScalarShape(item.add(SharedRoles(end, patterns)), scalar_reader(child.type))
        case mapping.SharedNodes(label, sort):
            inner = item.inner(sharing=item.sharing)
            order = (*map(SortKey.by, sort), _BY_KEY)
            shape = planner.only(child, inner)
            return ListShape(item.add(Rows(SharedBetween(label), ALWAYS, order, inner.done())), shape)
        case mapping.SharedReasons():
            inner = item.inner(sharing=item.sharing)
            labels = tuple(sorted({pattern.label for pattern in patterns}))
            heaviest = SortKey(SharedWeight(), descending=True, nullable=False)
            shape = planner.only(child, inner)
            order = (heaviest, _BY_KEY, SortKey(LabelOf(labels), nullable=False))
            return ListShape(item.add(Rows(SharedBetween("Reason", weighed=True), ALWAYS, order, inner.done())), shape)
        case mapping.SharedWeight():
            return ScalarShape(item.add(SharedWeight()), scalar_reader(child.type))
        case mapping.SharedCredits(end):
            one_role = ROLES[patterns[0].type] if len(patterns) == 1 else None
            inner = item.inner(role=one_role)
            shape = planner.only(child, inner)
            by_role = () if one_role else (_BY_ROLE,)
            return ListShape(item.add(Rows(CreditsIn(end, patterns), ALWAYS, by_role, inner.done())), shape)
