"""How a source of the plan is written: the function that opens its scope, and the one that writes its clauses.

Each class of sources registers its own functions here: the general ones in ``cypher/sources.py``, those of a feature
beside the feature. So do the columns and conditions that belong to one feature alone.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from graphapi.compiler.cypher.scope import Scope
    from graphapi.compiler.cypher.syntax import Clause, Expression, Variable
    from graphapi.compiler.plan.nodes import Condition, PlanColumn
    from graphapi.compiler.plan.sources import Source


class CallWriter(Protocol):
    """Writes subquery calls that go before the expressions of an item's columns."""

    @property
    def outer(self) -> Scope:
        """The scope of the item."""

    def call(self, clauses: tuple[Clause, ...], result: Expression, hint: str) -> Variable:
        """Add a call whose clauses leave one row, from which ``result`` is returned; its variable."""


@singledispatch
def open_scope(source: Source, outer: Scope) -> Scope:
    """A scope for the rows of a source, seen from ``outer``."""
    raise TypeError(f"no scope is registered for {source!r}")


@singledispatch
def row_clauses(source: Source, outer: Scope, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
    """The clauses that bind the rows of a source, seen from ``outer``, in the scope ``inner``.

    Args:
        source: the source.
        outer: the scope in which the rows are read.
        inner: what ``open_scope`` made for it.
        where: the conditions that the rows have to meet.
    """
    raise TypeError(f"no clauses are registered for {source!r}")


@singledispatch
def prepare_rows(source: Source, writer: CallWriter) -> None:
    """Add the calls that have to go before the clauses of a source; most sources need none."""


@singledispatch
def column_expression(column: PlanColumn, writer: CallWriter) -> Expression:
    """The expression of a column that belongs to one feature."""
    raise TypeError(f"no expression is registered for {column!r}")


@singledispatch
def condition_predicate(condition: Condition, scope: Scope, *, guarded: bool) -> Expression:
    """The expression that is true where a condition holds.

    Args:
        condition: the condition.
        scope: what it is stated of.
        guarded: whether it must be false, not null, where the condition does not hold.
    """
    raise TypeError(f"no predicate is registered for {condition!r}")
