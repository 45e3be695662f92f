"""``graphapi key``, and the file that it changes."""

from __future__ import annotations

import hashlib
import json
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from graphapi.server.authentication.api_key_file import ApiKeyFileError, ApiKeys, change_api_keys, read_api_keys
from graphapi.settings import BadSettingsError
from tests.unit.test_cli import graphapi

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path


def key(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return graphapi(folder, "key", *arguments, GRAPHAPI_API_KEYS_FILE="keys.json")


def test_key_is_printed_once_and_only_its_hash_is_stored(tmp_path: Path) -> None:
    done = key(tmp_path, "create", "my-app")
    assert done.returncode == 0
    made = done.stdout.strip()
    assert made.startswith("graphapi_")
    assert len(made) > 50
    assert made not in done.stderr
    path = tmp_path / "keys.json"
    text = path.read_text(encoding="utf-8")
    (stored,) = json.loads(text)["keys"]
    assert stored["sha256"] == hashlib.sha256(made.encode()).hexdigest()
    assert made not in text
    assert (stored["name"], stored["scopes"], stored["expires"]) == ("my-app", ["graph:read"], None)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["keys.json"]


def test_keys_are_listed_and_revoked(tmp_path: Path) -> None:
    assert key(tmp_path, "create", "first").returncode == 0
    scopes = ("--scope", "graph:write", "--scope", "graph:read")
    made = key(tmp_path, "create", "second", *scopes, "--expires", "90d").stdout.strip()

    rows = json.loads(key(tmp_path, "list", "--json").stdout)
    assert [(row["name"], row["scopes"]) for row in rows] == [
        ("first", ["graph:read"]),
        ("second", ["graph:read", "graph:write"]),
    ]
    table = key(tmp_path, "list").stdout
    assert "never" in table
    assert "graph:read graph:write" in table
    assert hashlib.sha256(made.encode()).hexdigest() not in table + str(rows)

    assert key(tmp_path, "revoke", "second").returncode == 0
    assert [found.name for found in read_api_keys(tmp_path / "keys.json").keys] == ["first"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["revoke", "nobody"], 1, "keys.json has no key with the name nobody."),
        (["create", "there"], 1, "There is already a key with the name there."),
        (["create", "a b"], 2, "is not a name"),
        (["create", "new", "--expires", "soon"], 2, "is not a time like 30d"),
        (["create", "new", "--scope", "graph:delete"], 2, "graph:admin"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, arguments: list[str], code: int, message: str) -> None:
    assert key(tmp_path, "create", "there").returncode == 0
    before = (tmp_path / "keys.json").read_bytes()
    done = key(tmp_path, *arguments)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (code, "", False)
    assert message in done.stderr
    assert (tmp_path / "keys.json").read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["keys.json"]


@pytest.mark.parametrize("arguments", [["create", "new"], ["list"], ["revoke", "new"]])
def test_without_the_setting_it_is_named(tmp_path: Path, arguments: list[str]) -> None:
    done = graphapi(tmp_path, "key", *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("GRAPHAPI_API_KEYS_FILE is not set.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "Invalid JSON"),
        ("[]", "Input should be an object"),
        ('{"keys": [{"name": "a"}]}', r"keys\.0\.sha256: Field required"),
        ('{"keys": [], "more": 1}', "more: Extra inputs are not permitted"),
    ],
)
def test_file_that_is_not_valid_is_not_changed_and_not_served(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ApiKeyFileError, match=message):
        change_api_keys(path, lambda keys: keys)
    assert path.read_text(encoding="utf-8") == text
    with pytest.raises(BadSettingsError, match=rf"^GRAPHAPI_API_KEYS_FILE: .*{message}"):
        ApiKeys(path)


def test_file_that_another_process_changes_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "keys.json.draft").touch()
    with pytest.raises(ApiKeyFileError, match="Another process changes"):
        change_api_keys(tmp_path / "keys.json", lambda keys: keys)
    assert (tmp_path / "keys.json.draft").exists()
