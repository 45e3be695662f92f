"""Commands that use the graph, run as processes with and without a running store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from graphapi.store import connect
from graphapi.store.embedded import EmbeddedServer
from tests.http.test_serve import free_port
from tests.stores import wipe
from tests.unit.test_cli import graphapi

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.store import Endpoint


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Endpoint]]:
    """A data folder whose store is running, as if a server used it."""
    folder = tmp_path_factory.mktemp("running")
    server = EmbeddedServer(folder, memory=512)
    try:
        yield folder, server.start()
    finally:
        server.stop()


@pytest.fixture
def films(tmp_path: Path) -> Path:
    folder = tmp_path / "films"
    folder.mkdir()
    (folder / "films.csv").write_text("key,title,year\nf1,Red Hot,1993\n", encoding="utf-8")
    (folder / "people.csv").write_text("key,name\np1,Carla Gugino\n", encoding="utf-8")
    (folder / "cast.csv").write_text("film_key,person_key,billing\nf1,p1,2\n", encoding="utf-8")
    (folder / "directors.csv").write_text("film_key,person_key\n", encoding="utf-8")
    return folder


async def test_commands_work_on_the_store_of_a_running_server(
    running: tuple[Path, Endpoint], films: Path, tmp_path: Path
) -> None:
    folder, endpoint = running
    arguments = ("--data-dir", str(folder))
    first = json.loads(graphapi(tmp_path, "migrate", "--json", *arguments).stdout)
    assert [one["version"] for one in first["applied"]][:2] == [1, 2]
    assert graphapi(tmp_path, "migrate", *arguments).stdout == "The graph is up to date.\n"

    loaded = graphapi(tmp_path, "load", "catalogue", str(films), "--json", *arguments)
    assert loaded.returncode == 0
    assert json.loads(loaded.stdout)["written"]["Film"]["created"] == 1
    again = graphapi(tmp_path, "load", "catalogue", str(films), *arguments)
    assert again.returncode == 0
    assert "3 rows in" in again.stdout

    graph = await connect(endpoint)
    try:
        assert await graph.read("MATCH (p:Actor)-[:ACTED_IN]->(f:Film) RETURN p.name, f.title", {}) == [
            "Carla Gugino",
            "Red Hot",
        ]
    finally:
        await graph.close()

    exported = graphapi(tmp_path, "export", "catalogue", "out", *arguments)
    assert exported.returncode == 0
    assert "films.csv: 1 row\n" in exported.stdout
    assert "Red Hot" in (tmp_path / "out" / "films.csv").read_text(encoding="utf-8")
    assert graphapi(tmp_path, "export", "catalogue", "out", *arguments).returncode == 1


def test_wrong_input_is_1_and_named_by_line(running: tuple[Path, Endpoint], films: Path, tmp_path: Path) -> None:
    (films / "films.csv").write_text("key,title,year\nf1,Red Hot,soon\n", encoding="utf-8")
    done = graphapi(tmp_path, "load", "catalogue", str(films), "--data-dir", str(running[0]))
    assert done.returncode == 1
    assert done.stdout == ""
    assert "films.csv:2: year: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command", [["migrate"], ["load", "catalogue", "films"], ["export", "catalogue", "out"], ["serve", "--port=0"]]
)
def test_store_that_cannot_be_reached_is_3(tmp_path: Path, films: Path, command: list[str]) -> None:
    uri = f"neo4j://127.0.0.1:{free_port()}"
    done = graphapi(tmp_path, *command, NEO4J_URI=uri, NEO4J_PASSWORD="x" * 8)
    assert films.exists()
    assert done.returncode == 3
    assert done.stderr.startswith(f"The store at {uri} cannot be reached.")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [["migrate"], ["serve", "--port", "0"]])
def test_wrong_password_is_3(tmp_path: Path, running: tuple[Path, Endpoint], command: list[str]) -> None:
    # Like Neo4j, the embedded store requires a password over Bolt.
    uri = running[1].uri
    done = graphapi(tmp_path, *command, NEO4J_URI=uri, NEO4J_USERNAME="root", NEO4J_PASSWORD="x" * 8)
    assert done.returncode == 3
    assert done.stderr.startswith(f"The store at {uri} does not accept the password of 'root'.")


@pytest.mark.neo4j
async def test_server_on_a_neo4j_that_is_older_does_not_change_it(tmp_path: Path, neo4j_endpoint: Endpoint) -> None:
    graph = await connect(neo4j_endpoint)
    try:
        await wipe(graph)
    finally:
        await graph.close()
    environment = {"NEO4J_URI": neo4j_endpoint.uri, "NEO4J_PASSWORD": neo4j_endpoint.password or ""}
    done = graphapi(tmp_path, "serve", "--port", "0", **environment)
    assert done.returncode == 1
    assert "Run: graphapi migrate" in done.stderr
