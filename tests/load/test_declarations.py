"""A label, relationship type or role only needs a declaration to be loaded, exported and removed with the sample."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.load.graphs import dump, values, write_files
from tests.load.test_imdb import write_dumps

if TYPE_CHECKING:
    from graphapi.store import Graph

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]
LABEL = """
AWARD: Final = Label(
    "Award",
    "Awards",
    (_name("Its name."), _text("country", "Where it is given.")),
    popularity=("WON",),
    search=SearchedText("name"),
    file="awards.csv",
)
"""
RELATIONSHIPS = """
WON: Final = RelationshipType(
    "WON",
    FILM.name,
    "Award",
    "From a film to an award.",
    verb="won",
    target_title="Awards",
    source_title="Films that won it",
    properties=(PropertyType("year", Scalar.INT, Rule.YEAR, "The year of the award."),),
    file="film_awards.csv",
)
WROTE: Final = RelationshipType(
    "WROTE",
    PERSON.name,
    FILM.name,
    "From a person to a film.",
    verb="wrote",
    target_title="Films written",
    source_title="Writers",
)
"""
ROLE = """
WRITER: Final = CreditRole(
    "WRITER", WROTE.type, "Writer", "Wrote it.", "writers.csv", ("writer",), imdb_crew_column="writers"
)
"""
FILES = {
    "films": "key,title\nheat,Heat\nalien,Alien\n",
    "people": "key,name\nmann,Michael Mann\nobannon,Dan O'Bannon\n",
    "cast": "film_key,person_key\nheat,mann\n",
    "awards": "key,name,country\nsaturn,Saturn Award,US\noscar,Academy Award,US\nbear,Golden Bear,\n",
    "film_awards": "award_key,film_key,year\nsaturn,alien,1980\noscar,alien,1980\nsaturn,heat,\n",
    "writers": "film_key,person_key\nheat,mann\nalien,obannon\n",
}
AWARDS = "MATCH (a:Award) WITH a ORDER BY a.key RETURN collect([a.key, a.country, a.searchText, a.searchRank])"
WON = "MATCH (f:Film)-[w:WON]->(a:Award) WITH f, w, a ORDER BY f.key, a.key RETURN collect([f.key, a.key, w.year])"
WROTE = "MATCH (p:Person)-[:WROTE]->(f:Film) WITH p, f ORDER BY f.key, p.key RETURN collect([f.key, p.key, p:Writer])"


def declare(path: Path, declaration: str, tuple_name: str, *names: str) -> None:
    """Add a declaration to a module, and its names to a tuple of the module."""
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(
        rf"^{tuple_name}: Final = \((.*?),?\)$",
        lambda found: f"{declaration}\n{tuple_name}: Final = ({found[1]}, {', '.join(names)})",
        text,
        flags=re.MULTILINE | re.DOTALL,
    )
    assert count == 1, tuple_name
    path.write_text(changed, encoding="utf-8")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the package that has the declarations and a sample with an award."""
    folder = tmp_path_factory.mktemp("declared")
    unneeded = shutil.ignore_patterns("node_modules", "dist", ".dist-*", "__pycache__")
    shutil.copytree(ROOT / "graphapi", folder / "graphapi", ignore=unneeded)
    shutil.copytree(ROOT / "schema", folder / "schema")
    model = folder / "graphapi" / "model"
    declare(model / "nodes.py", LABEL, "LABELS", "AWARD")
    declare(model / "relationships.py", RELATIONSHIPS, "RELATIONSHIPS", "WON", "WROTE")
    declare(model / "relationships.py", ROLE, "CREDIT_ROLES", "WRITER")
    nodes = model / "nodes.py"
    text = nodes.read_text(encoding="utf-8")
    popularity = 'popularity=("ACTED_IN", "DIRECTED"'
    assert text.count(popularity) == 1
    nodes.write_text(text.replace(popularity, f'{popularity}, "WROTE"'), encoding="utf-8")
    write_files(folder / "graphapi" / "load" / "sample_catalogue", awards="key,name\npalme,Palme d'Or\n")
    return folder


async def run(package: Path, graph: Graph, *steps: tuple[str, Path]) -> list[dict[str, Any]]:
    """Run steps with the copy of the package; return the JSON that each of them prints."""
    request = {
        "endpoint": asdict(graph.endpoint) | {"kind": graph.endpoint.kind.value},
        "steps": [(command, str(folder)) for command, folder in steps],
    }
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GRAPHAPI_", "NEO4J_"))}
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, str(Path(__file__).with_name("declared.py"))],
        cwd=package,
        env={**clean, "PYTHONPATH": str(package)},
        input=json.dumps(request) + "\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    return [json.loads(line.removeprefix("RESULT ")) for line in lines if line.startswith("RESULT ")]


