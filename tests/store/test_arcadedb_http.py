"""What the HTTP requests to the embedded store say if no store answers."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from graphapi.errors import StoreUnavailableError
from graphapi.store.arcadedb_batch import send_batch
from graphapi.store.arcadedb_http import request
from graphapi.store.bolt import Endpoint, StoreKind
from graphapi.store.embedded import answers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def endpoint(port: int) -> Endpoint:
    return Endpoint("bolt://127.0.0.1:1", StoreKind.EMBEDDED, http_url=f"http://127.0.0.1:{port}")


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def other_server() -> Iterator[Endpoint]:
    """A server that is not the embedded store."""
    with HTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield endpoint(server.server_port)
        server.shutdown()
        thread.join()


def test_a_store_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    message = r"The embedded store at http://127\.0\.0\.1:1 cannot be reached: .*refused"
    with pytest.raises(StoreUnavailableError, match=message):
        request(endpoint(1), "GET", "/")
    with pytest.raises(StoreUnavailableError, match=message):
        send_batch(endpoint(1), [b"{}\n"], tmp_path / "answer")


def test_another_server_is_not_the_store(other_server: Endpoint) -> None:
    with pytest.raises(StoreUnavailableError, match="cannot be reached: Expecting value"):
        request(other_server, "GET", "/")
    assert not answers(other_server)
