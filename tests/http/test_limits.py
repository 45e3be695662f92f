"""Operations that are too deep, too long or too repetitive."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from graphql import get_introspection_query

from graphapi.settings import Settings
from tests.http.schema import make_schema
from tests.http.serving import serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    import httpx


@pytest.fixture(scope="module")
async def narrow(store_folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(data_dir=store_folder, max_depth=3, max_aliases=3, max_tokens=400)
    async with serving(settings, make_schema()) as opened:
        yield opened


async def code_and_message(client: httpx.AsyncClient, query: str) -> tuple[str, str]:
    response = await client.post("/graphql", json={"query": query})
    error = response.json()["errors"][0]
    return error["extensions"]["code"], error["message"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("{ self { self { self { hello } } } }", "The operation is 4 levels deep; at most 3 are allowed."),
        (
            "{ self { ...A } } fragment A on Query { self { ...B } } fragment B on Query { self { ... { hello } } }",
            "The operation is 4 levels deep; at most 3 are allowed.",
        ),
        ("{ a: hello b: hello c: hello d: hello }", "The operation has 4 aliases; at most 3 are allowed."),
        (
            "{ self { ...A } self { ...A } } fragment A on Query { a: hello b: hello }",
            "The operation has 4 aliases; at most 3 are allowed.",
        ),
        (
            "{" + "hello " * 400 + "}",
            "Syntax Error: Document contains more than 400 tokens. Parsing aborted.",
        ),
    ],
)
async def test_operation_beyond_a_limit_is_refused(narrow: httpx.AsyncClient, query: str, message: str) -> None:
    # The second time, the document comes from the cache.
    for _ in range(2):
        assert await code_and_message(narrow, query) == ("COST_LIMIT", message)


@pytest.mark.parametrize("query", ["{ self { self { hello } } }", "{ a: hello b: hello c: hello }"])
async def test_operation_at_the_limit_is_served(narrow: httpx.AsyncClient, query: str) -> None:
    response = await narrow.post("/graphql", json={"query": query})
    assert "errors" not in response.json()


async def test_introspection_of_the_playground_is_served_within_the_limits(narrow: httpx.AsyncClient) -> None:
    query = get_introspection_query(descriptions=True, input_value_deprecation=True, specified_by_url=True)
    response = await narrow.post("/graphql", json={"query": query})
    assert response.json()["data"]["__schema"]["queryType"] == {"name": "Query", "kind": "OBJECT"}


async def test_operation_nested_without_end_is_refused(client: httpx.AsyncClient) -> None:
    code, _ = await code_and_message(client, "{ self " * 1000 + "{ hello }" + "}" * 1000)
    assert code == "COST_LIMIT"


async def test_long_chain_of_fragments_is_refused(client: httpx.AsyncClient) -> None:
    chain = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(500))
    code, _ = await code_and_message(client, f"{{ ...F0 }} {chain} fragment F500 on Query {{ hello }}")
    assert code == "COST_LIMIT"


async def test_fragments_that_spread_each_other_twice_cost_nothing(client: httpx.AsyncClient) -> None:
    doubled = " ".join(f"fragment F{n} on Query {{ self {{ ...F{n + 1} }} ...F{n + 1} }}" for n in range(30))
    start = time.perf_counter()
    code, _ = await code_and_message(client, f"{{ ...F0 }} {doubled} fragment F30 on Query {{ a: hello }}")
    assert code == "COST_LIMIT"
    assert time.perf_counter() - start < 1


async def test_fragment_that_spreads_itself_is_refused(client: httpx.AsyncClient) -> None:
    code, message = await code_and_message(client, "{ ...A } fragment A on Query { self { ...A } }")
    assert (code, message) == ("GRAPHQL_VALIDATION_FAILED", "Cannot spread fragment 'A' within itself.")
