"""The pages for browsers, which are files of the package."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from graphapi import web

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import Scope

NONCE_PLACE: Final = b"{{nonce}}"
"""Where the HTML of the playground has the nonce of the response."""
NONCE_BYTES: Final = 16
"""CSP 3, section 7.1: a nonce should have at least 128 bits."""
ONE_YEAR: Final = 31_536_000


def page_policy(nonce: str | None = None) -> str:
    """The Content-Security-Policy of a page: scripts, styles, workers and fonts are files of the package.

    Args:
        nonce: the nonce of style elements that scripts make, for pages with the code editor; it must be used once only.
            The policy allows no style attributes either, so ``editorStyles.ts`` applies those of the editor.
    """
    styles = "'self'" if nonce is None else f"'self' 'nonce-{nonce}'"
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            f"style-src {styles}",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]
    )


def playground_page() -> Response:
    """The playground, with a fresh nonce; if the pages were not built, status 404 with instructions to build them."""
    return _page(web.PLAYGROUND, secrets.token_urlsafe(NONCE_BYTES))


async def explore_page(_request: Request[Any]) -> Response:
    """The page for exploring the graph; like the playground, it sends requests only to ``/graphql``."""
    return _page(web.EXPLORE)


def _page(file: Path, nonce: str | None = None) -> Response:
    if not file.is_file():
        return PlainTextResponse(web.NOT_BUILT, 404)
    html = file.read_bytes()
    if nonce is not None:
        html = html.replace(NONCE_PLACE, nonce.encode("ascii"))
    # The page refers to the current assets, so browsers have to revalidate it each time.
    headers = {"content-security-policy": page_policy(nonce), "cache-control": "no-cache", "vary": "accept"}
    return HTMLResponse(html, headers=headers)


class Assets(StaticFiles):
    """The files that the pages load; their names contain a hash of their content."""

    def __init__(self) -> None:
        super().__init__(directory=web.ASSETS, check_dir=False)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The response for a file, which browsers may cache permanently."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["cache-control"] = f"public, max-age={ONE_YEAR}, immutable"
        return response

    async def check_config(self) -> None:
        """Do nothing: the folder is missing if the pages were not built, and then each file is a 404."""
