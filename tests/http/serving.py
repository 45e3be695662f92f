"""A real server on a free port."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx
import pytest
import uvicorn

from graphapi.server.app import create_app
from graphapi.server.uvicorn_server import _config

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import strawberry

    from graphapi.settings import Settings


async def await_estimates(client: httpx.AsyncClient) -> None:
    """Wait until a server has read the sizes of the graph, so that it can estimate costs."""
    question = {"query": "query WarmUp { catalogue { films } }"}
    for _ in range(500):
        answer = (await client.post("/graphql", json=question, headers={"x-graphapi-dry-run": "1"})).json()
        if answer["extensions"]["cost"]["estimated"] is not None:
            return
        await asyncio.sleep(0.02)
    pytest.fail("the server does not estimate costs")


@asynccontextmanager
async def serving(settings: Settings, schema: strawberry.Schema) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a running server."""
    app = create_app(settings, schema=schema)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(_config(settings, app))
    task = asyncio.create_task(server._serve([listener]))
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=20) as client:
            yield client
    finally:
        server.should_exit = True
        await task
