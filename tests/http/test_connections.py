"""The limit on open connections, and the limit of file descriptors that it comes from."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from graphapi.server import descriptors, http_protocol
from graphapi.server.http_protocol import LOG_SECONDS, ConnectionLimit, connection_limit
from graphapi.settings import Settings
from tests.http.schema import make_schema
from tests.http.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

REQUEST = b"GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n"


async def test_a_connection_beyond_the_limit_is_refused(store_folder: Path) -> None:
    settings = Settings(data_dir=store_folder, max_connections=3)
    async with serving(settings, make_schema()) as client:
        opened = [await asyncio.open_connection("127.0.0.1", client.base_url.port) for _ in range(3)]
        with capture_logs() as lines:
            for _ in range(2):
                reader, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
                answer = await asyncio.wait_for(reader.read(), 10)
                writer.close()
                head, _, body = answer.partition(b"\r\n\r\n")
                assert head.startswith(b"HTTP/1.1 503")
                assert b"\r\nretry-after: 1\r\n" in head
                assert json.loads(body)["errors"][0]["extensions"] == {"code": "OVERLOADED"}
        refused = [line for line in lines if line["event"] == "connections refused"]
        expected = {"event": "connections refused", "most": 3, "cause": "GRAPHAPI_MAX_CONNECTIONS"}
        assert refused == [{**expected, "log_level": "warning"}], "it is logged once"

        for reader, writer in opened:
            writer.write(REQUEST)
            assert (await reader.readuntil(b"\r\n")).startswith(b"HTTP/1.1 200"), "the others are served"
            writer.close()
        assert (await client.get("/livez")).status_code == 200, "and there is room again"


def test_refusals_are_logged_once_a_minute() -> None:
    limit = ConnectionLimit(10, "test")
    with capture_logs() as lines:
        for second in range(int(LOG_SECONDS) + 1):
            assert limit.is_exceeded(11, second)
    assert len(lines) == 2
    assert not limit.is_exceeded(10, 0)
    assert not ConnectionLimit(None, "test").is_exceeded(1_000_000, 0)


@pytest.mark.parametrize(
    ("wanted", "permitted", "most", "cause"),
    [
        (None, 100, 100, "file descriptors (ulimit -n)"),
        (200, 100, 100, "file descriptors (ulimit -n)"),
        (50, 100, 50, "GRAPHAPI_MAX_CONNECTIONS"),
        (50, None, 50, "GRAPHAPI_MAX_CONNECTIONS"),
        (None, None, None, "file descriptors (ulimit -n)"),
    ],
)
def test_the_limit_is_what_the_descriptors_permit(
    monkeypatch: pytest.MonkeyPatch, wanted: int | None, permitted: int | None, most: int | None, cause: str
) -> None:
    monkeypatch.setattr(http_protocol, "permitted_connections", lambda: permitted)
    assert connection_limit(wanted) == ConnectionLimit(most, cause)


@pytest.mark.parametrize(
    ("soft", "hard", "connections"), [(256, 8192, 8192 - 128 - 2048), (256, 512, 256), (300, 300, 150)]
)
def test_the_server_raises_its_limit_of_descriptors(soft: int, hard: int, connections: int) -> None:
    script = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))\n"
        f"sys.path[:] = {sys.path}\n"
        f"from {descriptors.__name__} import permitted_connections, raise_descriptor_limit\n"
        "raise_descriptor_limit()\n"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE)[0], permitted_connections())\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == f"{hard} {connections}\n"
