"""The default limit of cost lets everything pass that graphapi itself sends.

The operations of the explorer and of the benchmarks pass on a graph of a million credits, the examples of the
playground on one of fifty thousand: one of them goes through all credits.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLType,
    OperationDefinitionNode,
    get_named_type,
    parse,
    type_from_ast,
    validate,
)

from graphapi.api.schema import GraphSchema
from graphapi.model.graph_statistics import Degrees, GraphStatistics, Values
from graphapi.profiles import PROFILE_DEFAULTS
from graphapi.settings import Settings

ROOT = Path(__file__).parents[2]
OPERATIONS = ROOT / "graphapi" / "web" / "src" / "explore" / "api" / "operations"
FRAGMENTS = "\n".join(
    (OPERATIONS / name).read_text(encoding="utf-8") for name in ("fragments.graphql", "fragments.generated.graphql")
)
DOCUMENTS = {
    f"{path.parent.name}/{path.stem}": path
    for folder in (ROOT / "benchmarks" / "queries", ROOT / "graphapi" / "web" / "src")
    for path in sorted(folder.rglob("*.graphql"))
    if "peer" not in path.parts and not path.name.startswith("fragments")
}
TEMPLATE_VALUE = re.compile(r"\{\{[^}]+\}\}")
SCHEMA = GraphSchema()
NODES = {"Film": 125_000, "Person": 150_000, "Character": 980_521, "Genre": 20, "Place": 0, "Keyword": 0}
DEGREES = {
    ("ACTED_IN", "OUT"): Degrees(150_000, 1_000_524, 86.1, 65, 1017),
    ("ACTED_IN", "IN"): Degrees(125_000, 1_000_524, 8.8, 14, 19),
    ("DIRECTED", "OUT"): Degrees(150_000, 162_386, 59.6, 18, 494),
    ("DIRECTED", "IN"): Degrees(125_000, 162_386, 1.5, 2, 2),
    ("PLAYS", "OUT"): Degrees(150_000, 1_000_524, 86.1, 65, 1017),
    ("PLAYS", "IN"): Degrees(980_521, 1_000_524, 1.0, 2, 4),
    ("APPEARS_IN", "OUT"): Degrees(980_521, 1_000_524, 1.0, 2, 4),
    ("APPEARS_IN", "IN"): Degrees(125_000, 1_000_524, 8.8, 14, 19),
    ("IN_GENRE", "OUT"): Degrees(125_000, 249_678, 2.3, 3, 3),
    ("IN_GENRE", "IN"): Degrees(20, 249_678, 17_039.3, 35_422, 35_422),
}
VALUES = {
    ("Film", "year"): Values(1.0, 105, tuple(1920.0 + 10 * tenth for tenth in range(11))),
    ("Film", "rating"): Values(1.0, 90, tuple(1.0 + 0.9 * tenth for tenth in range(11))),
}
"""The statistics of the generated graph with a million acting credits, as the benchmarks read them."""
ID = "UGVyc29uOm5tMDAwMDAwMQ"


def value_of(type_: GraphQLType, name: str) -> object:
    """A typical value of a variable."""
    if isinstance(type_, GraphQLNonNull):
        return value_of(type_.of_type, name)
    if isinstance(type_, GraphQLList):
        return [value_of(type_.of_type, name)]
    if isinstance(type_, GraphQLEnumType):
        return next(iter(type_.values))
    if isinstance(type_, GraphQLInputObjectType):
        return {"key": "x"} if "key" in type_.fields else {}
    named = str(get_named_type(type_))
    return {"ID": ID, "Int": 1990 if "year" in name.lower() else 20, "Float": 7.5, "Boolean": True}.get(named, "Toy")


@pytest.mark.parametrize("embedded", [False, True], ids=["neo4j", "embedded"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_passes(name: str, embedded: bool) -> None:
    # The examples of the playground are templates, which the page fills with values of the graph.
    text = TEMPLATE_VALUE.sub("1990", DOCUMENTS[name].read_text(encoding="utf-8"))
    document = parse(text)
    if validate(SCHEMA.graphql_schema, document):
        document = parse(f"{text}\n{FRAGMENTS}")
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    assert operations
    statistics = GraphStatistics(NODES, DEGREES, VALUES, embedded, exact=True)
    if name.startswith("examples/"):
        nodes = {label: number // 20 for label, number in NODES.items()}
        statistics = GraphStatistics(nodes, DEGREES, VALUES, embedded, exact=True)
    limit = Settings.model_fields["max_cost"].default
    # The default of the profile ``public`` is the smaller one.
    values_limit = PROFILE_DEFAULTS["public"]["max_response_values"]
    assert isinstance(values_limit, int)
    for operation in operations:
        given = {}
        for definition in operation.variable_definitions or ():
            type_ = type_from_ast(SCHEMA.graphql_schema, definition.type)
            assert type_ is not None
            if definition.default_value is None:
                given[definition.variable.name.value] = value_of(type_, definition.variable.name.value)
        variables = SCHEMA.compiler.coerce(operation, given)
        assert not isinstance(variables, list), variables
        compiled = SCHEMA.compiler.compile(text, document, operation, variables)
        estimate = compiled.estimator.estimate(statistics, variables)
        assert estimate.cost <= limit, estimate.most_expensive_field
        assert estimate.response_values <= values_limit, estimate.largest_field
