"""Rows that are read in two parts: a page, and where it is not full, the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphapi.compiler.cypher.predicates import conjuncts, sort_expressions
from graphapi.compiler.cypher.scope import Scope
from graphapi.compiler.cypher.syntax import (
    Binary,
    CallSubquery,
    ElementOf,
    FunctionCall,
    Literal,
    Match,
    Return,
    SingleQuery,
    Unwind,
    Variable,
    With,
)

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Clause, ParameterValue
    from graphapi.compiler.plan import Condition, NullTail, Rows, SortKey
    from graphapi.mapping import Property


def along_index(clauses: tuple[Clause, ...], along: Property | None) -> tuple[Clause, ...]:
    """The clauses that bind rows, told which index to read along."""
    first, *others = clauses
    if along is None or not isinstance(first, Match):
        return clauses
    return (replace(first, index=(along.name,)), *others)


def page_with_null_tail(rows: Rows, rest: NullTail, limit: ParameterValue, inner: Scope) -> tuple[Clause, ...]:
    """The clauses that bind the rows of both parts to the node of ``inner``, in order, up to the limit.

    The second part is not begun where the first is as long as the limit.
    """
    first, second, both = Variable("page"), Variable("rest"), Variable("both")
    # One row or none. A planner moves a condition behind the search for nodes, but not the rows that it is done for.
    missing = Binary(limit, "-", FunctionCall("size", (first,)))
    once_if_short = Unwind(FunctionCall("range", (Literal("1"), FunctionCall("sign", (missing,)))), Variable("short"))
    last = Binary(FunctionCall("size", (both,)), "-", Literal("1"))
    position = inner.position
    return (
        CallSubquery((), SingleQuery((*_part(rows, inner, rows.condition, rows.order, limit, first, rows.along),))),
        CallSubquery(
            (first,),
            SingleQuery((once_if_short, *_part(rows, inner, rest.condition, rest.order, limit, second))),
        ),
        With((), computed=((Binary(first, "+", second), both),)),
        Unwind(FunctionCall("range", (Literal("0"), last)), position),
        With((), ((position, False),), limit, computed=((position, position), (ElementOf(both, position), inner.node))),
    )


def _part(
    rows: Rows,
    inner: Scope,
    condition: Condition,
    order: tuple[SortKey, ...],
    limit: ParameterValue,
    name: Variable,
    along: Property | None = None,
) -> tuple[Clause, ...]:
    """The clauses that end in one row with the list of the nodes of a part."""
    scope = Scope.of(rows.source, inner)
    where = conjuncts(condition, scope)
    return (
        *along_index(scope.clauses(rows.source, scope, where), along),
        With(scope.variables, sort_expressions(order, scope, reverse=False), limit),
        Return(((FunctionCall("collect", (scope.node,)), name),)),
    )
