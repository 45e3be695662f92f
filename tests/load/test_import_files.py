"""The files for Neo4j's importer make the same graph as a load, on all releases and on the embedded store.

With ``GRAPHAPI_LOADED_FILMS``, the catalogue has that many films, with five credits each, and Neo4j 2026 is tested too.
"""

from __future__ import annotations

import asyncio
import os
import shlex
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from graphapi.errors import BadGraphError
from graphapi.load.bulk.import_files import NoGraph
from graphapi.load.catalogue import load_catalogue
from graphapi.load.export import export_catalogue
from graphapi.load.options import ImportFormat, LoadOptions
from graphapi.store import connect
from graphapi.store.migrations import migrate
from tests.conftest import skip_or_fail
from tests.load.everything import write_everything
from tests.load.graphs import catalogue, dump
from tests.neo4j_server.importer import run_admin
from tests.neo4j_server.java import MissingToolError
from tests.neo4j_server.starter import LTS, NEXT, Neo4jServer
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from graphapi.store import Endpoint, Graph
    from tests.neo4j_server.starter import Release

pytestmark = pytest.mark.anyio

GIVEN: Final = os.environ.get("GRAPHAPI_LOADED_FILMS")
FILMS: Final = int(GIVEN or 200)
RELEASES: Final = (LTS, NEXT) if GIVEN else (LTS,)


async def exported(graph: Graph, folder: Path) -> dict[str, bytes]:
    """The files of an export."""
    summary = await export_catalogue(graph, folder, force=True)
    return {one.file: (folder / one.file).read_bytes() for one in summary.files}


@asynccontextmanager
async def imported(release: Release, kept: Path, command: str) -> AsyncIterator[Graph]:
    """The graph of a server whose database a command of ``neo4j-admin`` has made."""
    await asyncio.to_thread(run_admin, release, kept, shlex.split(command)[1:])
    server = Neo4jServer(release, kept=kept)
    try:
        graph = await connect(await asyncio.to_thread(server.start))
        try:
            yield graph
        finally:
            await graph.close()
    finally:
        await asyncio.to_thread(server.kill)


@pytest.mark.neo4j
@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.version)
async def test_the_importer_and_both_paths_make_the_same_graph(
    embedded_graph: Graph, neo4j_endpoint: Endpoint, tmp_path: Path, release: Release
) -> None:
    folder = write_everything(tmp_path / "in", FILMS)
    bulk = await load_catalogue(embedded_graph, folder, options=LoadOptions(bulk_rows=0))
    expected = await exported(embedded_graph, tmp_path / "out")
    shared = await connect(neo4j_endpoint)
    try:
        await wipe(shared)
        await migrate(shared)
        await load_catalogue(shared, folder)
        loaded = await dump(shared)
        assert await exported(shared, tmp_path / "out") == expected
    finally:
        await shared.close()
    try:
        for format in ImportFormat:
            options = LoadOptions(import_folder=tmp_path / "files", import_format=format)
            files = await load_catalogue(NoGraph(), folder, options=options)
            assert files.written == bulk.written
            async with imported(release, tmp_path / "neo4j", files.import_command) as neo4j:
                assert (await catalogue(neo4j))["sample"] is False
                assert await dump(neo4j) == loaded
                if format is ImportFormat.CSV:
                    await migrate(neo4j)
                    assert await dump(neo4j) == loaded
                    assert await exported(neo4j, tmp_path / "out") == expected
    except MissingToolError as missing:
        skip_or_fail(str(missing))
    if GIVEN:
        await wipe(embedded_graph)
        await load_catalogue(embedded_graph, folder, options=LoadOptions(bulk_rows=10**9))
        assert await exported(embedded_graph, tmp_path / "out") == expected


async def test_values_on_several_lines_need_an_option_of_the_importer(tmp_path: Path) -> None:
    folder = write_everything(tmp_path / "in")
    options = LoadOptions(import_folder=tmp_path / "files")
    summary = await load_catalogue(NoGraph(), folder, options=options)
    assert "--multiline-fields=true" in summary.import_command
    parquet = await load_catalogue(NoGraph(), folder, options=replace(options, import_format=ImportFormat.PARQUET))
    assert "--multiline-fields" not in parquet.import_command
    films = (folder / "films.csv").read_text(encoding="utf-8").replace("men\ngo", "men go")
    (folder / "films.csv").write_text(films, encoding="utf-8")
    summary = await load_catalogue(NoGraph(), folder, options=options)
    assert "--multiline-fields" not in summary.import_command


async def test_a_folder_that_the_importer_cannot_read_is_refused(tmp_path: Path) -> None:
    folder = write_everything(tmp_path / "in")
    with pytest.raises(BadGraphError, match="separates files by commas"):
        await load_catalogue(NoGraph(), folder, options=LoadOptions(import_folder=tmp_path / "a,b"))
