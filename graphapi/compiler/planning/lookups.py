"""Planners of fields that look up nodes by id or by a unique property."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.plan.columns import Rows
from graphapi.compiler.plan.conditions import Compare, Operator
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.plan.sources import LabelScan
from graphapi.compiler.planning.fields import BY_KEY, ONE
from graphapi.compiler.planning.item_draft import ItemDraft
from graphapi.compiler.planning.keyed_selection import plan_keyed_selection
from graphapi.compiler.relay.global_id import KeyOf, KeysOf, LabelOf, LabelsOf
from graphapi.compiler.request.arguments import as_list, as_scalar
from graphapi.compiler.result.shapes import ByIdsShape, FirstShape
from graphapi.mapping import Property

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.planning.planner import FieldPlanner, Planner
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape, ObjectShape


def _look_up(planner: Planner, field: Field, look_up: mapping.LookUp, item: ItemDraft) -> FieldShape:
    """Plan the lookup of the node that the ``@oneOf`` argument ``by`` identifies."""
    by = field.arguments["by"]
    if not isinstance(by, dict):
        msg = "by is an object"
        raise TypeError(msg)
    ((name, given),) = by.items()
    value = as_scalar(given)
    label = look_up.label
    property_ = planner.context.field_mapping(f"{label}By", name)
    if isinstance(property_, Property):
        inner = ItemDraft()
        shape = planner.only(field, inner)
        condition = Compare(property_, Operator.EQ, Parameter(value.origin))
        return FirstShape(item.add(Rows(LabelScan(label), condition, BY_KEY, inner.finish(), ONE)), shape)
    labels = frozenset({label})
    planner.context.guard(value, LabelOf(labels))
    key = Parameter(value.origin, KeyOf(labels))
    return FirstShape(*plan_keyed_selection(planner, label, field.children[label], key, item))


def _node_by_id(planner: Planner, field: Field, by_id: mapping.NodeById, item: ItemDraft) -> FieldShape:
    if by_id.many:
        return _nodes_by_id(planner, field, item)
    global_id = as_scalar(field.arguments["id"])
    labels = frozenset(field.children)
    label = planner.context.guard(global_id, LabelOf(labels))
    key = Parameter(global_id.origin, KeyOf(labels))
    return FirstShape(*plan_keyed_selection(planner, label, field.children[label], key, item))


def _nodes_by_id(planner: Planner, field: Field, item: ItemDraft) -> FieldShape:
    ids = as_list(field.arguments["ids"])
    labels = frozenset(field.children)
    present, are_well_formed = planner.context.guard(ids, LabelsOf(labels, planner.context.limits.max_first))
    planner.bypasses_graphql_core = planner.bypasses_graphql_core and are_well_formed
    found: dict[str, tuple[int, ObjectShape]] = {}
    for label in sorted(present):
        keys = Parameter(ids.origin, KeysOf(label, labels))
        fields = field.children[label]
        found[label] = plan_keyed_selection(planner, label, fields, keys, item, many=True, with_key=True)
    return ByIdsShape(ids.origin, found, labels)


FIELDS: Final[Mapping[type, FieldPlanner]] = {mapping.LookUp: _look_up, mapping.NodeById: _node_by_id}
