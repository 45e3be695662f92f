"""Errors as a client sees them: a code and a request id, and no internal details."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from structlog.testing import capture_logs

from graphapi.settings import Settings
from tests.http.schema import Waiting, make_schema
from tests.http.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

GRAPHQL = {"accept": "application/graphql-response+json"}


async def ask(client: httpx.AsyncClient, query: str, **headers: str) -> tuple[int, dict[str, Any]]:
    response = await client.post("/graphql", json={"query": query}, headers={**GRAPHQL, **headers})
    answer: dict[str, Any] = response.json()
    return response.status_code, answer


@pytest.mark.parametrize(
    ("field", "code", "message"),
    [
        (
            "boom",
            "INTERNAL_ERROR",
            "Internal server error. The log has the details under the id of this request.",
        ),
        ("refused", "BAD_USER_INPUT", "first must not be negative"),
        ("forbidden", "FORBIDDEN", "not yours"),
    ],
)
async def test_failed_field_is_null_with_a_code(client: httpx.AsyncClient, field: str, code: str, message: str) -> None:
    status, answer = await ask(client, f"{{ hello {field} }}")
    (error,) = answer["errors"]
    assert (status, answer["data"]) == (200, {"hello": "hello you", field: None})
    assert (error["path"], error["message"], error["extensions"]["code"]) == ([field], message, code)


@pytest.mark.parametrize("field", ["boom", "unavailable", "tooLarge"])
async def test_nothing_of_the_inside_is_told(client: httpx.AsyncClient, field: str) -> None:
    response = await client.post("/graphql", json={"query": f"{{ {field} }}"})
    for secret in ("bolt", "10.0.0.1", "MATCH", "Traceback", "RuntimeError", "32-bit"):
        assert secret not in response.text


async def test_unexpected_exception_is_logged_with_the_id_of_the_request(client: httpx.AsyncClient) -> None:
    with capture_logs() as lines:
        _, answer = await ask(client, "{ boom }", **{"x-request-id": "abc-1"})
    assert answer["errors"][0]["extensions"]["requestId"] == "abc-1"
    (failure,) = [line for line in lines if line["event"] == "operation failed"]
    assert isinstance(failure["exc_info"], RuntimeError)


async def test_request_id_is_taken_over_if_it_is_sane(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json={"query": "{ requestId }"}, headers={"x-request-id": "trace:1/2"})
    assert response.headers["x-request-id"] == response.json()["data"]["requestId"] == "trace:1/2"


@pytest.mark.parametrize("sent", ["", "x" * 129, "a b", '"x"', "ä"])
async def test_request_id_is_made_if_it_is_not_sane(client: httpx.AsyncClient, sent: str) -> None:
    headers = {b"x-request-id": sent.encode()}
    response = await client.post("/graphql", json={"query": "{ requestId }"}, headers=headers)
    assert response.headers["x-request-id"] == response.json()["data"]["requestId"]
    assert len(response.headers["x-request-id"]) == 32


async def test_deadline_ends_the_operation(store_folder: Path) -> None:
    async with serving(Settings(data_dir=store_folder, request_timeout=0.2), make_schema()) as client:
        status, answer = await ask(client, "{ wait(seconds: 10) }")
        assert (status, answer["errors"][0]["extensions"]["code"]) == (504, "TIMEOUT")
        assert "data" not in answer
        assert Waiting.now == 0
        response = await client.post("/graphql", json={"query": "{ wait(seconds: 10) }"})
        assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (200, "TIMEOUT")


async def test_client_that_hangs_up_ends_its_own_operation_alone(client: httpx.AsyncClient) -> None:
    async with httpx.AsyncClient(base_url=client.base_url) as impatient:
        stays = asyncio.create_task(client.post("/graphql", json={"query": "{ wait(seconds: 1) }"}))
        with pytest.raises(httpx.ReadTimeout):
            await impatient.post("/graphql", json={"query": "{ wait(seconds: 60) }"}, timeout=0.3)
    for _ in range(50):
        if Waiting.now < 2:
            break
        await asyncio.sleep(0.01)
    assert Waiting.now == 1
    assert (await stays).json() == {"data": {"wait": "waited"}}


async def test_slow_answer_arrives_although_the_client_is_watched(client: httpx.AsyncClient) -> None:
    for _ in range(2):
        _, answer = await ask(client, "{ wait(seconds: 0.2) }")
        assert answer == {"data": {"wait": "waited"}}
