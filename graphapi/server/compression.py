"""Compression of responses with Zstandard, Brotli or gzip.

Sources: RFC 9110, sections 8.4 "Content-Encoding" and 12.5.3 "Accept-Encoding"; RFC 8878 (zstd), RFC 7932 (br) and
RFC 1952 (gzip).
"""

from __future__ import annotations

import asyncio
import gzip
import sys
from typing import TYPE_CHECKING, Final

import brotli

from graphapi.server.negotiation import GRAPHQL, HTML, JSON, choose_encoding

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SMALLEST: Final = 1_000
"""The smallest body that is compressed, in bytes. A smaller one fits into one packet anyway."""
LARGEST_IN_LOOP: Final = 128 * 1024
"""The largest body that is compressed in the event loop, in bytes. A larger one would make other requests wait."""
COMPRESSIBLE: Final = frozenset(media_type.encode() for media_type in (JSON, GRAPHQL, HTML, "text/plain"))


def _zstd(body: bytes) -> bytes:
    return zstd.compress(body, level=3)


def _brotli(body: bytes) -> bytes:
    compressed: bytes = brotli.compress(body, quality=4)
    return compressed


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=5, mtime=0)


COMPRESSORS: Final[Mapping[str, Callable[[bytes], bytes]]] = {"zstd": _zstd, "br": _brotli, "gzip": _gzip}


class CompressionMiddleware:
    """Compresses the responses that are data or pages; assets, which are sent in parts, stay as they are.

    Args:
        app: the application.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; the head of the response waits for the body, because both change together."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start: Message | None = None

        async def send_compressed(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is not None:
                head, start = start, None
                if len(message.get("body", b"")) >= SMALLEST and not message.get("more_body", False):
                    await _compress(scope, head, message)
                await send(head)
            await send(message)

        await self._app(scope, receive, send_compressed)


async def _compress(scope: Scope, head: Message, message: Message) -> None:
    """Compress the body of a response if the client accepts that, and change the head accordingly."""
    headers: dict[bytes, bytes] = dict(head["headers"])
    media_type = headers.get(b"content-type", b"").partition(b";")[0]
    if media_type not in COMPRESSIBLE or b"content-encoding" in headers:
        return
    # A cache must know that the response depends on this header, also if it is not compressed.
    head["headers"] = [*head["headers"], (b"vary", b"accept-encoding")]
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept-encoding")
    encoding = choose_encoding(accepted.decode("latin-1"))
    if encoding is None:
        return
    body: bytes = message["body"]
    compress = COMPRESSORS[encoding]
    compressed = compress(body) if len(body) <= LARGEST_IN_LOOP else await asyncio.to_thread(compress, body)
    message["body"] = compressed
    head["headers"] = [
        *(header for header in head["headers"] if header[0] != b"content-length"),
        (b"content-length", str(len(compressed)).encode()),
        (b"content-encoding", encoding.encode()),
    ]
