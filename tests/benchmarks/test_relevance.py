"""The benchmark of relevance: its items, its places and its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.relevance import TYPED, Found, KnownItem, find_items, known_items, relevance_table
from graphapi.api.schema import GraphSchema
from graphapi.store import connect
from tests.stores import fill_with_sample

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.store import Endpoint

pytestmark = pytest.mark.anyio
HANKS = KnownItem("Person", "tom-hanks", "Tom Hanks")


def write_catalogue(folder: Path, films: str) -> Path:
    """Write three films and two people; the second film has most credits, and the second person most films."""
    (folder / "films.csv").write_text(films, encoding="utf-8")
    (folder / "people.csv").write_text("key,name\np,Pat\nq,Quentin\n", encoding="utf-8")
    (folder / "cast.csv").write_text("film_key,person_key\na,q\nb,q\nb,p\n", encoding="utf-8")
    (folder / "directors.csv").write_text("film_key,person_key\nb,q\nc,q\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("films", "keys"),
    [
        ("key,title,votes\na,A,5\nb,B,\nc,C,70\n", ["c", "a", "b"]),
        ("key,title\na,A\nb,B\nc,C\n", ["b", "a", "c"]),
    ],
    ids=["votes", "credits"],
)
def test_the_best_known_items_are_typed(tmp_path: Path, films: str, keys: list[str]) -> None:
    items = known_items(write_catalogue(tmp_path, films))
    assert [item.key for item in items["Film"]] == keys
    assert items["Person"] == [KnownItem("Person", "q", "Quentin"), KnownItem("Person", "p", "Pat")]


def test_items_are_typed_in_five_ways() -> None:
    assert [type_it("Star Wars") for type_it in TYPED.values()] == ["Sta", "Star ", "Star", "Wars", "starwars"]


def test_the_table_has_places_and_latencies() -> None:
    found = {"3 letters": {"Film": Found((1, None), (5.0, 6.0)), "Person": Found((2, 4), (7.0, 8.0))}}
    cells = [cell.strip() for cell in relevance_table(found).splitlines()[-1].strip("|").split("|")]
    assert cells == ["3 letters", "1 of 2", "0.50", "2 of 2", "0.38", "7.0", "8.0"]


async def test_an_item_has_its_place_among_the_suggestions(embedded_endpoint: Endpoint) -> None:
    unknown = KnownItem("Film", "nothing", "Tom")
    graph = await connect(embedded_endpoint)
    try:
        await fill_with_sample(graph)
        found = await find_items(graph, GraphSchema(), {"Film": [unknown], "Person": [HANKS]})
    finally:
        await graph.close()
    places = {way: (kinds["Film"].places, kinds["Person"].places) for way, kinds in found.items()}
    assert places == dict.fromkeys(TYPED, ((None,), (1,)))
