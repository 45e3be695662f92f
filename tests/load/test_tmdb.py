"""Loading TMDB's files. The films and people are made up; the quirks are those of the published files."""

from __future__ import annotations

import csv
import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from graphapi.load.cell_readers import BadCellError, read_count
from graphapi.load.options import LoadOptions, LoadSummary, SilentProgress
from graphapi.load.problems import BadInputError
from graphapi.load.staging import open_staging
from graphapi.load.tmdb import load_tmdb, stage_tmdb
from graphapi.load.tmdb_cells import read_characters, read_names, read_year
from tests.load.graphs import dump, values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.load.staging import Staging
    from graphapi.store import Graph

pytestmark = pytest.mark.anyio


def cast(id_: int | None, name: str | None, character: str | None, order: int | None = 0) -> dict[str, Any]:
    return {
        "cast_id": 1,
        "character": character,
        "credit_id": "5",
        "gender": 2,
        "id": id_,
        "name": name,
        "order": order,
    }


def crew(id_: int, name: str, job: str) -> dict[str, Any]:
    return {"credit_id": "5", "department": "D", "gender": 0, "id": id_, "job": job, "name": name}


GENRES = [{"id": 18, "name": "Drama"}, {"id": 28, "name": "Action"}]
#: The columns of tmdb_5000_movies.csv that are read, and one that is not. Cells with lists hold JSON.
MOVIES = [
    {"budget": "1", "genres": json.dumps(GENRES), "id": "11", "keywords": '[{"id": 1, "name": "moon  base"}]',
     "original_title": "Der Film", "overview": "One,\n\"two\".", "release_date": "1995-12-15", "runtime": "170.0",
     "title": 'The "Film"', "vote_average": "7.7", "vote_count": "1886"},
    {"budget": "", "genres": "[]", "id": "12", "keywords": "", "original_title": "Untitled", "overview": "",
     "release_date": "", "runtime": "", "title": "", "vote_average": "0.0", "vote_count": "0"},
]  # fmt: skip
CREDITS = [
    {"movie_id": "11", "title": "x", "cast": json.dumps([
        cast(7, "Tom  Actor", "Nick \"Goose\" O'Hara / The Twin (voice)", 0), cast(8, "Ann Actress", "", 1),
        cast(8, "Ann Actress", "Queen (voice) (uncredited)", 5), cast(9, "", "Nobody", 6), cast(None, "X", "Y", 7)]),
     "crew": json.dumps([crew(7, "Tom Actor", "Director"), crew(10, "Ed Itor", "Editor")])},
    {"movie_id": "99", "title": "gone", "cast": json.dumps([cast(77, "Gone", "G")]), "crew": "[]"},
]  # fmt: skip
#: The columns of movies_metadata.csv. Cells with lists hold literals of Python.
METADATA = [
    {"adult": "False", "genres": str([{"id": 1, "name": "Other"}]), "id": "11", "imdb_id": "tt0113277",
     "original_title": "Der Film", "overview": "Other", "release_date": "1996-01-01", "runtime": "99", "title": "Other",
     "video": "False", "vote_average": "1", "vote_count": "1"},
    {"adult": "FALSE", "genres": str(GENRES), "id": "13", "imdb_id": "tt0", "original_title": "Thirteen",
     "overview": "No overview found.", "release_date": "12/15/1961", "runtime": "0.0", "title": "Thir\tteen",
     "video": "True", "vote_average": "5.0", "vote_count": "3.0"},
    {"adult": "False", "genres": "[]", "id": "13", "imdb_id": "tt0000013", "original_title": "Again",
     "overview": "Later", "release_date": "1962-01-01", "runtime": "81", "title": "Again", "video": "False",
     "vote_average": "9", "vote_count": "4"},
    {"adult": "True", "genres": "[]", "id": "14", "imdb_id": "", "original_title": "Adult", "overview": "",
     "release_date": "", "runtime": "", "title": "Adult", "video": "False", "vote_average": "", "vote_count": ""},
]  # fmt: skip
#: credits.csv and keywords.csv, whose rows are repeated in the published files.
MORE_CREDITS = [
    {"cast": str([cast(8, "Ann\xa0Actress", "Andy's Mom (voice)") | {"profile_path": None}]),
     "crew": str([crew(7, "Tom Actor", "Director")]), "id": "13"},
    {"cast": str([cast(6, "Not this one", "N")]), "crew": "[]", "id": "13"},
    {"cast": str([cast(6, "Nor this one", "N")]), "crew": "[]", "id": "11"},
]  # fmt: skip
KEYWORDS = [{"id": "13", "keywords": str([{"id": 2, "name": "jealousy"}])}] * 2
MOVIE_IDS = [
    {"adult": False, "id": 11, "original_title": "Spelled differently", "popularity": 4.1, "video": False},
    {"adult": False, "id": 15, "original_title": "雨", "popularity": 0.6, "video": False},
    {"adult": False, "id": 16, "original_title": "A clip", "popularity": 0, "video": True},
    {"adult": True, "id": 17, "original_title": "Adult", "popularity": 0, "video": False},
]
PERSON_IDS = [
    {"adult": False, "id": 7, "name": "Tom Actor Jr.", "popularity": 12.3},
    {"adult": False, "id": 20, "name": "Without films", "popularity": 1},
    {"adult": True, "id": 21, "name": "Adult", "popularity": 1},
]
FILES: dict[str, list[dict[str, Any]]] = {
    "tmdb_5000_movies.csv": MOVIES,
    "tmdb_5000_credits.csv": CREDITS,
    "movies_metadata.csv": METADATA,
    "credits.csv": MORE_CREDITS,
    "keywords.csv": KEYWORDS,
    "movie_ids_05_15_2024.json.gz": MOVIE_IDS,
    "person_ids_05_15_2024.json.gz": PERSON_IDS,
    "person_ids_12_31_2023.json": [{"id": 30, "name": "Older"}],
}


