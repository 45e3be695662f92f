"""The generated dumps: reproducible, of the stated shape, and read by the loader."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from benchmarks.imdb import shape
from benchmarks.imdb.draws import Size, open_database
from benchmarks.imdb.dumps import COMPLETE, generate
from benchmarks.imdb.titles import title_rows
from graphapi.load.imdb import DUMPS, stage_imdb
from graphapi.load.options import LoadOptions, LoadSummary, SilentProgress
from graphapi.load.staging import open_staging

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = Size(shape.SMALLEST_SCALE, 1)


@pytest.fixture(scope="module")
def database(imdb_dumps: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with a table for each dump; all columns are text."""
    with duckdb.connect(config={"threads": 1}) as database:
        for dump in DUMPS:
            database.execute(
                f"CREATE TABLE {dump.table} AS FROM read_csv('{imdb_dumps}/{dump.name}.tsv.gz', delim = '\t', "
                r"quote = '', escape = '', nullstr = '\N', header = true, all_varchar = true)"
            )
        yield database


def one(database: duckdb.DuckDBPyConnection, sql: str) -> Any:  # noqa: ANN401 - columns have many types
    """The single value of a query."""
    return database.execute(sql).fetchall()[0][0]


def test_the_loader_refuses_only_the_people_without_a_name(imdb_dumps: Path, tmp_path: Path) -> None:
    refused = tmp_path / "refused.csv"
    options = LoadOptions(skip_bad_rows=refused, title_types=(*shape.TITLE_TYPES, "tvPilot"), include_adult=True)
    summary = LoadSummary()
    with open_staging(256) as staging:
        stage_imdb(staging, imdb_dumps, options, SilentProgress(), summary)
        films = staging.count("SELECT count(*) FROM films")
        credits = staging.count("SELECT count(*) FROM credits")
    rows = {file.file: file.rows for file in summary.files}
    assert rows["title.basics.tsv.gz"] == films == SIZE.titles
    assert rows["name.basics.tsv.gz"] == SIZE.names
    assert 80_000 < rows["title.principals.tsv.gz"] < 100_000
    assert credits > 45_000
    lines = refused.read_text().splitlines()[1:]
    assert len(lines) == 1
    assert lines[0].startswith("name.basics.tsv.gz,1501,primaryName,")
    # Credits of people and titles that only title.principals has.
    assert any("name a person that name.basics does not have" in notice for notice in summary.notices)


def test_files_of_another_seed_are_replaced_and_one_seed_gives_the_same_files(imdb_dumps: Path, tmp_path: Path) -> None:
    rows = generate(imdb_dumps, SIZE.scale, SIZE.seed)
    made = json.loads((imdb_dumps / COMPLETE).read_text())
    made["made_with"]["seed"] = 2
    (tmp_path / COMPLETE).write_text(json.dumps(made))
    assert generate(tmp_path, SIZE.scale, SIZE.seed) == rows
    for dump in DUMPS:
        name = f"{dump.name}.tsv.gz"
        assert gzip.decompress((tmp_path / name).read_bytes()) == gzip.decompress((imdb_dumps / name).read_bytes())


def test_files_that_exist_are_used_again(imdb_dumps: Path) -> None:
    path = imdb_dumps / "title.principals.tsv.gz"
    written = path.stat().st_mtime_ns
    generate(imdb_dumps, SIZE.scale, SIZE.seed)
    assert path.stat().st_mtime_ns == written


