"""Co-stars, collaborators, similar films and degrees around hubs, such as a person with 2,000 co-stars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from graphql import build_schema, parse

from graphapi.api.schema import GraphSchema
from graphapi.compiler.relay.global_id import encode_id
from graphapi.load.catalogue import load_catalogue
from graphapi.store import connect
from graphapi.store.migrations import migrate
from tests.conftest import STORES
from tests.differential.comparison import System, difference
from tests.differential.evaluator import Evaluator
from tests.differential.hubs import LINKS, write_hubs
from tests.differential.operations import Case, Operation, cursors_in
from tests.differential.rows import read_catalogue
from tests.differential.test_differential import SDL
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.differential.inputs import Json

CO_STARS = """query ($first: Int, $after: String, $before: String, $where: CoStarWhere) {
  person(by: {key: "star"}) {
    coStars(first: $first, after: $after, before: $before, where: $where) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage }
      edges { cursor filmsTogether node { key } films { film { key } otherCredits { billing characters { key } } } }
    }
  }
}"""
COLLABORATORS = """{
  person(by: {key: "cy"}) {
    collaborators(first: 300) { totalCount edges { filmsTogether roles otherRoles node { key } } }
  }
}"""
SIMILAR = """query ($key: String!, $first: Int, $after: String) {
  film(by: {key: $key}) {
    similar(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage }
      edges { cursor score node { key } reasons { weight node { __typename key } } }
    }
  }
}"""

DEGREES = """query ($one: String!, $other: ID!) { person(by: {key: $one}) { degreesTo(person: $other) } }"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the catalogue."""
    made = tmp_path_factory.mktemp("hubs")
    write_hubs(made)
    return made


@pytest.fixture(scope="module")
def evaluator(folder: Path) -> Evaluator:
    """The evaluator, which gives the expected answers."""
    return Evaluator(build_schema(SDL.read_text(encoding="utf-8")), read_catalogue(folder))


@pytest.fixture(scope="module", params=STORES)
async def systems(request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[list[System]]:
    """The catalogue on each store in turn, read with single statements and in batches."""
    graph = await connect(request.getfixturevalue(f"{request.param}_endpoint"))
    try:
        await wipe(graph)
        await migrate(graph)
        await load_catalogue(graph, folder)
        yield [System(str(shared), GraphSchema(), graph, shared=shared) for shared in (False, True)]
    finally:
        await graph.close()


def case(evaluator: Evaluator, document: str, **variables: Json) -> Case:
    """An operation and its expected answer."""
    return Case(Operation(document, variables), evaluator.evaluate(parse(document), variables))


def walk(evaluator: Evaluator, document: str, **variables: Json) -> list[Case]:
    """The pages of a list, one after the other."""
    cases = [case(evaluator, document, **variables)]
    while '"hasNextPage": True' in str(cases[-1].evaluation.result.data).replace("'", '"'):
        *_, last = cursors_in(cases[-1].evaluation.result.data)
        cases.append(case(evaluator, document, **variables, after=last))
    return cases


async def test_two_thousand_co_stars(evaluator: Evaluator, systems: list[System]) -> None:
    pages = walk(evaluator, CO_STARS, first=1000)
    data: Any = pages[0].evaluation.result.data
    assert data["person"]["coStars"]["totalCount"] > 2000
    assert len(pages) == 3
    *_, last = cursors_in(data)
    pages.append(case(evaluator, CO_STARS, first=5, before=last))
    pages.append(case(evaluator, CO_STARS, first=5, where={"film": {"year": {"gt": 1985}}, "filmsTogether": {"lt": 2}}))
    assert await difference(systems, pages) is None


async def test_collaborators_of_somebody_who_acts_and_directs(evaluator: Evaluator, systems: list[System]) -> None:
    assert await difference(systems, [case(evaluator, COLLABORATORS)]) is None


async def test_what_is_common_leads_nowhere_but_counts(evaluator: Evaluator, systems: list[System]) -> None:
    cases = [*walk(evaluator, SIMILAR, key="film-120", first=90), case(evaluator, SIMILAR, key="film-249", first=5)]
    data: Any = cases[0].evaluation.result.data
    similar = data["film"]["similar"]
    assert similar["totalCount"] == 200
    reasons = [reason["node"]["key"] for reason in similar["edges"][0]["reasons"]]
    assert {"star", "Drama", "ann"} <= set(reasons)
    assert await difference(systems, cases) is None


@pytest.mark.parametrize(
    ("one", "other", "degrees"),
    [("chain-0", f"chain-{LINKS}", LINKS), ("new-249-1", "new-1-1", 3), ("star", "chain-7", None), ("cy", "cy", 0)],
)
async def test_degrees(evaluator: Evaluator, systems: list[System], one: str, other: str, degrees: int | None) -> None:
    asked = case(evaluator, DEGREES, one=one, other=encode_id("Person", other))
    data: Any = asked.evaluation.result.data
    assert data["person"]["degreesTo"] == degrees
    assert await difference(systems, [asked]) is None
