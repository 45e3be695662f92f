"""Planners of pages, which turn the arguments of a connection into a part of a list.

Source: the GraphQL Cursor Connections Specification (Relay). docs/architecture.md, "Semantics", defines what the
specification leaves optional.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.compiler.plan.conditions import And, Exists, Side
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.planning.filters import plan_condition
from graphapi.compiler.planning.ordering import plan_keyset_predicate, plan_order
from graphapi.compiler.request.arguments import Constant, ScalarArgument
from graphapi.errors import BadUserInputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphapi.compiler.plan.columns import ParameterColumn
    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.plan.sources import Source
    from graphapi.compiler.planning.ordering import Order
    from graphapi.compiler.planning.planning_context import PlanningContext
    from graphapi.compiler.request.arguments import Value
    from graphapi.compiler.request.selection import Field
    from graphapi.mapping import Sort


@dataclass(frozen=True, slots=True)
class PageSize:
    """Checks that the size of a page is neither negative nor above the maximum."""

    most: int

    def __call__(self, size: int) -> None:
        """Check a size."""
        if size < 0:
            msg = f"A page cannot have {size} items."
            raise BadUserInputError(msg)
        if size > self.most:
            msg = f"A page of {size} items exceeds the maximum of {self.most}."
            raise BadUserInputError(msg)


def one_more(size: int) -> int:
    """One more than the size of the page, to find out whether the list continues."""
    return size + 1


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a list that the arguments of a connection select.

    ``condition`` is the condition of the list, and ``within`` is the same condition with the cursors added. ``far`` and
    ``near`` say whether the list has items outside the cursors: ``far`` at the end towards which the page is read, and
    ``near`` at the other end.
    """

    source: Source
    condition: Condition
    order: Order
    within: Condition
    size: Parameter
    reverse: bool
    far: Exists | None
    near: Exists | ParameterColumn | None


def plan_page(
    context: PlanningContext, field: Field, source: Source, default: Sequence[Sort], discriminator: str | None = None
) -> Page:
    """The page that the arguments of a connection field select.

    Raises:
        BadUserInputError: the arguments contradict each other or contain a malformed value.
    """
    arguments = field.arguments
    where_type = context.argument_type_name(field, "where")
    order_type = context.argument_type_name(field, "orderBy")
    condition = plan_condition(context, where_type, arguments.get("where"))
    order = plan_order(context, order_type, arguments.get("orderBy"), source, default, discriminator)
    return page_of(context, arguments, source, condition, order)


def page_of(
    context: PlanningContext, arguments: Mapping[str, Value], source: Source, condition: Condition, order: Order
) -> Page:
    """The page that the paging arguments select from a list with the given condition and order.

    Raises:
        BadUserInputError: the arguments contradict each other or contain a malformed value.
    """
    size, reverse = plan_size(context, arguments.get("first"), arguments.get("last"))
    after, before = arguments.get("after"), arguments.get("before")

    def beside(cursor: Value, side: Side) -> tuple[Condition, ...]:
        return (plan_keyset_predicate(context, order, cursor, side),) if isinstance(cursor, ScalarArgument) else ()

    def rest(outside: tuple[Condition, ...], inside: tuple[Condition, ...] = ()) -> Exists | None:
        return Exists(source, And((condition, *outside, *inside))) if outside else None

    follows, precedes = beside(after, Side.AFTER), beside(before, Side.BEFORE)
    not_after, not_before = beside(after, Side.NOT_AFTER), beside(before, Side.NOT_BEFORE)
    return Page(
        source,
        condition,
        order,
        within=And((condition, *follows, *precedes)),
        size=size,
        reverse=reverse,
        far=rest(not_after, precedes) if reverse else rest(not_before, follows),
        near=rest(not_before) if reverse else rest(not_after),
    )


def plan_size(context: PlanningContext, first: Value, last: Value) -> tuple[Parameter, bool]:
    """The size of the page, and whether the page is read from the end of the list.

    Raises:
        BadUserInputError: both arguments are given, or one is negative or too large.
    """
    if isinstance(first, ScalarArgument) and isinstance(last, ScalarArgument):
        msg = "Use either `first` or `last`, not both."
        raise BadUserInputError(msg)
    size = first if isinstance(first, ScalarArgument) else last
    if not isinstance(size, ScalarArgument):
        return Parameter(Constant(context.limits.default_first)), False
    context.guard(size, PageSize(context.limits.max_first))
    return Parameter(size.origin), size is last
