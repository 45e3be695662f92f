"""The selection on nodes that are given by their keys; every plan that starts at a node uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.plan.columns import Rows
from graphapi.compiler.plan.conditions import ALWAYS
from graphapi.compiler.plan.sources import KeyLookup
from graphapi.compiler.planning.item_draft import ItemDraft
from graphapi.mapping import Property

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.compiler.planning.planner import Planner
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import ObjectShape

KEY: Final = Property("key")


def plan_keyed_selection(
    planner: Planner,
    label: str,
    fields: Sequence[Field],
    keys: Parameter | int,
    item: ItemDraft,
    *,
    many: bool = False,
    with_key: bool = False,
) -> tuple[int, ObjectShape]:
    """Add a read of nodes by key to an item, and return its column and the shape of its objects.

    Args:
        planner: the planner of the operation.
        label: the label of the nodes, which is also the name of their type.
        fields: the selected fields.
        keys: a parameter, or a position in the item's injected row; it holds one key, or with ``many`` a list of keys.
        item: the item.
        many: whether ``keys`` holds a list of keys.
        with_key: whether the first column of a row is the key of its node.
    """
    inner = ItemDraft()
    if with_key:
        inner.add(KEY)
    shape = planner.object(label, fields, inner)
    return item.add(Rows(KeyLookup(label, keys, many), ALWAYS, (), inner.finish())), shape
