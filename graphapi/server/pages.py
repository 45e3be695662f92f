"""The pages for browsers, which are files of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from graphapi import web

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import Scope

# 'unsafe-inline' for styles: the code editor (Monaco) writes rules into style elements at run time, and takes no nonce
# for them. Scripts, workers and fonts are files of the package, and requests go only to this server.
PAGE_POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
ONE_YEAR: Final = 31_536_000


def playground_page() -> Response:
    """The playground; if the pages were not built, status 404 with instructions to build them."""
    return _page(web.PLAYGROUND)


async def explore_page(_request: Request[Any]) -> Response:
    """The page for exploring the graph; like the playground, it sends requests only to ``/graphql``."""
    return _page(web.EXPLORE)


def _page(file: Path) -> Response:
    if not file.is_file():
        return PlainTextResponse(web.NOT_BUILT, 404)
    # The page refers to the current assets, so browsers have to revalidate it each time.
    headers = {"content-security-policy": PAGE_POLICY, "cache-control": "no-cache", "vary": "accept"}
    return HTMLResponse(file.read_bytes(), headers=headers)


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
