"""Bad CSV files: each problem is reported with its place, and nothing is written to the graph."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapi.load.catalogue import load_catalogue
from graphapi.load.csv_reader import CsvReader
from graphapi.load.options import LoadOptions
from graphapi.load.problems import BadInputError
from tests.load.graphs import dump, values, write_files

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.store import Graph

pytestmark = pytest.mark.anyio

GOOD = {
    "films": b"key,title,year,rating\nf,Film,1993,5.5\n",
    "people": b"key,name\np,Person\n",
    "cast": b"film_key,person_key,billing,character\nf,p,1,Somebody\n",
    "directors": b"film_key,person_key\nf,p\n",
}
DIGITS = "(digits only, without leading zeros, point or exponent)"
# The id of each case, the files that replace good ones, and the expected lines of the message.
BAD: list[tuple[str, dict[str, bytes], list[str]]] = [
    ("unknown column", {"films": b"key,titel\nf,x\n"}, [
        "films.csv:1: unknown column 'titel'; did you mean 'title'?", "films.csv:1: column 'title' is missing"]),
    ("column twice", {"people": b"key,name,name\n"}, ["people.csv:1: column 'name' appears twice"]),
    ("empty file", {"films": b""}, ["films.csv:1: the file is empty; its first row must name the columns"]),
    ("utf-16", {"people": "key,name\n".encode("utf-16")}, ["people.csv:1: the header is not UTF-8 text"]),
    ("encoding", {"films": b"key,title\nf,Film\ng,Am\xe9lie\n"}, [
        "films.csv:3: title: byte 0xE9 is not UTF-8, at character 3 of the cell"]),
    ("control character", {"films": b"key,title\nf,Fi\x00lm\n"}, [
        "films.csv:2: title: control character U+0000, at character 3 of the cell"]),
    ("year", {"films": b"key,title,year\nf,F,MCM\ng,G,-5\nh,H,10000\ni,I,1993.0\nj,J,1e3\nk,K,007\nl,L,0\n"}, [
        "films.csv:2: year: 'MCM' is not a plain whole number " + DIGITS,
        "films.csv:3: year: '-5' is negative",
        "films.csv:4: year: '10000' is not a year from 1 to 9999",
        "films.csv:5: year: '1993.0' is not a plain whole number " + DIGITS,
        "films.csv:6: year: '1e3' is not a plain whole number " + DIGITS,
        "films.csv:7: year: '007' is not a plain whole number " + DIGITS,
        "films.csv:8: year: '0' is not a year from 1 to 9999"]),
    ("rating", {"films": b"key,title,rating\nf,F,10.1\ng,G,-1\nh,H,nan\ni,I,inf\nj,J,\"7,5\"\nf2,F,10.0\n"}, [
        "films.csv:2: rating: '10.1' is above 10; a rating is from 0 to 10",
        "films.csv:3: rating: '-1' is below 0; a rating is from 0 to 10",
        "films.csv:4: rating: 'nan' is not a plain number such as 7 or 7.5",
        "films.csv:5: rating: 'inf' is not a plain number such as 7 or 7.5",
        "films.csv:6: rating: '7,5' is not a plain number such as 7 or 7.5"]),
    ("too large", {"films": b"key,title,votes\nf,F,2147483648\ng,G,99999999999999999999\n"}, [
        "films.csv:2: votes: '2147483648' is larger than 2,147,483,647",
        "films.csv:3: votes: '99999999999999999999' is larger than 2,147,483,647"]),
    ("empty", {"films": b"key,title\nf, \n ,T\n"}, ["films.csv:2: title: is empty", "films.csv:3: key: is empty"]),
    ("line break", {"films": b'key,title\nf,"a\nb"\ng,\n'}, [
        "films.csv:2: title: holds a line break", "films.csv:4: title: is empty"]),
    ("cells", {"people": b'key,name\np,"Per\nson",x\np,Person\nq\n'}, [
        "people.csv:2: 3 cells where the header has 2", "people.csv:5: 1 cells where the header has 2"]),
    ("quotes", {"people": b'key,name\np,"A "B" C"\np,A "B" C\np,Person\nq,"open\n'}, [
        'people.csv:2: text after a closing quote; inside a quoted cell a quote is written twice ("")',
        'people.csv:3: a quote in a cell that is not quoted; write "…""…" with the whole cell in quotes',
        "people.csv:5: a quote is opened and never closed, or a cell is longer than 131,072 characters"]),
    ("double", {"films": b"key,title,year\nf,F,1993\ng,G,\nf,F,1994\nf,F,1993\n"}, [
        "films.csv:4: key: 'f' is also on line 2, with a different year"]),
    ("strangers", {"cast": b"film_key,person_key\nx,p\nf,y\n",
        "directors": b"film_key,person_key\nx,y\n"}, [
        "cast.csv:2: film_key: no film has the key 'x'", "cast.csv:3: person_key: no person has the key 'y'",
        "directors.csv:2: film_key: no film has the key 'x'",
        "directors.csv:2: person_key: no person has the key 'y'"]),
    ("nameless", {"cast": b"film_key,person_key,character_key\nf,p,c\n"}, [
        "cast.csv:2: character: is empty, and no other row names the character c"]),
    # A bad film is one problem, not one for each of its credits.
    ("no echo", {"films": b"key,title,year\nf,F,x\n"}, [
        "films.csv:2: year: 'x' is not a plain whole number " + DIGITS]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "said"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
async def test_each_problem_is_named_with_its_place(
    empty: Graph, tmp_path: Path, files: dict[str, bytes], said: list[str]
) -> None:
    folder = write_files(tmp_path / "in", **(GOOD | files))
    with pytest.raises(BadInputError) as caught:
        await load_catalogue(empty, folder)
    assert str(caught.value).splitlines() == said
    assert caught.value.exit_code == 1
    assert await dump(empty) == ([], [])


async def test_missing_files_are_named_together(empty: Graph, tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as caught:
        await load_catalogue(empty, write_files(tmp_path, directors="film_key,person_key\n"))
    assert [problem.file for problem in caught.value.problems] == ["films.csv", "people.csv", "cast.csv"]


async def test_twenty_problems_are_shown_and_the_rest_counted(empty: Graph, tmp_path: Path) -> None:
    films = "key,title,year\n" + "".join(f"f{number},F,x\n" for number in range(1, 1001))
    with pytest.raises(BadInputError) as caught:
        await load_catalogue(empty, write_files(tmp_path, **(GOOD | {"films": films.encode()})))
    lines = str(caught.value).splitlines()
    assert len(lines) == 21
    assert lines[0].startswith("films.csv:2: year:")
    # The last two problems are the credits of f, which is not a film now: one in the cast, one of a director.
    assert lines[-1] == "… and 982 more"
    assert caught.value.total == 1002


async def test_bad_rows_are_left_out_and_written_to_a_file(empty: Graph, tmp_path: Path) -> None:
    folder = write_files(
        tmp_path / "in",
        films=b'key,title,year,plot\nf,Film,1993,\ng,"Bad, ""bad""\nyear",x,\nh,\xff,,\nf,Other,,\n',
        people=b"key,name\np,Person\n,\n",
        cast=b"film_key,person_key,billing,character\nf,p,1,Somebody\ng,p,1,\nf,q,y,\n",
    )
    refused = tmp_path / "refused.csv"
    summary = await load_catalogue(empty, folder, options=LoadOptions(skip_bad_rows=refused))
    assert await values(empty, "MATCH (f:Film) RETURN collect([f.key, f.title, f.year])") == [["f", "Film", 1993]]
    assert await values(empty, "MATCH (p:Person) RETURN collect(p.key)") == ["p"]
    assert [(file.file, file.rows, file.refused) for file in summary.files] == [
        ("films.csv", 4, 3),
        ("people.csv", 2, 1),
        ("cast.csv", 3, 2),
    ]
    with refused.open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    assert [(record["file"], record["line"], record["column"]) for record in records] == [
        ("films.csv", "3", "title, year"),
        ("films.csv", "5", "title"),
        ("films.csv", "6", "key"),
        ("people.csv", "3", "key, name"),
        ("cast.csv", "3", "film_key"),
        ("cast.csv", "4", "billing"),
    ]
    assert records[0]["row"] == 'g,"Bad, ""bad""\nyear",x,'
    assert "is negative" not in records[0]["reason"]
    assert "year: 'x' is not a plain whole number" in records[0]["reason"]


@given(
    rows=st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20), min_size=2, max_size=4)
    ),
    ending=st.sampled_from(["\n", "\r\n"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_and_their_lines_are_those_that_were_written(tmp_path: Path, rows: list[list[str]], ending: str) -> None:
    text = io.StringIO(newline="")
    # All cells are quoted, because Python's writer does not quote a carriage return if lines end in a line feed.
    writer = csv.writer(text, lineterminator=ending, quoting=csv.QUOTE_ALL)
    starts = []
    for row in rows:
        starts.append(text.getvalue().count("\n") + 1)
        writer.writerow(row)
    path = tmp_path / "rows.csv"
    path.write_bytes(text.getvalue().encode())
    assert [(row.line, row.cells, row.error) for row in CsvReader(path)] == [
        (start, row, None) for start, row in zip(starts, rows, strict=True)
    ]


@given(content=st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_to_the_end(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    lines = [row.line for row in CsvReader(path)]
    assert lines == sorted(set(lines))
    assert all(1 <= line <= content.count(b"\n") + 1 for line in lines)
