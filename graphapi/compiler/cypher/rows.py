"""The functions that write the sources, columns and conditions of a plan, dispatched by class.

Each source class registers a function that opens its scope, and a function that writes its clauses. The functions of
general sources are in ``cypher/sources.py``, those of a feature in the package of the feature. Conditions, and columns
that belong to a feature, are registered in the same way.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from graphapi.compiler.cypher.scope import Scope
    from graphapi.compiler.cypher.syntax import Clause, Expression, SingleQuery, Variable
    from graphapi.compiler.plan.nodes import Condition, PlanColumn
    from graphapi.compiler.plan.sources import Source


class CallWriter(Protocol):
    """Writes the subquery calls that precede the expressions of an item's columns."""

    @property
    def outer(self) -> Scope:
        """The scope of the item."""

    def call(
        self, clauses: tuple[Clause, ...], result: Expression, hint: str, imports: tuple[Variable, ...] | None = None
    ) -> Variable:
        """Add a subquery call that returns ``result`` from its single row, and return the variable of the result.

        It imports the variables of the item's scope unless ``imports`` says which it needs.
        """


@singledispatch
def open_scope(source: Source, outer: Scope) -> Scope:
    """Open a scope for the rows of a source that is read in the scope ``outer``."""
    raise TypeError(f"no scope is registered for {source!r}")


@singledispatch
def row_clauses(source: Source, outer: Scope, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
    """The clauses that bind the rows of a source in the scope ``inner``.

    Args:
        source: the source.
        outer: the scope in which the rows are read.
        inner: the scope that ``open_scope`` returned for the source.
        where: the conditions on the rows.
    """
    raise TypeError(f"no clauses are registered for {source!r}")


@singledispatch
def prepare_rows(source: Source, writer: CallWriter) -> None:
    """Add the subquery calls that must precede the clauses of a source; most sources need none."""


@singledispatch
def column_expression(column: PlanColumn, writer: CallWriter) -> Expression:
    """The expression of a column that belongs to one feature."""
    raise TypeError(f"no expression is registered for {column!r}")


@singledispatch
def standalone_query(column: PlanColumn) -> SingleQuery | None:
    """The query of a column that needs a statement of its own; None for all others."""
    return None


@singledispatch
def condition_predicate(condition: Condition, scope: Scope, *, guarded: bool) -> Expression:
    """The expression that is true if a condition holds.

    Args:
        condition: the condition.
        scope: the scope of the row that the condition is about.
        guarded: whether the expression must be false, and not null, if the condition does not hold.
    """
    raise TypeError(f"no predicate is registered for {condition!r}")
