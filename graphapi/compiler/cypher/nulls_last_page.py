"""Pages that are read in two parts: first the rows with a value of the first sort key, then those with null."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphapi.compiler.cypher.predicates import conjuncts, sort_expressions
from graphapi.compiler.cypher.rows import open_scope, row_clauses
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
    from graphapi.compiler.cypher.scope import Scope
    from graphapi.compiler.cypher.syntax import Clause, ParameterValue
    from graphapi.compiler.plan.columns import NullTail, Rows
    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.plan.operands import SortKey
    from graphapi.mapping import Property


def along_index(clauses: tuple[Clause, ...], index: tuple[Property, ...]) -> tuple[Clause, ...]:
    """The clauses that bind rows, with a hint to read the rows along an index."""
    first, *others = clauses
    if not index or not isinstance(first, Match):
        return clauses
    return (replace(first, index=tuple(one.name for one in index)), *others)


def page_with_null_tail(rows: Rows, tail: NullTail, limit: ParameterValue, inner: Scope) -> tuple[Clause, ...]:
    """The clauses that bind the rows of both parts to the node of ``inner``, in order, up to the limit.

    The second part is read only if the first part has fewer rows than the limit.
    """
    first, second, both = Variable("page"), Variable("rest"), Variable("both")
    # Unwinds to one row if rows are missing, and otherwise to none. A WHERE would not save the second search, because
    # the query planner may evaluate it after the search.
    missing = Binary(limit, "-", FunctionCall("size", (first,)))
    once_if_short = Unwind(FunctionCall("range", (Literal("1"), FunctionCall("sign", (missing,)))), Variable("short"))
    last = Binary(FunctionCall("size", (both,)), "-", Literal("1"))
    position = inner.position
    part = _PageReader(rows, inner, limit)
    return (
        CallSubquery((), SingleQuery(part.clauses(rows.condition, rows.order, first, rows.index))),
        CallSubquery((first,), SingleQuery((once_if_short, *part.clauses(tail.condition, tail.order, second)))),
        With((), computed=((Binary(first, "+", second), both),)),
        Unwind(FunctionCall("range", (Literal("0"), last)), position),
        With((), ((position, False),), limit, computed=((position, position), (ElementOf(both, position), inner.node))),
    )


@dataclass(frozen=True, slots=True)
class _PageReader:
    rows: Rows
    inner: Scope
    limit: ParameterValue

    def clauses(
        self, condition: Condition, order: tuple[SortKey, ...], name: Variable, index: tuple[Property, ...] = ()
    ) -> tuple[Clause, ...]:
        """The clauses that return one row with the list of the nodes of one part."""
        scope = open_scope(self.rows.source, self.inner)
        where = conjuncts(condition, scope)
        return (
            *along_index(row_clauses(self.rows.source, self.inner, scope, where), index),
            With(scope.variables, sort_expressions(order, scope, reverse=False), self.limit),
            Return(((FunctionCall("collect", (scope.node,)), name),)),
        )
