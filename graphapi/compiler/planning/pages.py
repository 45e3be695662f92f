"""Pages: from the arguments of a connection to the part of a list that it asks for.

Source: the GraphQL Cursor Connections Specification (Relay); what is exact here and optional there is
said in docs/architecture.md, "Semantics".
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
    """The look at a page's size: it must not be negative, nor above the limit."""

    most: int

    def __call__(self, size: int) -> None:
        """Look at a size."""
        if size < 0:
            msg = f"A page cannot have {size} items."
            raise BadUserInputError(msg)
        if size > self.most:
            msg = f"A page of {size} items is longer than {self.most}, the most that can be asked for."
            raise BadUserInputError(msg)


def one_more(size: int) -> int:
    """One item more than the page has, to see whether the list goes on."""
    return size + 1


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, as the arguments of a connection ask for it.

    ``condition`` is the list's own, ``within`` adds the cursors. ``far`` and ``near`` are what the sides of the page
    say when the rows themselves do not: the far side is the one that the page is read towards.
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
    """The page that a connection field asks for.

    Raises:
        BadUserInputError: the arguments contradict each other or hold a malformed value.
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
    """The page that the paging arguments ask for, of a list whose condition and order are known.

    Raises:
        BadUserInputError: the arguments contradict each other or hold a malformed value.
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
    """The size of the page, and whether it is taken from the end.

    Raises:
        BadUserInputError: both are given, or one is negative or too large.
    """
    if isinstance(first, ScalarArgument) and isinstance(last, ScalarArgument):
        msg = "Ask for `first` or for `last`, not for both."
        raise BadUserInputError(msg)
    size = first if isinstance(first, ScalarArgument) else last
    if not isinstance(size, ScalarArgument):
        return Parameter(Constant(context.limits.default_first)), False
    context.guard(size, PageSize(context.limits.max_first))
    return Parameter(size.origin), size is last
