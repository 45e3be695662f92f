"""Settings, from the environment and from a ``.env`` file in the working folder."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from graphapi.errors import GraphapiError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

ENV_PREFIX = "GRAPHAPI_"
ENV_FILE = ".env"
NEAR_MISSES = {
    "NEO4J_URL": "NEO4J_URI",
    "NEO4J_USER": "NEO4J_USERNAME",
    "NEO4J_PASS": "NEO4J_PASSWORD",
    "NEO4J_DB": "NEO4J_DATABASE",
}
BOLT_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


class BadSettingsError(GraphapiError):
    """One or more settings cannot be used; the message has a line for each, which names it."""

    exit_code = 2


def _split_by_comma(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _check_bolt_address(uri: str) -> str:
    scheme, separator, rest = uri.partition("://")
    if scheme not in BOLT_SCHEMES or not separator or not rest:
        raise ValueError("must be an address like neo4j://host:7687 (" + ", ".join(BOLT_SCHEMES) + ")")
    return uri


PositiveSeconds = Annotated[float, Field(gt=0)]
PositiveInt = Annotated[int, Field(gt=0)]
# NoDecode: pydantic-settings would otherwise want JSON in the environment.
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split_by_comma)]


class Settings(BaseSettings):
    """Everything that can be set; each field's description is its documentation.

    Names in the environment are the field's names in capitals, with the prefix ``GRAPHAPI_`` except
    for the four that name a Neo4j server, which are Neo4j's own.
    """

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        # Compose files hand on variables that are not set as empty ones.
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    neo4j_uri: Annotated[str, AfterValidator(_check_bolt_address)] | None = Field(
        default=None,
        validation_alias="NEO4J_URI",
        description="Bolt address of a Neo4j server (bolt://, neo4j://, and their +s and +ssc forms). "
        "Unset, graphapi starts the embedded store.",
    )
    neo4j_username: str = Field(
        default="neo4j", validation_alias="NEO4J_USERNAME", description="User of the Neo4j server."
    )
    neo4j_password: SecretStr | None = Field(
        default=None,
        validation_alias="NEO4J_PASSWORD",
        description="Password of that user. Unset, no credentials are sent.",
    )
    neo4j_database: str | None = Field(
        default=None,
        validation_alias="NEO4J_DATABASE",
        description="Database on the Neo4j server. Unset, the user's home database.",
    )
    data_dir: Path = Field(
        default=Path("graphapi-data"), description="Folder of the embedded store. Not used with NEO4J_URI."
    )
    store_memory: Annotated[int, Field(ge=128)] = Field(
        default=1024, description="Largest heap of the embedded store, in MiB."
    )
    host: str = Field(default="127.0.0.1", description="Address that the server listens on.")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(
        default=8000, description="Port that the server listens on; 0 takes a free one."
    )
    workers: PositiveInt = Field(default=1, description="Server processes.")
    allowed_hosts: Names = Field(
        default=(),
        description="Names, separated by commas, by which clients may address the server (the Host header). "
        "Unset, a server on a loopback address answers to localhost, 127.0.0.1 and [::1] alone, and any other to every "
        "name.",
    )
    cors_origins: Names = Field(
        default=(),
        description="Origins, separated by commas, whose pages may read answers in a browser; * for all.",
    )
    token_secret: Annotated[SecretStr, Field(min_length=32)] | None = Field(
        default=None,
        description="Secret that signs bearer tokens (HS256), at least 32 characters. "
        "Set, /graphql and /metrics answer only requests with a valid token.",
    )
    default_first: PositiveInt = Field(
        default=50, description="Length of a connection's page when neither first nor last is given."
    )
    max_first: PositiveInt = Field(default=1000, description="Largest first or last that a client may ask for.")
    max_degrees: PositiveInt = Field(
        default=20, description="Most degrees that a path between two people may have, and what maxDegrees can be."
    )
    max_visited: PositiveInt = Field(
        default=500_000, description="Most people, films and partial paths that one search for paths may look at."
    )
    max_depth: PositiveInt = Field(default=20, description="Deepest selection that an operation may have.")
    max_aliases: PositiveInt = Field(default=100, description="Most aliases that an operation may have.")
    max_tokens: PositiveInt = Field(default=5000, description="Most tokens that a document may have.")
    max_body_bytes: PositiveInt = Field(default=1_000_000, description="Largest request body, in bytes.")
    request_timeout: PositiveSeconds = Field(
        default=10.0, description="Deadline of a request, in seconds, the store's time included."
    )
    document_cache_size: PositiveInt = Field(
        default=500, description="Most documents kept in memory, parsed and validated."
    )
    plan_cache_size: PositiveInt = Field(default=1000, description="Most plans kept in memory.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least severe log line written; DEBUG adds every statement."
    )
    log_format: Literal["auto", "json", "console"] = Field(
        default="auto",
        description="json, one object a line; console, for people; auto, console on a terminal and json elsewhere.",
    )


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as people read it: texts only, secrets masked, ``None`` for what is not set."""

    name: str
    value: str | None
    default: str | None
    source: str
    description: str