def write_tmdb(folder: Path, files: dict[str, list[dict[str, Any]]]) -> Path:
    """Write a folder of TMDB's files."""
    folder.mkdir()
    for name, rows in files.items():
        path = folder / name
        if name.endswith(".csv"):
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        else:
            lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode()
            path.write_bytes(gzip.compress(lines) if name.endswith(".gz") else lines)
    return folder


async def test_films_with_their_people_are_loaded(embedded_graph: Graph, tmp_path: Path) -> None:
    summary = await load_tmdb(embedded_graph, write_tmdb(tmp_path / "tmdb", FILES))
    films = "MATCH (f:Film) WITH f ORDER BY f.key RETURN collect([f.key, f.title, f.originalTitle, f.year, f.plot, " \
            "f.runtimeMinutes, f.rating, f.votes, f.tmdbId, f.imdbId])"  # fmt: skip
    assert await values(embedded_graph, films) == [
        ["tmdb-11", 'The "Film"', "Der Film", 1995, 'One,\n"two".', 170, 7.7, 1886, "11", "tt0113277"],
        ["tmdb-12", "Untitled", "Untitled", None, None, None, None, 0, "12", None],
        ["tmdb-13", "Thir teen", "Thirteen", 1961, "Later", 81, 5.0, 3, "13", "tt0000013"],
        ["tmdb-15", "雨", "雨", None, None, None, None, None, "15", None],
    ]
    people = "MATCH (p:Person) WITH p ORDER BY p.key RETURN collect([p.key, p.name, p.tmdbId])"
    assert await values(embedded_graph, people) == [
        ["tmdb-20", "Without films", "20"],
        ["tmdb-7", "Tom Actor Jr.", "7"],
        ["tmdb-8", "Ann Actress", "8"],
    ]
    credits = "MATCH (p:Person)-[a:ACTED_IN]->(f:Film) WITH p, a, f ORDER BY f.key, a.billing " \
              "RETURN collect([f.key, p.key, a.billing, a.note, a.characterKeys])"  # fmt: skip
    assert await values(embedded_graph, credits) == [
        ["tmdb-11", "tmdb-7", 1, "voice", ['tmdb-11/Nick "Goose" O\'Hara', "tmdb-11/The Twin"]],
        ["tmdb-11", "tmdb-8", 2, "voice, uncredited", ["tmdb-11/Queen"]],
        ["tmdb-13", "tmdb-8", 1, "voice", ["tmdb-13/Andy's Mom"]],
    ]
    directors = "MATCH (p)-[:DIRECTED]->(f) WITH p, f ORDER BY f.key RETURN collect([f.key, p.key])"
    assert await values(embedded_graph, directors) == [["tmdb-11", "tmdb-7"], ["tmdb-13", "tmdb-7"]]
    tags = "MATCH (f:Film)-[:IN_GENRE|HAS_KEYWORD]->(t) WITH f, t ORDER BY f.key, t.key RETURN collect([f.key, t.key])"
    assert await values(embedded_graph, tags) == [
        ["tmdb-11", "Action"],
        ["tmdb-11", "Drama"],
        ["tmdb-11", "moon base"],
        ["tmdb-13", "Action"],
        ["tmdb-13", "Drama"],
        ["tmdb-13", "jealousy"],
    ]
    assert summary.notices == [
        "person_ids_12_31_2023.json was ignored, because person_ids_05_15_2024.json.gz is there too.",
        "2 films marked as adult were left out; --include-adult loads them.",
        "1 ids of videos that are not films were left out.",
        "1 rows of movies_metadata.csv repeat a film; the values of its first row count.",
        "2 credits have no id or no name of a person, and were left out.",
        "The credits of 1 films that were not loaded were left out.",
    ]
    assert sum(file.rows for file in summary.files) == sum(map(len, FILES.values())) - 1
    before = await dump(embedded_graph)
    again = await load_tmdb(embedded_graph, tmp_path / "tmdb", options=LoadOptions(batch_rows=1))
    assert await dump(embedded_graph) == before
    assert not any(written.created or written.changed for written in again.written.values())


