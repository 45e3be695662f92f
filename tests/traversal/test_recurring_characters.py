"""A character who appears in several films is one neighbour with several relationships."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.relay.global_id import encode_id
from graphapi.load.catalogue import load_catalogue
from graphapi.store.migrations import migrate
from tests.load.graphs import write_files
from tests.traversal.test_neighbourhood import around, check_tallies

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.store import Graph

FILMS = "key,title\none,First\ntwo,Second\nthree,Third\n"
CAST = """film_key,person_key,character,character_key
one,ann,Hero,hero
two,ann,Hero,hero
three,ann,Somebody,
"""


async def test_relationships_of_one_character_count_as_one_neighbour(graph: Graph, tmp_path: Path) -> None:
    await migrate(graph)
    await load_catalogue(graph, write_files(tmp_path, films=FILMS, people="key,name\nann,Ann\n", cast=CAST))
    found = await around(graph, encode_id("Person", "ann"), "relationships: [PLAYS], first: 1")
    hero = encode_id("Character", "hero")
    assert [one["node"]["id"] for one in found["nodes"]] == [encode_id("Person", "ann"), hero]
    brought = {(one["to"], one["film"]) for one in found["relationships"]}
    assert brought == {(hero, encode_id("Film", key)) for key in ("one", "two")}
    assert found["nodes"][0]["relationships"] == [{"type": "PLAYS", "total": 3, "more": 1}]
    check_tallies(found)
