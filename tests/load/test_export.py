"""An export can be loaded, and gives the same graph."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from graphapi.errors import BadGraphError
from graphapi.load.catalogue import load_catalogue
from graphapi.load.export import ExportExistsError, export_catalogue
from graphapi.load.export_rows import read_pages
from graphapi.load.export_statements import page_of_facts
from graphapi.load.sample import load_sample
from graphapi.model.nodes import label_named
from graphapi.store.arcadedb_http import request
from tests.load.graphs import dump, write_files
from tests.load.test_catalogue import CAST, CHARACTERS, DIRECTORS, FILMS, PEOPLE
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graphapi.store import Graph

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("page", [2, 1000])
async def test_an_export_loads_to_an_equal_graph(
    empty: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    monkeypatch.setattr("graphapi.load.export_rows.PAGE", page)
    await load_sample(empty)
    folder = write_files(
        tmp_path / "in", films=FILMS, people=PEOPLE, characters=CHARACTERS, cast=CAST, directors=DIRECTORS
    )
    await empty.write("MATCH (c:Catalogue) SET c.sample = false", {})
    await load_catalogue(empty, folder)
    # A later load changes the billing and the rating of a film.
    more = write_files(
        tmp_path / "more",
        # The stores order these keys by code points, not by UTF-16.
        films="key,title,rating\nb,Twins,0.00001\n\U0001f600,Smile,\n\uff5e,Wave,\n",
        people="key,name\n",
        cast='film_key,person_key,billing,character_key,note\nb,zoë,7,,\nb,nobody,3,leo,"a, ""b"""\n',
    )
    await load_catalogue(empty, more)
    before = await dump(empty)
    summary = await export_catalogue(empty, tmp_path / "out")
    await wipe(empty)
    loaded = await load_catalogue(empty, tmp_path / "out")
    assert await dump(empty) == before
    assert [file.rows for file in summary.files] == [file.rows for file in loaded.files]


async def test_a_page_of_the_embedded_store_reads_a_short_range_of_an_index(
    embedded_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, number = 20, 600
    monkeypatch.setattr("graphapi.load.export_rows.PAGE", page)
    keys = [f"{one:04}" for one in range(number)]
    added = [f"{number - 10:04}-{one:02}" for one in range(3 * page)]
    create = "UNWIND $keys AS key CREATE (:Genre {key: key, name: key})"
    await embedded_graph.write(create, {"keys": keys})
    genre, ranges = page_of_facts(label_named("Genre")), list[list[str]]()
    read = embedded_graph.read

    async def recorded(statement: str, parameters: Mapping[str, Any]) -> list[Any]:
        if "after" in parameters:
            last = parameters.get("last", keys[-1])
            ranges.append([key for key in keys if parameters["after"] < key <= last])
        return await read(statement, parameters)

    monkeypatch.setattr(embedded_graph, "read", recorded)
    found = list[str]()
    async for records in read_pages(embedded_graph, genre):
        if not found:
            # They make one range longer than a page.
            await embedded_graph.write(create, {"keys": added})
        assert len(records) <= page
        found += [key for key, *_ in records]
    assert found == sorted([*keys, *added])
    assert max(map(len, ranges)) < 3 * page
    assert sum(map(len, ranges)) < 1.2 * number, "a page that others follow is not read again with them"

    body = {"language": "cypher", "command": f"EXPLAIN {genre.between}"}
    _, answer = request(embedded_graph.endpoint, "POST", f"/api/v1/command/{embedded_graph.endpoint.database}", body)
    assert "NodeIndexRangeScan(n0:Genre) [index=Genre[key], key > $after <= $last" in answer["explain"]


async def test_an_export_replaces_files_only_when_told(empty: Graph, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "out", films="mine")
    with pytest.raises(ExportExistsError, match=r"already has films\.csv; --force replaces them"):
        await export_catalogue(empty, folder)
    assert names_in(folder) == ["films.csv"]
    await export_catalogue(empty, folder, force=True)
    assert (await asyncio.to_thread((folder / "films.csv").read_text)).startswith("key,title,")
    assert names_in(folder) == ["cast.csv", "characters.csv", "directors.csv", "films.csv", "people.csv"]
    assert names_in(tmp_path) == ["out"]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_name_that_csv_cannot_represent_is_reported(empty: Graph, tmp_path: Path) -> None:
    await empty.write("CREATE (:Film {key: 'f', title: 'F'})-[:IN_GENRE]->(:Genre {key: 'a|b', name: 'a|b'})", {})
    with pytest.raises(BadGraphError, match=r"'a\|b' contains \|"):
        await export_catalogue(empty, tmp_path / "out")
    assert names_in(tmp_path) == []
