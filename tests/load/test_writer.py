"""The statements that a load sends: few, and none that reads what cannot be in the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graphapi.load.catalogue import stage_catalogue
from graphapi.load.desired_graph import derive_characters
from graphapi.load.options import LoadOptions, LoadSummary, SilentProgress
from graphapi.load.staging import open_staging
from graphapi.load.writer import Writer
from graphapi.store.bolt import Graph, StoreKind
from tests.load.everything import write_everything

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.anyio


class Recorder(Graph):
    """Stands for a graph with other content; it records the statements."""

    def __init__(self) -> None:
        self.kind = StoreKind.EMBEDDED
        self.read_texts: list[str] = []
        self.written: list[tuple[str, Any]] = []

    async def read(
        self, statement: str, parameters: Mapping[str, object], *, timeout: float | None = None
    ) -> list[Any]:
        """Find nothing."""
        self.read_texts.append(statement)
        return [[]]

    async def write(self, statement: str, parameters: Mapping[str, object]) -> list[list[Any]]:
        """Write nothing."""
        self.written.append((statement, parameters.get("rows")))
        return []


async def test_what_new_nodes_have_is_neither_read_nor_merged(tmp_path: Path) -> None:
    graph, summary, options = Recorder(), LoadSummary(), LoadOptions(batch_rows=100)
    with open_staging(256) as staging:
        folder = write_everything(tmp_path / "in", 50)
        await stage_catalogue(staging, graph, folder, options, SilentProgress(), summary)
        derive_characters(staging)
        assert graph.read_texts == []
        await Writer(graph, graph.write, summary, options, SilentProgress(), graph_is_empty=False).write(staging)
    # The keys of the nodes are looked up: genres, places, keywords, films, people, and three batches of characters.
    assert len(graph.read_texts) == 8
    assert not any("-[" in text for text in graph.read_texts)
    mark, *others = [text for text, _ in graph.written]
    assert "Catalogue" in mark
    assert not any("MERGE" in text for text in others)
    # Nodes with the same labels are created together, and properties that no row has are left out.
    people = [(text, rows) for text, rows in graph.written if "CREATE (:Person" in text]
    assert len(people) == len({text for text, _ in people}) == 2
    assert not any("biography" in text for text, _ in people)
    assert sum(len(rows) for _, rows in people) == summary.written["Person"].created == 5 + 50 // 3
