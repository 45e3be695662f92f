"""Searches return the expected matches for any input, and the same ones on both stores as the naive evaluator."""

from __future__ import annotations

import asyncio
import base64
import random
import string
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from graphapi.api.schema import GraphSchema
from graphapi.compiler.planning.planning_context import ReadLimits
from graphapi.execution.context import Context
from graphapi.load.catalogue import load_catalogue
from graphapi.store import connect
from graphapi.store.batching import SharedReads
from graphapi.store.migrations import migrate
from tests.conftest import STORES
from tests.differential.rows import read_catalogue
from tests.differential.searches import find
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from graphapi.statement import Statement
    from graphapi.store import Endpoint, Graph

SCHEMA = GraphSchema()
# A search whose total is asked for collects all matches, as it does on the embedded store.
COLLECTING = GraphSchema(limits=ReadLimits(looks_up=True))
# The candidates of a search are looked up before it, by the most candidates. If they are few, all indexes are read.
LOOKING_UP = {most: GraphSchema(limits=ReadLimits(looks_up=True, max_candidates=most)) for most in (1, 40)}
# A search with more than two candidates reads along the indexes.
NARROW = GraphSchema(limits=ReadLimits(max_candidates=2))


class AlikeFilms(NamedTuple):
    """A graph of films with similar titles, and the folder of its catalogue."""

    graph: Graph
    folder: Path


