"""The look-ups of a search follow the indexes of the embedded store in order, which its language does not promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphql import OperationDefinitionNode, parse

from graphapi.api.schema import GraphSchema
from graphapi.compiler.features.search.candidates import CandidateKeys, Way
from graphapi.compiler.planning.planning_context import ReadLimits
from graphapi.store import connect
from graphapi.store.arcadedb_http import request
from graphapi.store.migrations import migrate
from tests.stores import wipe

if TYPE_CHECKING:
    from graphapi.store import Endpoint

IN_ORDER = "NodeIndexRangeScan(node0:{label}) [index={label}[searchRank,key], searchRank < 1"
BY_TEXT = "NodeIndexRangeScan(node0:{label}) [index={label}[searchText,searchRank,key]"
EXACTLY = "NodeIndexSeek(node0:{label}) [index={label}[searchText,searchRank,key]"
PLANS = {
    Way.PROBE: IN_ORDER,
    Way.SAME: EXACTLY,
    Way.BEGINNING: BY_TEXT,
    Way.BEST_BEGINNING: IN_ORDER,
    Way.BEST_WORDS: IN_ORDER,
    Way.BEST: IN_ORDER,
}
DOCUMENT = '{ search(query: "red", kinds: [FILM, PERSON, CHARACTER]) { nodes { __typename } } }'


async def test_look_ups_follow_the_indexes(embedded_endpoint: Endpoint) -> None:
    graph = await connect(embedded_endpoint)
    try:
        await wipe(graph)
        await migrate(graph)
    finally:
        await graph.close()
    compiler, document = GraphSchema(limits=ReadLimits(looks_up=True)).compiler, parse(DOCUMENT)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    compiled = compiler.compile(DOCUMENT, document, operation, {})
    followed = 0
    for read in compiled.explorations[0].reads:
        (column,) = read.plan.columns
        assert isinstance(column, CandidateKeys)
        if expected := PLANS.get(column.way):
            body = {"language": "opencypher", "command": f"EXPLAIN {read.statement.text}"}
            _, answer = request(embedded_endpoint, "POST", f"/api/v1/command/{embedded_endpoint.database}", body)
            plan = str(answer["explain"])
            assert expected.format(label=column.label) in plan, plan
            assert expected is not IN_ORDER or "ORDER BY" not in plan, plan
            followed += 1
    assert followed == 3 * len(PLANS)
