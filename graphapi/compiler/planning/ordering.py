"""From an ``orderBy`` argument to the sort keys of a list, and the cursors that go with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from graphql import get_named_type

from graphapi import mapping
from graphapi.compiler.plan import Degree, KeysetPredicate, Parameter, ReferencedProperty, RelatedMax, SortKey
from graphapi.compiler.relay.cursor import CursorFormat, NullsInCursor, ValueAt
from graphapi.compiler.request.arguments import ScalarArgument
from graphapi.mapping import Place, Property, Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphapi.compiler.plan import Side
    from graphapi.compiler.planning.planning_context import PlanningContext
    from graphapi.compiler.request.arguments import Value
    from graphapi.mapping import Sort

_KEY: Final = (SortKey(Property("key"), nullable=False), Scalar.STRING)


@dataclass(frozen=True, slots=True)
class Order:
    """The sort keys of a list, which tell any two items apart, and the form of its cursors.

    ``sorts`` are what its rows are sorted by, where they carry their place with them.
    """

    keys: tuple[SortKey, ...]
    form: CursorFormat
    sorts: tuple[SortKey, ...] = ()


def plan_order(
    planning: PlanningContext,
    order_type: str,
    order_by: Value,
    default: Sequence[Sort],
    discriminator: str | None = None,
) -> Order:
    """The order of a list.

    Args:
        planning: the plan being made.
        order_type: the input type of the argument's elements.
        order_by: the argument ``orderBy``.
        default: the sort keys without the argument.
        discriminator: the relationship property that tells items with the same node apart, if any.
    """
    if isinstance(order_by, list) and order_by:
        keys = [_sort_key(planning, order_type, element) for element in order_by]
    else:
        keys = [(SortKey.by(sort), sort.scalar) for sort in default]
    keys.append(_KEY)
    if discriminator is not None:
        by_relationship = Property(discriminator, Place.RELATIONSHIP)
        keys.append((SortKey(by_relationship, nullable=False), Scalar.STRING))
    keys = _needed(keys, unique=_KEY[0].operand if discriminator is None else None)
    sort_keys = tuple(key for key, _ in keys)
    return Order(sort_keys, CursorFormat.of(repr(sort_keys), tuple(scalar for _, scalar in keys)))


def _sort_key(planning: PlanningContext, type_name: str, element: Value) -> tuple[SortKey, Scalar]:
    """The sort key that a ``@oneOf`` input names, through the node or the reference that it stands in."""
    if not isinstance(element, dict):
        msg = "an element of orderBy is an object"
        raise TypeError(msg)
    ((name, value),) = element.items()
    inner_type = get_named_type(planning.input_field(type_name, name).type).name
    match planning.says(type_name, name):
        case mapping.Sort(scalar=scalar) as sort:
            return SortKey.by(replace(sort, descending=_is_descending(value))), scalar
        case mapping.RelatedCount(pattern):
            return SortKey(Degree(pattern), _is_descending(value), nullable=False), Scalar.INT
        case mapping.RelatedBest(pattern, property_, scalar):
            return SortKey(RelatedMax(pattern, property_), _is_descending(value), is_number=scalar.is_number), scalar
        case mapping.EdgeNode():
            return _sort_key(planning, inner_type, value)
        case mapping.References() as references:
            key, scalar = _sort_key(planning, inner_type, value)
            if not isinstance(key.operand, Property | Degree | RelatedMax):
                msg = f"an order by {key.operand} does not go through a reference"
                raise TypeError(msg)
            return replace(key, operand=ReferencedProperty(references, key.operand)), scalar
        case says:
            msg = f"{type_name}.{name} says {says}, which no order is made of"
            raise TypeError(msg)


def _is_descending(value: Value) -> bool:
    return isinstance(value, ScalarArgument) and value.value == "DESC"


def _needed(keys: list[tuple[SortKey, Scalar]], unique: object) -> list[tuple[SortKey, Scalar]]:
    """Without keys that come again, or after the one that tells any two items apart."""
    needed: dict[object, tuple[SortKey, Scalar]] = {}
    for key, scalar in keys:
        needed.setdefault(key.operand, (key, scalar))
        if key.operand == unique:
            break
    return list(needed.values())


def plan_keyset_predicate(
    planning: PlanningContext, order: Order, cursor: ScalarArgument, side: Side
) -> KeysetPredicate:
    """The condition of standing on a side of the place that a cursor names.

    Raises:
        BadUserInputError: the cursor is malformed or belongs to another order.
    """
    known = planning.inspect(cursor, NullsInCursor(order.form))
    if not isinstance(known, tuple):
        msg = f"an inspection of a cursor found {known!r}"
        raise TypeError(msg)
    values = tuple(
        Parameter(cursor.origin, ValueAt(order.form, position)) if is_known else None
        for position, is_known in enumerate(known)
    )
    return KeysetPredicate(side, order.keys, values)
