"""The changes of the page on adding a field, applied to a copy of the package: what it promises follows by itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema, build_schema

from graphapi.store import connect
from graphapi.store.migrations import migrate
from tests.docs.pages import ROOT, Block, read_blocks
from tests.stores import wipe

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.store import Endpoint

BLOCKS = read_blocks("docs/adding-a-field.md")
DIFFS = [block for block in BLOCKS if block.language == "diff"]
QUERIES = [block for block in BLOCKS if block.words == ("graphql", "patched")]
#: Asks the API of the patched package, on the graph of the settings.
ASK = """
import sys
from starlette.testclient import TestClient
from graphapi.server.app import create_app
from graphapi.settings import load_settings

with TestClient(create_app(load_settings()), base_url="http://127.0.0.1") as client:
    print(client.post("/graphql", json={"query": sys.argv[1]}).text)
"""


def apply(diff: Block, root: Path) -> None:
    """Apply a change in the unified form; what it shows of the file must be there exactly once."""
    lines = diff.text.splitlines()
    path = root / lines[1].removeprefix("+++ b/")
    shown = lines[3:]
    before = "".join(f"{line[1:]}\n" for line in shown if line[:1] != "+")
    after = "".join(f"{line[1:]}\n" for line in shown if line[:1] != "-")
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{diff.place}: {path.name} has other lines now"
    path.write_text(text.replace(before, after), encoding="utf-8")


class Patched:
    """A copy of the package with every change of the page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        unneeded = shutil.ignore_patterns("node_modules", "dist", ".dist-*", "__pycache__")
        shutil.copytree(ROOT / "graphapi", folder / "graphapi", ignore=unneeded)
        shutil.copytree(ROOT / "schema", folder / "schema")
        for diff in DIFFS:
            apply(diff, folder)

    def run(self, *arguments: str, text: str = "", **settings: str) -> str:
        """Run Python with this package; what it prints."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("GRAPHAPI_", "NEO4J_"))}
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={**clean, "PYTHONPATH": str(self.folder), **settings},
            input=text,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def patched(tmp_path_factory: pytest.TempPathFactory) -> Patched:
    """The package with the changes."""
    return Patched(tmp_path_factory.mktemp("patched"))


@pytest.fixture(scope="module")
def schema(patched: Patched) -> GraphQLSchema:
    """Its schema, as it exports it."""
    return build_schema(patched.run("-m", "graphapi", "export-schema"))


@pytest.mark.parametrize(
    ("type_", "names"),
    [
        ("Film", ["tagline", "decade"]),
        ("FilmWhere", ["tagline"]),
        ("FilmOrder", ["tagline"]),
        ("Person", ["wrote"]),
        ("PersonWhere", ["wrote"]),
        ("PersonOrder", ["wroteCount"]),
    ],
)
def test_filters_and_orders_follow(schema: GraphQLSchema, type_: str, names: list[str]) -> None:
    found = schema.type_map[type_]
    assert isinstance(found, GraphQLObjectType | GraphQLInputObjectType)
    assert set(names) <= set(found.fields)
    assert all(found.fields[name].description for name in names)


def test_what_python_answers_has_neither_filter_nor_order(schema: GraphQLSchema) -> None:
    for name in ("FilmWhere", "FilmOrder"):
        found = schema.type_map[name]
        assert isinstance(found, GraphQLInputObjectType)
        assert "decade" not in found.fields


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.place)
def test_a_query_for_it_is_one_statement(patched: Patched, query: Block) -> None:
    explained: dict[str, Any] = json.loads(patched.run("-m", "graphapi", "explain", "-", "--json", text=query.text))
    assert any(part in explained["statement"] for part in (".tagline", ":WROTE", ".year"))


async def test_it_is_loaded_and_answered(
    patched: Patched, embedded_endpoint: Endpoint, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    for name, text in {
        "films": "key,title,year,tagline\nalien,Alien,1979,In space no one can hear you scream.\n",
        "people": "key,name\n",
        "cast": "film_key,person_key\n",
    }.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    graph = await connect(embedded_endpoint)
    try:
        await wipe(graph)
        await migrate(graph)
        store = {"GRAPHAPI_DATA_DIR": str(tmp_path_factory.getbasetemp() / "embedded0")}
        patched.run("-m", "graphapi", "load", "catalogue", str(tmp_path), **store)
        query = '{ films(where: {tagline: {contains: "SPACE", ignoreCase: true}}) { nodes { tagline decade } } }'
        # The line before it is the log's.
        *_, answer = patched.run("-c", ASK, query, **store).splitlines()
        assert json.loads(answer) == {
            "data": {"films": {"nodes": [{"tagline": "In space no one can hear you scream.", "decade": "1970s"}]}},
        }
    finally:
        await graph.close()
