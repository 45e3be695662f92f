"""Catalogues in Parquet and JSON lines: the same graph and the same reports as from CSV."""

from __future__ import annotations

import csv
import gzip
import io
import json
from typing import TYPE_CHECKING, Any, cast

import duckdb
import pytest

from graphapi.load.catalogue import load_catalogue
from graphapi.load.csv_schema import FILES as SCHEMAS
from graphapi.load.csv_schema import schema_of
from graphapi.load.options import LoadOptions
from graphapi.load.parquet_file import open_parquet
from graphapi.load.problems import BadInputError
from graphapi.load.typed_cells import plain_text
from graphapi.model.nodes import FILM
from tests.load.graphs import dump, values, write_files
from tests.load.test_catalogue import CAST, CHARACTERS, DIRECTORS, FILMS, PEOPLE
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graphapi.store import Graph

pytestmark = pytest.mark.anyio

CATALOGUE = {"films": FILMS, "people": PEOPLE, "characters": CHARACTERS, "cast": CAST, "directors": DIRECTORS}
LISTS = ("genres", "places", "keywords")
#: A graph for loads that must not reach it.
NO_GRAPH = cast("Graph", None)
GOOD: dict[str, list[dict[str, Any]]] = {
    "films": [{"key": "f", "title": "Film", "year": 1993}],
    "people": [{"key": "p", "name": "Person"}],
    "cast": [],
}


def typed(table: str, text: str) -> list[dict[str, Any]]:
    """The rows of a CSV text with the types of their columns: numbers, lists and nulls."""
    types = {c.name: c.type for schema in SCHEMAS if schema.file == f"{table}.csv" for c in schema.columns}
    convert = {"INTEGER": int, "DOUBLE": float, "VARCHAR": str}
    return [
        {
            name: None if not cell else cell.split("|") if name in LISTS else convert[types[name]](cell)
            for name, cell in row.items()
        }
        for row in csv.DictReader(io.StringIO(text))
    ]


def json_lines(rows: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def write_parquet(path: Path, sql: str) -> None:
    duckdb.execute(f"COPY ({sql}) TO '{path}' (FORMAT parquet)")


def write_lines(folder: Path, changed: Mapping[str, bytes]) -> Path:
    """A folder of JSON lines; ``changed`` replaces tables of a good catalogue."""
    folder.mkdir()
    for table, content in ({name: json_lines(rows) for name, rows in GOOD.items()} | dict(changed)).items():
        (folder / f"{table}.jsonl").write_bytes(content)
    return folder


async def test_all_formats_give_the_same_graph(empty: Graph, tmp_path: Path) -> None:
    await load_catalogue(empty, write_files(tmp_path / "csv", **CATALOGUE))
    expected = await dump(empty)
    await wipe(empty)
    folder = write_files(tmp_path / "mixed", characters=CHARACTERS)
    for table in ("films", "people", "cast"):
        lines = tmp_path / f"{table}.jsonl"
        lines.write_bytes(json_lines(typed(table, CATALOGUE[table])))
        write_parquet(folder / f"{table}.parquet", f"FROM read_json('{lines}', sample_size = -1)")
    (folder / "directors.jsonl.gz").write_bytes(gzip.compress(json_lines(typed("directors", DIRECTORS))))
    summary = await load_catalogue(empty, folder)
    assert await dump(empty) == expected
    assert [(file.file, file.rows) for file in summary.files] == [
        ("films.parquet", 3),
        ("people.parquet", 5),
        ("characters.csv", 2),
        ("cast.parquet", 8),
        ("directors.jsonl.gz", 4),
    ]


DIGITS = "(digits only, without leading zeros, point or exponent)"
BAD_LINES: list[tuple[dict[str, bytes], list[str]]] = [
    ({"films": b'{"key": "f", "titel": "F"}\n{"key": "g", "title": "G", "Year": 1}\n'}, [
        "films.jsonl:1: unknown column 'titel'; did you mean 'title'?",
        "films.jsonl:2: unknown column 'Year'; did you mean 'year'?"]),
    ({"films": b'{"key": "f", "title": "F", "year": 1993.5}\n\n{"key": "g", "title": null}\n{"key": "h", "title"\n'
      b'["f"]\n{"key": "i", "title": "Am\xe9lie"}\n{"key": "j", "title": "a\\u0000b", "votes": 99999999999999999999}\n'
      b'{"key": "f", "title": "Film"}\n'}, [
        f"films.jsonl:1: year: '1993.5' is not a plain whole number {DIGITS}",
        "films.jsonl:3: title: is empty",
        "films.jsonl:4: is not JSON: unexpected end of data, at character 21",
        "films.jsonl:5: '[\"f\"]' is not a JSON object; each line must hold one",
        "films.jsonl:6: byte 0xE9 is not UTF-8, at byte 26 of the line",
        "films.jsonl:7: title: control character U+0000, at character 2 of the cell"]),
    ({"films": b'{"key": "f", "title": true, "year": {"y": 1}, "genres": ["a|b"], "places": [["x"]], "plot": ["p"]}\n'},
        ["films.jsonl:1: genres: 'a|b' contains |, which separates names in CSV files",
        "films.jsonl:1: places: \"['x']\" in the list is a list, not a number or a text",
        "films.jsonl:1: plot: \"['p']\" is a list, not a number or a text",
        "films.jsonl:1: title: 'True' is true or false, not a number or a text",
        "films.jsonl:1: year: \"{'y': 1}\" is an object, not a number or a text"]),
    ({"films": b'[\n{"key": "f", "title": "F"},\n'}, [
        "films.jsonl:1: is not a JSON object; each line must hold a whole object",
        "films.jsonl:2: is not JSON: unexpected content after document, at character 27"]),
    ({"films": b'{"key": "f", "title": "F"}\n{"key": "f", "title": "G"}\n'}, [
        "films.jsonl:2: key: 'f' is also on line 1, with a different title"]),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "said"), BAD_LINES)
