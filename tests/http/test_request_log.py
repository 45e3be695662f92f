"""The log line of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from structlog.testing import capture_logs

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx


async def line_of(client: httpx.AsyncClient, request: Mapping[str, Any]) -> dict[str, Any]:
    with capture_logs() as lines:
        await client.post("/graphql", json=request, headers={"x-request-id": "abc"})
    (line,) = [dict(line) for line in lines if line["event"] == "request"]
    return line


async def test_request_has_one_line_with_all_that_matters(client: httpx.AsyncClient) -> None:
    line = await line_of(client, {"query": "query First { one again: one }"})
    assert line.pop("milliseconds") > 0
    assert line == {
        "event": "request",
        "log_level": "info",
        "method": "POST",
        "path": "/graphql",
        "operation": "First",
        "status": 200,
        "statements": 2,
        "codes": [],
        "client": "127.0.0.1",
    }


async def test_nobody_is_a_trusted_proxy_without_a_setting(client: httpx.AsyncClient) -> None:
    with capture_logs() as lines:
        await client.post("/graphql", json={"query": "{ one }"}, headers={"x-forwarded-for": "203.0.113.9"})
    assert [line["client"] for line in lines if line["event"] == "request"] == ["127.0.0.1"]


async def test_line_of_a_failed_request_has_its_codes(client: httpx.AsyncClient) -> None:
    line = await line_of(client, {"query": "{ boom refused again: refused }"})
    assert line["codes"] == ["INTERNAL_ERROR", "BAD_USER_INPUT"]


async def test_values_of_variables_are_not_logged(client: httpx.AsyncClient) -> None:
    with capture_logs() as lines:
        request = {"query": "query($name: String!) { hello(name: $name) one }", "variables": {"name": "Persephone"}}
        await client.post("/graphql", json=request)
        await client.post("/graphql", json={**request, "variables": {"name": ["Persephone"]}})
    assert "Persephone" not in str(lines)


async def test_probe_that_succeeds_is_no_news(client: httpx.AsyncClient) -> None:
    with capture_logs() as lines:
        await client.get("/livez")
    assert [line["log_level"] for line in lines if line["event"] == "request"] == ["debug"]
