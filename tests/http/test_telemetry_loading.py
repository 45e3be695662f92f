"""The packages for telemetry are needed and imported only if the setting asks for them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from graphapi.settings import BadSettingsError, Settings, load_settings

if TYPE_CHECKING:
    from pathlib import Path

#: Python runs this before the command; afterwards no package of OpenTelemetry is found.
HIDDEN = """
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name.startswith("opentelemetry") else found(name, *rest)
"""


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "NO_COLOR": "1", **environment}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_missing_packages_are_named_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(HIDDEN, encoding="utf-8")
    environment = {"GRAPHAPI_OTLP_ENDPOINT": "http://127.0.0.1:4318", "PYTHONPATH": str(tmp_path)}
    done = run(tmp_path, "-m", "graphapi", "serve", "--port", "0", **environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "GRAPHAPI_OTLP_ENDPOINT: needs packages that are not installed: pip install 'graphapi[telemetry]'\n"
    )


def test_nothing_is_imported_without_the_setting(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from graphapi.server.app import create_app\n"
        "from graphapi.settings import Settings\n"
        "create_app(Settings())\n"
        "print([name for name in sys.modules if name.startswith(('opentelemetry', 'google.protobuf', 'requests'))])\n"
    )
    assert run(tmp_path, "-c", program).stdout == "[]\n"


@pytest.mark.parametrize(
    "address", ["127.0.0.1:4318", "grpc://collector:4317", "http://", "http://a/?b", "http://a/#b"]
)
def test_an_address_that_is_not_one_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPI_OTLP_ENDPOINT", address)
    with pytest.raises(BadSettingsError, match="GRAPHAPI_OTLP_ENDPOINT: must be an address like http://collector:4318"):
        load_settings()


def test_without_the_setting_nothing_is_traced() -> None:
    settings = Settings()
    assert (settings.otlp_endpoint, settings.trace_documents, settings.trace_statements) == (None, False, False)
