"""GraphQL over HTTP: methods, media types, status codes, and malformed requests."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
async def test_post_answers_in_the_type_asked_for(client: httpx.AsyncClient, accept: str) -> None:
    response = await client.post("/graphql", json={"query": "{ hello }"}, headers={"accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    assert response.json() == {"data": {"hello": "hello you"}}


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, JSON),
        ("*/*", JSON),
        (f"{GRAPHQL}, {JSON}", GRAPHQL),
        (f"{JSON}, {GRAPHQL}", JSON),
        (f"{GRAPHQL};q=0.5, {JSON}", JSON),
        (f"text/plain, {GRAPHQL};q=0.1", GRAPHQL),
        (f"{JSON};q=0, */*", None),
        ("text/html", None),
        ("image/png", None),
    ],
)
async def test_media_type_is_negotiated(
    client: httpx.AsyncClient, accept: str | None, content_type: str | None
) -> None:
    request = client.build_request("POST", "/graphql", json={"query": "{ hello }"})
    request.headers.pop("accept")
    if accept is not None:
        request.headers["accept"] = accept
    response = await client.send(request)
    if content_type is None:
        assert response.status_code == 406
        assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    else:
        assert response.headers["content-type"] == f"{content_type}; charset=utf-8"


async def test_get_takes_everything_from_the_address(client: httpx.AsyncClient) -> None:
    parameters = {
        "query": "query A { hello } query B($name: String!) { hello(name: $name) }",
        "operationName": "B",
        "variables": '{"name": "Balthazar ☕"}',
        "extensions": "{}",
    }
    response = await client.get("/graphql", params=parameters)
    assert response.json() == {"data": {"hello": "hello Balthazar ☕"}}


async def test_head_is_get_without_a_body(client: httpx.AsyncClient) -> None:
    response = await client.head("/graphql", params={"query": "{ hello }"})
    assert (response.status_code, response.content) == (200, b"")


async def test_browser_gets_the_playground(client: httpx.AsyncClient) -> None:
    for address in ("/graphql", "/graphql?query={hello}"):
        response = await client.get(address, headers={"accept": BROWSER})
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert '<div id="playground">' in response.text


async def test_root_leads_to_the_playground(client: httpx.AsyncClient) -> None:
    response = await client.get("/")
    assert (response.status_code, response.headers["location"]) == (307, "/graphql")


async def test_mutation_by_get_is_refused_and_by_post_executed(client: httpx.AsyncClient) -> None:
    response = await client.get("/graphql", params={"query": "mutation { touch }"})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    response = await client.post("/graphql", json={"query": "mutation { touch }"})
    assert response.json() == {"data": {"touch": True}}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_other_methods_are_refused(client: httpx.AsyncClient, method: str) -> None:
    response = await client.request(method, "/graphql", json={"query": "{ hello }"})
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1",
    ],
)
async def test_other_content_types_are_refused(client: httpx.AsyncClient, content_type: str) -> None:
    headers = {"content-type": content_type} if content_type else {}
    response = await client.post("/graphql", content=b'{"query": "{ hello }"}', headers=headers)
    assert response.status_code == 415
    assert "application/json" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "content_type", ["application/json", "Application/JSON; Charset=UTF-8", 'application/json;charset="utf-8"']
)
async def test_json_in_utf8_is_taken(client: httpx.AsyncClient, content_type: str) -> None:
    response = await client.post("/graphql", content=b'{"query": "{ hello }"}', headers={"content-type": content_type})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "The body is not JSON"),
        (b"{", "The body is not JSON"),
        (b'{"query": "{ hello(name: \\"\xff\\") }"}', "The body is not JSON"),
        (b'"{ hello }"', "The body must be a JSON object"),
        (b"null", "The body must be a JSON object"),
        (b'[{"query": "{ hello }"}]', "One operation a request"),
        (b"[]", "One operation a request"),
        (b"{}", 'There is no "query"'),
        (b'{"query": null}', 'There is no "query"'),
        (b'{"query": 1}', '"query" must be a string'),
        (b'{"query": " "}', '"query" is empty'),
        (b'{"query": "{ hello }", "variables": []}', '"variables" must be an object'),
        (b'{"query": "{ hello }", "variables": "{}"}', '"variables" must be an object'),
        (b'{"query": "{ hello }", "operationName": 1}', '"operationName" must be a string'),
        (b'{"query": "{ hello }", "extensions": 1}', '"extensions" must be an object'),
        (b"[" * 100_000, "The body is not JSON"),
    ],
)
@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
async def test_what_is_not_a_request_is_refused(
    client: httpx.AsyncClient, body: bytes, message: str, accept: str
) -> None:
    headers = {"content-type": JSON, "accept": accept}
    response = await client.post("/graphql", content=body, headers=headers)
    assert response.status_code == 400
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    (error,) = response.json()["errors"]
    assert error["message"].startswith(message)
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("query_string", "message"),
    [
        ("", 'There is no "query"'),
        ("query=", '"query" is empty'),
        ("query={hello}&query={hello}", 'The address has "query" twice'),
        ("query={hello}&variables={", '"variables" is not JSON'),
        ("query={hello}&variables=[]", '"variables" must be an object'),
        ("query=%ff", "The address must be percent-encoded UTF-8"),
    ],
)
async def test_what_is_not_a_request_is_refused_in_an_address(
    client: httpx.AsyncClient, query_string: str, message: str
) -> None:
    response = await client.get(f"/graphql?{quote(query_string, safe='=&%')}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["message"].startswith(message)


@pytest.mark.parametrize(
    ("request_body", "code"),
    [
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "{ ...Unknown }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "query B { hello } query C { hello }"}, "BAD_USER_INPUT"),
        ({"query": "query A { hello }", "operationName": "B"}, "BAD_USER_INPUT"),
        ({"query": "query($a: Int!) { hello(times: $a) }"}, "BAD_USER_INPUT"),
        ({"query": "query($a: Int!) { hello(times: $a) }", "variables": {"a": "two"}}, "BAD_USER_INPUT"),
        ({"query": "subscription { hello }"}, "BAD_USER_INPUT"),
        ({"query": "fragment F on Query { hello }"}, "BAD_USER_INPUT"),
    ],
)
async def test_failed_request_shows_in_the_status_of_the_graphql_type_alone(
    client: httpx.AsyncClient, request_body: dict[str, Any], code: str
) -> None:
    # A request without an executable operation is not well-formed, so its status is 400 for every media type.
    refused_before_execution = request_body["query"].startswith(("subscription", "fragment", "query A { hello }"))
    for accept, status in ((GRAPHQL, 400), (JSON, 400 if refused_before_execution else 200)):
        response = await client.post("/graphql", json=request_body, headers={"accept": accept})
        assert response.status_code == status
        answer = response.json()
        assert answer["errors"][0]["extensions"]["code"] == code
        assert "data" not in answer


async def test_body_beyond_the_limit_is_refused_by_its_announced_length(client: httpx.AsyncClient) -> None:
    body = b'{"query": "{ hello }", "variables": {"x": "' + b"x" * 1_000_000 + b'"}}'
    response = await client.post("/graphql", content=body, headers={"content-type": JSON})
    assert response.status_code == 413
    assert response.json()["errors"][0]["extensions"]["code"] == "COST_LIMIT"


async def test_body_beyond_the_limit_is_refused_when_its_length_is_not_announced(client: httpx.AsyncClient) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b" " * 100_000
            await asyncio.sleep(0)

    response = await client.post("/graphql", content=chunks(), headers={"content-type": JSON})
    assert response.status_code == 413


async def test_unknown_address_is_a_graphql_error_too(client: httpx.AsyncClient) -> None:
    response = await client.get("/films")
    assert response.status_code == 404
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"
