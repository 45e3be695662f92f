"""The changes in ``docs/adding-a-field.md``, applied to a copy of the package, have the documented effects."""

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
from graphapi.store.bolt import StoreKind
from graphapi.web import build_hook
from tests.docs.pages import ROOT, Block, read_blocks
from tests.stores import wipe

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.store import Endpoint

BLOCKS = read_blocks("docs/adding-a-field.md")
DIFFS = [block for block in BLOCKS if block.language == "diff"]
QUERIES = [block for block in BLOCKS if block.words == ("graphql", "patched")]
#: Sends operations to the API of the patched package, on the graph in the settings.
ASK = """
import json
import sys
from starlette.testclient import TestClient
from graphapi.server.app import create_app
from graphapi.settings import load_settings

with TestClient(create_app(load_settings()), base_url="http://127.0.0.1") as client:
    questions = [json.loads(text) for text in sys.argv[1:]]
    asked = [{"query": query, "variables": variables} for query, variables in questions]
    answers = [client.post("/graphql", json=one).json() for one in asked]
print(json.dumps(answers))
"""
#: Runs ``graphapi explain`` of the patched package for each of several documents, and prints a list of their outputs.
EXPLAIN = """
import json
import sys
from typer.testing import CliRunner
from graphapi.commands.app import app

runs = [CliRunner().invoke(app, ["explain", "-", "--json"], input=document) for document in sys.argv[1:]]
print(json.dumps([json.loads(one.stdout) for one in runs]))
"""


def apply(diff: Block, root: Path) -> None:
    """Apply a unified diff; the old lines that it shows must occur in the file exactly once."""
    lines = diff.text.splitlines()
    path = root / lines[1].removeprefix("+++ b/")
    shown = lines[3:]
    if lines[0] == "--- /dev/null":
        path.write_text("".join(f"{line[1:]}\n" for line in shown), encoding="utf-8")
        return
    before = "".join(f"{line[1:]}\n" for line in shown if line[:1] != "+")
    after = "".join(f"{line[1:]}\n" for line in shown if line[:1] != "-")
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{diff.place}: {path.name} does not contain the lines of the diff"
    path.write_text(text.replace(before, after), encoding="utf-8")


class Patched:
    """A copy of the package with all changes of the page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        unneeded = shutil.ignore_patterns("node_modules", "dist", ".dist-*", "__pycache__")
        shutil.copytree(ROOT / "graphapi", folder / "graphapi", ignore=unneeded)
        shutil.copytree(ROOT / "schema", folder / "schema")
        for diff in DIFFS:
            apply(diff, folder)
        schema = folder / "schema" / "schema.graphql"
        self.run("-m", "graphapi", "export-schema", "--output", str(schema))
        self.run("-m", "graphapi.api.explorer")
        self.run("-m", "graphapi.store.new_labels")

    def run(self, *arguments: str, **settings: str) -> str:
        """Run Python with this package and return the output."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("GRAPHAPI_", "NEO4J_"))}
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={**clean, "PYTHONPATH": str(self.folder), **settings},
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
    """The exported schema of the patched package."""
    return build_schema((patched.folder / "schema" / "schema.graphql").read_text(encoding="utf-8"))


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


def test_a_query_for_it_is_one_statement(patched: Patched) -> None:
    explained: list[dict[str, Any]] = json.loads(patched.run("-c", EXPLAIN, *(query.text for query in QUERIES)))
    for query, one in zip(QUERIES, explained, strict=True):
        assert any(part in one["statement"] for part in (".tagline", ":WROTE", ".year")), query.place


