"""Settings, from the environment and from a ``.env`` file in the working folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from graphapi.errors import GraphapiError
from graphapi.profiles import Profile, profile_defaults
from graphapi.setting_types import (
    BoltAddress,
    JwksUrl,
    Names,
    Networks,
    OtlpEndpoint,
    PositiveInt,
    PositiveSeconds,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

ENV_PREFIX = "GRAPHAPI_"
ENV_FILE = ".env"


class BadSettingsError(GraphapiError):
    """One or more settings are invalid; the message has one line for each."""

    exit_code = 2


class Settings(BaseSettings):
    """All settings; the description of each field is its documentation.

    The environment variable of a setting is its name in upper case with the prefix ``GRAPHAPI_``. The five settings of
    a Neo4j server have Neo4j's own names instead.
    """

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        # Compose files pass unset variables as empty ones.
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    neo4j_uri: BoltAddress | None = Field(
        default=None,
        validation_alias="NEO4J_URI",
        description="Bolt address of a Neo4j server (bolt://, neo4j://, and their +s and +ssc forms). "
        "If unset, graphapi starts the embedded store.",
    )
    neo4j_username: str = Field(
        default="neo4j", validation_alias="NEO4J_USERNAME", description="User of the Neo4j server."
    )
    neo4j_password: SecretStr | None = Field(
        default=None,
        validation_alias="NEO4J_PASSWORD",
        description="Password of that user. If unset, no credentials are sent.",
    )
    neo4j_password_file: Path | None = Field(
        default=None,
        validation_alias="NEO4J_PASSWORD_FILE",
        description="File with that password, used instead of NEO4J_PASSWORD. It is read again when the server refuses "
        "the password, so that the password can be changed without a restart.",
    )
    neo4j_database: str | None = Field(
        default=None,
        validation_alias="NEO4J_DATABASE",
        description="Database on the Neo4j server. If unset, the user's home database is used.",
    )
    data_dir: Path = Field(
        default=Path("graphapi-data"), description="Folder of the embedded store. Not used with NEO4J_URI."
    )
    store_memory: Annotated[int, Field(ge=128)] = Field(
        default=1024, description="Maximum heap size of the embedded store, in MiB."
    )
    load_memory: Annotated[int, Field(ge=256)] = Field(
        default=1024,
        description="Memory of a load for sorting and joining rows, in MiB; more goes to temporary files.",
    )
    profile: Profile = Field(
        default="local",
        description="Set of defaults: local, or public for a server that is open to strangers. "
        "A setting that is set wins over the profile.",
    )
    host: str = Field(default="127.0.0.1", description="Address that the server listens on.")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(
        default=8000, description="Port that the server listens on; 0 chooses a free port."
    )
    workers: PositiveInt = Field(default=1, description="Number of server processes.")
    allowed_hosts: Names = Field(
        default=(),
        description="Names, separated by commas, by which clients may address the server (the Host header). "
        "If unset, a server on a loopback address answers only to localhost, 127.0.0.1 and [::1], and any other server "
        "to every name.",
    )
    cors_origins: Names = Field(
        default=(),
        description="Origins, separated by commas, whose pages may read answers in a browser; * allows all.",
    )
    token_secret: Annotated[SecretStr, Field(min_length=32)] | None = Field(
        default=None,
        description="Secret that signs bearer tokens (HS256), at least 32 characters. "
        "If set, /graphql and /metrics answer only requests with valid credentials, unless GRAPHAPI_ANONYMOUS says "
        "otherwise.",
    )
    api_keys_file: Path | None = Field(
        default=None,
        description="File with the hashes of API keys, which graphapi key changes. The server reads it again when it "
        "changes.",
    )
    api_keys: SecretStr | None = Field(
        default=None, description="Further API keys: JSON like that of GRAPHAPI_API_KEYS_FILE."
    )
    jwks_url: JwksUrl | None = Field(
        default=None,
        description="URL of the JSON Web Key Set of an issuer, whose tokens (RS256, ES256, EdDSA) are accepted: https, "
        "http on loopback, or file:///path.",
    )
    jwt_issuer: str | None = Field(
        default=None, description="Issuer that tokens must name (the claim iss). If unset, it is not checked."
    )
    jwt_audience: str | None = Field(
        default=None,
        description="Audience that tokens must name (the claim aud). If unset, tokens for an audience are refused.",
    )
    anonymous: Literal["none", "read", "write"] | None = Field(
        default=None,
        description="What requests without credentials may do: none, read, or write (which includes read, and needs a "
        "loopback address). If unset: none with authentication, and write without it.",
    )
    introspection: bool = Field(default=True, description="Whether clients may query the schema (introspection).")
    suggestions: bool = Field(
        default=True, description="Whether errors suggest names of the schema that are similar to a wrong name."
    )
    playground: bool = Field(default=True, description="Whether browsers get the playground at /graphql and at /.")
    explorer: bool = Field(default=True, description="Whether browsers get the explorer at /explore.")
    metrics: bool = Field(default=True, description="Whether there is /metrics.")
    require_preflight: bool = Field(
        default=False,
        description="Whether GET requests need the header GraphQL-Require-Preflight or X-Requested-With, "
        "which pages of other sites cannot send without permission.",
    )
    default_first: PositiveInt = Field(
        default=50, description="Page size of a connection if neither first nor last is given."
    )
    max_first: PositiveInt = Field(default=1000, description="Largest first or last that a client may request.")
    max_degrees: PositiveInt = Field(
        default=20, description="Maximum degrees of a path between two people, and the largest maxDegrees."
    )
    max_visited: PositiveInt = Field(
        default=500_000, description="Maximum number of people, films and partial paths that one path search may visit."
    )
    max_depth: PositiveInt = Field(default=20, description="Maximum depth of the selections of an operation.")
    max_aliases: PositiveInt = Field(default=100, description="Maximum number of aliases in an operation.")
    max_tokens: PositiveInt = Field(default=5000, description="Maximum number of tokens in a document.")
    max_fields: PositiveInt = Field(
        default=2000, description="Maximum number of fields in an operation, including those of its fragments."
    )
    max_root_fields: PositiveInt = Field(default=100, description="Maximum number of root fields in an operation.")
    max_directives: PositiveInt = Field(default=50, description="Maximum number of directives in a document.")
    max_directives_in_place: PositiveInt = Field(
        default=5, description="Maximum number of directives at one place, such as a field."
    )
    max_list_items: PositiveInt = Field(
        default=1000, description="Maximum number of items of a list in a document or in a variable."
    )
    max_document_characters: PositiveInt = Field(
        default=100_000, description="Maximum number of characters in a document."
    )
    max_variables_bytes: PositiveInt = Field(default=200_000, description="Largest variables, in bytes of JSON.")
    max_header_bytes: PositiveInt = Field(default=32_768, description="Largest head of an HTTP request, in bytes.")
    max_connections: PositiveInt | None = Field(
        default=None,
        description="Maximum number of open connections of a server process. If unset or larger, it is what the limit "
        "of file descriptors permits (ulimit -n), which the server raises as far as it may.",
    )
    read_timeout: PositiveSeconds = Field(
        default=20.0,
        description="Seconds that a client may take to send a request, or to go on reading a response.",
    )
    max_cost: PositiveInt | None = Field(
        default=20_000,
        description="Largest estimated cost of an operation, in hundreds of rows that the store goes through.",
    )
    max_response_values: PositiveInt | None = Field(
        default=250_000,
        description="Maximum number of values that a response is expected to have.",
    )
    cost_per_second: PositiveInt | None = Field(
        default=None, description="Cost that each client may use per second. Without a value, clients have no budget."
    )
    cost_burst: PositiveInt = Field(
        default=40_000, description="Cost that a client can save up; at least GRAPHAPI_MAX_COST."
    )
    max_heavy_statements: PositiveInt | None = Field(
        default=None,
        description="Maximum number of expensive statements at the store at the same time. If unset, half of the cores "
        "of this machine, at least 1.",
    )
    max_in_flight: PositiveInt | None = Field(
        default=None, description="Maximum number of operations that one client may have in flight."
    )
    trusted_proxies: Networks = Field(
        default=(),
        description="Addresses or networks of proxies, separated by commas, whose X-Forwarded-For header names the "
        "client.",
    )
    max_body_bytes: PositiveInt = Field(default=1_000_000, description="Maximum size of a request body, in bytes.")
    request_timeout: PositiveSeconds = Field(
        default=10.0, description="Deadline of a request, in seconds, including the time that the store takes."
    )
    document_cache_size: PositiveInt = Field(
        default=500, description="Maximum number of parsed and validated documents kept in memory."
    )
    plan_cache_size: PositiveInt = Field(default=1000, description="Maximum number of plans kept in memory.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Lowest log level that is written; DEBUG adds every statement."
    )
    log_format: Literal["auto", "json", "console"] = Field(
        default="auto",
        description="json: one object per line; console: for people; auto: console on a terminal, json elsewhere.",
    )
    otlp_endpoint: OtlpEndpoint | None = Field(
        default=None,
        description="Address of a collector that takes OTLP over HTTP, such as http://127.0.0.1:4318. If set, traces "
        "and metrics are sent to /v1/traces and /v1/metrics there, which needs the packages of graphapi[telemetry].",
    )
    trace_documents: bool = Field(
        default=False, description="Whether traces contain the documents of operations, with all values in them."
    )
    trace_statements: bool = Field(
        default=False,
        description="Whether traces contain the text of statements, which has no values of clients.",
    )

    @model_validator(mode="before")
    @classmethod
    def _apply_profile(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Give the settings that no source sets the defaults of the profile."""
        return {**profile_defaults(given.get("profile")), **given}


