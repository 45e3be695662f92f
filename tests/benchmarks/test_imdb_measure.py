"""The benchmark on IMDb-shaped dumps: what it asks for is in the loaded graph, and its tables say what is missed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from benchmarks import page
from benchmarks.agreement import DisagreementError
from benchmarks.exploration import Responses
from benchmarks.exploration_questions import QUESTIONS, values_of
from benchmarks.imdb.content import SelectedContent, check_loaded, six_values
from benchmarks.imdb.loading import LoadFigures, Selection, disk_mib
from benchmarks.imdb.measure import RunOptions, StoreResult
from benchmarks.imdb.report import remember, tables
from benchmarks.questions import QUESTIONS as SIX
from graphapi.load.imdb import stage_imdb
from graphapi.load.options import LoadOptions, LoadSummary, SilentProgress
from graphapi.load.staging import open_staging

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from graphapi.store import Graph

FILMS = Selection()
OPTIONS = RunOptions(scale=1.0, seed=1, release="5.26", seconds=8, store_memory=4096)
LOAD = LoadFigures(
    seconds=600, rows=120_000_000, films=800_000, people=2_000_000, credits=8_000_000, refused=60, loader_mib=900,
    store_mib=5000, disk_mib=4000,
)  # fmt: skip


@pytest.fixture(scope="module")
def content(imdb_dumps: Path, tmp_path_factory: pytest.TempPathFactory) -> SelectedContent:
    """The films of the dumps, and their people."""
    return SelectedContent(imdb_dumps, FILMS.title_types, tmp_path_factory.mktemp("spill"))


@pytest.fixture(scope="module")
def loaded(imdb_dumps: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The keys of films and people that the loader stages, and the pairs of people and films in casts."""
    refused = tmp_path_factory.mktemp("refused") / "refused.csv"
    with open_staging(256) as staging:
        stage_imdb(staging, imdb_dumps, LoadOptions(skip_bad_rows=refused), SilentProgress(), LoadSummary())
        return {
            "Film": {row[0] for row in staging.run("SELECT key FROM films")},
            "Person": {row[0] for row in staging.run("SELECT key FROM people")},
            "pairs": {row[0] for row in staging.run("SELECT DISTINCT person_key || ' ' || film_key FROM credits")},
        }


class LoadedGraph:
    """A graph that has certain keys."""

    def __init__(self, keys: Mapping[str, set[str]]) -> None:
        self._keys = keys

    async def read(self, statement: str, parameters: Mapping[str, Any]) -> list[Any]:
        """The keys of the parameters that the graph has."""
        (label,) = re.findall(r"\(n:(\w+) ", statement)
        return [[key for key in parameters["keys"] if key in self._keys[label]]]


def test_what_is_asked_for_is_what_the_loader_selects(content: SelectedContent, loaded: dict[str, set[str]]) -> None:
    assert set(content.films) == loaded["Film"]
    assert set(content.people) <= loaded["Person"]
    # The sample has all credits of graphs as small as this one.
    assert {f"{person} {film}" for person, film in content.credits} == loaded["pairs"]
    assert content.first["key"] in loaded["Film"]


def test_the_most_connected_come_first_and_nothing_leads_to_outsiders(content: SelectedContent) -> None:
    casts: dict[str, set[str]] = {}
    for person, film in content.credits:
        casts.setdefault(film, set()).add(person)
    for person in content.by_co_stars[:3]:
        others = {other for cast in casts.values() if person in cast for other in cast}
        assert content.co_stars[person] == len(others) - 1
    assert content.outsiders
    for person in content.outsiders:
        of_person = [film for film, cast in casts.items() if person in cast]
        assert of_person == [content.components[person]]
        assert all(sum(other in cast for cast in casts.values()) == 1 for other in casts[of_person[0]])


