"""Every query of the documentation has the documented answer, on both stores, over HTTP.

To update the answers, run ``GRAPHAPI_UPDATE_DOCS=1 pytest tests/docs`` and review the diff.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from graphapi.api.schema import build_schema
from graphapi.settings import Settings
from graphapi.store import StoreKind
from tests.docs.pages import PAGES, Example, read_examples, replace_block
from tests.http.serving import serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    import httpx

    from graphapi.store import Graph

UPDATE = "GRAPHAPI_UPDATE_DOCS" in os.environ and os.environ.get("CI") != "true"
#: Sent with every request, so that the errors on the pages always have the same id.
REQUEST_ID = "7d1c5e0b92f84a36"
WIDTH = 110
#: The deadline of a request. With the Java options of the tests, Neo4j takes 4 s to plan the search of the page for the
#: first time, and more than 10 s while others keep the machine busy.
SECONDS = 60

EXAMPLES = [
    pytest.param(page, number, id=example.query.place)
    for page in PAGES
    for number, example in enumerate(read_examples(page))
]


@pytest.fixture(scope="module")
async def client(sample_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server with the default settings but for the deadline, on each store in turn."""
    endpoint = sample_graph.endpoint
    if endpoint.kind is StoreKind.EMBEDDED:
        # The folder of the session's embedded store. A running store is found by its folder.
        settings = Settings(data_dir=tmp_path_factory.getbasetemp() / "embedded0")
    else:
        settings = Settings(
            neo4j_uri=endpoint.uri,
            neo4j_username=endpoint.username,
            neo4j_password=endpoint.password,
            neo4j_database=endpoint.database,
            request_timeout=SECONDS,
        )
    async with serving(settings, build_schema(settings)) as opened:
        yield opened


@pytest.mark.parametrize(("page", "number"), EXAMPLES)
async def test_a_query_has_the_answer_under_it(
    client: httpx.AsyncClient, sample_graph: Graph, page: str, number: int
) -> None:
    example = read_examples(page)[number]
    answer = await ask(client, example)
    if example.answer is None:
        assert "errors" not in answer
        return
    written = shown(answer)
    if UPDATE and sample_graph.kind is StoreKind.EMBEDDED:
        replace_block(example.answer, written)
        return
    # Compared as text, because the order of the fields matters.
    assert shown(json.loads(example.answer.text)) == written


async def ask(client: httpx.AsyncClient, example: Example) -> dict[str, object]:
    """The whole answer to a query of a page."""
    variables = json.loads(example.variables.text) if example.variables else {}
    response = await client.post(
        "/graphql",
        json={"query": example.query.text, "variables": variables},
        headers={"x-request-id": REQUEST_ID, "accept": "application/graphql-response+json"},
        timeout=SECONDS + 5,
    )
    answer: dict[str, object] = response.json()
    return answer


def shown(value: object) -> str:
    """Format JSON for people: a value that fits on one line is written on one line."""
    return "\n".join(_lines(value, 0)) + "\n"


def _lines(value: object, indent: int) -> Iterator[str]:
    line = json.dumps(value, ensure_ascii=False)
    is_root = indent == 0
    if not isinstance(value, dict | list) or not value or (len(line) + 2 * indent <= WIDTH and not is_root):
        yield line
        return
    names = [f"{json.dumps(name, ensure_ascii=False)}: " for name in value] if isinstance(value, dict) else None
    members = list(value.values()) if isinstance(value, dict) else value
    yield "{" if names else "["
    for place, member in enumerate(members):
        inner = list(_lines(member, indent + 1))
        inner[0] = (names[place] if names else "") + inner[0]
        inner[-1] += "," if place < len(members) - 1 else ""
        yield from (f"  {text}" for text in inner)
    yield "}" if names else "]"
