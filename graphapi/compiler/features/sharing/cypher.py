"""From nodes that share something to Cypher: who they are, how much they share, and in which roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.cypher.predicates import conjuncts
from graphapi.compiler.cypher.scope import Scope, path_of, role_of
from graphapi.compiler.cypher.syntax import Binary, FunctionCall, Match, NodePattern, Unwind, Variable, With
from graphapi.compiler.features.sharing.similarity import rare_clauses

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.plan import SharedRoles, Sharing


def sharing_clauses(sharing: Sharing, outer: Scope, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
    """The clauses that bind the nodes which share something with the node of ``outer``, in the scope ``inner``.

    What is shared is filtered before it is counted, the nodes afterwards, each once.
    """
    if sharing.rarity is not None:
        return rare_clauses(sharing, sharing.rarity, outer, inner, where)
    shared = Scope(Variable(sharing.patterns[0].label.lower()))
    several = len(sharing.patterns) > 1
    there = path_of(sharing.patterns, NodePattern(outer.node), NodePattern(shared.node))
    back = path_of(sharing.patterns, NodePattern(shared.node), NodePattern(inner.node), back=True)
    kept = tuple(variable for variable in inner.variables if variable not in {inner.amount, inner.shared})
    computed: list[tuple[Expression, Variable]] = [
        (FunctionCall("count", (shared.node,), distinct=several), inner.amount)
    ]
    if inner.shared in inner.carried:
        computed.append((FunctionCall("collect", (shared.node,), distinct=several), inner.shared))
    return (
        Match(there, conjuncts(sharing.counted, shared)),
        Match(back, (Binary(inner.node, "<>", outer.node),)),
        With(kept, computed=tuple(computed), where=where),
    )


def role_clauses(roles: SharedRoles, row: Scope) -> tuple[tuple[Clause, ...], Expression]:
    """The clauses and the list that they end in: the roles of one end of a row in what is shared."""
    shared, relationship, role = (Variable(hint) for hint in ("film", "r", "role"))
    film = Scope(shared, outer=row)
    credit = path_of(roles.patterns, NodePattern(film.end(roles.end)), NodePattern(shared), relationship)
    clauses = (
        Unwind(row.carry(row.shared), shared),
        Match(credit),
        With((), computed=((role_of(relationship), role),), order=((role, False),), distinct=True),
    )
    return clauses, FunctionCall("collect", (role,))
