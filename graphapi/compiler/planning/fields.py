"""Planners of the general fields: properties, related nodes, connections, and counts of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphql import GraphQLNonNull

from graphapi import mapping
from graphapi.compiler.plan.columns import Count, Item, Rows
from graphapi.compiler.plan.conditions import ALWAYS
from graphapi.compiler.plan.operands import RoleOf, SortKey
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.plan.sources import Expand, LabelCast, LabelScan, ReferencedNodes, TypeScan
from graphapi.compiler.planning.connections import plan_connection
from graphapi.compiler.planning.item_draft import ItemDraft, RowContext
from graphapi.compiler.planning.keyed_selection import KEY
from graphapi.compiler.planning.pages import plan_page
from graphapi.compiler.request.arguments import Constant
from graphapi.compiler.result.scalars import scalar_reader
from graphapi.compiler.result.shapes import (
    ConstantShape,
    CursorShape,
    FirstScalarShape,
    FirstShape,
    IdShape,
    InlineShape,
    ListShape,
    PageShape,
    ScalarShape,
    VariantShape,
)
from graphapi.mapping import Property
from graphapi.model.nodes import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.planning.planner import FieldPlanner, Planner
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape

BY_KEY: Final = (SortKey(KEY, nullable=False),)
BY_NAME: Final = (SortKey(Property("name"), nullable=False), *BY_KEY)
ONE: Final = Parameter(Constant(1))


def _property(planner: Planner, field: Field, property_: Property, item: ItemDraft) -> FieldShape:
    return ScalarShape(item.add(property_), scalar_reader(field.type))


def _global_id(planner: Planner, field: Field, _: mapping.GlobalId, item: ItemDraft) -> FieldShape:
    return IdShape(item.add(KEY), field.parent)


def _cursor(planner: Planner, field: Field, _: mapping.ConnectionPart, item: ItemDraft) -> FieldShape:
    order = item.context.order
    if order is None:
        msg = f"{field.parent}.{field.name} is not a part of an edge"
        raise TypeError(msg)
    return CursorShape(order.format, tuple(item.add(key.operand) for key in order.keys))


def _edge_node(planner: Planner, field: Field, _: mapping.EdgeNode, item: ItemDraft) -> FieldShape:
    if len(field.children) == 1:
        return InlineShape(planner.only(field, item))
    variants = []
    for label in sorted(item.context.labels or field.children):
        inner = ItemDraft()
        shape = planner.object(label, field.children[label], inner)
        variants.append((item.add(Rows(LabelCast(label), ALWAYS, (), inner.finish())), shape))
    return VariantShape(tuple(variants))


def _role_of_credit(planner: Planner, field: Field, _: mapping.RoleOfCredit, item: ItemDraft) -> FieldShape:
    if item.context.role:
        return ConstantShape(item.context.role)
    return ScalarShape(item.add(RoleOf()), scalar_reader(field.type))


def _related_nodes(planner: Planner, field: Field, related: mapping.RelatedNodes, item: ItemDraft) -> FieldShape:
    inner = ItemDraft()
    shape = planner.only(field, inner)
    return ListShape(item.add(Rows(Expand(related.pattern), ALWAYS, BY_NAME, inner.finish())), shape)


def _related_connection(
    planner: Planner, field: Field, related: mapping.RelatedConnection, item: ItemDraft
) -> PageShape:
    pattern = related.pattern
    page = plan_page(planner.context, field, Expand(pattern), related.sort, pattern.discriminator)
    return plan_connection(planner, field, page, item)


def _root_connection(planner: Planner, field: Field, root: mapping.RootConnection, item: ItemDraft) -> PageShape:
    page = plan_page(planner.context, field, LabelScan(root.label), root.sort)
    return plan_connection(planner, field, page, item)


def _references(planner: Planner, field: Field, references: mapping.References, item: ItemDraft) -> FieldShape:
    inner = ItemDraft()
    shape = planner.only(field, inner)
    column = item.add(Rows(ReferencedNodes(references), ALWAYS, (), inner.finish()))
    if references.many:
        return ListShape(column, shape)
    return FirstShape(column, shape, required=isinstance(field.type, GraphQLNonNull))


def _catalogue_counts(planner: Planner, field: Field, _: mapping.CatalogueCounts, item: ItemDraft) -> FieldShape:
    return InlineShape(planner.only(field, item.within(RowContext())))


def _label_count(planner: Planner, field: Field, count: mapping.LabelCount, item: ItemDraft) -> FieldShape:
    return ScalarShape(item.add(Count(LabelScan(count.label))), scalar_reader(field.type))


def _type_count(planner: Planner, field: Field, count: mapping.TypeCount, item: ItemDraft) -> FieldShape:
    return ScalarShape(item.add(Count(TypeScan(count.type))), scalar_reader(field.type))


def _catalogue_property(
    planner: Planner, field: Field, property_: mapping.CatalogueProperty, item: ItemDraft
) -> FieldShape:
    rows = Rows(LabelScan(CATALOGUE), ALWAYS, BY_KEY, Item((Property(property_.name),)), ONE)
    return FirstScalarShape(item.add(rows), scalar_reader(field.type))


FIELDS: Final[Mapping[type, FieldPlanner]] = {
    Property: _property,
    mapping.GlobalId: _global_id,
    mapping.ConnectionPart: _cursor,
    mapping.EdgeNode: _edge_node,
    mapping.RoleOfCredit: _role_of_credit,
    mapping.RelatedNodes: _related_nodes,
    mapping.RelatedConnection: _related_connection,
    mapping.RootConnection: _root_connection,
    mapping.References: _references,
    mapping.CatalogueCounts: _catalogue_counts,
    mapping.LabelCount: _label_count,
    mapping.TypeCount: _type_count,
    mapping.CatalogueProperty: _catalogue_property,
}
