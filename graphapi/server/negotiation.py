"""Content negotiation: the media type and the content coding of a response.

Sources: RFC 9110, sections 12.5.1 and 12.5.3; GraphQL over HTTP, edition September 2026,
https://http-spec.graphql.org/September2026/, sections "Media Types", "Accept" and "Body".
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

JSON: Final = "application/json"
GRAPHQL: Final = "application/graphql-response+json"
HTML: Final = "text/html"
WILDCARDS: Final = ("*/*", "application/*")
ENCODINGS: Final = ("zstd", "br", "gzip")
"""The content codings of responses; among those of equal weight, the first is chosen, which takes the least time."""


@lru_cache(maxsize=256)
def choose_media_type(accept: str, *, page: bool = False) -> str | None:
    """The media type of the response, or ``None`` if the client accepts none of the available ones.

    Among types of equal weight, the first one in the header is chosen. A wildcard or an empty header means plain JSON,
    which every client understands. HTML is available only with ``page``, and is chosen only if the header names it,
    because scripts send ``*/*``.

    Source: GraphQL over HTTP, section "Body": the type with the highest priority that the server supports. If there is
    none, the specification recommends status 406.
    """
    if not accept.strip():
        return JSON
    wanted = [_range_and_weight(part) for part in accept.lower().split(",") if part.strip()]
    candidates = (GRAPHQL, JSON, HTML) if page else (GRAPHQL, JSON)
    named = {name for name, _ in wanted}
    best: str | None = None
    best_rank = (0.0, 0)
    for position, (name, weight) in enumerate(wanted):
        media_type = JSON if name in WILDCARDS else name
        if media_type not in candidates or (name in WILDCARDS and JSON in named):
            continue
        if weight > 0 and (rank := (weight, -position)) > (best_rank if best else (0.0, -len(wanted))):
            best, best_rank = media_type, rank
    return best


@lru_cache(maxsize=256)
def choose_encoding(accept_encoding: str) -> str | None:
    """The content coding of a response, or ``None`` if it must stay as it is.

    The weights of the client count first, then the order of ``ENCODINGS``. ``*`` stands for the codings that the header
    does not name. A coding is not used if the client prefers ``identity``.
    """
    weights = dict(_range_and_weight(part) for part in accept_encoding.lower().split(",") if part.strip())

    def weight(encoding: str) -> float:
        found = weights.get(encoding, weights.get("*", 0.0))
        return found if 0 < found <= 1 else 0.0

    best = max(ENCODINGS, key=weight)
    return best if weight(best) > 0 and weight(best) >= weights.get("identity", 0.0) else None


@lru_cache(maxsize=256)
def media_type_of(content_type: str) -> tuple[str, str]:
    """The media type and the charset of a Content-Type header, in lower case; the default is ``utf-8``.

    Source: GraphQL over HTTP, section "Media Types".
    """
    media_type, *parameters = content_type.lower().split(";")
    for parameter in parameters:
        name, _, value = parameter.strip().partition("=")
        if name.strip() == "charset":
            return media_type.strip(), value.strip().strip('"')
    return media_type.strip(), "utf-8"


def _range_and_weight(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return name, float(parameter[2:])
            except ValueError:
                return name, 0.0
        # All responses are in UTF-8, so a range with another charset matches none of them.
        if parameter.startswith("charset=") and parameter[8:].strip('"') not in ("utf-8", "utf8"):
            return "", 0.0
    return name, 1.0
