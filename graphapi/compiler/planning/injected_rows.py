"""Planners of fields for which a traversal found the values or the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.plan.columns import Rows
from graphapi.compiler.plan.conditions import ALWAYS
from graphapi.compiler.plan.operands import InjectedValue, SortKey
from graphapi.compiler.plan.sources import InjectedCredit, InjectedRows
from graphapi.compiler.planning.item_draft import ItemDraft
from graphapi.compiler.planning.keyed_selection import plan_keyed_selection
from graphapi.compiler.result.scalars import scalar_reader
from graphapi.compiler.result.shapes import FirstShape, ListShape, ScalarShape, VariantShape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.planning.planner import FieldPlanner, Planner
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape, ObjectShape

BY_POSITION: Final = (SortKey(InjectedValue(0), nullable=False),)
"""The order of injected rows, by the position at the start of each row; the stores may reorder a list."""


def _value(planner: Planner, field: Field, given: mapping.InjectedField, item: ItemDraft) -> FieldShape:
    return ScalarShape(item.add(InjectedValue(given.position)), scalar_reader(field.type))


def _rows(planner: Planner, field: Field, given: mapping.InjectedList, item: ItemDraft) -> FieldShape:
    inner = ItemDraft()
    shape = planner.only(field, inner)
    return ListShape(item.add(Rows(InjectedRows(given.position), ALWAYS, BY_POSITION, inner.finish())), shape)


def _node(planner: Planner, field: Field, given: mapping.InjectedObject, item: ItemDraft) -> FieldShape:
    found = plan_keyed_selection(planner, given.label, field.children[given.label], given.position, item)
    return FirstShape(*found, required=True)


def _credit(planner: Planner, field: Field, given: mapping.InjectedCreditObject, item: ItemDraft) -> FieldShape:
    source = InjectedCredit(given.patterns, given.film, given.person, given.type)
    inner = ItemDraft()
    shape = planner.only(field, inner)
    return FirstShape(item.add(Rows(source, ALWAYS, (), inner.finish())), shape, required=True)


def _any_node(planner: Planner, field: Field, given: mapping.InjectedAnyObject, item: ItemDraft) -> FieldShape:
    # The row has a list of keys for each label, with one key or none.
    labelled = enumerate(given.labels, given.position)
    return VariantShape(tuple(_keys_at(planner, field, label, position, item) for position, label in labelled))


def _keys_at(planner: Planner, field: Field, label: str, position: int, item: ItemDraft) -> tuple[int, ObjectShape]:
    return plan_keyed_selection(planner, label, field.children[label], position, item, many=True)


FIELDS: Final[Mapping[type, FieldPlanner]] = {
    mapping.InjectedField: _value,
    mapping.InjectedList: _rows,
    mapping.InjectedObject: _node,
    mapping.InjectedCreditObject: _credit,
    mapping.InjectedAnyObject: _any_node,
}
