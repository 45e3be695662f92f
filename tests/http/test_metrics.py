"""The Prometheus metrics after real requests."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from graphapi.api.schema import build_schema
from graphapi.server.auth import sign_token
from graphapi.settings import Settings
from tests.http.serving import serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

DOCUMENTED = Path(__file__).parents[2] / "docs" / "commands.md"
READ = {"query": "{ catalogue { films } }"}
NAME = re.compile(r"^([a-z_]+?)(?:_bucket|_sum|_count)?\{", re.MULTILINE)


@pytest.fixture
async def films(store_folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server that has not answered any operation yet."""
    settings = Settings(data_dir=store_folder)
    async with serving(settings, build_schema(settings)) as opened:
        yield opened


async def figures(client: httpx.AsyncClient) -> dict[str, float]:
    """The value of each sample, by its name and its label ``le``."""
    response = await client.get("/metrics")
    assert (response.status_code, response.headers["cache-control"]) == (200, "no-store")
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    found: dict[str, float] = {}
    for line in response.text.splitlines():
        if not line.startswith("#"):
            sample, _, value = line.rpartition(" ")
            found[re.sub(r'process="\d+",?', "", sample).replace("{}", "")] = float(value)
    return found


async def test_batches_and_waits_of_requests_are_counted(films: httpx.AsyncClient) -> None:
    before = await figures(films)
    assert before["graphapi_batch_size_count"] == 0
    await films.post("/graphql", json=READ)
    one = await figures(films)
    assert (one["graphapi_batch_size_count"], one["graphapi_batch_size_sum"]) == (1, 1)
    assert one['graphapi_wait_seconds_bucket{le="0"}'] == 1
    assert one["graphapi_statement_seconds_sum"] > 0
    await asyncio.gather(*(films.post("/graphql", json=READ) for _ in range(30)))
    many = await figures(films)
    assert many["graphapi_batch_size_sum"] == many["graphapi_wait_seconds_count"] == 31
    assert many['graphapi_batch_size_bucket{le="+Inf"}'] == many["graphapi_batch_size_count"] <= 31
    assert many["graphapi_requests_waiting"] == many["graphapi_batches_split_total"] == 0


async def test_every_metric_is_documented_and_described(films: httpx.AsyncClient) -> None:
    text = (await films.get("/metrics")).text
    names = set(NAME.findall(text))
    assert names == set(re.findall(r"^\| `(graphapi_\w+)`", DOCUMENTED.read_text(encoding="utf-8"), re.MULTILINE))
    assert names == set(re.findall(r"^# HELP (\w+) ", text, re.MULTILINE))
    assert names == set(re.findall(r"^# TYPE (\w+) (?:histogram|counter|gauge)$", text, re.MULTILINE))


async def test_with_a_secret_the_figures_need_a_token_too(store_folder: Path) -> None:
    secret = SecretStr("a secret of at least thirty-two characters")
    settings = Settings(data_dir=store_folder, token_secret=secret)
    async with serving(settings, build_schema(settings)) as client:
        refused = await client.get("/metrics")
        assert refused.status_code == 401
        assert refused.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        token = sign_token(secret, "prometheus", timedelta(minutes=1))
        assert (await client.get("/metrics", headers={"authorization": f"Bearer {token}"})).status_code == 200
