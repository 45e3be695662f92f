"""Loading dumps in IMDb's format. The titles and people are made up."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from graphapi.load.imdb import load_imdb
from graphapi.load.options import LoadOptions
from graphapi.load.problems import BadInputError
from graphapi.model.derived import search_text
from tests.load.graphs import dump, values

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graphapi.store import Graph

pytestmark = pytest.mark.anyio

BASICS = r"""tconst	titleType	primaryTitle	originalTitle	isAdult	startYear	endYear	runtimeMinutes	genres
tt1	movie	The "Quoted" Film, Part 2	Der Film	0	1993	\N	95	Drama,Thriller
tt2	tvMovie	300	300	0	\N	\N	\N	\N
tt3	tvEpisode	An Episode	An Episode	0	2001	\N	\N	Comedy
tt4	movie	Not For Children	Not For Children	1	2001	\N	80	Adult
tt5	short	A Short	A Short	0	nonsense	\N	5	Short
"""
PRINCIPALS = r"""tconst	ordering	nconst	category	job	characters
tt1	3	nm3	self	\N	\N
tt1	2	nm2	actress	\N	["Ann \"Annie\" O'Hara","The Twin"]
tt1	1	nm1	actor	\N	["Tom"]
tt1	5	nm1	director	\N	\N
tt1	6	nm9	actor	\N	["Nobody knows who"]
tt1	4	nm2	actress	\N	["Narrator","The Twin"]
tt2	1	nm2	actress	\N	["Tom"]
tt3	1	nm4	actor	\N	["Only in an episode"]
tt1	7	nm5	composer	music	\N
"""
NAMES = r"""nconst	primaryName	birthYear	deathYear	primaryProfession	knownForTitles
nm1	Tom Actor	1950	2001	actor	tt1
nm2	Ann Actress	\N	\N	actress	tt1,tt2
nm3	山田 太郎	1960	\N	\N	\N
nm4	Only Episodes	\N	\N	actor	tt3
nm5	A Composer	\N	\N	\N	\N
nm6	Crew Only	\N	\N	director	tt2
"""
RATINGS = "tconst\taverageRating\tnumVotes\ntt1\t5.5\t326\ntt3\t9.9\t10\n"
CREW = "tconst\tdirectors\twriters\ntt1\tnm1,nm6\tnm2\ntt2\tnm6\t\\N\ntt3\tnm4\t\\N\n"
DUMPS = {
    "title.basics": BASICS,
    "title.principals": PRINCIPALS,
    "name.basics": NAMES,
    "title.ratings": RATINGS,
    "title.crew": CREW,
}
NOTHING: Mapping[str, str | bytes | None] = {}
CREDITS = (
    "MATCH (p:Person)-[a:ACTED_IN]->(f:Film) WITH p, a, f ORDER BY f.key, a.billing "
    "RETURN collect([f.key, p.key, a.billing, a.characterKeys])"
)


def write_dumps(folder: Path, changed: Mapping[str, str | bytes | None] = NOTHING, *, packed: bool = False) -> Path:
    """Write a folder of dumps.

    ``changed`` maps names such as ``title_crew`` to texts that replace these dumps, or to None, which omits them.
    """
    folder.mkdir()
    for name, text in (DUMPS | {key.replace("_", "."): text for key, text in changed.items()}).items():
        if text is not None:
            content = text if isinstance(text, bytes) else text.encode()
            (folder / f"{name}.tsv{'.gz' if packed else ''}").write_bytes(gzip.compress(content) if packed else content)
    return folder


@pytest.mark.parametrize("packed", [False, True])
async def test_films_and_the_people_of_their_credits_are_loaded(empty: Graph, tmp_path: Path, packed: bool) -> None:
    summary = await load_imdb(empty, write_dumps(tmp_path / "dumps", packed=packed))
    films = "MATCH (f:Film) WITH f ORDER BY f.key RETURN collect(properties(f))"
    assert await values(empty, films) == [
        {
            "key": "tt1",
            "imdbId": "tt1",
            "title": 'The "Quoted" Film, Part 2',
            "originalTitle": "Der Film",
            "searchText": search_text("the quoted film part 2"),
            "year": 1993,
            "runtimeMinutes": 95,
            "rating": 5.5,
            "votes": 326,
            "searchRank": -326,
        },
        {"key": "tt2", "imdbId": "tt2", "title": "300", "originalTitle": "300", "searchText": "300", "searchRank": -2},
    ]
    people = "MATCH (p:Person) WITH p ORDER BY p.key RETURN collect([p.key, p.birthYear, p:Actor, p:Director])"
    assert await values(empty, people) == [
        ["nm1", 1950, True, True],
        ["nm2", None, True, False],
        ["nm3", 1960, True, False],
        ["nm6", None, False, True],
    ]
    assert await values(empty, CREDITS) == [
        ["tt1", "nm1", 1, ["tt1/Tom"]],
        ["tt1", "nm2", 2, ['tt1/Ann "Annie" O\'Hara', "tt1/The Twin", "tt1/Narrator"]],
        ["tt1", "nm3", 3, None],
        ["tt2", "nm2", 1, ["tt2/Tom"]],
    ]
    directors = "MATCH (p)-[:DIRECTED]->(f) WITH p, f ORDER BY f.key, p.key RETURN collect([f.key, p.key])"
    assert await values(empty, directors) == [["tt1", "nm1"], ["tt1", "nm6"], ["tt2", "nm6"]]
    genres = "MATCH (f)-[:IN_GENRE]->(g) WITH f, g ORDER BY f.key, g.key RETURN collect([f.key, g.key])"
    assert await values(empty, genres) == [["tt1", "Drama"], ["tt1", "Thriller"]]
    assert summary.notices == [
        "1 titles marked as adult were left out; --include-adult loads them.",
        "1 credits name a person that name.basics does not have, and were left out.",
    ]
    before = await dump(empty)
    again = await load_imdb(empty, tmp_path / "dumps")
    assert await dump(empty) == before
    assert not any(written.created or written.changed for written in again.written.values())


async def test_other_titles_are_films_when_asked_for(empty: Graph, tmp_path: Path) -> None:
    folder = write_dumps(tmp_path / "dumps")
    await load_imdb(empty, folder, options=LoadOptions(title_types=("movie", "tvEpisode"), include_adult=True))
    assert await values(empty, "MATCH (f:Film) WITH f ORDER BY f.key RETURN collect(f.key)") == ["tt1", "tt3", "tt4"]


async def test_optional_dumps_may_be_missing(empty: Graph, tmp_path: Path) -> None:
    folder = write_dumps(tmp_path / "dumps", {"title_ratings": None, "title_crew": None})
    summary = await load_imdb(empty, folder)
    assert summary.notices[:2] == [
        f"title.ratings is not in {folder}: films get no rating and no votes.",
        f"title.crew is not in {folder}: directors come from title.principals alone.",
    ]


BAD: list[tuple[dict[str, str | bytes | None], list[str]]] = [
    ({"title_basics": None}, ["title.basics.tsv.gz: is missing in FOLDER, and there is no .tsv file either"]),
    ({"name_basics": b""}, ["name.basics.tsv:1: the file is empty"]),
    ({"title_principals": "tconst\tnconst\n"}, [
        "title.principals.tsv:1: missing column 'ordering', 'category', 'characters'"]),
    ({"title_basics": BASICS.replace("1993", "193x").replace("\t95\t", "\t-95\t").replace("300\t300", "\\N\t300")}, [
        "title.basics.tsv:2: runtimeMinutes: '-95' is negative",
        "title.basics.tsv:2: startYear: '193x' is not a plain whole number "
        "(digits only, without leading zeros, point or exponent)",
        "title.basics.tsv:3: primaryTitle: is empty"]),
    ({"title_ratings": "tconst\taverageRating\tnumVotes\ntt1\t55\t1e3\n"}, [
        "title.ratings.tsv:2: averageRating: '55' is above 10; a rating is from 0 to 10",
        "title.ratings.tsv:2: numVotes: '1e3' is not a plain whole number "
        "(digits only, without leading zeros, point or exponent)"]),
    ({"title_principals": PRINCIPALS + 'tt2\t9\tnm1\tactor\t\\N\t["open\ntt2\t9\tnm1\n'
      'tt2\tx\tnm1\tactor\t\\N\t{}\n'}, [
        "title.principals.tsv:11: characters: '[\"open' is not a JSON array",
        "title.principals.tsv:12: 3 cells where the header has 6",
        "title.principals.tsv:13: characters: '{}' is not a JSON array",
        "title.principals.tsv:13: ordering: 'x' is not a plain whole number "
        "(digits only, without leading zeros, point or exponent)"]),
    ({"name_basics": NAMES.encode() + b"nm7\tJos\xe9\t\\N\t\\N\t\\N\t\\N\n"}, [
        "name.basics.tsv:8: the line is not UTF-8 text"]),
    ({"title_basics": BASICS + "tt1\tmovie\tOther\tDer Film\t0\t1993\t\\N\t95\tDrama,Thriller\n"}, [
        "title.basics.tsv:7: tconst: 'tt1' is also on line 2, with a different title"]),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "said"), BAD)
async def test_each_problem_is_named_with_its_place(
    empty: Graph, tmp_path: Path, changed: dict[str, str | bytes | None], said: list[str]
) -> None:
    folder = write_dumps(tmp_path / "dumps", changed)
    with pytest.raises(BadInputError) as caught:
        await load_imdb(empty, folder)
    assert str(caught.value).replace(str(folder), "FOLDER").splitlines() == said
    assert await dump(empty) == ([], [])


async def test_a_download_that_broke_off_is_noticed(empty: Graph, tmp_path: Path) -> None:
    folder = write_dumps(tmp_path / "dumps", packed=True)
    path = folder / "title.principals.tsv.gz"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(BadInputError, match=r"title\.principals\.tsv\.gz: is truncated; download it again"):
        await load_imdb(empty, folder)


async def test_bad_rows_are_left_out_and_written_to_a_file(empty: Graph, tmp_path: Path) -> None:
    principals = PRINCIPALS + "tt2\t9\tnm1\tactor\t\\N\t[\r\n"
    folder = write_dumps(tmp_path / "dumps", {"title_principals": principals})
    refused = tmp_path / "refused.csv"
    summary = await load_imdb(empty, folder, options=LoadOptions(skip_bad_rows=refused))
    assert refused.read_text(encoding="utf-8").splitlines()[1:] == [
        "title.principals.tsv,11,characters,characters: '[' is not a JSON array,tt2\t9\tnm1\tactor\t\\N\t["
    ]
    assert summary.refused == 1
    assert len(await values(empty, CREDITS)) == 4
