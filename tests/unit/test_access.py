"""Loopback addresses, and what requests without credentials may do."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from graphapi.loopback import is_loopback
from graphapi.server.authentication.access import anonymous_scopes, check_exposure
from graphapi.settings import BadSettingsError, Settings

if TYPE_CHECKING:
    from pathlib import Path

SECRET = SecretStr("x" * 32)
READ = {"graph:read"}
WRITE = {"graph:read", "graph:write"}
OPEN = "192.0.2.1"


@pytest.fixture(autouse=True)
def clean_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.255.0.9", "::1", "0:0:0:0:0:0:0:1", "localhost", "LocalHost"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["127.example.com", "127.0.0.1.example.com", "128.0.0.1", "::", "", "localhost.example.com", "[::1]"]
)
def test_not_loopback(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("values", "scopes"),
    [
        ({}, WRITE),
        ({"host": "::1"}, WRITE),
        ({"host": OPEN}, set()),
        ({"token_secret": SECRET}, set()),
        ({"token_secret": SECRET, "anonymous": "read"}, READ),
        ({"token_secret": SECRET, "anonymous": "write"}, WRITE),
        ({"anonymous": "none"}, set()),
        ({"anonymous": "read"}, READ),
        ({"host": OPEN, "anonymous": "read"}, READ),
    ],
)
def test_scopes_of_requests_without_credentials(values: dict[str, Any], scopes: set[str]) -> None:
    assert anonymous_scopes(Settings(**values)) == scopes


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"anonymous": "write"},
        {"host": OPEN, "anonymous": "read"},
        {"host": OPEN, "token_secret": SECRET},
        {"host": OPEN, "token_secret": SECRET, "anonymous": "none"},
    ],
)
def test_server_may_listen(values: dict[str, Any]) -> None:
    check_exposure(Settings(**values))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"host": OPEN}, r"no authentication.*GRAPHAPI_TOKEN_SECRET.*GRAPHAPI_ANONYMOUS=read"),
        ({"host": "127.example.com"}, r"Others can reach 127\.example\.com"),
        ({"host": OPEN, "anonymous": "none"}, "no authentication"),
        ({"host": OPEN, "anonymous": "write"}, "GRAPHAPI_ANONYMOUS: write is allowed only"),
        ({"host": OPEN, "anonymous": "write", "token_secret": SECRET}, "GRAPHAPI_ANONYMOUS: write is allowed only"),
    ],
)
def test_server_may_not_listen(values: dict[str, Any], message: str) -> None:
    with pytest.raises(BadSettingsError, match=message):
        check_exposure(Settings(**values))


def test_start_of_a_server_does_not_import_what_only_tokens_need() -> None:
    program = "import sys, graphapi.server.app; print({'jwt', 'cryptography'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
