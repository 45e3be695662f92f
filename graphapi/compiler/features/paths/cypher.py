"""The films in which two lists of people meet, in Cypher.

Each person is looked up once, and each credit is looked at once: what is shared is found by grouping, which does not
depend on how a store plans a join.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from graphapi.mapping import Direction

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.plan import Intersection


def intersection_clauses(meeting: Intersection, film: Variable, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
    """The clauses that bind the films to ``film``, each once."""
    side, key, person, least, most = map(Variable, ("side", "key", "person", "least", "most"))
    lists = ListOf((ParameterValue(meeting.some), ParameterValue(meeting.others)))
    bounds = ((FunctionCall("min", (side,)), least), (FunctionCall("max", (side,)), most))
    return (
        Unwind(ListOf((Literal("0"), Literal("1"))), side),
        Unwind(ElementOf(lists, side), key),
        Match(NodePattern(person, "Person"), (Binary(PropertyOf(person, "key"), "=", key),)),
        Match(RelationshipPattern(NodePattern(person), meeting.types, Direction.OUT, NodePattern(film)), where),
        With((film,), computed=bounds, where=(Binary(least, "<", most),)),
    )
