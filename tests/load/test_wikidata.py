"""Loading the result of a SPARQL query to Wikidata. The films and people are made up."""

from __future__ import annotations

import csv
import gzip
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from graphapi.load.options import LoadOptions, LoadSummary, SilentProgress
from graphapi.load.problems import BadInputError
from graphapi.load.staging import open_staging
from graphapi.load.wikidata import load_wikidata, stage_wikidata
from tests.load.graphs import dump, values
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.load.staging import Staging
    from graphapi.store import Graph

pytestmark = pytest.mark.anyio

ENTITY = "http://www.wikidata.org/entity/"
GENID = "http://www.wikidata.org/.well-known/genid/0a1b"
HEAT = {"film": f"{ENTITY}Q11", "filmLabel": "Heat wave"}
COLD = {"film": f"{ENTITY}Q12", "filmLabel": "Q12", "originalTitle": "Kälte"}
MAN = {"actor": f"{ENTITY}Q21", "actorLabel": "A Man", "actorBirth": "1943-08-17T00:00:00Z", "actorImdb": "nm0000021"}
#: The rows of a result, as the query in docs/data.md returns them: each states one thing about a film.
ROWS: list[dict[str, str]] = [
    HEAT | {"date": "1996-02-01T00:00:00Z"},
    HEAT | {"date": "1995-12-15T00:00:00Z", "runtime": "169.5", "imdb": "tt0000011", "tmdb": "949"},
    HEAT | {"genreLabel": "crime film", "genre": f"{ENTITY}Q959790"},
    HEAT | {"genreLabel": "drama film"},
    HEAT | {"genreLabel": "Q777"},
    HEAT | MAN | {"character": f"{ENTITY}Q31", "characterLabel": "The Thief", "billing": "2"},
    HEAT | MAN | {"characterName": "Narrator", "billing": "2"},
    HEAT | MAN | {"characterName": "Narrator", "billing": "2"},
    HEAT | {"actor": f"{ENTITY}Q22", "actorLabel": "A Woman", "character": GENID, "characterLabel": GENID,
            "billing": "1a", "note": "voice"},
    HEAT | {"actor": f"{ENTITY}Q23", "actorLabel": "Q23", "characterName": "Lost"},
    HEAT | {"actor": GENID, "actorLabel": GENID},
    HEAT | {"director": f"{ENTITY}Q21", "directorLabel": "A Man", "directorDeath": GENID},
    COLD | MAN | {"character": f"{ENTITY}Q31", "characterLabel": "Q31", "characterName": "Der Dieb"},
    COLD | {"date": "-0044-03-15T00:00:00Z", "placeLabel": "Rome", "keywordLabel": "ides"},
    {"film": f"{ENTITY}Q13", "filmLabel": "Q13"} | {"actor": f"{ENTITY}Q24", "actorLabel": "Only in Q13"},
]  # fmt: skip
VARIABLES = list(dict.fromkeys(name for row in ROWS for name in row))


def term(value: str) -> dict[str, str]:
    if value == GENID:
        return {"type": "bnode", "value": "t1234"}
    return {"type": "uri" if value.startswith("http") else "literal", "value": value}


def verbose(rows: list[dict[str, str]]) -> bytes:
    bindings = [{name: term(value) for name, value in row.items()} for row in rows]
    return json.dumps({"head": {"vars": VARIABLES}, "results": {"bindings": bindings}}, indent=1).encode()


