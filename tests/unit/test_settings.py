"""Settings: their sources, and the messages for invalid values."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphapi.profiles import PROFILE_DEFAULTS
from graphapi.settings import BadSettingsError, Settings, load_settings
from graphapi.settings_report import describe_settings, settings_page, unknown_settings

SHOWN = ("PROFILE", "INTROSPECTION", "PLAYGROUND", "EXPLORER", "COST_PER_SECOND", "MAX_IN_FLIGHT", "MAX_COST")
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("GRAPHAPI_", "NEO4J_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_every_setting_is_on_the_page_and_the_page_is_what_the_code_says() -> None:
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == settings_page()


def test_every_setting_has_a_description() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("GRAPHAPI_PORT", "abc", "GRAPHAPI_PORT: must be a valid integer, got 'abc'"),
        ("GRAPHAPI_PORT", "65536", "GRAPHAPI_PORT: must be less than or equal to 65535, got '65536'"),
        ("GRAPHAPI_REQUEST_TIMEOUT", "0", "GRAPHAPI_REQUEST_TIMEOUT: must be greater than 0, got '0'"),
        ("GRAPHAPI_PROFILE", "open", "GRAPHAPI_PROFILE: must be 'local' or 'public', got 'open'"),
        ("GRAPHAPI_EXPLORER", "maybe", "GRAPHAPI_EXPLORER: must be a valid boolean, got 'maybe'"),
        ("GRAPHAPI_LOG_LEVEL", "loud", "GRAPHAPI_LOG_LEVEL: must be 'DEBUG', 'INFO', 'WARNING' or 'ERROR', got 'loud'"),
        (
            "NEO4J_URI",
            "http://localhost",
            "NEO4J_URI: must be an address like neo4j://host:7687 "
            "(bolt, bolt+s, bolt+ssc, neo4j, neo4j+s, neo4j+ssc), got 'http://localhost'",
        ),
    ],
)
def test_wrong_value_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettingsError) as caught:
        load_settings()
    assert str(caught.value) == line
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "url",
    [
        "https://issuer.example/keys",
        "http://127.0.0.1:8080/keys",
        "http://[::1]/keys",
        "http://localhost/keys",
        "file:///etc/keys.json",
        "file:/etc/keys.json",
    ],
)
def test_place_of_a_key_set(url: str) -> None:
    assert load_settings(jwks_url=url).jwks_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://issuer.example/keys",
        "http://127.example.com/keys",
        "https:///keys",
        "ftp://127.0.0.1/keys",
        "data:application/json,{}",
        "file://elsewhere/keys.json",
        "file:keys.json",
        "keys.json",
    ],
)
def test_key_set_must_not_come_without_protection(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("GRAPHAPI_JWKS_URL", url)
    with pytest.raises(BadSettingsError) as caught:
        load_settings()
    message = "GRAPHAPI_JWKS_URL: must be an https address, an http address on loopback, or file:///path"
    assert str(caught.value) == f"{message}, got {url!r}"


def test_wrong_value_of_the_command_line_is_named_as_its_option() -> None:
    with pytest.raises(BadSettingsError, match=r"^--port: must be less than or equal to 65535, got 70000$"):
        load_settings(port=70000)


def test_wrong_secret_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPI_TOKEN_SECRET", "too-short")
    with pytest.raises(BadSettingsError) as caught:
        load_settings()
    assert str(caught.value) == "GRAPHAPI_TOKEN_SECRET: must have at least 32 characters"


def test_several_wrong_values_have_a_line_each(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GRAPHAPI_PORT", "abc")
    (tmp_path / ".env").write_text("GRAPHAPI_WORKERS=0\n", encoding="utf-8")
    with pytest.raises(BadSettingsError) as caught:
        load_settings()
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == ["GRAPHAPI_PORT", "GRAPHAPI_WORKERS"]


def test_env_file_that_is_not_utf8_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"GRAPHAPI_HOST=\xff\n")
    with pytest.raises(BadSettingsError, match=r"^\.env: must be UTF-8$"):
        load_settings()


def test_sources_in_their_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("GRAPHAPI_HOST=::1\nGRAPHAPI_PORT=1\nNEO4J_PASSWORD=topsecret\n", encoding="utf-8")
    monkeypatch.setenv("GRAPHAPI_PORT", "2")
    monkeypatch.setenv("NEO4J_URI", "")
    overrides = {"workers": 3, "data_dir": None}
    rows = {row.name: row for row in describe_settings(load_settings(**overrides), overrides)}
    assert [
        (rows[name].value, rows[name].source) for name in ("GRAPHAPI_HOST", "GRAPHAPI_PORT", "GRAPHAPI_WORKERS")
    ] == [
        ("::1", ".env"),
        ("2", "environment"),
        ("3", "command line"),
    ]
    assert (rows["NEO4J_URI"].value, rows["NEO4J_URI"].source) == (None, "default")
    assert rows["GRAPHAPI_DATA_DIR"].source == "default"
    assert "topsecret" not in str(rows)
    assert rows["NEO4J_PASSWORD"].value == "********"


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPI_CORS_ORIGINS", "https://a.example, https://b.example,")
    assert load_settings().cors_origins == ("https://a.example", "https://b.example")


def test_names_that_are_nearly_ours_are_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPI_POTR", "8000")
    monkeypatch.setenv("GRAPHAPI_QQQQQQQQQQQQQQQQ", "1")
    monkeypatch.setenv("NEO4J_USER", "neo4j")
    monkeypatch.setenv("NEO4J_HOME", "/opt/neo4j")
    assert list(unknown_settings()) == [
        "GRAPHAPI_POTR: unknown setting, ignored; did you mean GRAPHAPI_PORT?",
        "GRAPHAPI_QQQQQQQQQQQQQQQQ: unknown setting, ignored; graphapi settings lists all settings",
        "NEO4J_USER: not used by graphapi; did you mean NEO4J_USERNAME?",
    ]


def test_a_profile_sets_defaults_and_a_setting_wins_over_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("GRAPHAPI_PROFILE=public\nGRAPHAPI_COST_PER_SECOND=9\n", encoding="utf-8")
    monkeypatch.setenv("GRAPHAPI_PLAYGROUND", "true")
    settings = load_settings(explorer=True)
    assert settings.introspection is settings.suggestions is settings.metrics is False
    assert settings.playground is settings.explorer is settings.require_preflight is True
    assert (settings.cost_per_second, settings.max_in_flight) == (9, 16)
    rows = {row.name: row for row in describe_settings(settings, {"explorer": True})}
    shown = [(rows[f"GRAPHAPI_{name}"].value, rows[f"GRAPHAPI_{name}"].source) for name in SHOWN]
    assert shown == [
        ("public", ".env"),
        ("false", "profile public"),
        ("true", "environment"),
        ("true", "command line"),
        ("9", ".env"),
        ("16", "profile public"),
        ("20000", "default"),
    ]
    assert rows["GRAPHAPI_MAX_IN_FLIGHT"].default == "16"


def test_without_a_profile_everything_is_on() -> None:
    settings = load_settings()
    assert settings.introspection is settings.suggestions is settings.playground is settings.explorer is True
    assert settings.metrics is True
    assert settings.require_preflight is False
    assert (settings.cost_per_second, settings.max_in_flight) == (None, None)
    assert "profile" not in {row.source.partition(" ")[0] for row in describe_settings(settings)}


def test_profiles_name_settings_alone() -> None:
    for defaults in PROFILE_DEFAULTS.values():
        assert defaults.keys() <= Settings.model_fields.keys()