async def test_problems_of_json_lines_are_named_with_their_place(
    tmp_path: Path, changed: dict[str, bytes], said: list[str]
) -> None:
    with pytest.raises(BadInputError) as caught:
        await load_catalogue(NO_GRAPH, write_lines(tmp_path / "in", changed))
    assert str(caught.value).splitlines() == said


BAD_PARQUET: list[tuple[str, list[str]]] = [
    ("SELECT 'f' AS key, 'F' AS titel, {'y': 1} AS year, ['a'] AS plot, [1.5] AS genres", [
        "films.parquet: unknown column 'titel'; did you mean 'title'?",
        "films.parquet: column 'title' is missing",
        "films.parquet: column 'year' has the type STRUCT(y INTEGER); it must hold numbers or text",
        "films.parquet: column 'plot' has the type VARCHAR[]; it must hold numbers or text"]),
    ("FROM (VALUES ('f', 'F', 1993.5, NULL), ('f', 'G', -1.0, 7.6::FLOAT), (NULL, 'H', NULL, 11)) "
     "t(key, title, year, rating)", [
        f"films.parquet:1: year: '1993.5' is not a plain whole number {DIGITS}",
        "films.parquet:2: year: '-1' is negative",
        "films.parquet:3: key: is empty",
        "films.parquet:3: rating: '11' is above 10; a rating is from 0 to 10"]),
    ("FROM (VALUES ('f', 'F'), ('f', 'G')) t(key, title)", [
        "films.parquet:2: key: 'f' is also on row 1, with a different title"]),
    (r"SELECT 'f' AS key, '\xE9'::BLOB AS title", [
        "films.parquet:1: title: byte 0xE9 is not UTF-8, at character 1 of the cell"]),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "said"), BAD_PARQUET)
async def test_problems_of_parquet_are_named_with_their_row(tmp_path: Path, sql: str, said: list[str]) -> None:
    folder = write_lines(tmp_path / "in", {"people": b""})
    (folder / "films.jsonl").unlink()
    write_parquet(folder / "films.parquet", sql)
    with pytest.raises(BadInputError) as caught:
        await load_catalogue(NO_GRAPH, folder)
    assert str(caught.value).splitlines() == said


