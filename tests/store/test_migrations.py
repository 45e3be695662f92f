"""Migrations on both stores: recorded, repeatable, safe with several processes, and with clear error messages."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest

from graphapi.errors import BadGraphError
from graphapi.model.derived import search_text
from graphapi.store import Endpoint, Graph, StatementError, StoreKind, connect
from graphapi.store.arcadedb_http import request as send
from graphapi.store.embedded import EmbeddedServer
from graphapi.store.migrations import Migration, check_version, find_migrations, migrate, schema_folder
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

STORES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]
NAMES = [
    "0001_keys_and_indexes",
    "0002_full_text",
    "0003_words",
    "0004_behind_apostrophes",
    "0005_search_ranks",
    "0006_joined_words",
    "0007_search_indexes",
]


@pytest.fixture(scope="module")
def own_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """An embedded store whose database is replaced by new ones."""
    server = EmbeddedServer(tmp_path_factory.mktemp("migrations"), memory=512)
    try:
        yield server.start()
    finally:
        server.stop()


@pytest.fixture(params=STORES)
def bare_endpoint(request: pytest.FixtureRequest) -> Endpoint:
    """A store without any schema: a new database of the embedded one, or Neo4j, whose schema ``bare`` drops."""
    if request.param == "neo4j":
        found: Endpoint = request.getfixturevalue("neo4j_endpoint")
        return found
    own: Endpoint = request.getfixturevalue("own_endpoint")
    for command in ("drop", "create"):
        status, answer = send(own, "POST", "/api/v1/server", {"command": f"{command} database {own.database}"})
        assert status == 200, answer
    return own


@pytest.fixture
async def bare(bare_endpoint: Endpoint) -> AsyncIterator[Graph]:
    """An open graph without nodes and without schema."""
    graph = await connect(bare_endpoint)
    try:
        if graph.kind is StoreKind.NEO4J:
            await wipe(graph)
            await _drop_schema(graph)
        yield graph
        if graph.kind is StoreKind.NEO4J:
            # The server is shared, and later tests expect it to have the schema.
            await wipe(graph)
            await _drop_schema(graph)
            await migrate(graph)
    finally:
        await graph.close()


async def _drop_schema(graph: Graph) -> None:
    for (name,) in await graph.run_schema("SHOW CONSTRAINTS YIELD name RETURN name"):
        await graph.run_schema(f"DROP CONSTRAINT `{name}`")
    for (name,) in await graph.run_schema("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
        await graph.run_schema(f"DROP INDEX `{name}`")


def _write_migration(folder: Path, version: int, *statements: str) -> None:
    folder.mkdir(exist_ok=True)
    text = "// For a test.\n" + "".join(f"{statement};\n" for statement in statements)
    (folder / f"{version:04}_test_{version}.cypher").write_text(text, encoding="utf-8")


async def test_applies_and_records_each_once(bare: Graph) -> None:
    with pytest.raises(BadGraphError, match=r"older .*0001_keys_and_indexes.*graphapi migrate"):
        await check_version(bare)

    first = await migrate(bare)
    again = await migrate(bare)

    assert [migration.name for migration in first] == NAMES
    assert again == []
    await check_version(bare)
    row = "[m.key, m.version, m.name, m.appliedAt STARTS WITH '20']"
    recorded = await bare.read(f"MATCH (m:Migration) WITH m ORDER BY m.key RETURN collect({row})", {})
    assert recorded == [[[name[:4], version, name, True] for version, name in enumerate(NAMES, start=1)]]


async def test_keys_are_unique_afterwards(bare: Graph) -> None:
    await migrate(bare)
    for label in ("Film", "Person", "Character", "Genre", "Place", "Keyword", "Catalogue", "Migration"):
        await bare.write(f"CREATE (:{label} {{key: 'twice'}})", {})
        with pytest.raises(StatementError) as refused:
            await bare.write(f"CREATE (:{label} {{key: 'twice'}})", {})
        assert refused.value.store_code == "Neo.ClientError.Schema.ConstraintValidationFailed"
    with pytest.raises(StatementError):
        await bare.write("CREATE (:Person:Actor:Director {key: 'twice'})", {})


async def test_numbers_are_found_by_range(bare: Graph) -> None:
    await migrate(bare)
    await bare.write("UNWIND range(1, 300) AS i CREATE (:Film {key: toString(i), votes: i, rating: i / 30.0})", {})

    statement = "MATCH (f:Film) WHERE f.votes > 98 AND f.votes < 101 WITH f ORDER BY f.votes RETURN collect(f.votes)"
    assert await bare.read(statement, {}) == [[99, 100]]
    assert await bare.read("MATCH (f:Film) WHERE f.rating >= 9.9 RETURN count(*)", {}) == [4]
    if bare.kind is StoreKind.EMBEDDED:
        plan = await _plan(bare, "MATCH (f:Film) WHERE f.votes > 295 RETURN count(*)")
        assert "index=Film[votes]" in plan
        assert "label scan" not in plan


async def _plan(graph: Graph, statement: str) -> str:
    async with graph._session("READ") as session:
        result = await session.run(f"PROFILE {statement}")
        await result.fetch(1)
        summary = await result.consume()
    assert summary.profile is not None
    return str(summary.profile["args"]["string-representation"])


@pytest.mark.parametrize("label", ["Film", "Person", "Character", "Place", "Keyword"])
async def test_full_text_is_asked_with_one_text_on_both_stores(graph: Graph, label: str) -> None:
    await migrate(graph)
    labels = f"{label}:Actor" if label == "Person" else label
    await graph.write(f"CREATE (:{labels} {{key: 'a', searchText: 'the red hot summer'}})", {})
    await graph.write(f"CREATE (:{label} {{key: 'b', searchText: 'winter'}})", {})
    statement = f"CALL db.index.fulltext.queryNodes('{label}[searchText]', $q) YIELD node RETURN collect(node.key)"

    assert await graph.read(statement, {"q": "hot"}) == [["a"]]
    assert await graph.read(statement, {"q": "the"}) == [["a"]]


async def test_a_file_that_failed_half_way_is_run_again(bare: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    good = "MERGE (:Half {key: 'good'})"
    _write_migration(folder, 1, good, "THIS IS WRONG")
    with pytest.raises(StatementError):
        await migrate(bare, find_migrations(bare.kind, folder))
    assert await bare.read("MATCH (m:Migration) RETURN count(m)", {}) == [0]

    _write_migration(folder, 1, good, "MERGE (:Half {key: 'other'})")
    await migrate(bare, find_migrations(bare.kind, folder))

    assert await bare.read("MATCH (h:Half) RETURN count(h)", {}) == [2]


async def test_an_edited_migration_is_named(bare: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    _write_migration(folder, 1, "MERGE (:Half {key: 'one'})")
    await migrate(bare, find_migrations(bare.kind, folder))
    _write_migration(folder, 1, "MERGE (:Half {key: 'two'})")

    with pytest.raises(BadGraphError, match=r"0001_test_1 was changed after it was applied.*0001_test_1\.cypher"):
        await migrate(bare, find_migrations(bare.kind, folder))


async def test_a_newer_graph_is_refused(graph: Graph) -> None:
    await migrate(graph)
    await graph.write("CREATE (:Migration {key: '0099', version: 99, name: '0099_future', checksum: ''})", {})

    for ask in (check_version, migrate):
        with pytest.raises(BadGraphError, match=r"newer version of graphapi: .*0099_future"):
            await ask(graph)


MIGRATE_ONCE = """
import asyncio, sys
from pathlib import Path
from graphapi.store import Endpoint, StoreKind, connect
from graphapi.store.migrations import find_migrations, migrate

