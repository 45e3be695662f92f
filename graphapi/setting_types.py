"""The types of settings that have a form of their own."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import NoDecode

from graphapi.loopback import is_loopback

BOLT_SCHEMES: Final = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


def _split_by_comma(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _check_bolt_address(uri: str) -> str:
    scheme, separator, rest = uri.partition("://")
    if scheme not in BOLT_SCHEMES or not separator or not rest:
        raise ValueError("must be an address like neo4j://host:7687 (" + ", ".join(BOLT_SCHEMES) + ")")
    return uri


def _check_jwks_url(url: str) -> str:
    parts = urlsplit(url)
    host = parts.hostname or ""
    valid = {
        "https": host != "",
        "http": is_loopback(host),
        "file": parts.netloc in ("", "localhost") and parts.path.startswith("/"),
    }
    if not valid.get(parts.scheme, False):
        raise ValueError("must be an https address, an http address on loopback, or file:///path")
    return url


def _check_otlp_endpoint(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be an address like http://collector:4318")
    return url


def _check_networks(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        ip_network(name, strict=False)
    return names


PositiveSeconds = Annotated[float, Field(gt=0)]
PositiveInt = Annotated[int, Field(gt=0)]
# NoDecode: pydantic-settings would otherwise expect JSON in the environment.
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split_by_comma)]
BoltAddress = Annotated[str, AfterValidator(_check_bolt_address)]
JwksUrl = Annotated[str, AfterValidator(_check_jwks_url)]
OtlpEndpoint = Annotated[str, AfterValidator(_check_otlp_endpoint)]
Networks = Annotated[Names, AfterValidator(_check_networks)]
