"""Edge cases of ``neighbourhood``: cuts, limits, errors, and the number of statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graphapi.api.schema import GraphSchema
from graphapi.compiler.planning.planning_context import ReadLimits
from graphapi.compiler.relay.global_id import encode_id
from graphapi.server.error_format import code_of
from tests.traversal.test_paths import SCHEMA, ask

if TYPE_CHECKING:
    from graphapi.store import Graph

BACON, APOLLO, DRAMA = (
    encode_id(*name) for name in (("Person", "kevin-bacon"), ("Film", "apollo-13-1995"), ("Genre", "Drama"))
)
EVERYTHING = """
  center { id }
  isCut
  nodes { node { id key __typename } depth isCut relationships { type total more } }
  relationships { id type from to billing note film }
"""
COUNTS = """
  nodes {
    relationships { type total }
    node {
      ... on Film {
        votes
        cast(first: 0) { totalCount }
        directors(first: 0) { totalCount }
        characters(first: 0) { totalCount }
        genres { key }
        places { key }
        keywords { key }
      }
      ... on Person {
        actedIn(first: 0) { totalCount }
        directed(first: 0) { totalCount }
        characters(first: 0) { totalCount }
      }
      ... on Character { playedBy(first: 0) { totalCount } films(first: 0) { totalCount } }
      ... on Genre { films(first: 0) { totalCount } }
      ... on Place { films(first: 0) { totalCount } }
      ... on Keyword { films(first: 0) { totalCount } }
    }
  }