def load_settings(**overrides: object) -> Settings:
    """Read the settings; ``overrides`` are the options of the command line, ``None`` if not given.

    Raises:
        BadSettingsError: a value is invalid; the message has one line for each.
    """
    given: dict[str, Any] = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        lines = [_error_line(details, given) for details in error.errors(include_url=False)]
        raise BadSettingsError("\n".join(lines)) from None
    except UnicodeDecodeError:
        raise BadSettingsError(f"{ENV_FILE}: must be UTF-8") from None


def environment_name(name: str, field: FieldInfo) -> str:
    """The name of a field's environment variable."""
    return field.validation_alias if isinstance(field.validation_alias, str) else f"{ENV_PREFIX}{name.upper()}"


def _error_line(details: ErrorDetails, given: Mapping[str, object]) -> str:
    name, field = _field_of(str(details["loc"][0]))
    shown_name = f"--{name.replace('_', '-')}" if name in given else environment_name(name, field)
    message = details["msg"].removeprefix("Value error, ").split(", unable to ", 1)[0]
    message = message.replace("Input should", "must", 1).replace("Value should", "must", 1)
    if _is_secret(field.annotation):
        # Leave out the value, and also pydantic's message, which may quote it.
        return f"{shown_name}: must have at least {details.get('ctx', {}).get('min_length', 1)} characters"
    return f"{shown_name}: {message}, got {details['input']!r}"


def _is_secret(annotation: object) -> bool:
    """Whether the annotation of a setting, possibly optional or constrained, is a secret."""
    return annotation is SecretStr or any(map(_is_secret, get_args(annotation)))


def _field_of(location: str) -> tuple[str, FieldInfo]:
    for name, field in Settings.model_fields.items():
        if location in (name, field.validation_alias):
            return name, field
    raise KeyError(location)