CATALOGUE = {
    "films": "key,title,year,tagline\nalien,Alien,1979,In space no one can hear you scream.\nbrazil,Brazil,1985,\n",
    "people": "key,name\nobannon,Dan O'Bannon\nweaver,Sigourney Weaver\nshusett,Ronald Shusett\n",
    "cast": "film_key,person_key,billing\nalien,weaver,1\n",
    "writers": "film_key,person_key\nalien,obannon\nalien,shusett\n",
    "awards": "key,name\noscar,Academy Award\nsaturn,Saturn Award\n",
    "won": "film_key,award_key,year\nalien,oscar,1980\nalien,saturn,1980\n",
}
IMDB = {
    "title.basics": "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes"
    "\tgenres\n"
    "tt1\tmovie\tAlien\tAlien\t0\t1979\t\\N\t117\tHorror\n",
    "title.principals": "tconst\tordering\tnconst\tcategory\tjob\tcharacters\ntt1\t1\tnm1\twriter\t\\N\t\\N\n",
    "name.basics": "nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles\n"
    "nm1\tDan O'Bannon\t1946\t2009\t\\N\t\\N\nnm2\tRonald Shusett\t1935\t\\N\t\\N\t\\N\n",
    "title.ratings": "tconst\taverageRating\tnumVotes\ntt1\t8.5\t900000\n",
    "title.crew": "tconst\tdirectors\twriters\ntt1\t\\N\tnm1,nm2\n",
}
#: Queries on the catalogue, each with its answer.
ANSWERS: list[tuple[str, object]] = [
    (
        '{ films(where: {tagline: {contains: "SPACE", ignoreCase: true}}) { nodes { tagline decade } } }',
        {"films": {"nodes": [{"tagline": "In space no one can hear you scream.", "decade": "1970s"}]}},
    ),
    (
        "{ catalogue { awards won wrote writers } awards(orderBy: [{filmCount: DESC}]) { totalCount nodes { key } } }",
        {
            "catalogue": {"awards": 2, "won": 2, "wrote": 2, "writers": 2},
            "awards": {"totalCount": 2, "nodes": [{"key": "oscar"}, {"key": "saturn"}]},
        },
    ),
    (
        '{ films(where: {awards: {some: {award: {key: {eq: "saturn"}}, year: {gte: 1980}}}}) { nodes { key '
        "awards(orderBy: [{award: {name: DESC}}], first: 1) "
        "{ edges { year node { name films { totalCount } } } } } } }",
        {
            "films": {
                "nodes": [
                    {
                        "key": "alien",
                        "awards": {
                            "edges": [{"year": 1980, "node": {"name": "Saturn Award", "films": {"totalCount": 1}}}]
                        },
                    }
                ]
            }
        },
    ),
    (
        '{ search(query: "saturn", kinds: [AWARD]) { nodes { __typename key } } '
        'node(id: "QXdhcmQ6b3NjYXI") { ... on Award { name } } award(by: {key: "oscar"}) { key } }',
        {
            "search": {"nodes": [{"__typename": "Award", "key": "saturn"}]},
            "node": {"name": "Academy Award"},
            "award": {"key": "oscar"},
        },
    ),
    (
        '{ neighbourhood(of: "QXdhcmQ6b3NjYXI", depth: 2, relationships: [WON, WROTE]) { nodes { node { key } } '
        "relationships { type } } }",
        {
            "neighbourhood": {
                "nodes": [{"node": {"key": key}} for key in ("oscar", "alien", "obannon", "shusett", "saturn")],
                "relationships": [{"type": type_} for type_ in ("WON", "WROTE", "WROTE", "WON")],
            }
        },
    ),
    (
        '{ paths(from: "UGVyc29uOm9iYW5ub24", to: "UGVyc29uOndlYXZlcg", roles: [ACTOR, WRITER]) { nodes { degrees '
        "steps { fromCredit { role } toCredit { role } } } } "
        'person(by: {key: "weaver"}) { collaborators { edges { otherRoles node { key } } } } }',
        {
            "paths": {
                "nodes": [{"degrees": 1, "steps": [{"fromCredit": {"role": "WRITER"}, "toCredit": {"role": "ACTOR"}}]}]
            },
            "person": {
                "collaborators": {
                    "edges": [
                        {"otherRoles": ["WRITER"], "node": {"key": "obannon"}},
                        {"otherRoles": ["WRITER"], "node": {"key": "shusett"}},
                    ]
                }
            },
        },
    ),
]


