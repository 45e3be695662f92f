"""How far two nodes are apart: from the arguments to a column of the plan, and from there to Cypher.

A plain shortestPath agrees on both stores; with conditions on what lies on its way it would not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi import mapping
from graphapi.compiler.cypher.syntax import (
    Binary,
    Case,
    FunctionCall,
    Literal,
    Match,
    NodePattern,
    ParameterValue,
    PropertyOf,
    ShortestPath,
    Variable,
)
from graphapi.compiler.plan import Distance, Parameter
from graphapi.compiler.relay.global_id import KeyOf, LabelOf
from graphapi.compiler.request.arguments import ScalarArgument

if TYPE_CHECKING:
    from graphapi.compiler.cypher.scope import Scope
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.planning.planning_context import PlanningContext
    from graphapi.compiler.request.selection import Field


def plan_distance(planning: PlanningContext, field: Field, says: mapping.Distance) -> Distance:
    """The column of a field that tells how far another node is away.

    Raises:
        BadUserInputError: the other's id is malformed.
    """
    other = field.arguments[says.to]
    if not isinstance(other, ScalarArgument):
        msg = f"{says.to} is a scalar"
        raise TypeError(msg)
    labels = frozenset({says.label})
    planning.inspect(other, LabelOf(labels))
    given = field.arguments.get("roles")
    roles = {role.value for role in given if isinstance(role, ScalarArgument)} if isinstance(given, list) else {"ACTOR"}
    types = tuple(type_ for type_, role in mapping.ROLES.items() if role in roles)
    return Distance(types, says.label, Parameter(other.origin, KeyOf(labels)))


def distance_clauses(distance: Distance, here: Scope) -> tuple[tuple[Clause, ...], Expression]:
    """The clauses that find another node than this one and the way to it, and the number of steps."""
    other, path = Variable(distance.label.lower()), Variable("path")
    is_other = Binary(PropertyOf(other, "key"), "=", ParameterValue(distance.key))
    steps = Binary(FunctionCall("length", (path,)), "/", Literal("2"))
    clauses = (
        # Neo4j refuses to look for a way from a node to itself.
        Match(NodePattern(other, distance.label), (is_other, Binary(other, "<>", here.node))),
        Match(ShortestPath(path, here.node, distance.types, other)),
    )
    return clauses, FunctionCall("head", (FunctionCall("collect", (steps,)),))


def none_to_itself(distance: Distance, here: Scope, steps: Expression | None) -> Expression:
    """The number of steps, which is 0 to the node itself."""
    is_itself = Binary(PropertyOf(here.node, "key"), "=", ParameterValue(distance.key))
    return Case(((is_itself, Literal("0")),), steps)