@pytest.fixture
def staging() -> Iterator[Staging]:
    with open_staging(128) as opened:
        yield opened


def stage(staging: Staging, folder: Path, options: LoadOptions | None = None) -> LoadSummary:
    summary = LoadSummary()
    stage_tmdb(staging, folder, options or LoadOptions(), SilentProgress(), summary)
    return summary


def test_exports_of_ids_alone_and_adult_titles(staging: Staging, tmp_path: Path) -> None:
    names = ("movie_ids_05_15_2024.json.gz", "person_ids_05_15_2024.json.gz")
    folder = write_tmdb(tmp_path / "in", {name: FILES[name] for name in names})
    summary = stage(staging, folder, LoadOptions(include_adult=True))
    assert staging.run("SELECT key FROM films ORDER BY key") == [("tmdb-11",), ("tmdb-15",), ("tmdb-17",)]
    assert staging.run("SELECT key FROM people ORDER BY key") == [("tmdb-20",), ("tmdb-21",), ("tmdb-7",)]
    assert summary.notices == ["1 ids of videos that are not films were left out."]


BROKEN = {"id": "1997-08-20", "title": "", "original_title": "[{'iso_3166_1': 'US'}]", "release_date": "1",
          "runtime": "x", "vote_average": "11", "vote_count": "-1",
          "genres": "[{'id'", "overview": "a\x00"}  # fmt: skip
