"""Estimates of operations: what they depend on, and that every part of a plan has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from graphql import OperationDefinitionNode, parse, validate

from graphapi.api.schema import GraphSchema
from graphapi.compiler.cost.reads import search_reads, selectivity, source_reads, work
from graphapi.compiler.plan.columns import Rows
from graphapi.compiler.plan.explorations import Search
from graphapi.compiler.plan.nodes import Condition, PlanColumn
from graphapi.compiler.plan.sources import Source
from graphapi.compiler.planning.planning_context import ReadLimits
from graphapi.model.graph_statistics import Degrees, GraphStatistics, Values, assumed_statistics
from graphapi.store.batching import MOST_LIGHT_COST
from tests.compiler.test_registry import concrete, missing

if TYPE_CHECKING:
    from graphapi.compiler.compiled import CompiledOperation
    from graphapi.compiler.cost.estimate import Estimate

SCHEMA = GraphSchema()
NODES = {"Film": 5000, "Person": 100_000, "Character": 90_000, "Genre": 20, "Place": 300, "Keyword": 9000}
RELATIONSHIPS = {
    "ACTED_IN": 105_000,
    "DIRECTED": 5000,
    "PLAYS": 105_000,
    "APPEARS_IN": 100_000,
    "IN_GENRE": 12_000,
    "SET_IN": 1000,
    "HAS_KEYWORD": 36_000,
}
GRAPH = assumed_statistics(NODES, RELATIONSHIPS, embedded=False)
EMBEDDED = assumed_statistics(NODES, RELATIONSHIPS, embedded=True)


def compiled(text: str, variables: dict[str, Any] | None = None, schema: GraphSchema = SCHEMA) -> CompiledOperation:
    document = parse(text)
    assert validate(schema.graphql_schema, document) == []
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    coerced = schema.compiler.coerce(operation, variables or {})
    assert not isinstance(coerced, list), coerced
    return schema.compiler.compile(text, document, operation, coerced)


def estimate(text: str, statistics: GraphStatistics = GRAPH, **variables: object) -> Estimate:
    return compiled(text, variables).estimator.estimate(statistics, variables)


def cost(text: str, statistics: GraphStatistics = GRAPH, **variables: object) -> int:
    return estimate(text, statistics, **variables).cost


def test_every_part_of_a_plan_has_an_estimate() -> None:
    assert missing(Source, source_reads=source_reads) == []
    assert missing(Search, search_reads=search_reads) == []
    assert missing(Condition, work=work, selectivity=selectivity) == []
    columns = [one for one in concrete(PlanColumn) if one is not Rows]
    assert [one.__name__ for one in columns if work.dispatch(one) is work.dispatch(object)] == []


@pytest.mark.parametrize(
    "text",
    [
        "{ __typename }",
        '{ film(by: {key: "red-hot-1993"}) { title year } }',
        "{ films(first: 10) { nodes { title year } } }",
        "{ catalogue { films people } }",
    ],
)
def test_the_least_cost_is_1(text: str) -> None:
    assert cost(text) == 1


def test_the_page_size_of_this_request_counts() -> None:
    text = "query($first: Int!) { films(first: $first) { nodes { cast(first: 20) { nodes { name } } } } }"
    operation = compiled(text, {"first": 1})
    small, large = (operation.estimator.estimate(GRAPH, {"first": first}) for first in (10, 1000))
    assert small.touched * 80 < large.touched < small.touched * 120
    assert operation.estimator.estimate(GRAPH, {"first": 10}) is small, "it is remembered"
    assert operation.estimator.estimate(EMBEDDED, {"first": 10}) is not small, "other statistics, other estimate"


def test_what_brings_a_store_down_costs_a_thousand_times_a_page() -> None:
    similar = "similar(first: 100) { nodes { title similar(first: 100) { nodes { title } } } }"
    worst = cost(f"{{ films(first: 1000) {{ nodes {{ {similar} }} }} }}")
    page = cost('{ film(by: {key: "a"}) { title cast(first: 20) { nodes { name } } directors { nodes { name } } } }')
    assert worst > 1000 * page


def test_each_alternative_of_an_or_counts() -> None:
    plots = GraphStatistics(NODES, GRAPH.degrees, {("Film", "plot"): Values(known=0.9, length=400)}, embedded=True)

    def searching(number: int) -> int:
        parts = ", ".join(f'{{plot: {{contains: "word {position}"}}}}' for position in range(number))
        return cost(f"{{ films(first: 10, where: {{or: [{parts}]}}) {{ nodes {{ title }} }} }}", plots)

    assert searching(150) > 50 * searching(1)


def test_each_alias_counts() -> None:
    aliases = " ".join(f"a{number}: films(first: 1000) {{ nodes {{ title }} }}" for number in range(95))
    one = cost("{ films(first: 1000) { nodes { title } } }")
    assert cost(f"{{ {aliases} }}") > 5 * one, "the list is read once, and sent 95 times"


@pytest.mark.parametrize("text", ["a", "jo", "the", "jonas", "xavier alurzan"])
def test_a_search_by_look_ups_is_light_in_a_large_graph(text: str) -> None:
    document = "query($text: String!) { search(query: $text, first: 10) { nodes { __typename } } }"
    looked_up = compiled(document, {"text": text}, GraphSchema(limits=ReadLimits(looks_up=True, max_candidates=500)))
    nodes = {label: 10 * count for label, count in NODES.items()}
    large = assumed_statistics(nodes, RELATIONSHIPS, embedded=True)
    small, found = (looked_up.estimator.estimate(graph, {"text": text}) for graph in (EMBEDDED, large))
    assert small.cost <= found.cost <= MOST_LIGHT_COST


def test_a_search_in_texts_may_read_everything_before_its_page_is_full() -> None:
    plots = ", ".join(f'{{plot: {{contains: "word{number}"}}}}' for number in range(100))
    for condition in ('plot: {contains: "x"}', f"or: [{plots}]", 'title: {eq: "x", ignoreCase: true}'):
        assert (
            estimate(f"{{ films(first: 10, where: {{{condition}}}) {{ nodes {{ title }} }} }}").touched >= NODES["Film"]
        )


def test_an_index_is_worth_it() -> None:
    values = Values(known=1.0, distinct=100, deciles=tuple(1900.0 + 10 * tenth for tenth in range(11)))
    statistics = GraphStatistics(NODES, GRAPH.degrees, {("Film", "year"): values}, embedded=True)
    by_index = estimate("{ films(first: 10, where: {year: {eq: 1993}}) { nodes { title } } }", statistics)
    scan = estimate('{ films(first: 10, where: {plot: {contains: "x"}}) { nodes { title } } }', statistics)
    assert by_index.touched * 20 < scan.touched


def test_a_range_counts_by_the_share_of_its_values() -> None:
    values = Values(known=1.0, distinct=100, deciles=tuple(1900.0 + 10 * tenth for tenth in range(11)))
    statistics = GraphStatistics(NODES, GRAPH.degrees, {("Film", "year"): values}, embedded=True)
    text = "query($from: Int!) { films(first: 10, where: {year: {gte: $from}}) { nodes { title } } }"
    all_of_them, half, few = (estimate(text, statistics, **{"from": year}).touched for year in (1900, 1950, 1999))
    assert all_of_them > 1.5 * half > 2 * few


@pytest.mark.parametrize("graph", [GRAPH, EMBEDDED], ids=["neo4j", "embedded"])
@pytest.mark.parametrize("by", ["title: ASC", "rating: DESC", "popularity: DESC", "key: ASC"])
def test_a_page_along_an_index_needs_no_scan(by: str, graph: GraphStatistics) -> None:
    along, sorted_ = (
        f"{{ films(first: 10, orderBy: [{{{one}}}]) {{ nodes {{ title }} }} }}" for one in (by, "castCount: ASC")
    )
    assert estimate(along, graph).touched * 50 < estimate(sorted_, graph).touched


def test_the_embedded_store_reads_no_index_backwards() -> None:
    text = "{ films(last: 10, orderBy: [{title: ASC}]) { nodes { title } } }"
    assert estimate(text).touched * 50 < estimate(text, EMBEDDED).touched


def test_neighbours_have_more_relationships_than_the_mean() -> None:
    degrees = {**GRAPH.degrees, ("ACTED_IN", "OUT"): Degrees(100_000, 105_000, 25.0, 9, 120)}
    text = '{ film(by: {key: "a"}) { cast(first: 20) { nodes { actedIn(first: 50) { nodes { title } } } } } }'
    skewed = GraphStatistics(NODES, degrees)
    assert estimate(text, skewed).touched > 1.5 * estimate(text, GRAPH).touched


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (
            "{ films(first: 500) { nodes { title worst: similar(first: 50) { nodes { title } } } } }",
            ("films", "nodes", "worst"),
        ),
        ('{ films(first: 5, where: {plot: {contains: "x"}}) { totalCount } }', ("films", "totalCount")),
        ('{ search(query: "e", first: 50) { nodes { __typename } } }', ("search",)),
    ],
)
def test_the_most_expensive_field_is_named(text: str, path: tuple[str, ...]) -> None:
    assert estimate(text, EMBEDDED).most_expensive_field == path


@pytest.mark.parametrize("operation", ["paths", "neighbourhood"])
def test_explorations_have_an_estimate(operation: str) -> None:
    person = "UGVyc29uOmE"
    text = {
        "paths": f'{{ paths(from: "{person}", to: "{person}", first: 3) {{ nodes {{ degrees }} }} }}',
        "neighbourhood": f'{{ neighbourhood(of: "{person}", depth: 2) {{ nodes {{ depth }} }} }}',
    }[operation]
    found = estimate(text)
    assert found.fields[operation,] > 1
    assert found.touched >= found.fields[operation,]
