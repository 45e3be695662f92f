"""The sample, and when a load removes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphapi.load.catalogue import load_catalogue
from graphapi.load.options import LoadOptions
from graphapi.load.sample import load_sample, wants_sample
from graphapi.load.sample_removal import sample_folder, sample_keys
from graphapi.store import StoreKind
from tests.load.graphs import catalogue, dump, values, write_files

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.store import Graph

pytestmark = pytest.mark.anyio


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_files(tmp_path, films="key,title\nmine,Mine\n", people="key,name\n", cast="film_key,person_key\n")


async def test_only_an_empty_embedded_store_wants_the_sample(empty: Graph) -> None:
    assert await wants_sample(empty) is (empty.kind is StoreKind.EMBEDDED)
    await empty.write("CREATE (:Keyword {key: 'x', name: 'x'})", {})
    assert not await wants_sample(empty)


async def test_the_sample_answers_the_questions_about_red_hot(empty: Graph) -> None:
    await load_sample(empty)
    assert (await catalogue(empty))["sample"] is True
    statement = """
    MATCH (f:Film {key: 'red-hot-1993'})
    RETURN collect([f.title, f.year, f.certificate, f.runtimeMinutes, f.rating, f.votes])
    """
    assert await values(empty, statement) == [["Red Hot", 1993, "PG", 95, 5.5, 326]]
    cast = """
    MATCH (p:Person)-[a:ACTED_IN]->(:Film {key: 'red-hot-1993'}) MATCH (c:Character) WHERE c.key IN a.characterKeys
    WITH p, a, c ORDER BY a.billing
    RETURN collect([p.name, c.name, c.description IS NOT NULL])
    """
    assert await values(empty, cast) == [
        ["Balthazar Getty", "Tom", True],
        ["Carla Gugino", "Helen", True],
        ["Jan Niklas", "Daniel", True],
    ]


async def test_every_film_of_the_sample_is_described(empty: Graph) -> None:
    await load_sample(empty)
    statement = """
    MATCH (f:Film) WHERE f.plot IS NULL OR f.runtimeMinutes IS NULL OR f.certificate IS NULL
      OR NOT EXISTS { MATCH (f)-[:IN_GENRE]->(:Genre) } OR NOT EXISTS { MATCH (:Person)-[:ACTED_IN]->(f) }
      OR NOT EXISTS { MATCH (:Person)-[:DIRECTED]->(f) }
    RETURN collect(f.key)
    """
    assert await values(empty, statement) == []
    people = "MATCH (p:Person) WHERE NOT p:Actor AND NOT p:Director RETURN collect(p.key)"
    assert await values(empty, people) == []


async def test_the_keys_of_the_sample_are_those_of_its_nodes(empty: Graph) -> None:
    await load_sample(empty)
    (count,) = await empty.read(
        "MATCH (n) WHERE NOT n:Migration AND NOT n:Lock AND NOT n:Catalogue RETURN count(n)", {}
    )
    with sample_folder() as path:
        assert len(sample_keys(path)) == count


async def test_the_first_load_removes_the_sample(empty: Graph, folder: Path) -> None:
    await load_catalogue(empty, folder)
    alone = await dump(empty)
    await load_catalogue(empty, folder)
    await empty.write("MATCH (n:Film) DETACH DELETE n", {})
    await load_sample(empty)
    summary = await load_catalogue(empty, folder)
    assert summary.sample_removed
    assert await dump(empty) == alone
    assert (await catalogue(empty))["sample"] is False


async def test_the_sample_is_kept_when_asked(empty: Graph, folder: Path) -> None:
    await load_sample(empty)
    before = await dump(empty)
    summary = await load_catalogue(empty, folder, options=LoadOptions(keep_sample=True))
    assert not summary.sample_removed
    assert set(before[0]) < set((await dump(empty))[0])
    again = await load_catalogue(empty, folder)
    assert not again.sample_removed
    assert await values(empty, "MATCH (f:Film {key: 'red-hot-1993'}) RETURN collect(f.key)") == ["red-hot-1993"]


@pytest.mark.parametrize(
    "statement", ["CREATE (:Film {key: 'other', title: 'Other'})", "CREATE (:Note {text: 'mine'})"]
)
async def test_a_graph_that_holds_anything_else_is_not_emptied(empty: Graph, folder: Path, statement: str) -> None:
    await load_sample(empty)
    await empty.write(statement, {})
    summary = await load_catalogue(empty, folder)
    assert not summary.sample_removed
    assert await values(empty, "MATCH (f:Film {key: 'red-hot-1993'}) RETURN collect(f.key)") == ["red-hot-1993"]
    assert (await catalogue(empty))["sample"] is False
