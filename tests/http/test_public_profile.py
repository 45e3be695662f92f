"""The profile for servers that are open to strangers.

The checks of graphql-cop (https://github.com/dolevf/graphql-cop) are requests that a careless server answers.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from graphql import get_introspection_query
from strawberry.extensions import SchemaExtension

from graphapi.api.schema import GraphSchema
from graphapi.settings import Settings
from tests.http.schema import make_schema
from tests.http.serving import serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    import httpx

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PREFLIGHT = {"graphql-require-preflight": "1"}
CIRCULAR = (
    "{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }"
)


@pytest.fixture(scope="module")
async def public(store_folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with serving(Settings(data_dir=store_folder, profile="public"), make_schema()) as opened:
        yield opened


@pytest.fixture(params=["local", "public"])
def server(request: pytest.FixtureRequest, client: httpx.AsyncClient, public: httpx.AsyncClient) -> httpx.AsyncClient:
    """A server of each profile."""
    return client if request.param == "local" else public


async def ask(client: httpx.AsyncClient, query: str, **variables: object) -> dict[str, Any]:
    response = await client.post("/graphql", json={"query": query, "variables": variables})
    answer: dict[str, Any] = response.json()
    return answer


def only_error(answer: dict[str, Any]) -> str:
    """The message of the only error of an answer without data."""
    assert "data" not in answer
    (error,) = answer["errors"]
    return str(error["message"])


def first_error(answer: dict[str, Any]) -> str:
    """The message of the first error of an answer without data."""
    assert "data" not in answer
    return str(answer["errors"][0]["message"])


async def test_too_many_aliases_are_refused(server: httpx.AsyncClient) -> None:
    answer = await ask(server, "{ " + " ".join(f"alias{number}: __typename" for number in range(101)) + " }")
    assert first_error(answer) == "The operation has 101 aliases; at most 100 are allowed."


async def test_repeated_fields_are_refused(server: httpx.AsyncClient) -> None:
    message = only_error(await ask(server, "{ " + "__typename " * 500 + "}"))
    assert message == "The operation has 500 root fields; at most 100 are allowed."


async def test_batches_are_refused(server: httpx.AsyncClient) -> None:
    response = await server.post("/graphql", json=[{"query": "{ __typename }"}] * 10)
    assert response.status_code == 400
    assert only_error(response.json()) == "One operation a request: this server takes no lists of requests."


async def test_repeated_directives_are_one_error(server: httpx.AsyncClient) -> None:
    message = only_error(await ask(server, "{ __typename " + "@aa" * 10 + " }"))
    assert message == "There are 10 directives here; at most 5 are allowed."


async def test_circular_introspection_is_refused(server: httpx.AsyncClient) -> None:
    assert "introspection" in first_error(await ask(server, CIRCULAR))


@pytest.mark.parametrize("query", [get_introspection_query(), "{ __schema { queryType { name } } }"])
async def test_introspection_is_one_clear_error(public: httpx.AsyncClient, query: str) -> None:
    answer = await ask(public, query)
    message = only_error(answer)
    assert message == "This server does not answer introspection: the field '__schema' is not available."
    assert answer["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize(
    "query",
    [
        '{ __type(name: "Query") { name } }',
        '{ self { t: __type(name: "Query") { fields { name } } } }',
        '{ ...A } fragment A on Query { ... { __type(name: "Query") { name } } }',
    ],
)
async def test_introspection_of_a_type_is_refused_wherever_it_is(public: httpx.AsyncClient, query: str) -> None:
    assert "the field '__type' is not available" in only_error(await ask(public, query))


async def test_the_type_name_is_always_available(public: httpx.AsyncClient) -> None:
    answer = await ask(public, "{ __typename self { __typename } }")
    assert answer == {"data": {"__typename": "Query", "self": {"__typename": "Query"}}}
    assert await ask(public, "mutation { __typename }") == {"data": {"__typename": "Mutation"}}


@pytest.mark.parametrize("path", ["/graphiql", "/playground", "/console", "/graphql", "/", "/explore", "/metrics"])
@pytest.mark.parametrize("headers", [BROWSER, {"accept": "text/html"}, {}])
async def test_there_are_no_pages(public: httpx.AsyncClient, path: str, headers: dict[str, str]) -> None:
    response = await public.get(path, headers=headers)
    expected = (400, 406) if path == "/graphql" else (404,)
    assert response.status_code in expected
    assert response.headers["content-type"].partition(";")[0] == "application/json"
    assert "<" not in response.text


async def test_without_pages_there_are_no_assets(public: httpx.AsyncClient, client: httpx.AsyncClient) -> None:
    page = (await client.get("/explore", headers=BROWSER)).text
    asset = page.partition('src="')[2].partition('"')[0]
    assert (await client.get(asset)).status_code == 200
    assert (await public.get(asset)).status_code == 404


@pytest.mark.parametrize(
    ("query", "variables", "message"),
    [
        ("{ film { titel } }", {}, "Cannot query field 'titel' on type 'Film'."),
        ("{ films }", {}, "Field 'films' of type 'FilmConnection!' must have a selection of subfields."),
        ("{ films(first: 'x') { totalCount } }", {}, "Syntax Error: Unexpected single quote character (')."),
        (
            "query ($where: FilmWhere) { films(where: $where) { totalCount } }",
            {"where": {"titel": {"eq": "x"}}},
            "Variable '$where' has invalid value: Expected value of type 'FilmWhere' not to include unknown field "
            "'titel', found: {'titel': {'eq': 'x'}}.",
        ),
        (
            "query ($order: [FilmOrder!]) { films(orderBy: $order) { totalCount } }",
            {"order": [{"year": "ASCC"}]},
            "Variable '$order' has invalid value at [0].year: Value 'ASCC' does not exist in 'OrderDirection' enum.",
        ),
    ],
)
async def test_nothing_is_suggested(store_folder: Path, query: str, variables: dict[str, object], message: str) -> None:
    for suggestions in (False, True):
        settings = Settings(data_dir=store_folder, profile="public", suggestions=suggestions)
        async with serving(settings, GraphSchema()) as client:
            messages = [error["message"] for error in (await ask(client, query, **variables))["errors"]]
            assert ("did you mean" in " ".join(messages).lower()) is suggestions
            assert suggestions or message in messages


async def test_nothing_is_traced(server: httpx.AsyncClient) -> None:
    answer = await ask(server, "query { __typename ")
    assert answer["errors"][0]["extensions"].keys() == {"code", "requestId"}
    assert (await ask(server, "{ __typename }")).keys() == {"data"}


async def test_unhandled_errors_are_not_told(server: httpx.AsyncClient) -> None:
    for query in ("qwerty cop { abc }", "{ boom }", "{ unavailable }"):
        answer = await ask(server, query)
        assert answer["errors"][0]["extensions"].keys() == {"code", "requestId"}
        assert "Traceback" not in str(answer)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_get_needs_a_header_that_forces_a_preflight(public: httpx.AsyncClient, method: str) -> None:
    query = {"query": "{ __typename }"}
    refused = await public.request(method, "/graphql", params=query)
    assert refused.status_code == 400
    if method == "GET":
        message = "A GET request needs the header GraphQL-Require-Preflight: 1. POST requests do not need it."
        assert only_error(refused.json()) == message
    for name in ("GraphQL-Require-Preflight", "X-Requested-With"):
        response = await public.request(method, "/graphql", params=query, headers={name: "1"})
        assert response.status_code == 200


async def test_mutations_by_get_are_refused(server: httpx.AsyncClient) -> None:
    for headers in ({}, PREFLIGHT):
        response = await server.get("/graphql", params={"query": "mutation { touch }"}, headers=headers)
        assert response.status_code in (400, 405)
        assert "data" not in response.json()


async def test_queries_in_forms_and_addresses_are_refused_in_a_post(server: httpx.AsyncClient) -> None:
    query = {"query": "{ __typename }"}
    for response in (await server.post("/graphql", data=query), await server.post("/graphql", params=query)):
        assert response.status_code == 415
        assert "data" not in response.json()


async def test_allowed_origins_may_send_the_header(store_folder: Path) -> None:
    settings = Settings(data_dir=store_folder, profile="public", cors_origins=("https://films.example",))
    async with serving(settings, make_schema()) as client:
        headers = {
            "origin": "https://films.example",
            "access-control-request-method": "GET",
            "access-control-request-headers": "graphql-require-preflight",
        }
        assert (await client.options("/graphql", headers=headers)).status_code == 200


async def test_each_part_can_be_switched_on(store_folder: Path) -> None:
    settings = Settings(
        data_dir=store_folder,
        profile="public",
        introspection=True,
        suggestions=True,
        playground=True,
        explorer=True,
        metrics=True,
        require_preflight=False,
    )
    async with serving(settings, make_schema()) as client:
        assert (await ask(client, "{ __schema { queryType { name } } }"))["data"]
        assert only_error(await ask(client, "{ helo }")).endswith("Did you mean 'hello' or 'self'?")
        assert (await client.get("/graphql", headers=BROWSER)).headers["content-type"].startswith("text/html")
        assert (await client.get("/")).status_code == 307
        assert (await client.get("/explore")).status_code == 200
        assert (await client.get("/metrics")).status_code == 200
        assert (await client.get("/graphql", params={"query": "{ hello }"})).status_code == 200


async def test_too_many_operations_in_flight_are_refused(store_folder: Path) -> None:
    async with serving(Settings(data_dir=store_folder, profile="public"), make_schema()) as client:
        asked = [client.post("/graphql", json={"query": "{ wait(seconds: 1) }"}) for _ in range(17)]
        answers = await asyncio.gather(*asked)
    assert sorted(answer.status_code for answer in answers) == [200] * 16 + [429]


async def test_nothing_is_told_either_if_the_schema_has_other_extensions(store_folder: Path) -> None:
    settings = Settings(data_dir=store_folder, profile="public")
    async with serving(settings, GraphSchema(extensions=[SchemaExtension])) as client:
        assert only_error(await ask(client, "{ __schema { queryType { name } } }")).endswith("is not available.")
        assert first_error(await ask(client, "{ film { titel } }")) == "Cannot query field 'titel' on type 'Film'."
        assert only_error(await ask(client, "{ ..a }")) == "Syntax Error: Unexpected '..'."
