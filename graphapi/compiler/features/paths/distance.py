"""The distance between two nodes.

Both stores return the same result for a plain ``shortestPath``, but not for one with conditions on the nodes of the
path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.cypher.rows import column_expression
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
from graphapi.compiler.features.paths.nodes import Distance
from graphapi.compiler.features.paths.roles import relationship_types
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.relay.global_id import KeyOf, LabelOf
from graphapi.compiler.request.arguments import as_scalar
from graphapi.compiler.result.scalars import scalar_reader
from graphapi.compiler.result.shapes import ScalarShape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.cypher.rows import CallWriter
    from graphapi.compiler.cypher.scope import Scope
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.planning.item_draft import ItemDraft
    from graphapi.compiler.planning.planner import FieldPlanner, Planner
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape


def _distance(planner: Planner, field: Field, distance: mapping.DistanceField, item: ItemDraft) -> FieldShape:
    other = as_scalar(field.arguments[distance.to])
    labels = frozenset({distance.label})
    planner.context.guard(other, LabelOf(labels))
    types = relationship_types(field.arguments.get("roles"))
    column = Distance(types, distance.label, Parameter(other.origin, KeyOf(labels)))
    return ScalarShape(item.add(column), scalar_reader(field.type))


@column_expression.register(Distance)
def _steps(column: Distance, writer: CallWriter) -> Expression:
    """The number of steps, which is 0 from a node to itself."""
    here = writer.outer
    steps = writer.call(*_shortest_path(column, here), "steps") if column.types else None
    is_itself = Binary(PropertyOf(here.node, "key"), "=", ParameterValue(column.key))
    return Case(((is_itself, Literal("0")),), steps)


def _shortest_path(distance: Distance, here: Scope) -> tuple[tuple[Clause, ...], Expression]:
    """The clauses that match the other node and the shortest path to it, and the expression of its number of steps."""
    other, path = Variable(distance.label.lower()), Variable("path")
    is_other = Binary(PropertyOf(other, "key"), "=", ParameterValue(distance.key))
    steps = Binary(FunctionCall("length", (path,)), "/", Literal("2"))
    clauses = (
        # Neo4j refuses to search for a path from a node to itself.
        Match(NodePattern(other, distance.label), (is_other, Binary(other, "<>", here.node))),
        Match(ShortestPath(path, here.node, distance.types, other)),
    )
    return clauses, FunctionCall("head", (FunctionCall("collect", (steps,)),))


FIELDS: Final[Mapping[type, FieldPlanner]] = {mapping.DistanceField: _distance}
