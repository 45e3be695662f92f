"""The pages for browsers: the playground and the explorer, built by vite into ``dist/`` when the wheel is built.

``DIST`` holds one HTML file a page (``graphql.html``, ``explore.html``) and ``assets/`` with everything the pages load.
The names in ``assets/`` carry a hash of their content, so a browser may keep them for ever; the HTML files it must ask
for again.
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
    f"The pages for browsers are not built: {PLAYGROUND} is missing. "
    "Install graphapi with pip (`pip install -e .` in a clone), which builds them. The API itself works without."
)
"""What to tell a person where ``is_built()`` is false."""


def is_built() -> bool:
    """Whether the pages are there; they are missing when graphapi runs from sources that pip did not install."""
    return PLAYGROUND.is_file()