def test_another_seed_gives_other_titles(database: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    other = Size(SIZE.scale, 2)
    with open_database(tmp_path, other) as drawing:
        titles = {row[2] for row in drawing.execute(f"{title_rows(other)} LIMIT 1000").fetchall()}
    same = {row[0] for row in database.execute("SELECT primaryTitle FROM title_basics LIMIT 1000").fetchall()}
    assert len(titles & same) < 300


@pytest.mark.parametrize("scale", [0, 0.0001, 1.5])
def test_other_scales_are_refused(scale: float, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="The scale must be from"):
        generate(tmp_path / "dumps", scale)
    assert not (tmp_path / "dumps").exists()


def test_lines_are_not_quoted_and_have_all_cells(imdb_dumps: Path) -> None:
    for dump in DUMPS:
        header, *lines = gzip.decompress((imdb_dumps / f"{dump.name}.tsv.gz").read_bytes()).decode().splitlines()
        columns = header.split("\t")
        assert set(dump.columns) <= set(columns)
        assert {line.count("\t") + 1 for line in lines} == {len(columns)}
        assert not any("" in line.split("\t") for line in lines)


def test_types_and_categories_have_their_shares(database: duckdb.DuckDBPyConnection) -> None:
    for table, column, shares in (
        ("title_basics", "titleType", shape.TITLE_TYPES),
        ("title_principals", "category", shape.CATEGORY_SHARES),
    ):
        total = one(database, f"SELECT count(*) FROM {table}")
        found = dict(database.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY 1").fetchall())
        for name, share in shares.items():
            assert found[name] / total == pytest.approx(share, rel=0.1, abs=0.002), name


@pytest.mark.parametrize(
    ("table", "expression", "expected", "tolerance"),
    [
        ("title_basics", "avg((startYear IS NULL)::INT)", 0.118, 0.01),
        ("title_basics", "avg((runtimeMinutes IS NULL)::INT)", 0.641, 0.02),
        ("title_basics", "avg((genres IS NULL)::INT)", 0.0433, 0.008),
        ("title_basics", "avg(len(string_split(genres, ',')))", 1.63, 0.1),
        ("title_crew", "avg((directors IS NULL)::INT)", 0.440, 0.02),
        ("title_crew", "avg((writers IS NULL)::INT)", 0.490, 0.02),
        ("title_crew", "avg(len(string_split(directors, ',')))", 1.34, 0.12),
        ("title_crew", "avg(len(string_split(writers, ',')))", 2.33, 0.4),
        ("title_principals", "avg((job IS NULL)::INT)", 0.810, 0.02),
        ("title_principals", "avg((characters IS NULL)::INT)", 0.512, 0.02),
        ("name_basics", "avg((birthYear IS NULL)::INT)", 0.956, 0.015),
        ("name_basics", "avg((deathYear IS NULL)::INT)", 0.983, 0.01),
        ("name_basics", "avg((primaryProfession IS NULL)::INT)", 0.2005, 0.015),
        ("name_basics", "avg((knownForTitles IS NULL)::INT)", 0.119, 0.015),
        ("name_basics", "avg(len(string_split(knownForTitles, ',')))", 1.84, 0.05),
        ("title_ratings", "avg((numVotes::INT < 100)::INT)", 0.75, 0.04),
        ("title_ratings", "avg((numVotes::INT < 1000)::INT)", 0.938, 0.02),
        ("title_ratings", "avg(averageRating::DOUBLE)", 6.95, 0.1),
    ],
)
def test_columns_have_their_shares(
    database: duckdb.DuckDBPyConnection, table: str, expression: str, expected: float, tolerance: float
) -> None:
    assert float(one(database, f"SELECT {expression} FROM {table}")) == pytest.approx(expected, abs=tolerance)


def test_an_eighth_of_the_titles_has_a_rating(database: duckdb.DuckDBPyConnection) -> None:
    assert one(database, "SELECT count(*) FROM title_ratings") / SIZE.titles == pytest.approx(0.133, abs=0.012)
    assert one(database, "SELECT min(numVotes::INT) FROM title_ratings") == 5


def test_degrees_have_long_tails(database: duckdb.DuckDBPyConnection) -> None:
    for column in ("nconst", "tconst"):
        counts = f"SELECT count(*) AS n FROM title_principals GROUP BY {column}"
        median, most = one(database, f"SELECT [median(n), max(n)] FROM ({counts})")
        assert most > 5 * median
    films = "tconst IN (SELECT tconst FROM title_basics WHERE titleType IN ('movie', 'tvMovie'))"
    acting = f"category IN ('actor', 'actress', 'self') AND {films}"
    assert one(database, f"SELECT count(*) / count(DISTINCT tconst) FROM title_principals WHERE {acting}") > 8


def test_characters_are_json_and_return_in_series(database: duckdb.DuckDBPyConnection) -> None:
    texts = {row[0] for row in database.execute("SELECT DISTINCT characters FROM title_principals").fetchall()} - {None}
    lists = [json.loads(text) for text in texts]
    assert {len(names) for names in lists} == {1, 2}
    assert any('"' in name for names in lists for name in names)
    returning = one(
        database,
        "SELECT count(*) FROM (SELECT nconst FROM title_principals JOIN title_basics USING (tconst) "
        "WHERE titleType = 'tvEpisode' AND category = 'actor' AND characters LIKE '% %' "
        "GROUP BY nconst, characters HAVING count(*) > 5)",
    )
    assert returning > 50


def test_titles_and_names_are_of_many_kinds(database: duckdb.DuckDBPyConnection) -> None:
    titles = "SELECT count(*) FROM title_basics WHERE titleType IN ('movie', 'short', 'tvMovie')"
    for condition in (
        "primaryTitle LIKE '%\"%'",
        "primaryTitle <> originalTitle",
        "strlen(primaryTitle) > len(primaryTitle)",
    ):
        assert one(database, f"{titles} AND {condition}") > 20, condition
    assert one(database, "SELECT count(*) - count(DISTINCT primaryName) FROM name_basics") > 20
    # Rows of some titles are not in the order of their numbers.
    late = "SELECT ordering::INT < lag(ordering::INT) OVER (PARTITION BY tconst ORDER BY rowid) AS late "
    late += "FROM title_principals"
    assert one(database, f"SELECT avg(late::INT) FROM ({late}) WHERE late IS NOT NULL") == pytest.approx(0.05, abs=0.02)


def test_credits_name_people_and_titles_that_do_not_exist(database: duckdb.DuckDBPyConnection) -> None:
    people = "SELECT count(*) FROM title_principals ANTI JOIN name_basics USING (nconst)"
    assert 0 < one(database, people) < 20
    assert one(database, "SELECT count(*) FROM title_crew ANTI JOIN title_basics USING (tconst)") == 2
