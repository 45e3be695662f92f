"""The bulk path gives the same graph as the incremental path, and nothing of an unfinished load is ever served."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.load import generate
from graphapi.commands.serve import tell_of_unfinished_load
from graphapi.errors import GraphapiError
from graphapi.load.bulk import embedded_load
from graphapi.load.bulk.folding import fold_texts, folded_join, folded_sql
from graphapi.load.catalogue import load_catalogue
from graphapi.load.options import LoadOptions
from graphapi.load.sample import load_sample
from graphapi.load.staging import open_staging
from graphapi.model.derived import search_text
from graphapi.settings import Settings
from graphapi.store import connect
from graphapi.store.arcadedb_databases import unfinished_load
from graphapi.store.embedded import EmbeddedServer
from graphapi.store.migrations import migrate
from graphapi.store.watchdog import settle_databases
from tests.load.everything import write_everything
from tests.load.graphs import catalogue, dump, values, write_files
from tests.load.killed import kill_at
from tests.store.processes import processes_of
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.load.staging import Staging
    from graphapi.store import Graph

pytestmark = pytest.mark.anyio

# Names have no control characters; the reader of a file refuses them.
ANY = st.characters(exclude_categories=["Cs", "Cc"])
ASCII = st.characters(min_codepoint=32, max_codepoint=126)
BULK, INCREMENTAL = LoadOptions(bulk_rows=0), LoadOptions(bulk_rows=10**9)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_everything(tmp_path / "in")


@pytest.fixture(scope="module")
def staging() -> Iterator[Staging]:
    with open_staging(256) as opened:
        yield opened


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(ANY, min_size=1) | st.text(ASCII, min_size=1)))
def test_texts_are_folded_as_in_python(staging: Staging, texts: list[str]) -> None:
    staging.run("CREATE OR REPLACE TABLE named AS SELECT unnest(?::VARCHAR[]) AS name", [texts])
    fold_texts(staging, "named", "name")
    found = staging.run(f"SELECT name, {folded_sql('f')} FROM named {folded_join('name', 'f')}")  # noqa: S608
    assert sorted(found) == sorted((text, search_text(text)) for text in texts)


async def test_both_paths_make_the_same_graph(
    embedded_graph: Graph, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The relationships of a node come in several requests, as with many of them.
    monkeypatch.setattr(embedded_load, "HEAP_BYTES_PER_RELATIONSHIP", 2**60)
    incremental = await load_catalogue(embedded_graph, folder, options=INCREMENTAL)
    expected = await dump(embedded_graph)
    await wipe(embedded_graph)
    await load_sample(embedded_graph)
    bulk = await load_catalogue(embedded_graph, folder, options=BULK)
    assert await dump(embedded_graph) == expected
    assert (await catalogue(embedded_graph))["sample"] is False
    assert bulk.sample_removed
    assert bulk.written == incremental.written
    # The graph is complete, with its migrations and its indexes, and further loads find it as it is.
    assert await migrate(embedded_graph) == []
    again = await load_catalogue(embedded_graph, folder, options=BULK)
    assert {name: (one.created, one.changed) for name, one in again.written.items()} == dict.fromkeys(
        again.written, (0, 0)
    )


async def test_a_graph_with_other_content_is_not_replaced(embedded_graph: Graph, folder: Path) -> None:
    await embedded_graph.write("CREATE (:Film {key: 'mine', title: 'Mine'})", {})
    await load_catalogue(embedded_graph, folder, options=BULK)
    assert (await embedded_graph.read("MATCH (f:Film) RETURN count(f)", {})) == [7]


@pytest.mark.parametrize("options", [BULK, INCREMENTAL], ids=["bulk", "incremental"])
async def test_credits_of_people_of_the_sample_are_left_out_with_it(
    embedded_graph: Graph, tmp_path: Path, options: LoadOptions
) -> None:
    await load_sample(embedded_graph)
    people = await values(embedded_graph, "MATCH (p:Person) WITH p.key AS key ORDER BY key RETURN collect(key)")
    characters = await values(embedded_graph, "MATCH (c:Character) WITH c.key AS key ORDER BY key RETURN collect(key)")
    folder = write_files(
        tmp_path / "in",
        films="key,title\nf,Film\n",
        people="key,name\np,Person\n",
        cast=f"film_key,person_key,character,character_key\nf,p,,{characters[0]}\nf,{people[0]},Him,\n",
        directors=f"film_key,person_key\nf,{people[1]}\n",
    )
    summary = await load_catalogue(embedded_graph, folder, options=options)
    nodes = "MATCH (n) WHERE n:Film OR n:Person OR n:Character WITH n ORDER BY n.key "
    found = await values(embedded_graph, nodes + "RETURN collect([n.key, coalesce(n.name, n.title), n.searchRank])")
    assert found == [["f", "Film", -1], ["p", "Person", -1]]
    assert await values(embedded_graph, "MATCH (:Person)-[r]->() RETURN collect([type(r), r.characterKeys])") == [
        ["ACTED_IN", None]
    ]
    assert "2 rows were left out: they refer to nodes of the sample." in summary.notices


async def test_readers_see_all_or_nothing_of_a_bulk_load(embedded_graph: Graph, tmp_path: Path) -> None:
    folder = generate(tmp_path / "in", 500)
    await load_sample(embedded_graph)
    statement = "MATCH (f:Film) RETURN count(f)"
    counts = await embedded_graph.read(statement, {})
    load = asyncio.create_task(load_catalogue(embedded_graph, folder, options=BULK))
    while not load.done():
        # A read may fail in the moment in which the databases change places.
        with suppress(GraphapiError):
            counts += await embedded_graph.read(statement, {})
        await asyncio.sleep(0.01)
    await load
    counts += await embedded_graph.read(statement, {})
    assert sorted(set(counts)) == [44, 50]


async def test_a_bulk_load_that_was_killed_leaves_the_graph_as_it_was(embedded_graph: Graph, folder: Path) -> None:
    data = Path(embedded_graph.endpoint.data_folder or "")
    await load_sample(embedded_graph)
    sample = await dump(embedded_graph)
    for phase in ("Writing people", "Building indexes"):
        await asyncio.to_thread(kill_at, f"PHASE {phase}", embedded_graph.endpoint, folder, bulk_rows=0)
        assert await dump(embedded_graph) == sample
        assert "has not been completed" in (unfinished_load(data) or "")
    await load_catalogue(embedded_graph, folder, options=BULK)
    assert (await embedded_graph.read("MATCH (f:Film) RETURN count(f)", {})) == [6]
    assert unfinished_load(data) is None


async def test_a_store_that_was_killed_in_a_bulk_load_starts_with_what_it_served(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    server = EmbeddedServer(data)
    endpoint = await asyncio.to_thread(server.start)
    try:
        graph = await connect(endpoint)
        await migrate(graph)
        await load_sample(graph)
        sample = await dump(graph)
        await graph.close()
        (store,) = processes_of(data)
        await asyncio.to_thread(kill_at, "PHASE Writing relationships", endpoint, folder, bulk_rows=0, store=store)
    finally:
        server.stop()
    assert (data / "databases" / "films_next").exists()
    server = EmbeddedServer(data)
    graph = await connect(await asyncio.to_thread(server.start))
    try:
        assert await dump(graph) == sample
        assert not (data / "databases" / "films_next").exists()
    finally:
        await graph.close()
        server.stop()
    tell_of_unfinished_load(Settings(data_dir=data))
    assert "has not been completed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("mark", "before", "after"),
    [
        (None, {"films": "old"}, {"films": "old"}),
        (None, {"films": "old", "films_next": "new"}, {"films": "old"}),
        ('{"isComplete": false}', {"films": "old", "films_next": "new"}, {"films": "old"}),
        ('{"isCompl', {"films": "old", "films_next": "new"}, {"films": "old"}),
        ('{"isComplete": true}', {"films": "old", "films_next": "new"}, {"films": "new"}),
        ('{"isComplete": true}', {"films_next": "new"}, {"films": "new"}),
        ('{"isComplete": true}', {"films": "new"}, {"films": "new"}),
    ],
)
def test_a_new_database_is_served_if_and_only_if_it_is_complete(
    tmp_path: Path, mark: str | None, before: dict[str, str], after: dict[str, str]
) -> None:
    for name, content in before.items():
        (tmp_path / "databases" / name).mkdir(parents=True)
        (tmp_path / "databases" / name / "content").write_text(content)
    if mark is not None:
        (tmp_path / "unfinished-load.json").write_text(mark)
    settle_databases(tmp_path)
    assert {path.name: (path / "content").read_text() for path in (tmp_path / "databases").iterdir()} == after
    is_told = mark is not None and "true" not in mark
    assert (unfinished_load(tmp_path) is not None) is is_told
