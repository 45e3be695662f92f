"""Exports in Parquet, JSON lines and GraphML."""

from __future__ import annotations

import asyncio
import errno
import json
import re
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import duckdb
import networkx
import pytest

from graphapi.errors import BadGraphError
from graphapi.load.catalogue import load_catalogue
from graphapi.load.export import ExportExistsError, ExportFailedError, export_catalogue
from graphapi.load.export_format import ExportFormat
from graphapi.load.graphml import node_id
from graphapi.load.options import SilentProgress
from tests.load.graphs import NODES, dump, values, write_files
from tests.load.test_catalogue import CAST, CHARACTERS, DIRECTORS, FILMS, PEOPLE
from tests.load.test_export import names_in
from tests.stores import wipe

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.store import Graph

pytestmark = pytest.mark.anyio

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
NMTOKEN = re.compile(r"[\w.:-]+", re.ASCII)
INVALID_TEXT = "CREATE (:Film {key: 'f', title: $title})"


@pytest.fixture
async def loaded(embedded_graph: Graph, tmp_path: Path) -> Graph:
    """An embedded graph with a small catalogue."""
    films = FILMS + 'D,d,,,,,0.00001,,,\n<E & F>,"x<&>\'",,Action,,,,,"a\nb\tc ]]>",\n'
    folder = write_files(
        tmp_path / "in", films=films, people=PEOPLE, characters=CHARACTERS, cast=CAST, directors=DIRECTORS
    )
    await load_catalogue(embedded_graph, folder)
    return embedded_graph


@pytest.mark.parametrize("format", [ExportFormat.PARQUET, ExportFormat.JSONL])
async def test_an_export_loads_to_an_equal_graph_and_exports_equally(
    loaded: Graph, tmp_path: Path, format: ExportFormat
) -> None:
    before = await dump(loaded)
    summary = await export_catalogue(loaded, tmp_path / "out", format=format)
    assert [(file.file, file.rows) for file in summary.files] == [
        (f"films.{format}", 5),
        (f"people.{format}", 5),
        (f"characters.{format}", 2),
        (f"cast.{format}", 7),
        (f"directors.{format}", 3),
    ]
    await wipe(loaded)
    again = await load_catalogue(loaded, tmp_path / "out")
    assert await dump(loaded) == before
    assert [file.rows for file in again.files] == [file.rows for file in summary.files]
    await export_catalogue(loaded, tmp_path / "again", format=format)
    for file in summary.files:
        assert (tmp_path / "again" / file.file).read_bytes() == (tmp_path / "out" / file.file).read_bytes()


async def test_values_have_their_types(loaded: Graph, tmp_path: Path) -> None:
    await export_catalogue(loaded, tmp_path / "out", format=ExportFormat.JSONL)
    first, *_ = (tmp_path / "out" / "films.jsonl").read_text(encoding="utf-8").splitlines()
    film = json.loads(first)
    assert (film["key"], film["year"], film["rating"], film["genres"]) == ("a/1", 2006, 7.6, ["Action", "Drama"])
    assert film["tmdb_id"] is None

    with pytest.raises(ExportExistsError, match=r"already has films\.jsonl, people\.jsonl, .*; --force replaces them"):
        await export_catalogue(loaded, tmp_path / "out", format=ExportFormat.PARQUET)
    await export_catalogue(loaded, tmp_path / "out", format=ExportFormat.PARQUET, force=True)
    # Otherwise the folder would hold each table twice, and could not be loaded.
    tables = ["cast", "characters", "directors", "films", "people"]
    assert names_in(tmp_path / "out") == [f"{table}.parquet" for table in tables]
    described = duckdb.sql(f"DESCRIBE FROM '{tmp_path / 'out' / 'films.parquet'}'").fetchall()
    types = {name: type_ for name, type_, *_ in described}
    assert (types["year"], types["rating"], types["genres"], types["key"]) == (
        "INTEGER",
        "DOUBLE",
        "VARCHAR[]",
        "VARCHAR",
    )


async def test_graphml_opens_in_networkx_with_all_nodes_and_edges(loaded: Graph, tmp_path: Path) -> None:
    summary = await export_catalogue(loaded, tmp_path / "out", format=ExportFormat.GRAPHML)
    found = networkx.read_graphml(tmp_path / "out" / "catalogue.graphml", force_multigraph=True)
    assert found.is_directed()
    nodes = await values(loaded, NODES)
    kinds = {"Film", "Person", "Character", "Genre", "Place", "Keyword"}
    expected_nodes = {}
    for labels, properties in nodes:
        (label,) = kinds & set(labels)
        shown = {name: value for name, value in properties.items() if name not in ("searchText", "searchRank")}
        expected_nodes[node_id(label, properties["key"])] = {"label": label, **shown}
    assert dict(found.nodes(data=True)) == expected_nodes
    edges = await values(loaded, "MATCH (a)-[r]->(b) RETURN collect([labels(a), a.key, type(r), properties(r), "
                         "labels(b), b.key])")  # fmt: skip
    expected_edges = [
        (
            node_id((kinds & set(of_a)).pop(), a),
            node_id((kinds & set(of_b)).pop(), b),
            {"type": type_} | {k: v for k, v in properties.items() if k not in ("characterKeys", "personKeys")},
        )
        for of_a, a, type_, properties, of_b, b in edges
    ]
    assert sorted(found.edges(data=True), key=repr) == sorted(expected_edges, key=repr)
    assert [(file.file, file.rows) for file in summary.files] == [
        ("catalogue.graphml", len(expected_nodes) + len(expected_edges))
    ]
    check_graphml(ET.parse(tmp_path / "out" / "catalogue.graphml").getroot())  # noqa: S314 — written by the test