def write(folder: Path, files: dict[str, str], ending: str) -> Path:
    """Write files to a new folder."""
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.{ending}").write_text(text, encoding="utf-8")
    return folder


async def test_it_is_loaded_answered_and_exported(
    patched: Patched, endpoint: Endpoint, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    graph = await connect(endpoint)
    try:
        await wipe(graph)
        if graph.kind is StoreKind.NEO4J:
            store = {"NEO4J_URI": endpoint.uri, "NEO4J_PASSWORD": endpoint.password or ""}
        else:
            store = {"GRAPHAPI_DATA_DIR": str(tmp_path_factory.getbasetemp() / "embedded0")}
        patched.run("-m", "graphapi", "migrate", **store)
        patched.run("-m", "graphapi", "load", "catalogue", str(write(tmp_path / "in", CATALOGUE, "csv")), **store)
        # The lines before the last one are log lines.
        *_, answers = patched.run("-c", ASK, *(json.dumps([query, None]) for query, _ in ANSWERS), **store).splitlines()
        for answer, (query, expected) in zip(json.loads(answers), ANSWERS, strict=True):
            assert answer == {"data": expected}, query
        questions = [(operation_of_the_page(patched, name), variables) for name, variables, _ in EXPLORED]
        *_, answers = patched.run("-c", ASK, *(json.dumps(one) for one in questions), **store).splitlines()
        for answer, (name, _, expected) in zip(json.loads(answers), EXPLORED, strict=True):
            assert answer == {"data": expected}, name
        patched.run("-m", "graphapi", "export", "catalogue", str(tmp_path / "out"), **store)
        for name in ("awards", "won", "writers"):
            assert (tmp_path / "out" / f"{name}.csv").read_text(encoding="utf-8").splitlines() == CATALOGUE[
                name
            ].splitlines()
    finally:
        await wipe(graph)
        await graph.close()


async def test_the_role_is_loaded_from_imdb(
    patched: Patched, embedded_endpoint: Endpoint, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    graph = await connect(embedded_endpoint)
    try:
        await wipe(graph)
        store = {"GRAPHAPI_DATA_DIR": str(tmp_path_factory.getbasetemp() / "embedded0")}
        patched.run("-m", "graphapi", "migrate", **store)
        patched.run("-m", "graphapi", "load", "imdb", str(write(tmp_path / "imdb", IMDB, "tsv")), **store)
        query = '{ people(where: {wrote: {some: {key: {eq: "tt1"}}}}) { nodes { key wrote { totalCount } } } }'
        *_, answers = patched.run("-c", ASK, json.dumps([query, None]), **store).splitlines()
        found = [{"key": key, "wrote": {"totalCount": 1}} for key in ("nm1", "nm2")]
        assert json.loads(answers) == [{"data": {"people": {"nodes": found}}}]
    finally:
        await wipe(graph)
        await graph.close()


#: Operations of /explore on the catalogue, each with its variables and its answer.
EXPLORED: list[tuple[str, dict[str, object], object]] = [
    (
        "nodes",
        {"ids": ["QXdhcmQ6b3NjYXI", "RmlsbTphbGllbg", "UGVyc29uOm9iYW5ub24"]},
        {
            "nodes": [
                {
                    "__typename": "Award",
                    "id": "QXdhcmQ6b3NjYXI",
                    "key": "oscar",
                    "name": "Academy Award",
                    "WON": {"totalCount": 1},
                },
                {
                    "__typename": "Film",
                    "id": "RmlsbTphbGllbg",
                    "key": "alien",
                    "title": "Alien",
                    "year": 1979,
                    "ACTED_IN": {"totalCount": 1},
                    "DIRECTED": {"totalCount": 0},
                    "APPEARS_IN": {"totalCount": 0},
                    "IN_GENRE_LIST": [],
                    "SET_IN_LIST": [],
                    "HAS_KEYWORD_LIST": [],
                    "WON": {"totalCount": 2},
                },
                {
                    "__typename": "Person",
                    "id": "UGVyc29uOm9iYW5ub24",
                    "key": "obannon",
                    "name": "Dan O'Bannon",
                    "birthYear": None,
                    "ACTED_IN": {"totalCount": 0},
                    "DIRECTED": {"totalCount": 0},
                    "WROTE": {"totalCount": 1},
                    "PLAYS": {"totalCount": 0},
                },
            ]
        },
    ),
    (
        "between.generated",
        {
            "ofFilm": ["alien"],
            "ofPerson": ["obannon"],
            "ofCharacter": [],
            "toPerson": [],
            "toFilm": ["alien"],
            "toCharacter": [],
            "toAward": ["oscar"],
            "first": 9,
        },
        {
            "Film": {
                "nodes": [
                    {
                        "id": "RmlsbTphbGllbg",
                        "ACTED_IN": {"edges": []},
                        "DIRECTED": {"edges": []},
                        "APPEARS_IN": {"edges": []},
                        "IN_GENRE_LIST": [],
                        "SET_IN_LIST": [],
                        "HAS_KEYWORD_LIST": [],
                        "WON": {"edges": [{"node": {"id": "QXdhcmQ6b3NjYXI"}}]},
                    }
                ]
            },
            "Person": {
                "nodes": [{"id": "UGVyc29uOm9iYW5ub24", "WROTE": {"edges": [{"node": {"id": "RmlsbTphbGllbg"}}]}}]
            },
            "Character": {"nodes": []},
        },
    ),
    (
        "details",
        {"id": "QXdhcmQ6b3NjYXI"},
        {
            "node": {
                "__typename": "Award",
                "id": "QXdhcmQ6b3NjYXI",
                "key": "oscar",
                "name": "Academy Award",
                "films": {
                    "totalCount": 1,
                    "nodes": [
                        {"__typename": "Film", "id": "RmlsbTphbGllbg", "key": "alien", "title": "Alien", "year": 1979}
                    ],
                },
            }
        },
    ),
]


def operation_of_the_page(patched: Patched, name: str) -> str:
    """An operation of /explore with the fragments that it spreads."""
    folder = patched.folder / "graphapi" / "web" / "src" / "explore" / "api" / "operations"
    text = (folder / f"{name}.graphql").read_text(encoding="utf-8")
    needed = {"...Label", "...Totals", "...Films"}
    fragments = (folder / "fragments.generated.graphql").read_text(encoding="utf-8").split("\n\n")
    asked = {spread for spread in needed if spread in text} | ({"...Label"} if "...Films" in text else set())
    return "\n".join([text, *(one for one in fragments if any(f"fragment {spread[3:]} " in one for spread in asked))])


def test_the_sources_of_explore_have_no_type_errors(patched: Patched, web_packages: Path) -> None:
    """Run ``npm run types`` and the type checker, which fails if a new kind or role needs changes by hand."""
    web = patched.folder / "graphapi" / "web"
    (web / "node_modules").symlink_to(web_packages, target_is_directory=True)
    node, _npm = build_hook.find_node()
    build_hook.run([node, "types.ts"], web, "npm run types")
    build_hook.run([node, "node_modules/typescript/bin/tsc", "--noEmit"], web, "tsc")
    kinds = (web / "src" / "explore" / "model" / "kinds.generated.ts").read_text(encoding="utf-8")
    assert '"Award"' in kinds
    assert '"WRITER": "WROTE"' in kinds


def hand_edited(section: str) -> set[str]:
    """The files that the diffs of a section change."""
    text = (ROOT / "docs" / "adding-a-field.md").read_text(encoding="utf-8")
    body = text[text.index(f"## {section}\n") :].partition("\n## ")[0]
    return {line.removeprefix("+++ b/") for line in body.splitlines() if line.startswith("+++ b/")}


@pytest.mark.parametrize(("section", "most"), [("A property", 1), ("A credit role", 6), ("A node type", 5)])
def test_few_files_change(section: str, most: int) -> None:
    assert 1 <= len(hand_edited(section)) <= most


def test_a_property_is_one_line() -> None:
    (diff,) = (block for block in DIFFS if "tagline" in block.text)
    assert sum(line.startswith("+ ") for line in diff.text.splitlines()) == 1
