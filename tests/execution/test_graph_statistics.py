"""The statistics of a graph, on each store, compared with the catalogue that was loaded."""

from __future__ import annotations

import asyncio
import csv
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from graphapi.execution import statistics_updates
from graphapi.execution.cost import CostControl
from graphapi.execution.graph_statistics import read_counts, read_statistics
from graphapi.execution.statistics_updates import updated_statistics
from graphapi.load.sample_removal import sample_folder
from graphapi.model.graph_statistics import INDEXED, RANKED
from graphapi.model.nodes import LABELS
from graphapi.store import StoreKind
from graphapi.store.migrations import schema_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from graphapi.store import Graph


async def test_they_are_those_of_the_catalogue(sample_graph: Graph) -> None:
    with sample_folder() as folder:
        films = rows_of(folder / "films.csv")
        # Several rows of one actor in one film, one for each character, are one relationship.
        acting = {(row["film_key"], row["person_key"]) for row in rows_of(folder / "cast.csv")}
    found = await read_statistics(sample_graph)
    by_film = Counter(film for film, _ in acting)
    cast = found.degrees["ACTED_IN", "IN"]
    assert found.nodes["Film"] == cast.nodes == len(films)
    assert cast.total == len(acting)
    assert cast.maximum == max(by_film.values())
    assert cast.of_neighbour == sum(number**2 for number in by_film.values()) / len(acting)
    assert cast.mean < cast.of_neighbour <= cast.p99 <= cast.maximum
    years = [int(film["year"]) for film in films if film["year"]]
    values = found.values["Film", "year"]
    assert (values.known, values.distinct) == (len(years) / len(films), len(set(years)))
    assert (values.deciles[0], values.deciles[10]) == (min(years), max(years))
    assert values.share_below(min(years)) == 0
    assert values.share_below(max(years) + 1) == 1
    plots = [film["plot"] for film in films if film["plot"]]
    assert found.values["Film", "plot"].length == pytest.approx(sum(map(len, plots)) / len(plots))
    assert found.exact


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


async def test_an_empty_graph_has_statistics(graph: Graph) -> None:
    found = await read_statistics(graph)
    assert set(found.nodes.values()) == {0}
    assert found.count("Film") == 1, "nothing is divided by zero"


async def test_they_are_read_again_when_the_graph_has_grown(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics_updates, "CHECK_SECONDS", 0.05)
    control, sent, read = CostControl(), list[str](), graph.read

    async def recorded(statement: str, parameters: Mapping[str, object], *, timeout: float | None = None) -> list[Any]:
        sent.append(statement)
        return await read(statement, parameters, timeout=timeout)

    monkeypatch.setattr(graph, "read", recorded)
    async with updated_statistics(graph, control):
        await _until(lambda: control.statistics is not None and control.statistics.exact)
        if graph.kind is StoreKind.EMBEDDED:
            assert not any(one.startswith("MATCH ()-[") for one in sent), "relationships are not counted one by one"
        sent.clear()
        await _until(lambda: len(sent) >= 2 * len(LABELS))
        assert all(one.endswith("RETURN count(n0)") and "-" not in one for one in sent), "a check takes no time"
        await graph.write("UNWIND range(1, 50) AS n CREATE (:Genre {key: 'g' + n, name: 'g' + n})", {})
        await _until(lambda: control.statistics is not None and control.statistics.nodes["Genre"] == 50)
    assert (await read_counts(graph)).nodes["Genre"] == 50


async def _until(holds: Callable[[], bool]) -> None:
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.02)
    pytest.fail("nothing has changed for 20 seconds")


def test_the_indexes_are_those_of_the_migrations() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (schema_folder() / "migrations").glob("*.neo4j.cypher"))
    single = set(re.findall(r"CREATE INDEX \w+ IF NOT EXISTS FOR \(n:(\w+)\) ON \(n\.(\w+)\)", text))
    assert single == INDEXED
    begun = set(re.findall(r"FOR \(n:(\w+)\) ON \(n\.(searchRank), n\.key\)", text))
    assert begun == RANKED
