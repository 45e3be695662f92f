"""Planners of orders, which turn an ``orderBy`` argument into sort keys and a cursor format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.plan.conditions import KeysetPredicate
from graphapi.compiler.plan.operands import Degree, ReferencedProperty, RelatedMax, SortKey, signature_of
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.relay.cursor import CursorFormat, NullsInCursor, ValueAt
from graphapi.compiler.request.arguments import as_scalar
from graphapi.mapping import Property, PropertyOwner
from graphapi.model.elements import Scalar
from graphapi.model.nodes import SEARCH_RANK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphapi.compiler.plan.conditions import Side
    from graphapi.compiler.plan.sources import Source
    from graphapi.compiler.planning.planning_context import PlanningContext, SortKeyPlanner
    from graphapi.compiler.request.arguments import ScalarArgument, Value
    from graphapi.mapping import Sort

_KEY: Final = (SortKey(Property("key"), nullable=False), Scalar.STRING)


@dataclass(frozen=True, slots=True)
class Order:
    """The sort keys of a list, which together identify an item, and the format of its cursors.

    ``sorts`` are the sort keys of the statement, if they differ from ``keys``. For example, they leave out a key
    that is constant within the list.
    """

    keys: tuple[SortKey, ...]
    format: CursorFormat
    sorts: tuple[SortKey, ...] = ()


def plan_order(
    context: PlanningContext,
    order_type: str,
    order_by: Value,
    source: Source,
    default: Sequence[Sort],
    discriminator: str | None = None,
) -> Order:
    """The order of a list.

    Args:
        context: the planning context.
        order_type: the input type of the argument's elements.
        order_by: the argument ``orderBy``.
        source: where the rows of the list come from.
        default: the sort keys if the argument is absent or empty.
        discriminator: the relationship property that distinguishes items with the same node, if any.
    """
    if isinstance(order_by, list) and order_by:
        keys = [_sort_key(context, order_type, element) for element in order_by]
    else:
        keys = [(SortKey.by(sort), sort.scalar) for sort in default]
    keys.append(_KEY)
    if discriminator is not None:
        by_relationship = Property(discriminator, PropertyOwner.RELATIONSHIP)
        keys.append((SortKey(by_relationship, nullable=False), Scalar.STRING))
    keys = _needed(keys, unique=_KEY[0].operand if discriminator is None else None)
    sort_keys = tuple(key for key, _ in keys)
    return order_of(source.connection(), sort_keys, tuple(scalar for _, scalar in keys))


def order_of(
    connection: str, keys: tuple[SortKey, ...], scalars: tuple[Scalar, ...], sorts: tuple[SortKey, ...] = ()
) -> Order:
    """The order of a list by these sort keys; its cursors contain a hash of its signature.

    Args:
        connection: the text that identifies the connection in the signature.
        keys: the sort keys, which together identify an item.
        scalars: the types of the sort keys' values.
        sorts: the sort keys of the statement, if they differ from ``keys``.
    """
    signed = ", ".join(f"{signature_of(key.operand)} {'DESC' if key.descending else 'ASC'}" for key in keys)
    return Order(keys, CursorFormat.of(f"{connection} ORDER BY {signed}", scalars), sorts)


def _sort_key(context: PlanningContext, type_name: str, element: Value) -> tuple[SortKey, Scalar]:
    """The sort key that a ``@oneOf`` input selects, either directly or through a node or a reference."""
    if not isinstance(element, dict):
        msg = "an element of orderBy is an object"
        raise TypeError(msg)
    ((name, value),) = element.items()
    field_mapping = context.field_mapping(type_name, name)
    if field_mapping is None:
        msg = f"{type_name}.{name} declares nothing about the graph"
        raise TypeError(msg)
    inner_type = context.input_type_name(type_name, name)
    return context.registry.sort_keys[type(field_mapping)](context, inner_type, field_mapping, value)


def _sort(context: PlanningContext, type_name: str, sort: mapping.Sort, value: Value) -> tuple[SortKey, Scalar]:
    return SortKey.by(replace(sort, descending=_is_descending(value))), sort.scalar


def _related_count(
    context: PlanningContext, type_name: str, count: mapping.RelatedCount, value: Value
) -> tuple[SortKey, Scalar]:
    return SortKey(Degree((count.pattern,)), _is_descending(value), nullable=False), Scalar.INT


def _related_max(
    context: PlanningContext, type_name: str, best: mapping.RelatedMaxField, value: Value
) -> tuple[SortKey, Scalar]:
    operand = RelatedMax(best.pattern, best.property)
    return SortKey(operand, _is_descending(value), is_number=best.scalar.is_number), best.scalar


def _popularity(
    context: PlanningContext, type_name: str, _: mapping.PopularityOrder, value: Value
) -> tuple[SortKey, Scalar]:
    # The rank is the negated popularity, so the directions are swapped.
    return SortKey(Property(SEARCH_RANK), not _is_descending(value), nullable=False), Scalar.INT


def _edge_node(context: PlanningContext, type_name: str, _: mapping.EdgeNode, value: Value) -> tuple[SortKey, Scalar]:
    return _sort_key(context, type_name, value)


def _references(
    context: PlanningContext, type_name: str, references: mapping.References, value: Value
) -> tuple[SortKey, Scalar]:
    key, scalar = _sort_key(context, type_name, value)
    return replace(key, operand=ReferencedProperty(references, key.operand)), scalar


def _is_descending(value: Value) -> bool:
    return bool(as_scalar(value).value == "DESC")


def _needed(keys: list[tuple[SortKey, Scalar]], unique: object) -> list[tuple[SortKey, Scalar]]:
    """The sort keys without duplicates, and without the keys after the unique one."""
    needed: dict[object, tuple[SortKey, Scalar]] = {}
    for key, scalar in keys:
        needed.setdefault(key.operand, (key, scalar))
        if key.operand == unique:
            break
    return list(needed.values())


def plan_keyset_predicate(
    context: PlanningContext, order: Order, cursor: ScalarArgument, side: Side
) -> KeysetPredicate:
    """The condition that an item is on one side of a cursor.

    Raises:
        BadUserInputError: the cursor is malformed or belongs to another order.
    """
    known = context.guard(cursor, NullsInCursor(order.format))
    values = tuple(
        Parameter(cursor.origin, ValueAt(order.format, position)) if is_known else None
        for position, is_known in enumerate(known)
    )
    return KeysetPredicate(side, order.keys, values)


SORT_KEYS: Final[Mapping[type, SortKeyPlanner]] = {
    mapping.Sort: _sort,
    mapping.RelatedCount: _related_count,
    mapping.RelatedMaxField: _related_max,
    mapping.PopularityOrder: _popularity,
    mapping.EdgeNode: _edge_node,
    mapping.References: _references,
}
