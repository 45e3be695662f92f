"""The Accept and Accept-Encoding headers."""

from __future__ import annotations

import pytest

from graphapi.server.negotiation import GRAPHQL, HTML, JSON, choose_encoding, choose_media_type, media_type_of


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/html,application/xhtml+xml,*/*;q=0.8", HTML),
        ("*/*, text/html;q=0.5", JSON),
        ("application/json, text/html", JSON),
        ("text/html, application/json", HTML),
        ("APPLICATION/GRAPHQL-RESPONSE+JSON", GRAPHQL),
        ("application/graphql-response+json; charset=utf-8", GRAPHQL),
        ("application/graphql-response+json; charset=latin-1, application/json", JSON),
        ("application/json;q=0.2, application/graphql-response+json;q=0.3", GRAPHQL),
        ("application/json;q=nonsense", None),
        ("application/json;q=0, */*", None),
        (",,", None),
    ],
)
def test_chosen_media_type(accept: str, chosen: str | None) -> None:
    assert choose_media_type(accept, page=True) == chosen


def test_page_is_for_get_alone() -> None:
    assert choose_media_type("text/html") is None


def test_content_type_without_a_charset_is_utf8() -> None:
    assert media_type_of("Application/JSON") == ("application/json", "utf-8")
    assert media_type_of('application/json; charset="UTF-16"') == ("application/json", "utf-16")


@pytest.mark.parametrize(
    ("accept_encoding", "chosen"),
    [
        ("", None),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("zstd;q=0, br;q=0.1", "br"),
        ("*", "zstd"),
        ("*;q=0.5, gzip", "gzip"),
        ("zstd;q=0, *", "br"),
        ("*;q=0", None),
        ("identity", None),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("deflate, compress", None),
        ("gzip;q=nonsense", None),
        ("gzip;q=nan", None),
        ("gzip;q=7, br;q=0.1", "br"),
    ],
)
def test_chosen_encoding(accept_encoding: str, chosen: str | None) -> None:
    assert choose_encoding(accept_encoding) == chosen