"""


async def around(
    graph: Graph, of: str, more: str = "", selection: str = EVERYTHING, limits: ReadLimits | None = None
) -> dict[str, Any]:
    """The neighbourhood of a node."""
    schema = GraphSchema(limits=limits) if limits else SCHEMA
    result, _ = await ask(graph, f'{{ neighbourhood(of: "{of}" {more}) {{ {selection} }} }}', schema)
    assert result.errors is None
    assert result.data is not None
    found: dict[str, Any] = result.data["neighbourhood"]
    return found


def check_tallies(found: dict[str, Any]) -> None:
    """Check that the counts at each node agree with the relationships in the answer."""
    ids = [node["node"]["id"] for node in found["nodes"]]
    assert ids[0] == found["center"]["id"]
    assert len(set(ids)) == len(ids)
    assert all({one["from"], one["to"]} <= set(ids) for one in found["relationships"])
    assert len({one["id"] for one in found["relationships"]}) == len(found["relationships"])
    for node in found["nodes"]:
        for tally in node["relationships"]:
            ends = [(one["from"], one["to"]) for one in found["relationships"] if one["type"] == tally["type"]]
            assert tally["total"] - tally["more"] == sum(node["node"]["id"] in both for both in ends)


@pytest.mark.parametrize(("depth", "levels"), [(0, 1), (1, 1), (2, 2), (3, 3)])
async def test_a_level_is_one_statement(sample_graph: Graph, depth: int, levels: int) -> None:
    query = f'{{ neighbourhood(of: "{APOLLO}", depth: {depth}, first: 3) {{ {EVERYTHING} }} }}'
    result, statements = await ask(sample_graph, query)
    assert result.data is not None
    found = result.data["neighbourhood"]
    assert len(statements) == levels + 1
    assert [node["depth"] for node in found["nodes"]] == sorted(node["depth"] for node in found["nodes"])
    assert max(node["depth"] for node in found["nodes"]) == depth
    assert all(node["isCut"] is False for node in found["nodes"] if node["depth"] == depth)
    check_tallies(found)


@pytest.mark.parametrize("of", [BACON, APOLLO, DRAMA])
async def test_totals_are_those_of_the_connections(sample_graph: Graph, of: str) -> None:
    found = await around(sample_graph, of, selection=COUNTS)
    for one in found["nodes"]:
        lists = [value for value in one["node"].values() if isinstance(value, dict | list)]
        right = [len(value) if isinstance(value, list) else value["totalCount"] for value in lists]
        assert [tally["total"] for tally in one["relationships"]] == right
    assert sum(len(one["relationships"]) for one in found["nodes"]) > 10


async def test_the_best_known_come_first_and_the_rest_is_counted(sample_graph: Graph) -> None:
    everything = await around(sample_graph, DRAMA, selection="isCut nodes { node { key ... on Film { votes } } }")
    films = [one["node"] for one in everything["nodes"][1:]]
    assert everything["isCut"] is False
    assert films == sorted(films, key=lambda film: (film["votes"] is None, -(film["votes"] or 0), film["key"]))
    few = await around(sample_graph, DRAMA, "first: 2")
    assert [one["node"]["key"] for one in few["nodes"]] == ["Drama", *(film["key"] for film in films[:2])]
    assert (few["isCut"], few["nodes"][0]["isCut"]) == (True, True)
    assert few["nodes"][0]["relationships"] == [{"type": "IN_GENRE", "total": len(films), "more": len(films) - 2}]
    none = await around(sample_graph, DRAMA, "first: 0")
    assert (len(none["nodes"]), none["isCut"]) == (1, True)


async def test_people_are_ordered_by_their_credits(sample_graph: Graph) -> None:
    credits = "... on Person { key actedIn(first: 0) { totalCount } directed(first: 0) { totalCount } }"
    found = await around(sample_graph, APOLLO, "relationships: [ACTED_IN]", f"nodes {{ node {{ {credits} }} }}")
    cast = [one["node"] for one in found["nodes"][1:]]
    known = [(-one["actedIn"]["totalCount"] - one["directed"]["totalCount"], one["key"]) for one in cast]
    assert known == sorted(known)
    assert len({credits for credits, _ in known}) > 1


async def test_an_answer_is_bounded(sample_graph: Graph) -> None:
    few = await around(sample_graph, DRAMA, "depth: 3", limits=ReadLimits(max_nodes=10))
    assert (len(few["nodes"]), few["isCut"]) == (10, True)
    check_tallies(few)
    # If the next level has too many neighbours to read, the answer ends before it and isCut is true.
    near = await around(sample_graph, DRAMA, "depth: 2", limits=ReadLimits(max_neighbours=5))
    assert {one["depth"] for one in near["nodes"]} == {0, 1}
    assert (near["isCut"], near["nodes"][1]["isCut"]) == (True, True)
    assert near["nodes"][0]["isCut"] is False


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ('of: "nonsense"', "BAD_USER_INPUT"),
        (f'of: "{encode_id("Nothing", "Drama")}"', "BAD_USER_INPUT"),
        (f'of: "{DRAMA}", depth: -1', "BAD_USER_INPUT"),
        (f'of: "{DRAMA}", depth: 4', "BAD_USER_INPUT"),
        (f'of: "{DRAMA}", first: -1', "BAD_USER_INPUT"),
        (f'of: "{DRAMA}", first: 1001', "BAD_USER_INPUT"),
        (f'of: "{DRAMA}", relationships: []', "BAD_USER_INPUT"),
        (f'of: "{encode_id("Film", "nothing")}"', "NOT_FOUND"),
    ],
)
async def test_what_cannot_be_is_an_error_at_the_field(sample_graph: Graph, arguments: str, code: str) -> None:
    result, _ = await ask(sample_graph, f"{{ found: neighbourhood({arguments}) {{ isCut }} }}")
    assert result.data is None
    assert result.errors is not None
    (error,) = result.errors
    assert (code_of(error, before_execution=False), error.path) == (code, ["found"])


async def test_one_document_serves_any_depth_and_label(sample_graph: Graph) -> None:
    query = "query ($of: ID!, $depth: Int) { neighbourhood(of: $of, depth: $depth) { nodes { depth } } }"
    deepest = []
    for of, depth in ((APOLLO, 1), (APOLLO, 2), (DRAMA, 2), (DRAMA, 0), (BACON, None), (APOLLO, 1)):
        result, _ = await ask(sample_graph, query, of=of, depth=depth)
        assert result.data is not None
        deepest.append(max(one["depth"] for one in result.data["neighbourhood"]["nodes"]))
    assert deepest == [1, 2, 2, 0, 1, 1]
