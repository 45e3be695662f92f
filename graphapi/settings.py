"""Settings, from the environment and from a ``.env`` file in the working folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PositiveSeconds = Annotated[float, Field(gt=0)]
PositiveInt = Annotated[int, Field(gt=0)]


class Settings(BaseSettings):
    """Everything that can be set; each field's description is its documentation.

    Names in the environment are the field's names in capitals, with the prefix ``GRAPHAPI_`` except
    for the four that name a Neo4j server, which are Neo4j's own.
    """

    model_config = SettingsConfigDict(
        env_prefix="GRAPHAPI_",
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    neo4j_uri: str | None = Field(
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
    default_first: PositiveInt = Field(
        default=50, description="Length of a connection's page when neither first nor last is given."
    )
    max_first: PositiveInt = Field(default=1000, description="Largest first or last that a client may ask for.")
    max_depth: PositiveInt = Field(default=20, description="Deepest selection that an operation may have.")
    max_aliases: PositiveInt = Field(default=100, description="Most aliases that an operation may have.")
    max_tokens: PositiveInt = Field(default=5000, description="Most tokens that a document may have.")
    max_body_bytes: PositiveInt = Field(default=1_000_000, description="Largest request body, in bytes.")
    request_timeout: PositiveSeconds = Field(
        default=10.0, description="Deadline of a request, in seconds, the store's time included."
    )
    plan_cache_size: PositiveInt = Field(default=1000, description="Most plans kept in memory.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least severe log line written; DEBUG adds every statement."
    )
    log_format: Literal["json", "console"] = Field(
        default="json", description="json, one object a line, or console, for people."
    )
