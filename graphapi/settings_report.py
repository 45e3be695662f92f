"""Reports about settings: their values and sources, the page about them, and unknown names."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dotenv import dotenv_values
from pydantic import SecretStr

from graphapi.profiles import PROFILE_DEFAULTS, profile_defaults
from graphapi.settings import ENV_FILE, ENV_PREFIX, Settings, environment_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NEAR_MISSES = {
    "NEO4J_URL": "NEO4J_URI",
    "NEO4J_USER": "NEO4J_USERNAME",
    "NEO4J_PASS": "NEO4J_PASSWORD",
    "NEO4J_DB": "NEO4J_DATABASE",
}


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting for display: all values are texts, secrets are masked, and unset values are ``None``.

    ``default`` is the default of the profile in force. ``source`` is ``command line``, ``environment``, ``.env``,
    ``default``, or the profile, such as ``profile public``.
    """

    name: str
    value: str | None
    default: str | None
    source: str
    description: str


def describe_settings(settings: Settings, overrides: Mapping[str, object] | None = None) -> list[SettingRow]:
    """List all settings in the order of declaration, each with its value and the source of the value."""
    given = {name for name, value in (overrides or {}).items() if value is not None}
    sources = {**dict.fromkeys(_env_file_names(), ENV_FILE), **dict.fromkeys(_environment_names(), "environment")}
    of_profile = profile_defaults(settings.profile)
    rows = []
    for name, field in Settings.model_fields.items():
        unset = f"profile {settings.profile}" if name in of_profile else "default"
        source = "command line" if name in given else sources.get(environment_name(name, field), unset)
        rows.append(
            SettingRow(
                name=environment_name(name, field),
                value=_text(getattr(settings, name)),
                default=_text(of_profile.get(name, field.default)),
                source=source,
                description=field.description or "",
            )
        )
    return rows


def unknown_settings() -> Iterator[str]:
    """Warnings about names in the environment and in ``.env`` that look like settings but are not."""
    known = [environment_name(name, field) for name, field in Settings.model_fields.items()]
    for name in sorted({*_environment_names(), *_env_file_names()} - set(known)):
        if name.startswith(ENV_PREFIX):
            nearest = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {nearest[0]}?" if nearest else "graphapi settings lists all settings"
            yield f"{name}: unknown setting, ignored; {hint}"
        elif name in NEAR_MISSES:
            # Neo4j's own tools use many NEO4J_ names, so only known mistakes get a warning.
            yield f"{name}: not used by graphapi; did you mean {NEAR_MISSES[name]}?"


def settings_page() -> str:
    """The text of ``docs/settings.md``."""
    lines = [
        "# Settings",
        "",
        "Every setting is an environment variable, or a line `NAME=value` of a file `.env` in the folder where",
        "graphapi is started; the environment wins. An empty value counts as not set. `graphapi settings` shows the",
        "values in force and where each came from. This page is what `graphapi settings --markdown` prints.",
        "",
        "| name | default | meaning |",
        "|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        default = _text(field.default)
        shown = [] if default is None else [f"`{default}`"]
        shown += [
            f"{profile}: `{_text(defaults[name])}`"
            for profile, defaults in PROFILE_DEFAULTS.items()
            if name in defaults
        ]
        lines.append(f"| `{environment_name(name, field)}` | {'; '.join(shown)} | {field.description} |")
    return "\n".join(lines) + "\n"


def _text(value: object) -> str | None:
    if value is None or value == ():
        return None
    if isinstance(value, SecretStr):
        return "********"
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _environment_names() -> set[str]:
    return {name.upper() for name, value in os.environ.items() if value}


def _env_file_names() -> set[str]:
    return {name.upper() for name, value in dotenv_values(ENV_FILE, encoding="utf-8").items() if value}