async def test_declared_nodes_and_relationships_are_loaded(empty: Graph, package: Path, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "in", **FILES)
    (summary,) = await run(package, empty, ("catalogue", folder))
    assert await values(empty, AWARDS) == [
        ["bear", None, "golden bear \t goldenbear", 0],
        ["oscar", "US", "academy award \t academyaward", -1],
        ["saturn", "US", "saturn award \t saturnaward", -2],
    ]
    assert await values(empty, WON) == [["alien", "oscar", 1980], ["alien", "saturn", 1980], ["heat", "saturn", None]]
    assert await values(empty, WROTE) == [["alien", "obannon", True], ["heat", "mann", True]]
    ranks = "MATCH (p:Person) WITH p ORDER BY p.key RETURN collect([p.key, p.searchRank])"
    assert await values(empty, ranks) == [["mann", -2], ["obannon", -1]]
    created = {name: written["created"] for name, written in summary["written"].items()}
    assert (created["Award"], created["WON"], created["WROTE"]) == (3, 3, 2)


async def test_known_values_replace_and_nothing_is_removed(empty: Graph, package: Path, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "in", **FILES)
    more = write_files(
        tmp_path / "more",
        films="key,title\nalien,Alien\n",
        people="key,name\n",
        cast="film_key,person_key\n",
        film_awards="film_key,award_key,year\nalien,oscar,1981\nalien,saturn,\nheat,bear,1996\n",
        writers="film_key,person_key\nheat,obannon\n",
    )
    _, summary = await run(package, empty, ("catalogue", folder), ("catalogue", more))
    assert summary["written"]["WON"] == {"created": 1, "changed": 1, "unchanged": 1}
    assert await values(empty, WON) == [
        ["alien", "oscar", 1981],
        ["alien", "saturn", 1980],
        ["heat", "bear", 1996],
        ["heat", "saturn", None],
    ]
    ranks = {key: rank for key, _, _, rank in await values(empty, AWARDS)}
    assert ranks == {"bear": -1, "oscar": -1, "saturn": -2}
    person = "MATCH (p:Person {key: 'obannon'}) RETURN collect([p.searchRank, p:Writer])"
    assert await values(empty, person) == [[-2, True]]


async def test_an_export_has_their_files_and_is_loaded_again(empty: Graph, package: Path, tmp_path: Path) -> None:
    folder, exported = write_files(tmp_path / "in", **FILES), tmp_path / "out"
    await run(package, empty, ("catalogue", folder), ("export", exported))
    assert (exported / "awards.csv").read_text(encoding="utf-8").splitlines() == [
        "key,name,country",
        "bear,Golden Bear,",
        "oscar,Academy Award,US",
        "saturn,Saturn Award,US",
    ]
    assert (exported / "film_awards.csv").read_text(encoding="utf-8").splitlines() == [
        "film_key,award_key,year",
        "alien,oscar,1980",
        "alien,saturn,1980",
        "heat,saturn,",
    ]
    assert (exported / "writers.csv").read_text(encoding="utf-8").splitlines() == [
        "film_key,person_key",
        "alien,obannon",
        "heat,mann",
    ]
    before = await dump(empty)
    (again,) = await run(package, empty, ("catalogue", exported))
    assert await dump(empty) == before
    assert not any(written["created"] or written["changed"] for written in again["written"].values())


async def test_a_reference_to_no_award_is_reported(empty: Graph, package: Path, tmp_path: Path) -> None:
    bad = {"film_awards": "film_key,award_key,year\nalien,cesar,1980\nalien,oscar,MCM\n"}
    (result,) = await run(package, empty, ("catalogue", write_files(tmp_path / "in", **FILES | bad)))
    assert result["problems"] == [
        "film_awards.csv:2: award_key: no award has the key 'cesar'",
        "film_awards.csv:3: year: 'MCM' is not a plain whole number "
        "(digits only, without leading zeros, point or exponent)",
    ]
    assert await dump(empty) == ([], [])


async def test_writers_come_from_imdb(empty: Graph, package: Path, tmp_path: Path) -> None:
    await run(package, empty, ("imdb", write_dumps(tmp_path / "dumps")))
    assert await values(empty, WROTE) == [["tt1", "nm2", True]]
    directors = "MATCH (p)-[:DIRECTED]->(f) WITH p, f ORDER BY f.key, p.key RETURN collect([f.key, p.key])"
    assert await values(empty, directors) == [["tt1", "nm1"], ["tt1", "nm6"], ["tt2", "nm6"]]


async def test_they_are_removed_with_the_sample(empty: Graph, package: Path, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "in", **FILES)
    await run(package, empty, ("sample", tmp_path))
    assert [key for key, *_ in await values(empty, AWARDS)] == ["palme"]
    (summary,) = await run(package, empty, ("catalogue", folder))
    assert summary["sample_removed"]
    assert [key for key, *_ in await values(empty, AWARDS)] == ["bear", "oscar", "saturn"]