def load_settings(**overrides: object) -> Settings:
    """Read the settings; ``overrides`` come from the command line, and ``None`` there means not given.

    Raises:
        BadSettingsError: a line for each value that cannot be used.
    """
    given: dict[str, Any] = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        lines = [_error_line(details, given) for details in error.errors(include_url=False)]
        raise BadSettingsError("\n".join(lines)) from None
    except UnicodeDecodeError:
        raise BadSettingsError(f"{ENV_FILE}: must be UTF-8") from None


def describe_settings(settings: Settings, overrides: Mapping[str, object] | None = None) -> list[SettingRow]:
    """List every setting with its value and where that came from, in the order of their declaration."""
    given = {name for name, value in (overrides or {}).items() if value is not None}
    sources = {**dict.fromkeys(_env_file_names(), ENV_FILE), **dict.fromkeys(_environment_names(), "environment")}
    return [
        SettingRow(
            name=environment_name(name, field),
            value=_text(getattr(settings, name)),
            default=_text(field.default),
            source="command line" if name in given else sources.get(environment_name(name, field), "default"),
            description=field.description or "",
        )
        for name, field in Settings.model_fields.items()
    ]


def environment_name(name: str, field: FieldInfo) -> str:
    """The name of a field in the environment."""
    return field.validation_alias if isinstance(field.validation_alias, str) else f"{ENV_PREFIX}{name.upper()}"


def unknown_settings() -> Iterator[str]:
    """Warnings about names in the environment and in ``.env`` that look like ours and are not."""
    known = [environment_name(name, field) for name, field in Settings.model_fields.items()]
    for name in sorted({*_environment_names(), *_env_file_names()} - set(known)):
        if name.startswith(ENV_PREFIX):
            nearest = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {nearest[0]}?" if nearest else "graphapi settings lists what there is"
            yield f"{name}: unknown setting, ignored; {hint}"
        elif name in NEAR_MISSES:
            # Neo4j's own tools have many NEO4J_ names, so only a known near miss is worth a word.
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
        shown = "" if default is None else f"`{default}`"
        lines.append(f"| `{environment_name(name, field)}` | {shown} | {field.description} |")
    return "\n".join(lines) + "\n"


def _error_line(details: ErrorDetails, given: Mapping[str, object]) -> str:
    name, field = _field_of(str(details["loc"][0]))
    shown_name = f"--{name.replace('_', '-')}" if name in given else environment_name(name, field)
    message = details["msg"].removeprefix("Value error, ").split(", unable to parse", 1)[0]
    message = message.replace("Input should", "must", 1).replace("Value should", "must", 1)
    if _is_secret(field.annotation):
        # The value stays unsaid, and so does pydantic's message, which may quote it.
        return f"{shown_name}: must have at least {details.get('ctx', {}).get('min_length', 1)} characters"
    return f"{shown_name}: {message}, got {details['input']!r}"


def _is_secret(annotation: object) -> bool:
    """Whether a setting, which can be optional or constrained, holds a secret."""
    return annotation is SecretStr or any(map(_is_secret, get_args(annotation)))


def _field_of(location: str) -> tuple[str, FieldInfo]:
    for name, field in Settings.model_fields.items():
        if location in (name, field.validation_alias):
            return name, field
    raise KeyError(location)


def _text(value: object) -> str | None:
    if value is None or value == ():
        return None
    if isinstance(value, SecretStr):
        return "********"
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _environment_names() -> set[str]:
    return {name.upper() for name, value in os.environ.items() if value}


def _env_file_names() -> set[str]:
    return {name.upper() for name, value in dotenv_values(ENV_FILE, encoding="utf-8").items() if value}
