"""The health checks, with a store that answers and with one that has stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.settings import Settings
from graphapi.store.embedded import EmbeddedServer
from tests.http.schema import make_schema
from tests.http.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

    import httpx


async def test_server_with_a_store_is_ready(client: httpx.AsyncClient) -> None:
    response = await client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})
    assert response.headers["cache-control"] == "no-store"


async def test_server_without_its_store_lives_and_is_not_ready(tmp_path: Path) -> None:
    store = EmbeddedServer(tmp_path, memory=256)
    store.start()
    try:
        async with serving(Settings(data_dir=tmp_path), make_schema()) as client:
            assert (await client.get("/readyz")).status_code == 200
            store.stop()
            response = await client.get("/readyz")
            assert response.status_code == 503
            assert response.json()["status"] == "unavailable"
            assert "store" in response.json()["reason"]
            assert (await client.get("/livez")).json() == {"status": "alive"}
            answer = (await client.post("/graphql", json={"query": "{ one }"})).json()
            assert answer["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
            assert "bolt://" not in str(answer)
    finally:
        store.stop()
