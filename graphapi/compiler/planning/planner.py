"""From a selection to a plan and the shape of its answer.

What an object of the answer needs is added as columns to the item whose row the object is made of; the
shape says which columns those are.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from graphql import GraphQLNonNull

from graphapi import mapping
from graphapi.compiler.features.aggregation.plan import plan_statistics
from graphapi.compiler.features.exploration import PlannedExploration
from graphapi.compiler.features.neighbourhood.plan import plan_neighbourhood
from graphapi.compiler.features.paths.distance import plan_distance
from graphapi.compiler.features.paths.plan import plan_paths
from graphapi.compiler.features.search.plan import plan_search
from graphapi.compiler.features.sharing.plan import SharedField, plan_sharing_page, shared_field
from graphapi.compiler.plan import (
    ALWAYS,
    Compare,
    Count,
    Expand,
    Item,
    KeyLookup,
    LabelCast,
    LabelScan,
    Operator,
    Parameter,
    ReferencedNodes,
    RoleOf,
    Rows,
    SearchScore,
    Sharing,
    SortKey,
    TypeScan,
)
from graphapi.compiler.planning.connections import one_more, plan_page
from graphapi.compiler.planning.injected_rows import plan_injected_field
from graphapi.compiler.relay.global_id import KeyOf, KeysOf, LabelOf, LabelsOf
from graphapi.compiler.request.arguments import Constant, ScalarArgument, whole
from graphapi.compiler.result.scalars import scalar_reader
from graphapi.compiler.result.shapes import (
    ByIdsShape,
    ConstantShape,
    CursorShape,
    FirstScalarShape,
    FirstShape,
    IdShape,
    InlineShape,
    ItemsShape,
    ListShape,
    ObjectShape,
    PageInfoShape,
    PageShape,
    ScalarShape,
    TotalShape,
    VariantShape,
)
from graphapi.errors import BadUserInputError
from graphapi.mapping import Property

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphapi.compiler.plan import Column
    from graphapi.compiler.planning.connections import Page
    from graphapi.compiler.planning.ordering import Order
    from graphapi.compiler.planning.planning_context import PlanningContext
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape, PartShape
    from graphapi.mapping import FieldMapping, Pattern

KEY: Final = Property("key")
BY_KEY: Final = (SortKey(KEY, nullable=False),)
BY_NAME: Final = (SortKey(Property("name"), nullable=False), *BY_KEY)


@dataclass(slots=True)
class ItemDraft:
    """The columns of an item while they are collected; the same column is read once.

    ``role`` is that of the credit which the item's relationship is, where it is known beforehand. ``sharing`` is what
    the item, or what it shares, was found by.
    """

    columns: dict[Column, int] = field(default_factory=dict)
    role: str | None = None
    sharing: Sharing | None = None

    def inner(self, *, role: str | None = None, sharing: Sharing | None = None) -> ItemDraft:
        """No columns yet of an item that is read for this one."""
        return ItemDraft(role=role, sharing=sharing)

    def add(self, column: Column) -> int:
        """The position of a column."""
        return self.columns.setdefault(column, len(self.columns))

    def done(self) -> Item:
        """The item."""
        return Item(tuple(self.columns))


@dataclass(slots=True)
class Planner:
    """Makes the plan of one operation.

    ``direct`` tells afterwards whether the shape makes the whole answer: not if a field has a resolver of its own,
    or ``failed`` because its arguments cannot be used. ``explorations`` are what has to be found first.
    """

    planning: PlanningContext
    direct: bool = True
    failed: bool = False
    explorations: list[PlannedExploration] = field(default_factory=list)

    def object(
        self, typename: str, fields: Sequence[Field], item: ItemDraft, order: Order | None = None
    ) -> ObjectShape:
        """The shape of an object; ``order`` is that of the list in which it is an edge."""
        shapes: list[tuple[str, FieldShape]] = []
        properties: list[tuple[str, int]] = []
        for child in fields:
            says = self.planning.says(child.parent, child.name)
            if child.name == "__typename":
                shapes.append((child.key, ConstantShape(typename)))
            elif says is None or isinstance(says, mapping.Needs):
                self.direct = False
                properties += self._needed(child, says, item)
            else:
                shapes.append((child.key, self._field_or_failure(child, says, item, order)))
        return ObjectShape(typename, tuple(shapes), tuple(properties))

    def draft(self) -> ItemDraft:
        """An item without columns."""
        return ItemDraft()

    def _needed(self, child: Field, says: mapping.Needs | None, item: ItemDraft) -> list[tuple[str, int]]:
        needed: list[tuple[str, int]] = []
        for attribute, field_name in says.fields if says else ():
            column = self.planning.says(child.parent, field_name)
            if not isinstance(column, Property):
                msg = f"{child.parent}.{child.name} needs {field_name}, which is not a property"
                raise TypeError(msg)
            needed.append((attribute, item.add(column)))
        return needed

    def _field_or_failure(self, child: Field, says: FieldMapping, item: ItemDraft, order: Order | None) -> FieldShape:
        try:
            return self._field(child, says, item, order)
        except BadUserInputError as error:
            self.direct = False
            self.failed = True
            return ConstantShape(error)

    def _field(self, child: Field, says: FieldMapping, item: ItemDraft, order: Order | None) -> FieldShape:
        match says:
            case Property():
                return ScalarShape(item.add(says), scalar_reader(child.type))
            case mapping.GlobalId():
                return IdShape(item.add(KEY), child.parent)
            case mapping.ConnectionPart() if order is not None:
                return self._cursor(order, item)
            case mapping.EdgeNode():
                return InlineShape(self.only(child, item)) if len(child.children) == 1 else self._variants(child, item)
            case mapping.RoleOfCredit():
                return (
                    ConstantShape(item.role)
                    if item.role
                    else ScalarShape(item.add(RoleOf()), scalar_reader(child.type))
                )
            case _:
                return self._related_field(child, says, item)

    def _related_field(self, child: Field, says: FieldMapping, item: ItemDraft) -> FieldShape:
        match says:
            case mapping.RelatedNodes(pattern):
                return self._list(child, pattern, item)
            case mapping.RelatedConnection(pattern, sort):
                page = plan_page(self.planning, child, Expand(pattern), sort, pattern.discriminator)
                return self._page(child, page, item)
            case mapping.References():
                return self._references(child, says, item)
            case mapping.SharingConnection():
                return self._page(child, plan_sharing_page(self.planning, child, says), item)
            case mapping.Distance():
                return ScalarShape(item.add(plan_distance(self.planning, child, says)), scalar_reader(child.type))
            case _ if isinstance(says, SharedField):
                return shared_field(self, child, says, item)
            case _:
                return self._root_field(child, says, item)

    def _root_field(self, child: Field, says: FieldMapping, item: ItemDraft) -> FieldShape:
        match says:
            case mapping.RootConnection(label, sort):
                return self._page(child, plan_page(self.planning, child, LabelScan(label), sort), item)
            case mapping.LookUp(label):
                return self._look_up(child, label, item)
            case mapping.NodeById(many=True):
                return self._nodes_by_id(child, item)
            case mapping.NodeById():
                return self._node_by_id(child, item)
            case mapping.SearchConnection():
                return plan_search(self, child, says, item)
            case mapping.Statistics():
                return plan_statistics(self, child, says, item)
            case mapping.SearchScore():
                return ScalarShape(item.add(SearchScore()), scalar_reader(child.type))
            case mapping.PathsConnection():
                return self._paths(child, item)
            case mapping.Neighbourhood():
                return plan_neighbourhood(self, child, says, item)
            case _:
                return self._of_catalogue(child, says, item)

    def _of_catalogue(self, child: Field, says: FieldMapping, item: ItemDraft) -> FieldShape:
        match says:
            case mapping.CatalogueCounts():
                return InlineShape(self.only(child, item))
            case mapping.LabelCount(label):
                return ScalarShape(item.add(Count(LabelScan(label))), scalar_reader(child.type))
            case mapping.TypeCount(type_):
                return ScalarShape(item.add(Count(TypeScan(type_))), scalar_reader(child.type))
            case mapping.CatalogueProperty(name):
                of_catalogue = Rows(LabelScan("Catalogue"), ALWAYS, BY_KEY, Item((Property(name),)), ONE)
                return FirstScalarShape(item.add(of_catalogue), scalar_reader(child.type))
            case _:
                return plan_injected_field(self, child, says, item)

    def only(self, child: Field, item: ItemDraft, order: Order | None = None) -> ObjectShape:
        """The object of a field that can be of one type alone."""
        ((typename, fields),) = child.children.items()
        return self.object(typename, fields, item, order)

    def _variants(self, child: Field, item: ItemDraft) -> FieldShape:
        """The item's node, of which only the store knows the label."""
        variants = []
        possible = {pattern.label for pattern in item.sharing.patterns} if item.sharing else child.children.keys()
        for label in sorted(possible):
            inner = item.inner()
            shape = self.object(label, child.children[label], inner)
            variants.append((item.add(Rows(LabelCast(label), ALWAYS, (), inner.done())), shape))
        return VariantShape(tuple(variants))

    def _cursor(self, order: Order, item: ItemDraft) -> CursorShape:
        return CursorShape(order.form, tuple(item.add(key.operand) for key in order.keys))

    def _list(self, child: Field, pattern: Pattern, item: ItemDraft) -> FieldShape:
        inner = ItemDraft()
        shape = self.only(child, inner)
        return ListShape(item.add(Rows(Expand(pattern), ALWAYS, BY_NAME, inner.done())), shape)

    def _references(self, child: Field, references: mapping.References, item: ItemDraft) -> FieldShape:
        inner = ItemDraft()
        shape = self.only(child, inner)
        column = item.add(Rows(ReferencedNodes(references), ALWAYS, (), inner.done()))
        if references.many:
            return ListShape(column, shape)
        return FirstShape(column, shape, required=isinstance(child.type, GraphQLNonNull))

    def _paths(self, child: Field, item: ItemDraft) -> PageShape:
        """A connection whose items an exploration finds."""
        page, search, plans = plan_paths(self.planning, child)
        shape = self._page(child, page, item)
        if shape.rows is not None or shape.behind is not None:
            self.explorations.append(PlannedExploration(replace(search, one_more=shape.overfull), plans))
        return shape

    def _look_up(self, child: Field, label: str, item: ItemDraft) -> FieldShape:
        condition = self._identifies(child, label)
        inner = ItemDraft()
        shape = self.only(child, inner)
        return FirstShape(item.add(Rows(LabelScan(label), condition, BY_KEY, inner.done(), ONE)), shape)

    def _identifies(self, child: Field, label: str) -> Compare:
        """The condition that the ``@oneOf`` argument ``by`` states."""
        by = child.arguments["by"]
        if not isinstance(by, dict):
            msg = "by is an object"
            raise TypeError(msg)
        ((name, value),) = by.items()
        if not isinstance(value, ScalarArgument):
            msg = f"by.{name} is a scalar"
            raise TypeError(msg)
        says = self.planning.says(f"{label}By", name)
        if isinstance(says, Property):
            return Compare(says, Operator.EQ, Parameter(value.origin))
        labels = frozenset({label})
        self.planning.inspect(value, LabelOf(labels))
        return Compare(KEY, Operator.EQ, Parameter(value.origin, KeyOf(labels)))

    def _node_by_id(self, child: Field, item: ItemDraft) -> FieldShape:
        global_id = child.arguments["id"]
        if not isinstance(global_id, ScalarArgument):
            msg = "id is a scalar"
            raise TypeError(msg)
        labels = frozenset(child.children)
        label = str(self.planning.inspect(global_id, LabelOf(labels)))
        condition = Compare(KEY, Operator.EQ, Parameter(global_id.origin, KeyOf(labels)))
        inner = ItemDraft()
        shape = self.object(label, child.children[label], inner)
        return FirstShape(item.add(Rows(LabelScan(label), condition, BY_KEY, inner.done(), ONE)), shape)

    def _nodes_by_id(self, child: Field, item: ItemDraft) -> FieldShape:
        ids = whole(child.arguments["ids"])
        labels = frozenset(child.children)
        finding = self.planning.inspect(ids, LabelsOf(labels, self.planning.limits.max_first))
        if not isinstance(finding, tuple):
            msg = f"an inspection of ids found {finding!r}"
            raise TypeError(msg)
        present, well_formed = finding
        self.direct = self.direct and bool(well_formed)
        found: dict[str, tuple[int, ObjectShape]] = {}
        for label in sorted(present):
            inner = ItemDraft()
            inner.add(KEY)
            shape = self.object(label, child.children[label], inner)
            source = KeyLookup(label, Parameter(ids.origin, KeysOf(label, labels)))
            found[label] = (item.add(Rows(source, ALWAYS, (), inner.done())), shape)
        return ByIdsShape(ids.origin, found, labels)

    def _page(self, child: Field, page: Page, item: ItemDraft) -> PageShape:
        """A connection: its parts share the rows of the page, and read them only if one of them needs any."""
        ((typename, fields),) = child.children.items()
        inner = item.inner(sharing=page.source if isinstance(page.source, Sharing) else None)
        parts = [(part.key, shape) for part in fields if (shape := self._part(part, page, inner, item)) is not None]
        facts = {name for _, part in parts if isinstance(part, PageInfoShape) for _, name in part.fields}
        next_and_previous = ("hasPreviousPage", "hasNextPage") if page.reverse else ("hasNextPage", "hasPreviousPage")
        wants_far, wants_near = (fact in facts for fact in next_and_previous)
        wants_rows = wants_far or bool(facts & {"startCursor", "endCursor"})
        wants_rows = wants_rows or any(isinstance(part, ItemsShape) for _, part in parts)
        limit = replace(page.size, convert=one_more) if wants_far else page.size
        order = page.order.sorts or page.order.keys
        rows = Rows(page.source, page.within, order, inner.done(), limit, page.reverse)
        return PageShape(
            parts=tuple(parts),
            typename=typename,
            rows=item.add(rows) if wants_rows else None,
            size=page.size,
            reverse=page.reverse,
            overfull=wants_far,
            beyond=item.add(page.far) if wants_far and page.far else None,
            behind=item.add(page.near) if wants_near and page.near else None,
        )

    def _part(self, part: Field, page: Page, inner: ItemDraft, item: ItemDraft) -> PartShape | None:
        match part.name:
            case "edges":
                return ItemsShape(self.only(part, inner, page.order))
            case "nodes":
                return ItemsShape(self.only(part, inner))
            case "totalCount":
                return TotalShape(item.add(Count(page.source, page.condition)))
            case "pageInfo":
                return self._page_info(part, page, inner)
            case "__typename":
                return ConstantShape(part.parent)
            case _:
                self.direct = False
                return None

    def _page_info(self, part: Field, page: Page, inner: ItemDraft) -> PageInfoShape:
        fields = tuple((fact.key, fact.name) for fact in part.only)
        wants_cursor = any(name in {"startCursor", "endCursor"} for _, name in fields)
        return PageInfoShape(fields, self._cursor(page.order, inner) if wants_cursor else None)


ONE: Final = Parameter(Constant(1))
