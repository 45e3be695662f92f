"""No string becomes a part of a statement: every place for a string gets texts that would end a literal.

Both stores give the same answers, no status is 5xx, and the graph is the same afterwards.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, build_schema, get_named_type
from pydantic import SecretStr

from graphapi.api.schema import build_schema as build_api
from graphapi.compiler.relay.global_id import decode_opaque, encode_id, encode_opaque
from graphapi.load.catalogue import load_catalogue
from graphapi.load.sample_removal import sample_folder
from graphapi.settings import Settings
from graphapi.store import connect
from graphapi.store.migrations import migrate
from tests.fuzz.string_places import TEXTS, Place, Walk
from tests.http.serving import serving
from tests.stores import open_statements, wipe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    import httpx
    from graphql import GraphQLSchema

    from graphapi.store import Endpoint, Graph

SDL = Path(__file__).parents[2] / "schema" / "schema.graphql"
STORES: Final = ("embedded", "neo4j")
PAYLOADS: Final = (
    "'}) DETACH DELETE n //",
    "\"`\\ \\' '' ] } RETURN 1 UNION MATCH (n) DETACH DELETE n RETURN 1 //",
    "` \\u0027}) /* */ $p0 {p0} %s {{7*7}} DETACH DELETE n //",
    '*:* +name:(a OR b) "a"~2 [a TO z] /.*/ \\ AND NOT a^2 ?',
    "a\x00b \u202e\u05d0\u0301\ufeff\u2028\u2019",
    "' " * 5_000,
)
SURROGATE: Final = "\ud800'}) DETACH DELETE n //"
"""JSON of it is no text, and in a document it is a syntax error."""
TOGETHER: Final = 7
"""How many places one operation fills: Neo4j plans a statement of ninety fields for many seconds."""
FINGERPRINT: Final = (
    "MATCH (n) WITH n ORDER BY n.key, n.name RETURN collect([labels(n), properties(n)])",
    "MATCH (a)-[r]->(b) WITH a, r, b ORDER BY a.key, type(r), b.key "
    "RETURN collect([a.key, type(r), properties(r), b.key])",
)


@dataclass(frozen=True)
class Filled:
    """A place with a string."""

    place: Place
    text: str


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    """The schema of the SDL."""
    return build_schema(SDL.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
async def graphs(request: pytest.FixtureRequest) -> AsyncIterator[Mapping[str, Graph]]:
    """The sample on both stores."""
    opened = {name: await connect(request.getfixturevalue(f"{name}_endpoint")) for name in STORES}
    with sample_folder() as folder:
        for graph in opened.values():
            await wipe(graph)
            await migrate(graph)
            await load_catalogue(graph, folder)
    yield opened
    for graph in opened.values():
        await graph.close()


@pytest.fixture(scope="module")
async def servers(
    graphs: Mapping[str, Graph], neo4j_endpoint: Endpoint, store_folder: Path
) -> AsyncIterator[Mapping[str, httpx.AsyncClient]]:
    """A client of a server on each store."""
    # Neo4j plans a statement of ninety fields for several seconds.
    common: dict[str, Any] = {"log_level": "ERROR", "request_timeout": 60, "max_document_characters": 1_000_000}
    chosen = {
        "embedded": Settings(data_dir=store_folder, **common),
        "neo4j": Settings(
            neo4j_uri=neo4j_endpoint.uri, neo4j_password=SecretStr(neo4j_endpoint.password or ""), **common
        ),
    }
    async with AsyncExitStack() as stack:
        # The two plan a search differently, so that both use the plans of the embedded store.
        api = build_api(chosen["embedded"])
        yield {name: await stack.enter_async_context(serving(one, api)) for name, one in chosen.items()}


async def fingerprint(graph: Graph) -> str:
    """Everything that a graph holds, as text."""
    return json.dumps([await graph.read(statement, {}) for statement in FINGERPRINT], sort_keys=True, default=str)


async def ask(servers: Mapping[str, httpx.AsyncClient], document: str, variables: Mapping[str, str]) -> dict[str, Any]:
    """The answer of both servers, which must be the same, without the ids of the requests."""
    body = json.dumps({"query": document, "variables": variables}).encode()
    headers = {"content-type": "application/json"}
    responses = await asyncio.gather(
        *(server.post("/graphql", content=body, headers=headers, timeout=60) for server in servers.values())
    )
    answers: list[dict[str, Any]] = []
    for response in responses:
        assert response.status_code < 500, f"{response.text[:2000]} for {body[:2000]!r}"
        answer = response.json()
        for error in answer.get("errors", ()):
            assert error["extensions"]["code"] not in ("INTERNAL_ERROR", "UNAVAILABLE"), answer
            del error["extensions"]["requestId"]
        answers.append(answer)
    assert answers[0] == answers[1]
    return answers[0]


def operation(filled: Sequence[Filled], *, literals: bool) -> tuple[str, dict[str, str]]:
    """A query with every filled place, and its variables."""
    names = [f"v{number}" for number in range(len(filled))]
    fields = [
        f"a{number}: {one.place.filled(json.dumps(one.text) if literals else f'${name}')}"
        for number, (name, one) in enumerate(zip(names, filled, strict=True))
    ]
    if literals:
        return "{ " + " ".join(fields) + " }", {}
    declared = ", ".join(f"${name}: {one.place.type}!" for name, one in zip(names, filled, strict=True))
    values = {name: one.text for name, one in zip(names, filled, strict=True)}
    return f"query({declared}) {{ " + " ".join(fields) + " }", values


@dataclass(frozen=True)
class Disguises:
    """What well-formed ids and cursors of the places need: the label of an id, and a cursor of the list."""

    labels: Mapping[str, str]
    cursors: Mapping[str, str]

    def of(self, place: Place, payload: str) -> str:
        """The string for a place: the payload, or an id or a cursor that holds it."""
        if place.type == "ID":
            return encode_id(self.labels[place.name], payload)
        if place.is_cursor:
            version, mark, *values = json.loads(decode_opaque(self.cursors[place.name]))
            forged = [payload if isinstance(value, str) else value for value in values]
            return encode_opaque(json.dumps([version, mark, *forged]).encode())
        return payload


async def accepted_labels(servers: Mapping[str, httpx.AsyncClient], places: Sequence[Place]) -> dict[str, str]:
    """A label whose ids each place accepts, by the name of the place."""
    found: dict[str, str] = {}
    for label in ("Film", "Person", "Character", "Genre"):
        filled = [Filled(place, encode_id(label, "nothing")) for place in places]
        answer = await ask(servers, *operation(filled, literals=False))
        refused = {error["path"][0] for error in answer["errors"] if error["extensions"]["code"] == "BAD_USER_INPUT"}
        for number, place in enumerate(places):
            if f"a{number}" not in refused:
                found.setdefault(place.name, label)
    return found


async def first_cursors(server: httpx.AsyncClient, places: Sequence[Place]) -> dict[str, str]:
    """A cursor of the list of each place, by the name of the place; cursors are the same on all stores."""
    cursors = {}
    for place in places:
        found = json.dumps((await server.post("/graphql", json={"query": "{ " + place.first_page + " }"})).json())
        cursors[place.name] = found.split('"endCursor": "')[1].split('"')[0]
    return cursors


def test_every_place_for_a_string_is_found(schema: GraphQLSchema) -> None:
    found = {place.name for place in Walk(schema).places()}
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLInputObjectType):
            texts = [name for name, one in type_.fields.items() if get_named_type(one.type).name in TEXTS]
            assert {f"{type_.name}.{name}" for name in texts} <= found
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__"):
            for name, one in type_.fields.items():
                texts = [key for key, argument in one.args.items() if get_named_type(argument.type).name in TEXTS]
                assert {f"{type_.name}.{name}.{key}" for key in texts} <= found


@pytest.mark.neo4j
async def test_no_string_becomes_a_part_of_a_statement(
    graphs: Mapping[str, Graph], servers: Mapping[str, httpx.AsyncClient], schema: GraphQLSchema
) -> None:
    before = {name: await fingerprint(graph) for name, graph in graphs.items()}
    places = Walk(schema).places()
    ids = [place for place in places if place.type == "ID"]
    pages = [place for place in places if place.is_cursor]
    disguises = Disguises(await accepted_labels(servers, ids), await first_cursors(servers["embedded"], pages))
    for number, payload in enumerate(PAYLOADS):
        filled = [Filled(place, disguises.of(place, payload)) for place in places]
        for start in range(0, len(filled), TOGETHER):
            # As literals, equal payloads share a parameter, and the stores have to plan a statement for that.
            await ask(servers, *operation(filled[start : start + TOGETHER], literals=number == 1))
        malformed = [Filled(place, payload) for place in (*ids, *pages[number % 8 :: 8])]
        answer = await ask(servers, *operation(malformed, literals=False))
        assert answer["errors"]
    for text in (json.dumps(SURROGATE), '"\\uD800"'):
        answer = await ask(servers, "{ " + places[0].filled(text) + " }", {})
        assert answer["errors"]
    assert {name: await fingerprint(graph) for name, graph in graphs.items()} == before
    assert {name: await open_statements(graph) for name, graph in graphs.items()} == {"embedded": [], "neo4j": []}
