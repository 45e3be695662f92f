"""An export can be loaded, and gives the same graph."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from graphapi.errors import BadGraphError
from graphapi.load.catalogue import load_catalogue
from graphapi.load.export import ExportExistsError, export_catalogue
from graphapi.load.sample import load_sample
from tests.load.graphs import dump, write_files
from tests.load.test_catalogue import CAST, CHARACTERS, DIRECTORS, FILMS, PEOPLE
from tests.stores import wipe

if TYPE_CHECKING:
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
        films="key,title,rating\nb,Twins,0.00001\n",
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
