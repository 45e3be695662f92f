"""Fields whose values a traversal found, or for which it found the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.plan.columns import Rows
from graphapi.compiler.plan.conditions import ALWAYS
from graphapi.compiler.plan.operands import InjectedValue, SortKey
from graphapi.compiler.plan.sources import InjectedCredit, InjectedNode, InjectedRows, KeyLookup
from graphapi.compiler.planning.item_draft import ItemDraft
from graphapi.compiler.result.scalars import scalar_reader
from graphapi.compiler.result.shapes import FirstShape, ListShape, ScalarShape, VariantShape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.plan.sources import Source
    from graphapi.compiler.planning.planner import Planner
    from graphapi.compiler.planning.registry import FieldPlanner
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape

BY_POSITION: Final = (SortKey(InjectedValue(0), nullable=False),)
"""Injected rows begin with their position: a list of the store keeps no order by itself."""


def _value(planner: Planner, field: Field, given: mapping.GivenValue, item: ItemDraft) -> FieldShape:
    return ScalarShape(item.add(InjectedValue(given.position)), scalar_reader(field.type))


def _rows(planner: Planner, field: Field, given: mapping.GivenRows, item: ItemDraft) -> FieldShape:
    inner = ItemDraft()
    shape = planner.only(field, inner)
    return ListShape(item.add(Rows(InjectedRows(given.position), ALWAYS, BY_POSITION, inner.finish())), shape)


def _node(planner: Planner, field: Field, given: mapping.GivenNode, item: ItemDraft) -> FieldShape:
    return _one(planner, field, InjectedNode(given.label, given.position), item)


def _credit(planner: Planner, field: Field, given: mapping.GivenCredit, item: ItemDraft) -> FieldShape:
    return _one(planner, field, InjectedCredit(given.patterns, given.film, given.person, given.type), item)


def _one(planner: Planner, field: Field, source: Source, item: ItemDraft) -> FieldShape:
    inner = ItemDraft()
    shape = planner.only(field, inner)
    return FirstShape(item.add(Rows(source, ALWAYS, (), inner.finish())), shape, required=True)


def _any_node(planner: Planner, field: Field, given: mapping.GivenAnyNode, item: ItemDraft) -> FieldShape:
    variants = []
    for position, label in enumerate(given.labels, given.position):
        inner = ItemDraft()
        shape = planner.object(label, field.children[label], inner)
        variants.append((item.add(Rows(KeyLookup(label, position), ALWAYS, (), inner.finish())), shape))
    return VariantShape(tuple(variants))


FIELDS: Final[Mapping[type, FieldPlanner]] = {
    mapping.GivenValue: _value,
    mapping.GivenRows: _rows,
    mapping.GivenNode: _node,
    mapping.GivenCredit: _credit,
    mapping.GivenAnyNode: _any_node,
}
