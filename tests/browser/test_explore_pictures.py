"""The images of the documentation: taken from the real page, and updated only on request."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.exploring import Explorer

pytestmark = pytest.mark.browser

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
LARGEST_PICTURE = 200_000


def keep(picture: Path) -> None:
    """Check the size of an image; with ``GRAPHAPI_UPDATE_IMAGES=1``, copy the image to the documentation."""
    assert picture.stat().st_size < LARGEST_PICTURE
    if os.environ.get("GRAPHAPI_UPDATE_IMAGES") == "1":
        shutil.copyfile(picture, IMAGES / picture.name)
    assert (IMAGES / picture.name).is_file(), "GRAPHAPI_UPDATE_IMAGES=1 pytest tests/browser/test_explore_pictures.py"


def test_the_picture_of_a_path(explorer: Explorer) -> None:
    explorer.page.set_viewport_size({"width": 1200, "height": 640})
    explorer.open()
    explorer.connect()
    expect(explorer.page.locator(".path.shown")).to_have_count(1)
    explorer.panel.get_by_role("button", name="Show path 2 on the canvas").click()
    expect(explorer.page.locator(".path.shown")).to_have_count(2)
    explorer.settle()
    keep(explorer.picture("explore-path"))


@pytest.mark.parametrize("colours", ["dark"])
def test_the_picture_of_a_film(explorer: Explorer, colours: str) -> None:
    assert colours == "dark"
    explorer.page.set_viewport_size({"width": 1200, "height": 760})
    explorer.open()
    explorer.expand_red_hot()
    explorer.expect_counts(Films=1, People=4, Characters=3, Genres=2, Places=1, Keywords=8)
    # The frame of the focus would stand out in the image.
    explorer.page.evaluate("document.activeElement.blur()")
    keep(explorer.picture("explore-film"))
