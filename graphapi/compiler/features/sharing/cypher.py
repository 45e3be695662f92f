"""Cypher for nodes that share neighbours: the nodes, how much they share, and in which roles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphapi.compiler.cypher.patterns import one_step, role_of
from graphapi.compiler.cypher.predicates import conjuncts
from graphapi.compiler.cypher.rows import column_expression, open_scope, row_clauses
from graphapi.compiler.cypher.scope import Scope, operand_expression
from graphapi.compiler.cypher.syntax import (
    Binary,
    ElementOf,
    FunctionCall,
    Literal,
    Match,
    NodePattern,
    Unwind,
    Variable,
    With,
)
from graphapi.compiler.features.sharing.nodes import (
    CommonNeighbours,
    CreditsIn,
    SharedAmount,
    SharedRoles,
    SharedWeight,
    Sharing,
)
from graphapi.compiler.features.sharing.similarity import in_units, similar_clauses
from graphapi.mapping import End

if TYPE_CHECKING:
    from graphapi.compiler.cypher.rows import CallWriter
    from graphapi.compiler.cypher.syntax import Clause, Expression


@dataclass(slots=True)
class SharingScope(Scope):
    """The scope of a ``Sharing`` or ``CommonNeighbours`` row, with variables for the amount and the shared nodes."""

    amount: Variable = field(default_factory=lambda: Variable("amount"))
    shared: Variable = field(default_factory=lambda: Variable("shared"))


def _of_sharing(scope: Scope | None) -> SharingScope:
    if not isinstance(scope, SharingScope):
        msg = "only a Sharing row has an amount"
        raise TypeError(msg)
    return scope


def _end(row: Scope | None, end: End) -> Variable:
    """The source or the target node of a ``Sharing`` row."""
    if row is None or row.outer is None:
        msg = "only a row inside a Sharing row has two ends"
        raise TypeError(msg)
    return row.node if end is End.TARGET else row.carry(row.outer.node)


@open_scope.register(Sharing)
def _sharing_scope(source: Sharing, outer: Scope) -> Scope:
    return SharingScope(Variable(source.label.lower()), outer)


@row_clauses.register(Sharing)
def _sharing_rows(source: Sharing, outer: Scope, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
    """The clauses filter the shared nodes before counting them, and each resulting node once afterwards."""
    row = _of_sharing(inner)
    kept = tuple(variable for variable in row.variables if variable not in {row.amount, row.shared})
    used = row.carried.keys() & {row.amount, row.shared}
    if source.rarity is not None:
        scored = (row.amount, row.shared) if used else None
        return similar_clauses(source.patterns, source.rarity, (outer.node, row.node), scored, kept, where)
    shared = Scope(Variable(source.patterns[0].label.lower()))
    several = len(source.patterns) > 1
    there = one_step(source.patterns, NodePattern(outer.node), NodePattern(shared.node))
    back = one_step(source.patterns, NodePattern(shared.node), NodePattern(row.node), back=True)
    computed: list[tuple[Expression, Variable]] = [
        (FunctionCall("count", (shared.node,), distinct=several), row.amount)
    ]
    if row.shared in row.carried:
        computed.append((FunctionCall("collect", (shared.node,), distinct=several), row.shared))
    return (
        Match(there, conjuncts(source.counted, shared)),
        Match(back, (Binary(row.node, "<>", outer.node),)),
        With(kept, computed=tuple(computed), where=where),
    )


@open_scope.register(CommonNeighbours)
def _between_scope(source: CommonNeighbours, outer: Scope) -> Scope:
    return SharingScope(Variable(source.label.lower()), outer)


@row_clauses.register(CommonNeighbours)
def _between_rows(
    source: CommonNeighbours, outer: Scope, inner: Scope, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    """The clauses that unwind the list of shared nodes, whose elements are nodes or pairs of a node and its weight."""
    shared = outer.carry(_of_sharing(outer).shared)
    if not source.weighed:
        unwound = Unwind(shared, inner.node)
        return (unwound, With(inner.variables, where=where)) if where else (unwound,)
    amount, pair = _of_sharing(inner).amount, Variable("pair")
    kept = tuple(variable for variable in inner.variables if variable not in {inner.node, amount})
    taken = ((ElementOf(pair, Literal("0")), inner.node), (ElementOf(pair, Literal("1")), amount))
    return (Unwind(shared, pair), With(kept, computed=taken, where=where))


@open_scope.register(CreditsIn)
def _credits_scope(source: CreditsIn, outer: Scope) -> Scope:
    return Scope(outer.carry(_end(outer.outer, source.end)), outer)


@row_clauses.register(CreditsIn)
def _credits_rows(source: CreditsIn, outer: Scope, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
    ends = NodePattern(inner.node), NodePattern(outer.node)
    return (Match(one_step(source.patterns, *ends, inner.bind_relationship()), where),)


@operand_expression.register(SharedAmount)
def _amount(operand: SharedAmount, scope: Scope) -> Expression:
    return scope.carry(_of_sharing(scope).amount)


@operand_expression.register(SharedWeight)
def _weight(operand: SharedWeight, scope: Scope) -> Expression:
    return in_units(scope.carry(_of_sharing(scope).amount))


@column_expression.register(SharedRoles)
def _roles(column: SharedRoles, writer: CallWriter) -> Expression:
    """The roles of one of the two nodes of a row in the shared nodes."""
    row = _of_sharing(writer.outer)
    film, relationship, role = (Variable(hint) for hint in ("film", "r", "role"))
    credit = one_step(column.patterns, NodePattern(_end(row, column.end)), NodePattern(film), relationship)
    clauses = (
        Unwind(row.carry(row.shared), film),
        Match(credit),
        With((), computed=((role_of(relationship), role),), order=((role, False),), distinct=True),
    )
    return writer.call(clauses, FunctionCall("collect", (role,)), "roles")
