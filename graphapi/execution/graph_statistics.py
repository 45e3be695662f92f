"""Reading the statistics of a graph, on which estimates of cost rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from graphapi.compiler.cypher.patterns import one_step
from graphapi.compiler.cypher.printer import print_statement
from graphapi.compiler.cypher.syntax import (
    Binary,
    FunctionCall,
    Literal,
    Match,
    NodePattern,
    PatternCount,
    PropertyOf,
    Return,
    SingleQuery,
    Variable,
    With,
)
from graphapi.mapping import patterns_of
from graphapi.model.graph_statistics import INDEXED, Degrees, GraphStatistics, Values, assumed_statistics
from graphapi.model.nodes import LABELS
from graphapi.model.relationships import RELATIONSHIPS
from graphapi.store import StoreKind
from graphapi.store.relationship_counts import count_relationships

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.mapping import Pattern
    from graphapi.model.elements import Label, PropertyType
    from graphapi.store import Graph

MOST_NODES: Final = 100_000
"""The most nodes of a label whose degrees and values are read."""
SECONDS: Final = 120.0
"""How long one of the statements may take."""
DEGREE_FIGURES: Final = 4
TENTHS: Final = tuple(f"{tenth / 10:.1f}" for tenth in range(11))


async def read_sizes(graph: Graph) -> dict[str, int]:
    """The number of nodes of each label. Both stores keep these numbers, and answer at once.

    Raises:
        StoreUnavailableError: the store cannot be reached.
    """
    return {label.name: await _count_nodes(graph, label.name) for label in LABELS}


async def read_counts(graph: Graph) -> GraphStatistics:
    """The numbers of nodes and relationships, from which degrees are assumed.

    Raises:
        StoreUnavailableError: the store cannot be reached.
    """
    nodes = await read_sizes(graph)
    relationships = {one.type: await count_relationships(graph, one.type) for one in RELATIONSHIPS}
    return assumed_statistics(nodes, relationships, embedded=graph.kind is StoreKind.EMBEDDED)


async def read_statistics(graph: Graph) -> GraphStatistics:
    """The statistics of the graph.

    Raises:
        StoreUnavailableError: the store cannot be reached.
        StatementError: the store refuses a statement.
        DeadlineExceededError: a statement took too long.
    """
    return await read_details(graph, await read_counts(graph))


async def read_details(graph: Graph, counts: GraphStatistics) -> GraphStatistics:
    """The statistics of a graph whose sizes were read before.

    Raises:
        StoreUnavailableError: the store cannot be reached.
        StatementError: the store refuses a statement.
        DeadlineExceededError: a statement took too long.
    """
    degrees: dict[tuple[str, str], Degrees] = {}
    values: dict[tuple[str, str], Values] = {}
    for label in LABELS:
        found_degrees, found_values = await _read_label(graph, label, counts)
        degrees |= found_degrees
        values |= found_values
    return GraphStatistics(counts.nodes, degrees, values, counts.embedded, exact=True)


async def _count_nodes(graph: Graph, label: str) -> int:
    node = Variable("n")
    (number,) = await _read(graph, Match(NodePattern(node, label)), _returning(_call("count", node)))
    return int(number)


async def _read_label(
    graph: Graph, label: Label, counts: GraphStatistics
) -> tuple[dict[tuple[str, str], Degrees], dict[tuple[str, str], Values]]:
    """The degrees and the values of the nodes of a label, from one statement."""
    patterns = patterns_of(label.name)
    node, number = Variable("n"), Variable("number")
    degrees = [Variable("degree") for _ in patterns]
    counted = [
        (PatternCount(one_step((pattern,), NodePattern(node), NodePattern(None))), degree)
        for pattern, degree in zip(patterns, degrees, strict=True)
    ]
    # One figure that is always there, so that a label without patterns and indexes has a statement too.
    figures: list[Expression] = [_call("count", number)]
    figures += [figure for degree in degrees for figure in _degree_figures(degree)]
    figures += [figure for one in label.properties for figure in _value_figures(label, one, node)]
    nodes, *found = await _read(
        graph,
        Match(NodePattern(node, label.name), _sampled(counts.count(label.name))),
        With((node,), computed=((Literal("1"), number), *counted)),
        Return(tuple((figure, None) for figure in figures)),
    )
    rest = iter(found)
    read_degrees = {
        (pattern.type, pattern.direction.value): _degrees(pattern, counts, [next(rest) for _ in range(DEGREE_FIGURES)])
        for pattern in patterns
    }
    read_values = {
        (label.name, one.name): _values(label, one, nodes, [next(rest) for _ in _value_figures(label, one, node)])
        for one in label.properties
    }
    return read_degrees, read_values


def _sampled(number: int) -> tuple[Expression, ...]:
    """The condition that leaves about ``MOST_NODES`` of so many nodes."""
    if number <= MOST_NODES:
        return ()
    return (Binary(_call("rand"), "<", Literal(f"{MOST_NODES / number:.6f}")),)


def _degree_figures(degree: Variable) -> tuple[Expression, ...]:
    percentile = _call("percentileDisc", degree, Literal("0.99"))
    return _call("sum", degree), _call("sum", Binary(degree, "*", degree)), percentile, _call("max", degree)


def _degrees(pattern: Pattern, counts: GraphStatistics, figures: Sequence[Any]) -> Degrees:
    total, squares, p99, maximum = figures
    assumed = counts.degrees_of(pattern.type, pattern.direction)
    return Degrees(assumed.nodes, assumed.total, squares / total if total else 0.0, int(p99 or 0), int(maximum or 0))


def _value_figures(label: Label, property_type: PropertyType, node: Variable) -> tuple[Expression, ...]:
    value = PropertyOf(node, property_type.name)
    figures: tuple[Expression, ...] = (_call("count", value),)
    if not property_type.scalar.is_number:
        figures = (*figures, _call("avg", _call("size", value)))
    if (label.name, property_type.name) in INDEXED:
        figures = (*figures, FunctionCall("count", (value,), distinct=True))
        if property_type.scalar.is_number:
            figures = (*figures, *(_call("percentileDisc", value, Literal(tenth)) for tenth in TENTHS))
    return figures


def _values(label: Label, property_type: PropertyType, number: int, figures: Sequence[Any]) -> Values:
    rest = iter(figures)
    known = next(rest)
    length = 0.0 if property_type.scalar.is_number else float(next(rest) or 0)
    distinct = next(rest) if (label.name, property_type.name) in INDEXED else 0
    deciles = tuple(float(decile) for decile in rest if decile is not None)
    return Values(known / number if number else 0.0, int(distinct), deciles, length)


def _call(function: str, *arguments: Expression) -> FunctionCall:
    return FunctionCall(function, arguments)


def _returning(*figures: Expression) -> Return:
    return Return(tuple((figure, None) for figure in figures))


async def _read(graph: Graph, *clauses: Clause) -> list[Any]:
    statement, _ = print_statement(SingleQuery(clauses))
    return await graph.read(statement.text, {}, timeout=SECONDS)
