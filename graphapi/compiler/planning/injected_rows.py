"""Fields whose values an exploration found, or for which it found the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.plan import ALWAYS, InjectedRows, KeyLookup, Rows, SortKey
from graphapi.compiler.result.scalars import scalar_reader
from graphapi.compiler.result.shapes import FirstShape, ListShape, ScalarShape, VariantShape
from graphapi.mapping import GivenValue

if TYPE_CHECKING:
    from graphapi.compiler.planning.planner import ItemDraft, Planner
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape
    from graphapi.mapping import FieldMapping

BY_PLACE: Final = (SortKey(GivenValue(0), nullable=False),)
"""Given rows begin with their place: no list of the store's keeps its order by itself."""


def plan_injected_field(planner: Planner, child: Field, says: FieldMapping, item: ItemDraft) -> FieldShape:
    """A value, rows, a node or a credit that stands in the item's given row."""
    inner = item.inner()
    match says:
        case GivenValue():
            return ScalarShape(item.add(says), scalar_reader(child.type))
        case mapping.GivenRows(position):
            shape = planner.only(child, inner)
            return ListShape(item.add(Rows(InjectedRows(position), ALWAYS, BY_PLACE, inner.done())), shape)
        case mapping.GivenNode() | mapping.GivenCredit():
            shape = planner.only(child, inner)
            return FirstShape(item.add(Rows(says, ALWAYS, (), inner.done())), shape, required=True)
        case mapping.GivenAnyNode():
            return _any_node(planner, child, says, item)
        case _:
            msg = f"{child.parent}.{child.name} says {says}, which nothing is read by"
            raise TypeError(msg)


def _any_node(planner: Planner, child: Field, says: mapping.GivenAnyNode, item: ItemDraft) -> VariantShape:
    variants = []
    for position, label in enumerate(says.labels, says.position):
        inner = item.inner()
        shape = planner.object(label, child.children[label], inner)
        variants.append((item.add(Rows(KeyLookup(label, position), ALWAYS, (), inner.done())), shape))
    return VariantShape(tuple(variants))