def as_csv(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=VARIABLES, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


FORMS = {
    "films.json": verbose(ROWS),
    "films.json.gz": gzip.compress(verbose(ROWS)),
    "short.json": json.dumps(ROWS, ensure_ascii=False).encode(),
    "films.csv": as_csv(ROWS),
}


async def test_all_forms_of_a_result_give_the_same_films(embedded_graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "films.json").write_bytes(FORMS["films.json"])
    summary = await load_wikidata(embedded_graph, tmp_path / "films.json")
    films = "MATCH (f:Film) WITH f ORDER BY f.key RETURN collect([f.key, f.title, f.originalTitle, f.year, " \
            "f.runtimeMinutes, f.imdbId, f.tmdbId, f.wikidataId])"  # fmt: skip
    assert await values(embedded_graph, films) == [
        ["Q11", "Heat wave", None, 1995, 170, "tt0000011", "949", "Q11"],
        ["Q12", "Kälte", "Kälte", None, None, None, None, "Q12"],
    ]
    people = "MATCH (p:Person) WITH p ORDER BY p.key RETURN collect([p.key, p.name, p.birthYear, p.deathYear, " \
             "p.imdbId, p.wikidataId, p:Director])"  # fmt: skip
    assert await values(embedded_graph, people) == [
        ["Q21", "A Man", 1943, None, "nm0000021", "Q21", True],
        ["Q22", "A Woman", None, None, None, "Q22", False],
    ]
    credits = "MATCH (p:Person)-[a:ACTED_IN]->(f:Film) WITH p, a, f ORDER BY f.key, p.key " \
              "RETURN collect([f.key, p.key, a.billing, a.note, a.characterKeys])"  # fmt: skip
    assert await values(embedded_graph, credits) == [
        ["Q11", "Q21", 2, None, ["Q31", "Q11/Narrator"]],
        ["Q11", "Q22", None, "voice", None],
        ["Q12", "Q21", None, None, ["Q31"]],
    ]
    names = "MATCH (c:Character) WITH c ORDER BY c.key RETURN collect([c.key, c.name])"
    assert await values(embedded_graph, names) == [["Q11/Narrator", "Narrator"], ["Q31", "The Thief"]]
    tags = "MATCH (f:Film)-[:IN_GENRE|SET_IN|HAS_KEYWORD]->(t) WITH f, t ORDER BY f.key, t.key " \
           "RETURN collect([f.key, labels(t)[0], t.key])"  # fmt: skip
    assert await values(embedded_graph, tags) == [
        ["Q11", "Genre", "crime film"],
        ["Q11", "Genre", "drama film"],
        ["Q12", "Place", "Rome"],
        ["Q12", "Keyword", "ides"],
    ]
    assert summary.notices == [
        "1 films have no label, and were left out with their credits.",
        "1 people have no label, and were left out with their credits.",
    ]
    assert [(file.file, file.rows) for file in summary.files] == [("films.json", len(ROWS))]
    expected = await dump(embedded_graph)
    await wipe(embedded_graph)
    (tmp_path / "films.csv").write_bytes(FORMS["films.csv"])
    await load_wikidata(embedded_graph, tmp_path / "films.csv")
    assert await dump(embedded_graph) == expected


@pytest.fixture
def staging() -> Iterator[Staging]:
    with open_staging(128) as opened:
        yield opened


def stage(staging: Staging, path: Path, content: bytes, options: LoadOptions | None = None) -> LoadSummary:
    path.write_bytes(content)
    summary = LoadSummary()
    stage_wikidata(staging, path, options or LoadOptions(), SilentProgress(), summary)
    return summary


@pytest.mark.parametrize("name", ["films.json.gz", "short.json"])
def test_compressed_and_short_forms_are_read(staging: Staging, tmp_path: Path, name: str) -> None:
    summary = stage(staging, tmp_path / name, FORMS[name])
    assert summary.files[0].rows == len(ROWS)
    assert staging.run("SELECT key, title, year FROM films ORDER BY key") == [
        ("Q11", "Heat wave", 1995),
        ("Q12", "Kälte", None),
    ]
    assert staging.count("SELECT count(*) FROM credits") == 4


BAD_ROW = {"film": "Heat", "filmLabel": "H\x00", "date": "MCM", "runtime": "two hours", "genreLabel": "a|b"}
BAD_REASONS = [
    "date: 'MCM' is not a date such as 1995-12-15T00:00:00Z",
    "film: 'Heat' is not an item such as http://www.wikidata.org/entity/Q83495",
    "filmLabel: control character U+0000",
    "genreLabel: 'a|b' contains |, which separates names",
    "runtime: 'two hours' is not a number of minutes",
]
BAD: list[tuple[str, bytes, list[str]]] = [
    ("x.json", verbose([HEAT, BAD_ROW]), [f"x.json:2: {reason}" for reason in BAD_REASONS]),
    ("x.json", json.dumps([HEAT | {"film": GENID}, {"film": "", "filmLabel": ""}, 3]).encode(), [
        "x.json:1: film: is empty", "x.json:2: film: is empty", "x.json:3: is not an object"]),
    ("x.csv", b"film,filmLabel\nQ1,One\nwd:Q2,Two,2\nbad,\n", [
        "x.csv:3: 3 cells where the header has 2",
        "x.csv:4: film: 'bad' is not an item such as http://www.wikidata.org/entity/Q83495"]),
    ("x.csv", b"movie,filmLabel\n", ["x.csv: missing column 'film'"]),
    ("x.json", b'{"films": []}', ["x.json: is not the result of a SPARQL query: it has no head.vars"]),
    ("x.json", b"[]", ["x.json: missing column 'film', 'filmLabel'"]),
    ("x.json", b" ", ["x.json: is empty"]),
    # What the query service sends when the time of a query is up.
    ("x.json", verbose([HEAT, HEAT]).rpartition(b"{")[0] + b"java.util.concurrent.TimeoutException\n\tat x", [
        "x.json: is incomplete or damaged after row 1; the query may have run out of time"]),
    ("x.json", gzip.compress(verbose([HEAT]))[:-9], ["x.json: cannot be read: Compressed file ended before the "
        "end-of-stream marker was reached"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "said"), BAD)
def test_each_problem_is_named_with_its_place(
    staging: Staging, tmp_path: Path, name: str, content: bytes, said: list[str]
) -> None:
    with pytest.raises(BadInputError) as caught:
        stage(staging, tmp_path / name, content)
    assert str(caught.value).splitlines() == said


def test_bad_rows_are_left_out_and_written_to_a_file(staging: Staging, tmp_path: Path) -> None:
    refused = tmp_path / "refused.csv"
    content: Any = [HEAT | {"aktor": "x", "budget": "1", "genre": "y"}, BAD_ROW]
    summary = stage(staging, tmp_path / "in.json", json.dumps(content).encode(), LoadOptions(skip_bad_rows=refused))
    assert staging.run("SELECT key FROM films") == [("Q11",)]
    (record,) = csv.DictReader(io.StringIO(refused.read_text(encoding="utf-8")))
    assert (record["line"], json.loads(record["row"])) == ("2", BAD_ROW)
    assert summary.refused == 1
    assert summary.notices == [
        "The column 'aktor' was ignored; did you mean 'actor'?",
        "The column 'budget' was ignored.",
    ]
