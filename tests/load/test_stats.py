"""The report of ``graphapi stats``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graphapi.commands.stats import print_report
from graphapi.load.catalogue import load_catalogue
from graphapi.load.staging import open_staging
from graphapi.model.nodes import FILM, PERSON
from graphapi.stats.duplicates import MOST_NAMESAKES, find_duplicates
from graphapi.stats.report import MEMORY_MIB, DegreeReport, GraphReport, MissingFact, report_on
from graphapi.stats.snapshot import FOLDED, node_table
from tests.load.graphs import write_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from graphapi.load.staging import Staging
    from graphapi.store import Graph

pytestmark = pytest.mark.anyio

FILMS = """\
key,title,year,plot,genres,votes
f1,One,1990,"A [bold] plot
on two lines",Drama,0
f2,Two,1995,,Drama|Action,5
f3,Three,2001,,,7
f4,Four,,,,
"""
#: Of each pair of namesakes, the name says how the two are related.
PEOPLE = """\
key,name,birth_year,death_year,imdb_id
together-1,Zoë Together,,,
together-2,"ZOE, together",,,
career-1,Over Lap,,,
career-2,Over Lap,,,
born-1,Same Birth,1950,,
born-2,Same Birth,1950,,
other-birth-1,Different Birth,1950,,
other-birth-2,Different Birth,1951,,
other-id-1,Different Id,,,nm1
other-id-2,Different Id,,,nm2
apart-1,Years Apart,,,
apart-2,Years Apart,,,
unknown-1,Un Known,,,
unknown-2,Un Known,,,
single,Only [one],1970,2000,nm3
"""
CAST = """\
film_key,person_key,character
f1,together-1,Hero
f1,together-2,Villain
f1,career-1,
f3,career-1,
f2,career-2,
f1,other-birth-1,
f1,other-birth-2,
f1,other-id-1,
f1,other-id-2,
f1,apart-1,
f3,apart-2,
f4,unknown-1,
"""
DIRECTORS = "film_key,person_key\nf4,together-2\nf3,together-2\n"


@pytest.fixture
async def report(empty: Graph, tmp_path: Path) -> GraphReport:
    await load_catalogue(
        empty, write_files(tmp_path / "in", films=FILMS, people=PEOPLE, cast=CAST, directors=DIRECTORS)
    )
    return await report_on(empty, most_duplicates=10)


async def test_report_on_a_graph(report: GraphReport, capsys: pytest.CaptureFixture[str]) -> None:
    assert report.nodes == {"Film": 4, "Person": 15, "Character": 2, "Genre": 2, "Place": 0, "Keyword": 0}
    assert {type_: number for type_, number in report.relationships.items() if number} == {
        "ACTED_IN": 12,
        "DIRECTED": 2,
        "PLAYS": 2,
        "APPEARS_IN": 2,
        "IN_GENRE": 3,
    }
    degrees = {(one.label, one.type): one for one in report.degrees}
    assert len(degrees) == len(report.degrees) == 14
    assert degrees["Film", "ACTED_IN"] == DegreeReport("Film", "ACTED_IN", "Actors", 3.0, 8, "f1", "One", 0)
    assert degrees["Person", "DIRECTED"] == DegreeReport(
        "Person", "DIRECTED", "Films directed", 0.13, 2, "together-2", "ZOE, together", 14
    )
    assert degrees["Place", "SET_IN"] == DegreeReport("Place", "SET_IN", "Films set there", 0.0, 0, None, None, 0)
    missing = {(one.label, one.property): one for one in report.missing}
    assert missing["Film", "year"] == MissingFact("Film", "year", 1, 4)
    assert missing["Film", "plot"] == MissingFact("Film", "plot", 3, 4)
    assert missing["Film", "votes"] == MissingFact("Film", "votes", 1, 4)
    assert missing["Person", "deathYear"] == MissingFact("Person", "deathYear", 14, 15)
    assert ("Film", "title") not in missing
    assert ("Place", "name") not in missing

    pairs = {one.keys: one for one in report.duplicates}
    assert report.duplicate_count == len(pairs) == 3
    assert {keys: (one.reason, one.films) for keys, one in pairs.items()} == {
        ("together-1", "together-2"): ("both have credits in 1 film", (1, 3)),
        ("career-1", "career-2"): ("both worked in 1995", (2, 1)),
        ("born-1", "born-2"): ("both were born in 1950", (0, 0)),
    }
    assert list(pairs) == [("together-1", "together-2"), ("career-1", "career-2"), ("born-1", "born-2")]
    assert pairs["together-1", "together-2"].names == ("Zoë Together", "ZOE, together")

    print_report(replace(report, degrees=[replace(degrees["Film", "ACTED_IN"], name="Only [one]")]))
    printed = [line.strip(" │┃") for line in capsys.readouterr().out.splitlines()]
    rows = [" ".join(line.replace("│", " ").split()) for line in printed]
    assert "Person 15" in rows
    assert "Film Actors 3.00 8 Only [one] 0" in rows
    assert "Film plot 3 75.0 %" in rows
    assert "People that look like one person: 3 pairs" in rows
    assert "Over Lap career-1, career-2 2, 1 both worked in 1995" in rows


async def test_report_on_an_empty_graph(embedded_graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    report = await report_on(embedded_graph, most_duplicates=10)
    assert set(report.nodes.values()) == set(report.relationships.values()) == {0}
    assert (report.missing, report.duplicate_count, report.duplicates) == ([], 0, [])
    print_report(report)
    assert capsys.readouterr().out.splitlines()[-2:] == ["Missing facts", "People that look like one person: 0 pairs"]


def test_a_name_of_many_people_is_compared_only_within_films() -> None:
    people = 3 * MOST_NAMESAKES
    keys = [f"p{number:04}" for number in range(people)]
    names = dict.fromkeys(keys, "john smith") | {"unnamed-1": "", "unnamed-2": ""}
    # Everybody has a film of the same year, and three people have the same film. So have those without a name.
    films = {key: key for key in names} | dict.fromkeys(keys[-2:], keys[0]) | {"unnamed-2": "unnamed-1"}
    columns = {one.name: "VARCHAR" for one in PERSON.properties}
    with open_staging(MEMORY_MIB) as database:
        fill(database, node_table(PERSON), {"key": "VARCHAR", FOLDED: "VARCHAR"} | columns, names.items())
        fill(database, node_table(FILM), {"key": "VARCHAR", "year": "BIGINT"}, ((key, "1990") for key in films))
        credits = (("ACTED_IN", key, film) for key, film in films.items())
        fill(database, "relationship", dict.fromkeys(("type", "source", "target"), "VARCHAR"), credits)
        number, pairs = find_duplicates(database, 10)
    assert number == 3
    assert {one.keys for one in pairs} == {(keys[0], keys[-2]), (keys[0], keys[-1]), (keys[-2], keys[-1])}
    assert {one.reason for one in pairs} == {"both have credits in 1 film"}


def fill(database: Staging, table: str, columns: dict[str, str], rows: Iterable[tuple[str, ...]]) -> None:
    """Create a table; columns after those of the rows are null."""
    database.run(f"CREATE TABLE {table} ({', '.join(f'{name} {type_}' for name, type_ in columns.items())})")
    with database.spool(table, columns) as add:
        for row in rows:
            add([*row, *[""] * (len(columns) - len(row))])
