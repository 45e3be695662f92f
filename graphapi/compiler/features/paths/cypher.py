"""Cypher for the films that two lists of people have in common.

Each person is looked up once, and each credit is read once. Common films are found by grouping, which does not depend
on how a store plans a join.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.cypher.rows import open_scope, row_clauses
from graphapi.compiler.cypher.sources import label_scope
from graphapi.compiler.cypher.syntax import (
    Binary,
    ElementOf,
    FunctionCall,
    ListOf,
    Literal,
    Match,
    NodePattern,
    ParameterValue,
    PropertyOf,
    RelationshipPattern,
    Unwind,
    Variable,
    With,
)
from graphapi.compiler.features.paths.nodes import Intersection
from graphapi.mapping import Direction
from graphapi.model.nodes import PERSON

if TYPE_CHECKING:
    from graphapi.compiler.cypher.scope import Scope
    from graphapi.compiler.cypher.syntax import Clause, Expression


@open_scope.register(Intersection)
def _intersection_scope(source: Intersection, outer: Scope) -> Scope:
    return label_scope(source.label, outer)


@row_clauses.register(Intersection)
def _intersection_rows(
    source: Intersection, outer: Scope, inner: Scope, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    side, key, person, least, most = map(Variable, ("side", "key", "person", "least", "most"))
    lists = ListOf((ParameterValue(source.some), ParameterValue(source.others)))
    bounds = ((FunctionCall("min", (side,)), least), (FunctionCall("max", (side,)), most))
    return (
        Unwind(ListOf((Literal("0"), Literal("1"))), side),
        Unwind(ElementOf(lists, side), key),
        Match(NodePattern(person, PERSON.name), (Binary(PropertyOf(person, "key"), "=", key),)),
        Match(RelationshipPattern(NodePattern(person), source.types, Direction.OUT, NodePattern(inner.node)), where),
        With((inner.node,), computed=bounds, where=(Binary(least, "<", most),)),
    )