async def test_files_that_cannot_be_read_are_named_together(tmp_path: Path) -> None:
    folder = write_lines(tmp_path / "in", {"characters": b""})
    write_parquet(folder / "films.parquet", "SELECT 1 AS key")
    (folder / "people.jsonl").unlink()
    (folder / "people.parquet").write_bytes(b"PAR1 and more")
    with pytest.raises(BadInputError) as caught:
        await load_catalogue(NO_GRAPH, folder)
    first, second = str(caught.value).splitlines()
    assert first == f"films.parquet: holds the same table as films.jsonl; leave only one of them in {folder}"
    assert second.startswith("people.parquet: is not a Parquet file, or is damaged: ")
    assert str(folder) not in second


async def test_gzipped_lines_that_broke_off_are_noticed(tmp_path: Path) -> None:
    folder = write_lines(tmp_path / "in", {})
    (folder / "films.jsonl").unlink()
    (folder / "films.jsonl.gz").write_bytes(gzip.compress(json_lines(GOOD["films"]))[:-6])
    with pytest.raises(BadInputError, match=r"^films\.jsonl\.gz: is truncated$"):
        await load_catalogue(NO_GRAPH, folder)


async def test_bad_rows_of_all_formats_are_left_out_and_written_to_a_file(
    embedded_graph: Graph, tmp_path: Path
) -> None:
    films = b'{"key": "f", "title": "F", "votes": NaN}\n{"key": "g"}\n{"k\n'
    cast = json_lines([{"film_key": "f", "person_key": "p"}])
    folder = write_lines(tmp_path / "in", {"films": films, "cast": cast})
    (folder / "people.jsonl").unlink()
    write_parquet(folder / "people.parquet", "FROM (VALUES ('p', 'P', 1e9), ('p', 'P', 1950)) t(key, name, birth_year)")
    (folder / "more.jsonl").touch()
    refused = tmp_path / "refused.csv"
    summary = await load_catalogue(embedded_graph, folder, options=LoadOptions(skip_bad_rows=refused))
    assert await values(embedded_graph, "MATCH (p:Person)-->(f) RETURN collect([p.birthYear, f.title, f.votes])") == [
        [1950, "F", None]
    ]
    with refused.open(encoding="utf-8", newline="") as file:
        rejected = [(row["file"], row["line"], row["column"], row["row"]) for row in csv.DictReader(file)]
    assert rejected == [
        ("films.jsonl", "2", "title", '{"key": "g"}'),
        ("films.jsonl", "3", "", '{"k'),
        ("people.parquet", "1", "birth_year", '{"key":"p","name":"P","birth_year":1000000000.0}'),
    ]
    assert summary.refused == 3
    assert summary.notices == ["more.jsonl is not a file of a catalogue and was ignored."]


def test_numbers_and_ids_of_parquet_are_written_as_people_write_them(tmp_path: Path) -> None:
    id_ = "0a1b2c3d-0000-4000-8000-000000000000"
    sql = f"SELECT '{id_}'::UUID AS key, 'T' AS title, 7.6::FLOAT AS rating, 8::DOUBLE AS votes"
    write_parquet(tmp_path / "films[1].parquet", sql)
    (row,) = open_parquet(tmp_path / "films[1].parquet", schema_of(FILM.name)).rows()
    assert row.cells == [id_, "T", "7.6", "8"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(1993.0, "1993"), (7.5, "7.5"), (1e-05, "0.00001"), (float("nan"), ""), (float("inf"), "inf"), (-0.0, "0"),
     (10**30, "1" + "0" * 30), (None, ""), (" a ", " a "), (b"\xff", "\udcff"), (True, None), ([], None)],
)  # fmt: skip
def test_values_as_plain_text(value: object, text: str | None) -> None:
    assert plain_text(value) == text