QUERY = """
query ($text: String!, $kinds: [SearchKind!], $first: Int = 50, $after: String) {
  search(query: $text, kinds: $kinds, first: $first, after: $after) {
    totalCount edges { score matched node { id } cursor } pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}
"""
SUGGESTIONS = """
query ($text: String!, $first: Int) { search(query: $text, first: $first) { edges { score matched node { id } } } }
"""
TITLES = {
    "amelie": "Le Fabuleux Destin: Amélie Poulain",
    "avventura": "L'avventura",
    "spirited": "千と千尋の神隠し",
    "mask": "ガラスの仮面",
    "irony": "Ирония судьбы, или Лёгкий пар!",
    "mash": "M*A*S*H",
    "what": "What?",
    "mark": "?",
    "money": "$",
    "nine": "$9.99",
    "spider": "Spider-Man 2",
    "not": "NOT and OR and AND",
    "slash": "Face/Off",
    "arrow": "Arrow",
    "arrew": "Arrew",
    "long": "a" * 300,
    "old": "千尋",
}
NAMES = {"otoole": "Peter O'Toole", "chow": "周星馳", "bjork": "Björk", "mifune": "三船 敏郎", "ayse": "AYŞE İNCİ"}
ATTACKS = [
    *string.punctuation,
    *(f"spider{mark}man" for mark in string.punctuation),
    *(f"{mark}spider" for mark in string.punctuation),
    "AND",
    "OR OR",
    "NOT",
    "spider AND (man",
    "searchText:spider",
    "*:*",
    "/.*/",
    "spider~2 man^4",
    "[a TO z]",
    "{a TO z}",
    "\\",
    "spider\\",
    '"spider',
    "'}) MATCH (n) DETACH DELETE n //",
    "' OR 1=1 --",
    "$p0",
    "spider\u0000man",
    "%s%s%n",
    "\U0001f577 spider",
    "\u202espider",
    "a" * 255,
    "a" * 5000,
    "spider " * 500,
    " ".join(f"w{'x' * (number % 24)}{number}" for number in range(64)),
    " ".join(letter * 24 for letter in string.ascii_lowercase),
]
WANTED = {
    "amelie": ["amelie"],
    "AMÉLIE": ["amelie"],
    "amelei": ["amelie"],
    "poulan fabul": ["amelie"],
    "o'toole": ["otoole"],
    "otoole": ["otoole"],
    "O\u2019Tool": ["otoole"],
    "l'avventura": ["avventura"],
    "lavventura": ["avventura"],
    "avvent": ["avventura"],
    "toole": ["otoole"],
    "ирон": ["irony"],
    "легкий": ["irony"],
    "千尋": ["old", "spirited"],
    "神隠": ["spirited"],
    "仮面": ["mask"],
    "周星": ["chow"],
    "三船": ["mifune"],
    "ayse inci": ["ayse"],
    "bjork": ["bjork"],
    "mash": ["mash"],
    "MASH": ["mash"],
    "m*a*s*h": ["mash"],
    "what?": ["what"],
    "?": ["mark"],
    "$": ["money"],
    "$9.99": ["nine"],
    "9.9": ["nine"],
    "spiderman": ["spider"],
    "spider  man": ["spider"],
    "sp ider-man2": ["spider"],
    "man2": ["spider"],
    "spidermn": ["spider"],
    "faceoff": ["slash"],
    "bj ork": ["bjork"],
    "spider-man": ["spider"],
    "face off": ["slash"],
    "arrow": ["arrow"],
    "arriw": ["arrew", "arrow"],
    "arrox": ["arrow"],
    "and or": ["not"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue of titles and names that are hard to search."""
    return write_titles(tmp_path_factory.mktemp("titles"))


def write_titles(made: Path) -> Path:
    """Write the catalogue into a folder."""
    rows = [f'{key},"{title}"' for key, title in TITLES.items()]
    (made / "films.csv").write_text("\n".join(["key,title", *rows, ""]), encoding="utf-8")
    rows = [f'{key},"{name}"' for key, name in NAMES.items()]
    (made / "people.csv").write_text("\n".join(["key,name", *rows, ""]), encoding="utf-8")
    (made / "cast.csv").write_text("film_key,person_key\n", encoding="utf-8")
    return made


@pytest.fixture(scope="module", params=STORES)
async def titles(request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[Graph]:
    """The catalogue on each store in turn."""
    opened = await connect(request.getfixturevalue(f"{request.param}_endpoint"))
    try:
        await wipe(opened)
        await migrate(opened)
        await load_catalogue(opened, folder)
        yield opened
    finally:
        await opened.close()


async def ask(
    graph: Graph, text: str, schema: GraphSchema = SCHEMA, document: str = QUERY, **variables: object
) -> dict[str, Any]:
    """The data of a search, which must have no errors."""
    context = Context(SharedReads(graph), asyncio.get_running_loop().time() + 60, "searches")
    result = await schema.execute(document, {"text": text, **variables}, context_value=context)
    assert result.errors is None, (text, result.errors)
    assert result.data is not None
    found: dict[str, Any] = result.data["search"]
    return found


async def test_what_is_typed_finds_what_is_meant(titles: Graph, folder: Path) -> None:
    keys = {node.id: key for nodes in read_catalogue(folder).nodes.values() for key, node in nodes.items()}
    for text, expected in WANTED.items():
        found = await ask(titles, text)
        assert [keys[edge["node"]["id"]] for edge in found["edges"]] == expected, text


@pytest.mark.parametrize("schema", [COLLECTING, NARROW], ids=["collecting", "narrow"])
async def test_nothing_that_is_typed_is_syntax(titles: Graph, folder: Path, schema: GraphSchema) -> None:
    catalogue = read_catalogue(folder)
    for text in [*ATTACKS, *WANTED]:
        found, expected = await ask(titles, text, schema), find(catalogue, {"query": text})
        assert found["totalCount"] == expected.total, text
        assert [(edge["node"]["id"], edge["score"], edge["matched"]) for edge in found["edges"]] == [
            (item.node.id, item.properties["score"], item.properties["matched"]) for item in expected.items
        ], text


@pytest.mark.parametrize("schema", [SCHEMA, NARROW], ids=["all", "narrow"])
@pytest.mark.parametrize(("text", "size"), [("a", 29), ("the", 7), ("a m", 7), ("john", 2)])
async def test_pages_follow_each_other(sample_graph: Graph, schema: GraphSchema, text: str, size: int) -> None:
    everything = await ask(sample_graph, text, first=1000)
    assert everything["totalCount"] == len(everything["edges"]) > size
    after, pages = None, []
    while True:
        page = await ask(sample_graph, text, schema, first=size, after=after)
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        pages += page["edges"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert pages == everything["edges"]


@pytest.mark.parametrize("sample_graph", ["embedded"], indirect=True)
@pytest.mark.parametrize("size", [0, 4, 60])
@pytest.mark.parametrize("most", LOOKING_UP)
async def test_look_ups_find_the_best_matches(sample_graph: Graph, most: int, size: int) -> None:
    # Some of these have enough matches among the most popular nodes, some have few matches, and some have none.
    short = ["a", "t", "th", "the", "ma", "tom", "a m", "the m", "hal", "q", "x", "zz", "jo", "1"]
    for text in [*short, "tom hanks", "matrx", "keaun", "helenhunt", "john", "the da vinci code", "the zebra code"]:
        every = await ask(sample_graph, text, first=size)
        best = await ask(sample_graph, text, LOOKING_UP[most], SUGGESTIONS, first=size)
        wanted = [{key: edge[key] for key in ("score", "matched", "node")} for edge in every["edges"]]
        assert best["edges"] == wanted, text


@pytest.mark.parametrize("titles", ["embedded"], indirect=True)
@pytest.mark.parametrize("most", LOOKING_UP)
async def test_look_ups_find_what_is_typed(titles: Graph, folder: Path, most: int) -> None:
    catalogue = read_catalogue(folder)
    for text in [*ATTACKS, *WANTED, "a", "s", "sp", "m", "2", "or", "p o"]:
        found = await ask(titles, text, LOOKING_UP[most], SUGGESTIONS, first=50)
        expected = find(catalogue, {"query": text})
        assert [(edge["node"]["id"], edge["score"], edge["matched"]) for edge in found["edges"]] == [
            (item.node.id, item.properties["score"], item.properties["matched"]) for item in expected.items
        ], text


@pytest.fixture(scope="module")
async def alike(embedded_endpoint: Endpoint, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[AlikeFilms]:
    """Films with similar titles on the embedded store; often the less popular ones match better."""
    made, chance = tmp_path_factory.mktemp("alike"), random.Random(7)  # noqa: S311
    words = ["red", "redd", "redhot", "hot", "hotdog", "a"]
    titles = [
        ["the", *chance.choices(words, k=2)] if number % 9 else chance.choices(words, k=2) for number in range(200)
    ]
    titles += [["red"], ["hot"], ["hot"]]
    rows = [f"f{number:03},{' '.join(title)},{chance.randint(0, 40)}" for number, title in enumerate(titles)]
    (made / "films.csv").write_text("\n".join(["key,title,votes", *rows, ""]), encoding="utf-8")
    (made / "people.csv").write_text("key,name\n", encoding="utf-8")
    (made / "cast.csv").write_text("film_key,person_key\n", encoding="utf-8")
    opened = await connect(embedded_endpoint)
    try:
        await wipe(opened)
        await migrate(opened)
        await load_catalogue(opened, made)
        yield AlikeFilms(opened, made)
    finally:
        await opened.close()


@pytest.mark.parametrize("most", LOOKING_UP)
async def test_a_better_match_comes_before_more_popular_ones(alike: AlikeFilms, most: int) -> None:
    catalogue = read_catalogue(alike.folder)
    for text in [
        "r",
        "red",
        "redh",
        "hot",
        "the hot",
        "a redd",
        "red hot",
        "hot dog",
        "a",
        "rid",
        "redhit",
        "the redd a",
    ]:
        for size in (1, 2, 5):
            found = await ask(alike.graph, text, LOOKING_UP[most], SUGGESTIONS, first=size)
            expected = find(catalogue, {"query": text}).items[:size]
            assert [edge["node"]["id"] for edge in found["edges"]] == [item.node.id for item in expected], (text, size)


async def test_the_best_known_people_come_before_characters_of_that_name(sample_graph: Graph) -> None:
    found = await ask(sample_graph, "tom")
    kinds = [base64.urlsafe_b64decode(f"{edge['node']['id']}==").decode() for edge in found["edges"]]
    assert kinds[:2] == ["Person:tom-hanks", "Person:tom-cruise"]
    exact = [edge["matched"] for edge in found["edges"]].index("EXACT")
    assert kinds[exact].startswith("Character:")
    assert all(kind.startswith("Person:") for kind in kinds[:exact])
    assert exact == 4


async def test_a_search_is_one_statement(sample_graph: Graph) -> None:
    statements: list[str] = []

    class RecordingReader:
        async def read(self, statement: Statement, parameters: Mapping[str, object], *, timeout: float) -> list[Any]:
            statements.append(statement.text)
            return await SharedReads(sample_graph).read(statement, parameters, timeout=timeout)

    context = Context(RecordingReader(), asyncio.get_running_loop().time() + 60, "searches")
    await SCHEMA.execute(QUERY, {"text": "tom"}, context_value=context)
    assert len(statements) == 1
