"""Loading CSV catalogues: the content of the graph afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphapi.load.catalogue import load_catalogue
from graphapi.load.options import LoadOptions
from tests.load.graphs import catalogue, dump, values, write_files

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.store import Graph

pytestmark = pytest.mark.anyio

FILMS = """\
title,key,year,genres,places,keywords,rating,votes,plot,runtime_minutes
300,a/1,2006,Action| Drama |Action,Sparta,war,7.6,800000,"Three hundred, ""brave"" men
go to war.",117
Twins,b,1988,,,,7,,,
Twins,c,1988,Comedy,,,,,,
"""
PEOPLE = """\
key,name,birth_year
gerard,Gerard Butler,1969
lena,  Lena Headey ,1973
雪,三船敏郎,1920
zoë,Zoë Kravitz,
nobody,Nobody,
"""
CHARACTERS = "key,name,description\nleo,King Leonidas,Of Sparta\nunused,Unused,\n"
CAST = """\
film_key,person_key,billing,character,character_key,note
a/1,lena,2,Queen,,
a/1,gerard,1,Leonidas,leo,
a/1,gerard,4,Narrator,,voice
a/1,gerard,4,Narrator,,uncredited
a/1,雪,,,,
b,雪,1,Julius,,
b,gerard,3,Leonidas,leo,
b,zoë,2,,leo,
"""
DIRECTORS = "film_key,person_key\na/1,lena\nb,zoë\nb,lena\nb,lena\n"

CREDITS = (
    "MATCH (p:Person)-[a:ACTED_IN]->(f:Film) WITH p, a, f ORDER BY f.key, a.billing, p.key "
    "RETURN collect([f.key, p.key, a.billing, a.note, a.characterKeys])"
)
APPEARANCES = (
    "MATCH (c:Character)-[a:APPEARS_IN]->(f:Film) WITH c, a, f ORDER BY f.key, c.key "
    "RETURN collect([c.key, f.key, a.personKeys])"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_files(
        tmp_path / "in", films=FILMS, people=PEOPLE, characters=CHARACTERS, cast=CAST, directors=DIRECTORS
    )


async def test_credits_join_the_rows_of_a_person_in_a_film(empty: Graph, folder: Path) -> None:
    await load_catalogue(empty, folder)
    assert sorted(await values(empty, CREDITS), key=repr) == sorted(
        [
            ["a/1", "gerard", 1, "voice; uncredited", ["leo", "a/1/Narrator"]],
            ["a/1", "lena", 2, None, ["a/1/Queen"]],
            ["a/1", "雪", None, None, None],
            ["b", "雪", 1, None, ["b/Julius"]],
            ["b", "gerard", 3, None, ["leo"]],
            ["b", "zoë", 2, None, ["leo"]],
        ],
        key=repr,
    )
    assert await values(empty, APPEARANCES) == [
        ["a/1/Narrator", "a/1", ["gerard"]],
        ["a/1/Queen", "a/1", ["lena"]],
        ["leo", "a/1", ["gerard"]],
        ["b/Julius", "b", ["雪"]],
        ["leo", "b", ["zoë", "gerard"]],
    ]
    plays = "MATCH (p:Person)-[x:PLAYS]->(c:Character {key: 'leo'}) WITH p, x, c ORDER BY x.film, p.key "
    assert await values(empty, plays + "RETURN collect([p.key, x.film])") == [
        ["gerard", "a/1"],
        ["gerard", "b"],
        ["zoë", "b"],
    ]


async def test_nodes_hold_what_the_rows_state(empty: Graph, folder: Path) -> None:
    await load_catalogue(empty, folder)
    (film,) = await values(empty, "MATCH (f:Film {key: 'a/1'}) RETURN collect(properties(f))")
    assert film == {
        "key": "a/1",
        "title": "300",
        "searchText": "300",
        "searchRank": -800000,
        "year": 2006,
        "rating": 7.6,
        "votes": 800000,
        "runtimeMinutes": 117,
        "plot": 'Three hundred, "brave" men\ngo to war.',
    }
    (twins,) = await values(empty, "MATCH (f:Film {key: 'b'}) RETURN collect(f.rating)")
    assert isinstance(twins, float)
    labels = "MATCH (p:Person) WITH p ORDER BY p.key RETURN collect([p.key, p.name, p:Actor, p:Director])"
    assert await values(empty, labels) == [
        ["gerard", "Gerard Butler", True, False],
        ["lena", "Lena Headey", True, True],
        ["nobody", "Nobody", False, False],
        ["zoë", "Zoë Kravitz", True, True],
        ["雪", "三船敏郎", True, False],
    ]
    characters = "MATCH (c:Character) WITH c ORDER BY c.key RETURN collect([c.key, c.name, c.description])"
    assert await values(empty, characters) == [
        ["a/1/Narrator", "Narrator", None],
        ["a/1/Queen", "Queen", None],
        ["b/Julius", "Julius", None],
        ["leo", "King Leonidas", "Of Sparta"],
        ["unused", "Unused", None],
    ]
    genres = "MATCH (f:Film)-[:IN_GENRE]->(g:Genre) WITH f, g ORDER BY f.key, g.key RETURN collect([f.key, g.key])"
    assert await values(empty, genres) == [["a/1", "Action"], ["a/1", "Drama"], ["c", "Comedy"]]
    assert await values(empty, "MATCH (p:Place) RETURN collect(properties(p))") == [
        {"key": "Sparta", "name": "Sparta", "searchText": "sparta", "searchRank": -1}
    ]


@pytest.mark.parametrize("batch_rows", [1, 5000])
async def test_loading_again_changes_nothing(empty: Graph, folder: Path, batch_rows: int) -> None:
    first = await load_catalogue(empty, folder, options=LoadOptions(batch_rows=batch_rows))
    before, changed_at = await dump(empty), (await catalogue(empty))["changedAt"]
    second = await load_catalogue(empty, folder)
    assert await dump(empty) == before
    assert (await catalogue(empty))["changedAt"] == changed_at
    for kind, written in second.written.items():
        assert (written.created, written.changed) == (0, 0), kind
        assert written.unchanged == first.written[kind].created, kind


async def test_a_second_catalogue_adds_to_the_first(empty: Graph, folder: Path, tmp_path: Path) -> None:
    await load_catalogue(empty, folder)
    more = write_files(
        tmp_path / "more",
        films="key,title,year,rating,plot\nb,Twins,,6.1,\n",
        people="key,name,birth_year,death_year\n雪,三船敏郎,,1997\nnew,New,,\n",
        cast="film_key,person_key,billing,character,character_key,note\n"
        "b,zoë,9,,,\nb,nobody,1,Leonidas,leo,\nb,gerard,,Guard,,masked\n",
        directors="film_key,person_key\nb,gerard\n",
    )
    await load_catalogue(empty, more)
    (film,) = await values(empty, "MATCH (f:Film {key: 'b'}) RETURN collect([f.title, f.year, f.rating])")
    assert film == ["Twins", 1988, 6.1]
    years = "MATCH (p:Person {key: '雪'}) RETURN collect([p.birthYear, p.deathYear])"
    assert await values(empty, years) == [[1920, 1997]]
    credits = [credit for credit in await values(empty, CREDITS) if credit[0] == "b"]
    assert credits == [
        ["b", "nobody", 1, None, ["leo"]],
        ["b", "雪", 1, None, ["b/Julius"]],
        ["b", "gerard", 3, "masked", ["leo", "b/Guard"]],
        ["b", "zoë", 9, None, ["leo"]],
    ]
    assert ["leo", "b", ["nobody", "gerard", "zoë"]] in await values(empty, APPEARANCES)
    labels = "MATCH (p:Person) WITH p ORDER BY p.key RETURN collect([p.key, p:Actor, p:Director])"
    assert await values(empty, labels) == [
        ["gerard", True, True],
        ["lena", True, True],
        ["new", False, False],
        ["nobody", True, False],
        ["zoë", True, True],
        ["雪", True, False],
    ]


RANKS = "MATCH (n) WHERE n.searchRank IS NOT NULL WITH n ORDER BY n.key RETURN collect([n.key, n.searchRank])"
COUNTS = """
MATCH (n) WHERE n:Film OR n:Person OR n:Character OR n:Place OR n:Keyword WITH n ORDER BY n.key
RETURN collect([n.key, CASE
  WHEN n:Film THEN 0 - coalesce(n.votes, COUNT { (n)<-[:ACTED_IN]-() } + COUNT { (n)<-[:DIRECTED]-() })
  WHEN n:Person THEN 0 - (COUNT { (n)-[:ACTED_IN]->() } + COUNT { (n)-[:DIRECTED]->() })
  WHEN n:Character THEN 0 - COUNT { (n)-[:APPEARS_IN]->() }
  WHEN n:Place THEN 0 - COUNT { (n)<-[:SET_IN]-() }
  ELSE 0 - COUNT { (n)<-[:HAS_KEYWORD]-() }
END])
"""


async def test_ranks_say_how_well_known_nodes_are(empty: Graph, folder: Path, tmp_path: Path) -> None:
    await load_catalogue(empty, folder)
    ranks = dict(await values(empty, RANKS))
    assert ranks == dict(await values(empty, COUNTS))
    # Several roles of a person in one film count once. Directing the film counts as well.
    assert (ranks["lena"], ranks["gerard"], ranks["nobody"], ranks["leo"], ranks["unused"]) == (-3, -2, 0, -2, 0)

    more = write_files(
        tmp_path / "more",
        films="key,title,votes,places,keywords\na/1,300,900000,Sparta,war\nd,More,,Sparta|Rome,war\n",
        people="key,name\n",
        cast="film_key,person_key,character,character_key\nd,nobody,,\nd,lena,Leonidas,leo\nb,lena,,\n",
        directors="film_key,person_key\nd,nobody\n",
    )
    await load_catalogue(empty, more)
    changed = dict(await values(empty, RANKS))
    assert changed == dict(await values(empty, COUNTS))
    assert {key: rank for key, rank in changed.items() if ranks.get(key) != rank}.keys() >= {"a/1", "nobody", "lena"}
    assert (changed["Sparta"], changed["Rome"], changed["war"], changed["nobody"]) == (-2, -1, -2, -2)


async def test_columns_in_any_order_with_byte_order_mark_and_carriage_returns(empty: Graph, tmp_path: Path) -> None:
    folder = write_files(
        tmp_path / "in",
        films=b'\xef\xbb\xbfyear,title,key\r\n1993," Red, Hot ",r\r\n',
        people="name,key\n",
        cast="person_key,film_key\n",
    )
    summary = await load_catalogue(empty, folder)
    assert await values(empty, "MATCH (f:Film) RETURN collect([f.key, f.title, f.year])") == [["r", "Red, Hot", 1993]]
    assert [(file.file, file.rows) for file in summary.files] == [("films.csv", 1), ("people.csv", 0), ("cast.csv", 0)]


async def test_a_film_with_very_many_credits(empty: Graph, tmp_path: Path) -> None:
    people = "".join(f"p{number},Person {number}\n" for number in range(224))
    cast = "".join(f"f,p{number},{number + 1},Guest\n" for number in range(224))
    folder = write_files(
        tmp_path / "in",
        films="key,title\nf,Crowd\n",
        people=f"key,name\n{people}",
        cast=f"film_key,person_key,billing,character\n{cast}",
    )
    await load_catalogue(empty, folder, options=LoadOptions(batch_rows=10))
    ((key, film, players),) = await values(empty, APPEARANCES)
    assert (key, film, players) == ("f/Guest", "f", [f"p{number}" for number in range(224)])