async def main():
    uri, kind, username, password, database, http_url, folder = sys.argv[1:]
    graph = await connect(Endpoint(uri, StoreKind(kind), username, password, database, http_url))
    sys.stdin.readline()
    try:
        folder = Path(folder) if folder else None
        done = await migrate(graph, find_migrations(graph.kind, folder))
    finally:
        await graph.close()
    print(len(done))

asyncio.run(main())
"""


async def _migrate_at_once(endpoint: Endpoint, folder: Path | None, processes: int) -> list[str]:
    """The number of migrations that each of several processes applied, all started at the same moment."""
    options = [endpoint.uri, endpoint.kind.value, endpoint.username, endpoint.password, endpoint.database]
    arguments = [option or "" for option in [*options, endpoint.http_url]] + ["" if folder is None else str(folder)]
    pipe = asyncio.subprocess.PIPE
    started = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", MIGRATE_ONCE, *arguments, stdin=pipe, stdout=pipe, stderr=pipe
        )
        for _ in range(processes)
    ]
    answers = await asyncio.gather(*(process.communicate(b"go\n") for process in started))
    assert [process.returncode for process in started] == [0] * processes, b"\n".join(
        err for _, err in answers
    ).decode()
    return [out.decode().strip().splitlines()[-1] for out, _ in answers]


async def test_processes_at_once_apply_each_migration_once(bare: Graph) -> None:
    applied = await _migrate_at_once(bare.endpoint, None, 3)

    assert sorted(applied) == ["0", "0", str(len(NAMES))]
    assert await bare.read("MATCH (m:Migration) RETURN count(m)", {}) == [len(NAMES)]
    await check_version(bare)


async def test_processes_at_once_never_run_a_statement_twice(bare: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    for version in range(1, 6):
        # Unlike the statements of real migrations, this one is not repeatable, so that a repetition is noticed.
        _write_migration(folder, version, f"CREATE (:Run {{number: {version}}})")

    applied = await _migrate_at_once(bare.endpoint, folder, 3)

    assert sum(map(int, applied)) == 5
    assert await bare.read("MATCH (r:Run) RETURN count(r)", {}) == [5]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["1_short.cypher"], "is not named like a migration"),
        (["0002_second.cypher"], "not numbered one by one: 0002_second is number 1"),
        (["0001_one.cypher", "0001_other.cypher"], "not numbered one by one: 0001_other is number 2"),
        (["0001_one.neo4j.cypher"], "0001_one has no file for the store embedded"),
        (["0001_one.cypher", "0001_one.embedded.sql"], "are the same migration of the same store"),
    ],
)
def test_wrong_files_are_named(tmp_path: Path, names: list[str], message: str) -> None:
    for name in names:
        (tmp_path / name).write_text("RETURN 1;\n")
    with pytest.raises(BadGraphError, match=message):
        find_migrations(StoreKind.NEO4J, tmp_path)


def test_statements_end_at_a_semicolon_that_ends_a_line(tmp_path: Path) -> None:
    path = tmp_path / "0001_one.cypher"
    path.write_text("// a; comment;\nCREATE (:A {t: 'x; y'})\nRETURN 1;\n\n  -- more\nRETURN 2;  \nRETURN 3")
    assert Migration(1, "one", "", path).statements == ["CREATE (:A {t: 'x; y'})\nRETURN 1", "RETURN 2", "RETURN 3"]


@pytest.mark.parametrize("kind", list(StoreKind))
def test_both_stores_have_the_same_migrations(kind: StoreKind) -> None:
    names = [migration.name for migration in find_migrations(kind)]
    assert names == NAMES
    assert schema_folder().name == "schema"


async def test_nodes_of_an_older_graph_are_ranked(graph: Graph) -> None:
    await migrate(graph)
    await graph.write("MATCH (m:Migration) WHERE m.version > 4 DELETE m", {})
    await graph.write(
        "CREATE (f:Film {key: 'f', votes: 7}), (g:Film {key: 'g', votes: -1}), (h:Film {key: 'h'}), "
        "(p:Person:Actor:Director {key: 'p'})-[:ACTED_IN]->(f), (p)-[:ACTED_IN]->(h), (p)-[:ACTED_IN]->(g), "
        "(p)-[:DIRECTED]->(g), "
        "(:Person {key: 'q'}), (c:Character {key: 'c'})-[:APPEARS_IN]->(f), (p)-[:PLAYS]->(c), "
        "(f)-[:SET_IN]->(:Place {key: 'there'})<-[:SET_IN]-(g), (g)-[:HAS_KEYWORD]->(:Keyword {key: 'word'})",
        {},
    )

    assert [migration.name for migration in await migrate(graph)] == NAMES[4:]

    ranks = "MATCH (n) WHERE n.searchRank IS NOT NULL WITH n ORDER BY n.key RETURN collect([n.key, n.searchRank])"
    assert await graph.read(ranks, {}) == [
        [["c", -1], ["f", -7], ["g", 0], ["h", -1], ["p", -4], ["q", 0], ["there", -2], ["word", -1]]
    ]
    known = "MATCH (c:Catalogue) RETURN [c.wellKnownFilm, c.wellKnownPerson, c.wellKnownPlace, c.wellKnownCharacter]"
    assert await graph.read(known, {}) == [[2, 2, 2, 2]]


@pytest.mark.parametrize("label", ["Film", "Person", "Character", "Place", "Keyword"])
async def test_older_folded_texts_are_brought_up(graph: Graph, label: str) -> None:
    # Folded as by version 2, which kept symbols and did not split Chinese and Japanese words.
    folded = {
        "$9.99 Club": "$9 99 club",
        "千と千尋の神隠し": "千と千尋の神隠し",
        "A$AP": "a$ap",
        "Spider-Man: 東京 2": "spider man 東京 2",
        "???": "???",
        "$": "$",
        "The Matrix": "the matrix",
        "The Amazing Spider-Man 2": "the amazing spider man 2",
        f"{'a' * 60} {'b' * 60}": f"{'a' * 60} {'b' * 60}",
        "L\u2019Avventura": "lavventura",
        "Darling d'Am\u00e9lie": "darling damelie",
        "\u201cO'Hara's\u201d, Peter O'Toole said": "oharas peter otoole said",
        "Rock'n'Roll Don't": "rocknroll dont",
    }
    await migrate(graph)
    await graph.write("MATCH (m:Migration) WHERE m.version > 2 DELETE m", {})
    rows = [[text, before] for text, before in folded.items()]
    await graph.write(
        f"UNWIND $rows AS row CREATE (:{label} {{key: row[0], title: row[0], name: row[0], searchText: row[1]}})",
        {"rows": rows},
    )

    assert {"0003_words", "0004_behind_apostrophes"} <= {migration.name for migration in await migrate(graph)}

    (texts,) = await graph.read(f"MATCH (n:{label}) RETURN collect([n.key, n.searchText])", {})
    assert dict(texts) == {key: search_text(key) for key in folded}
    statement = f"CALL db.index.fulltext.queryNodes('{label}[searchText]', $q) YIELD node RETURN collect(node.key)"
    assert await graph.read(statement, {"q": "神"}) == [["千と千尋の神隠し"]]
    assert await graph.read(statement, {"q": "ap"}) == [["A$AP"]]
