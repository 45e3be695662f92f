"""The films in which two lists of people meet, in Cypher.

Each person is looked up once, and each credit is looked at once: what is shared is found by grouping, which does not
depend on how a store plans a join.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.cypher import (
    Binary,
    ElementOf,
    Invocation,
    ListOf,
    Literal,
    Match,
    NodePattern,
    ParameterValue,
    Path,
    PropertyOf,
    Unwind,
    Variable,
    With,
)
from graphapi.mapping import Direction

if TYPE_CHECKING:
    from graphapi.compiler.cypher import Clause, Expression
    from graphapi.compiler.plan import Meeting


def meeting_clauses(
    meeting: Meeting, film: Variable, credits: Variable | None, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    """The clauses that bind the films to ``film``, and their credits to a variable if somebody asks."""
    side, key, person, credit, least, most = map(Variable, ("side", "key", "person", "r", "least", "most"))
    number = ElementOf(side, Literal("0"))
    sides = (
        ListOf((Literal(str(place)), ParameterValue(keys))) for place, keys in enumerate((meeting.some, meeting.others))
    )
    # To tell the type of each credit costs a look at each.
    described = ListOf((key, Invocation("type", (credit,)))) if len(meeting.types) > 1 else ListOf((key,))
    used = credit if len(meeting.types) > 1 else None
    collected = () if credits is None else ((Invocation("collect", (described,)), credits),)
    bounds = ((Invocation("min", (number,)), least), (Invocation("max", (number,)), most))
    return (
        Unwind(ListOf(tuple(sides)), side),
        Unwind(ElementOf(side, Literal("1")), key),
        Match(NodePattern(person, "Person"), (Binary(PropertyOf(person, "key"), "=", key),)),
        Match(Path(NodePattern(person), meeting.types, Direction.OUT, NodePattern(film), used), where),
        With((film,), computed=(*bounds, *collected), where=(Binary(least, "<", most),)),
    )