def check_graphml(root: ET.Element) -> None:
    """Check the rules of the schema of GraphML that a parser of XML does not check."""
    assert root.tag == f"{GRAPHML}graphml"
    *keys, graph = root
    assert [key.tag for key in keys] == [f"{GRAPHML}key"] * len(keys)
    assert (graph.tag, graph.attrib) == (f"{GRAPHML}graph", {"edgedefault": "directed"})
    declared = {key.attrib["id"]: key.attrib for key in keys}
    assert len(declared) == len(keys)
    assert {key["attr.type"] for key in declared.values()} <= {"int", "double", "string"}
    ids = [node.attrib["id"] for node in graph.iter(f"{GRAPHML}node")]
    assert len(set(ids)) == len(ids)
    assert all(NMTOKEN.fullmatch(id_) for id_ in (*ids, *declared))
    for element in graph:
        kind = element.tag.removeprefix(GRAPHML)
        assert kind in ("node", "edge")
        if kind == "edge":
            assert {element.attrib["source"], element.attrib["target"]} <= set(ids)
        for data in element:
            assert data.tag == f"{GRAPHML}data"
            assert declared[data.attrib["key"]]["for"] == kind


def test_ids_of_nodes_differ_if_keys_do() -> None:
    keys = ["a/1", "a_2f_1", "a_1", "a-1", "雪", "a b", ""]
    ids = [node_id("Film", key) for key in keys]
    assert len(set(ids)) == len(keys)
    assert all(NMTOKEN.fullmatch(id_) for id_ in ids)
    assert ids[:2] == ["Film.a_2f_1", "Film.a_5f_2f_5f_1"]


async def test_a_character_that_xml_does_not_allow_is_reported(embedded_graph: Graph, tmp_path: Path) -> None:
    await embedded_graph.write(INVALID_TEXT, {"title": "a\uffff"})
    with pytest.raises(BadGraphError, match=r"A Film has the character U\+FFFF in 'a\\uffff'"):
        await export_catalogue(embedded_graph, tmp_path / "out", format=ExportFormat.GRAPHML)
    assert names_in(tmp_path) == []


class Disturbance(SilentProgress):
    """Raises an error as soon as rows of the cast are written."""

    def __init__(self, error: BaseException) -> None:
        self._error = error
        self._phase = ""

    def started(self, phase: str, rows: int | None) -> None:
        """Store the phase."""
        self._phase = phase

    def advanced(self, rows: int) -> None:
        """Raise the error in the phase of the cast."""
        if self._phase.startswith(("Writing cast", "Writing ACTED_IN")):
            raise self._error


@pytest.mark.parametrize("format", list(ExportFormat))
async def test_nothing_stays_after_an_interruption_or_an_error(
    loaded: Graph, tmp_path: Path, format: ExportFormat
) -> None:
    full: Any = OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(asyncio.CancelledError):
        await export_catalogue(loaded, tmp_path / "out", format=format, progress=Disturbance(asyncio.CancelledError()))
    with pytest.raises(ExportFailedError, match=r"out cannot be written: No space left on device\."):
        await export_catalogue(loaded, tmp_path / "out", format=format, progress=Disturbance(full))
    assert names_in(tmp_path) == ["in"]


CLEANS_UP = """
import asyncio, signal
from graphapi.commands.shell import run

async def work():
    try:
        print("works", flush=True)
        await asyncio.sleep(60)
    finally:
        print("cleans up", flush=True)

signal.signal(signal.SIGINT, {on_interrupt})
run(work())
"""


@pytest.mark.parametrize(
    ("number", "on_interrupt"),
    # Shells ignore SIGINT for commands in the background.
    [(signal.SIGTERM, "signal.SIG_IGN"), (signal.SIGINT, "signal.default_int_handler")],
)
def test_a_command_cleans_up_when_it_is_stopped(number: signal.Signals, on_interrupt: str) -> None:
    code = CLEANS_UP.format(on_interrupt=on_interrupt)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"works\n"
        process.send_signal(number)
        out, errors = process.communicate(timeout=30)
    assert out == b"cleans up\n"
    assert errors.splitlines()[-1] == b"KeyboardInterrupt"
