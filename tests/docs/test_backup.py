"""The backups in ``docs/operations.md``: made, the stores destroyed, and restored, with the commands of the page."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
from functools import partial
from typing import TYPE_CHECKING, Final

import httpx
import pytest

from benchmarks.graph import generate, write_catalogue
from tests.conftest import skip_or_fail
from tests.docs.installation import rehearse, rehearsed_blocks
from tests.docs.pages import REHEARSED, read_blocks
from tests.docs.terminal import Terminal
from tests.http.test_api_keys import add
from tests.neo4j_server.java import MissingToolError, find_compiler, find_java
from tests.neo4j_server.starter import LTS, Neo4jServer, fetch_jars

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.docs.installation import Installation

(EXPORT,) = rehearsed_blocks("graphapi export")
(LOAD,) = rehearsed_blocks("graphapi load")
(ROTATE,) = rehearsed_blocks("graphapi key")
COPY, COPY_BACK = rehearsed_blocks("tar ")
DUMP, LOAD_DUMP = rehearsed_blocks("neo4j-admin")
FILMS: Final = 150
FAST_JAVA: Final = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
ADMIN: Final = "org.neo4j.cli.AdminTool"
HELLO: Final = {"query": "{ __typename }"}


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a catalogue, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def exported(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of the page, of a graph that is not the sample, which a new store gets by itself."""
    folder = tmp_path_factory.mktemp("catalogue")
    write_catalogue(generate(FILMS, seed=3), folder)
    done = Terminal(installation.etc).run("graphapi", "load", "catalogue", str(folder))
    assert done.returncode == 0, done.stdout
    rehearse(EXPORT, installation.etc, {}, installation.paths)
    return installation.folder / "var/backups/graphapi/catalogue"


def test_every_rehearsed_block_is_run() -> None:
    run = [EXPORT, LOAD, COPY, COPY_BACK, DUMP, LOAD_DUMP, ROTATE]
    blocks = [block.line for block in read_blocks("docs/operations.md") if REHEARSED in block.words]
    assert sorted(block.line for block in run) == blocks


def test_the_files_of_the_embedded_store(installation: Installation, exported: Path, tmp_path: Path) -> None:
    services = {"systemctl stop graphapi": installation.stop, "systemctl start graphapi": installation.start}
    # It is destroyed before it would be started again, which takes time.
    destroy = partial(shutil.rmtree, installation.data)
    rehearse(COPY, installation.etc, {**services, "systemctl start graphapi": destroy}, installation.paths)
    rehearse(COPY_BACK, installation.etc, services, installation.paths)
    rehearse(EXPORT, installation.etc, {}, installation.paths | {"/var/backups": str(tmp_path)})
    assert files_of(tmp_path / "graphapi" / "catalogue") == files_of(exported)


def test_a_key_is_rotated_while_the_server_runs(installation: Installation) -> None:
    def status(key: str) -> int:
        headers = {"host": "api.example.org", "x-api-key": key}
        return httpx.post(f"{installation.origin}/graphql", json=HELLO, headers=headers).status_code

    old = add(installation.keys, "my-app")
    assert status(old) == 200
    printed = rehearse(ROTATE, installation.etc, {}, installation.paths)
    new = next(line for line in printed.splitlines() if line.startswith("graphapi_"))
    assert [status(new), status(old)] == [200, 401]


class Neo4jInstallation:
    """A Neo4j server of the tests in a folder that keeps its files, and settings of graphapi for it."""

    def __init__(self, folder: Path) -> None:
        self.etc = folder / "etc"
        self.etc.mkdir()
        self._server = Neo4jServer(LTS, kept=folder / "server")
        self._home = folder / "server" / "data"

    def start(self) -> None:
        """Start the server, and write its address and its password to the settings."""
        endpoint = self._server.start()
        lines = [f"NEO4J_URI={endpoint.uri}", f"NEO4J_PASSWORD={endpoint.password}"]
        (self.etc / ".env").write_text("\n".join(lines), encoding="utf-8")

    def stop(self) -> None:
        """Stop the server cleanly: a dump needs that."""
        self._server.stop()

    def kill(self) -> None:
        """End the server at once."""
        os.kill(self._server.process_id, signal.SIGKILL)
        self._server.stop()

    def destroy(self) -> None:
        """Delete the database, and not the users."""
        for folder in ("databases", "transactions"):
            shutil.rmtree(self._home / "data" / folder / "neo4j")

    def admin(self) -> str:
        """The command ``neo4j-admin`` for this server: the program that Neo4j's script of this name starts."""
        java, jars = find_java(LTS.least_java, LTS.most_java), fetch_jars(LTS, find_compiler(LTS.least_java))
        places = [f"NEO4J_HOME={self._home}", f"NEO4J_CONF={self._home.parent}"]
        return shlex.join(["env", *places, str(java), *FAST_JAVA, "-cp", str(jars / "*"), ADMIN])


@pytest.fixture
def neo4j(tmp_path: Path) -> Iterator[Neo4jInstallation]:
    installed = Neo4jInstallation(tmp_path)
    try:
        installed.start()
    except MissingToolError as missing:
        skip_or_fail(str(missing))
    try:
        yield installed
    finally:
        installed.kill()


@pytest.mark.neo4j
def test_the_files_of_neo4j(neo4j: Neo4jInstallation, exported: Path, tmp_path: Path) -> None:
    """The graph comes from the embedded store, so this also moves an export to the other store."""
    backups = tmp_path / "backups"
    shutil.copytree(exported, backups / "graphapi" / "catalogue")
    said = {"/var/backups": str(backups), "neo4j-admin": neo4j.admin()}
    rehearse(LOAD, neo4j.etc, {}, said)
    # It is destroyed before it would be started again, which takes time.
    services = {"systemctl stop neo4j": neo4j.stop, "systemctl start neo4j": neo4j.destroy}
    rehearse(DUMP, neo4j.etc, services, said)
    rehearse(LOAD_DUMP, neo4j.etc, {**services, "systemctl start neo4j": neo4j.start}, said)
    restored = tmp_path / "restored"
    rehearse(EXPORT, neo4j.etc, {}, {"/var/backups": str(restored)})
    assert files_of(restored / "graphapi" / "catalogue") == files_of(exported)