def test_every_question_has_values_of_the_graph(content: SelectedContent, loaded: dict[str, set[str]]) -> None:
    for question in QUESTIONS:
        assert values_of(question, content, 5, 1) == values_of(question, content, 5, 1)
    values = six_values(content, 1, 50)
    assert values == six_values(content, 1, 50) != six_values(content, 2, 50)
    assert values.keys() == {question.name for question in SIX}
    assert {value["key"] for value in values["person_page"]} <= loaded["Person"]


@pytest.mark.anyio
async def test_a_graph_without_a_person_is_noticed(content: SelectedContent, loaded: dict[str, set[str]]) -> None:
    graph: Graph = LoadedGraph(loaded)  # type: ignore[assignment]
    assert await check_loaded(graph, content) == len(content.films) + len({person for person, _ in content.credits})
    missing = content.credits[0][0]
    graph = LoadedGraph({**loaded, "Person": loaded["Person"] - {missing}})  # type: ignore[assignment]
    with pytest.raises(DisagreementError, match=f"Person {missing} and 0 others are not in the graph"):
        await check_loaded(graph, content)


def test_everything_names_all_types() -> None:
    assert FILMS.arguments == []
    assert Selection(everything=True).arguments[:2] == ["--include-adult", "--title-types"]
    assert "tvEpisode" in Selection(everything=True).arguments[2]


def test_disk_space_is_that_of_all_files(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "file").write_bytes(b"x" * 3 * 2**20)
    assert 2.9 < disk_mib(tmp_path) < 3.2


def result(store: str, load: LoadFigures = LOAD, *, film_page: float = 2.0) -> StoreResult:
    found = StoreResult(store, load, 12.0, 3.0, 100)
    found.responses = {
        "film_page": Responses([film_page] * 3),
        "search: one letter": Responses([10.0, 120.0]),
        "path": Responses([900.0], 1, "why"),
        "no path": Responses([5000.0]),
    }
    found.reference = {"film_page": Responses([1.0])}
    return found


def test_tables_say_which_goals_are_missed(tmp_path: Path) -> None:
    path = tmp_path / "artefacts" / "imdb.json"
    remember(path, [result("neo4j", film_page=1.4)], FILMS, OPTIONS, "the first run")
    runs = remember(path, [result("neo4j"), result("embedded")], FILMS, OPTIONS, "python -m benchmarks imdb")
    assert len(runs) == 2
    text = re.sub(" +", " ", tables(runs))
    assert "the first run" not in text
    assert "**Films, scale 1**" in text
    assert "| Neo4j | load, s | ≤ 300 | 600.0 | **missed** |" in text
    assert "| embedded | load, s | ≤ 900 | 600.0 | met |" in text
    assert "times the small graph | ≤ 1.5 | 2.0 | **missed** |" in text
    assert "| Neo4j | search: one letter: p99 ms | ≤ 50 | 120.0 | **missed** |" in text
    assert "| embedded | search: one letter: p99 ms | ≤ 150 | 120.0 | met |" in text
    assert "| path: p99 ms | ≤ 1000 | 900.0 | met |" in text
    assert "1, 1 failed" in text
    assert "no path: p99" not in text
    assert "| credits a second | 13,333 | 13,333 |" in text


def test_goals_are_those_of_films_at_the_real_size(tmp_path: Path) -> None:
    everything = remember(tmp_path / "a.json", [result("neo4j")], Selection(everything=True), OPTIONS, "")
    small = RunOptions(scale=0.001, seed=1, release="5.26", seconds=8, store_memory=4096)
    assert "goal" not in tables(everything)
    assert "goal" not in tables(remember(tmp_path / "b.json", [result("neo4j")], FILMS, small, ""))


def test_the_documentation_has_a_place_for_the_tables(tmp_path: Path) -> None:
    copy = tmp_path / "performance.md"
    copy.write_text(page.PERFORMANCE_PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    page.fill(copy, "imdb", "the tables")
    assert "the tables" in copy.read_text(encoding="utf-8")
