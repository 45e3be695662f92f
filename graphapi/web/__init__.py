"""The pages for browsers: the playground and the explorer, built by vite into ``dist/`` when the wheel is built.

``DIST`` holds one HTML file for each page (``graphql.html``, ``explore.html``) and ``assets/`` with everything that the
pages load. The file names in ``assets/`` contain a hash of the content, so browsers may cache these files forever. They
must revalidate the HTML files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

DIST: Final = Path(__file__).resolve().parent / "dist"
"""The folder of the built pages."""

ASSETS: Final = DIST / "assets"
"""The folder to serve under ``/assets/``."""

PLAYGROUND: Final = DIST / "graphql.html"
"""The page of ``GET /graphql`` for a browser."""

EXPLORE: Final = DIST / "explore.html"
"""The page of ``GET /explore``."""

NOT_BUILT: Final = (
    "The pages for browsers are not built. Install graphapi with pip (`pip install -e .` in a clone), which builds "
    "them. The API itself works without them."
)
"""The message for users if ``is_built()`` is false; it has no path, because clients get it."""


def is_built() -> bool:
    """Whether the pages exist; they are missing if graphapi runs from sources that pip did not install."""
    return PLAYGROUND.is_file()