BAD: list[tuple[dict[str, Any], list[str]]] = [
    ({"movies_metadata.csv": [METADATA[0] | BROKEN]}, [
        "movies_metadata.csv:2: genres: \"[{'id'\" is neither a JSON array nor a Python list",
        "movies_metadata.csv:2: id: '1997-08-20' is not a plain whole number "
        "(digits only, without leading zeros, point or exponent)",
        "movies_metadata.csv:2: overview: control character U+0000",
        "movies_metadata.csv:2: release_date: '1' is not a date such as 1995-12-15",
        "movies_metadata.csv:2: runtime: 'x' is not a plain whole number "
        "(digits only, without leading zeros, point or exponent)",
        "movies_metadata.csv:2: vote_average: '11' is above 10; a rating is from 0 to 10",
        "movies_metadata.csv:2: vote_count: '-1' is negative"]),
    ({"movies_metadata.csv": [{"id": "1", "title": ""}, {"id": "", "title": "T"}], "credits.csv": [
        {"id": "1", "cast": "[1]", "crew": "{}"}, {"id": "1", "cast": '[{"id": 1, "name": ["x"]}]', "crew": ""},
        {"id": "1", "cast": "__import__('os')", "crew": '[{"job": "Director", "id": 1, "name": {}}]'}]}, [
        "credits.csv:2: cast: '[1]' is not a list of objects",
        "credits.csv:2: crew: '{}' is not a list of objects",
        "credits.csv:3: cast: \"['x']\" is not a name",
        "credits.csv:4: cast: \"__import__('os')\" is neither a JSON array nor a Python list",
        "credits.csv:4: crew: '{}' is not a name",
        "movies_metadata.csv:2: title: is empty",
        "movies_metadata.csv:3: id: is empty"]),
    ({"tmdb_5000_credits.csv": [{"movie_id": "1", "cast": ""}], "keywords.csv": [{"id": "1"}]}, [
        "tmdb_5000_credits.csv:1: missing column 'crew'", "keywords.csv:1: missing column 'keywords'",
        "FOLDER: has no file with films: none of tmdb_5000_movies.csv, movies_metadata.csv, "
        "movie_ids_MM_DD_YYYY.json.gz"]),
    ({"movie_ids_05_15_2024.json.gz": [{"id": "x", "original_title": ""}, {"id": 1, "original_title": 2, "video": 1}]},
        ["movie_ids_05_15_2024.json.gz:1: id: 'x' is not a plain whole number "
        "(digits only, without leading zeros, point or exponent)",
        "movie_ids_05_15_2024.json.gz:1: original_title: is empty",
        "movie_ids_05_15_2024.json.gz:2: video: '1' is neither true nor false"]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "said"), BAD)
def test_each_problem_is_named_with_its_place(
    staging: Staging, tmp_path: Path, files: dict[str, Any], said: list[str]
) -> None:
    with pytest.raises(BadInputError) as caught:
        stage(staging, write_tmdb(tmp_path / "in", files))
    assert str(caught.value).replace(str(tmp_path / "in"), "FOLDER").splitlines() == said


def test_bad_rows_are_left_out_and_written_to_a_file(staging: Staging, tmp_path: Path) -> None:
    folder = write_tmdb(tmp_path / "in", {"movies_metadata.csv": [METADATA[0], METADATA[1] | BROKEN]})
    with (folder / "movies_metadata.csv").open("a", encoding="utf-8") as file:
        file.write(' - Written by somebody",0.06,/x.jpg\n')
    refused = tmp_path / "refused.csv"
    summary = stage(staging, folder, LoadOptions(skip_bad_rows=refused))
    assert staging.run("SELECT key FROM films") == [("tmdb-11",)]
    with refused.open(encoding="utf-8", newline="") as written:
        records = list(csv.DictReader(written))
    assert [(record["line"], record["row"].partition(",")[0]) for record in records] == [
        ("3", "FALSE"),
        ("4", ' - Written by somebody"'),
    ]
    assert (summary.files[0].rows, summary.refused) == (3, 2)
    assert summary.notices == [
        f"None of tmdb_5000_credits.csv and credits.csv is in {folder}: films get no cast and no directors."
    ]


def test_cells() -> None:
    assert [read_year(text) for text in ("", "1995-12-15", "1995", "2/10/1995")] == ["", "1995", "1995", "1995"]
    assert [read_count(text) for text in ("", "0", "007.0", "81.00", "5415")] == ["", "0", "7", "81", "5415"]
    assert read_names("[{'name': 'Café \\xa0 noir', 'id': 1}, {'id': 2}]") == "Café noir"
    with pytest.raises(BadCellError, match=r"'a\|b' contains \|"):
        read_names('[{"name": "a|b"}]')
    assert read_characters("Woody (Voice) / Himself (archive footage, uncredited) / (uncredited) / M (I)/II") == [
        ("Woody", "voice"),
        ("Himself", "archive footage, uncredited"),
        ("", "uncredited"),
        ("M (I)/II", ""),
    ]
    assert read_characters(None) == [("", "")]
    with pytest.raises(BadCellError, match="1,001 characters long"):
        read_characters("x" * 1001)
