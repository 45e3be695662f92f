"""The pictures of the documentation: made from the page as it is, and written only when somebody asks for it."""

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
    """Hold the picture small; with ``GRAPHAPI_UPDATE_IMAGES=1`` it becomes that of the documentation."""
    assert picture.stat().st_size < LARGEST_PICTURE
    if os.environ.get("GRAPHAPI_UPDATE_IMAGES") == "1":
        shutil.copyfile(picture, IMAGES / picture.name)
    assert (IMAGES / picture.name).is_file(), "GRAPHAPI_UPDATE_IMAGES=1 pytest tests/browser/test_explore_pictures.py"


def test_the_picture_of_a_path(explorer: Explorer) -> None:
    explorer.page.set_viewport_size({"width": 1200, "height": 640})
    explorer.open()
    explorer.page.get_by_role("button", name="Carla Gugino and Kevin Bacon").click()
    expect(explorer.page.locator(".path.shown")).to_have_count(1)
    explorer.panel.get_by_role("button", name="Path 2 on the canvas").click()
    expect(explorer.page.locator(".path.shown")).to_have_count(2)
    explorer.settle()
    keep(explorer.picture("explore-path"))


@pytest.mark.parametrize("colours", ["dark"])
def test_the_picture_of_a_film(explorer: Explorer, colours: str) -> None:
    assert colours == "dark"
    explorer.page.set_viewport_size({"width": 1200, "height": 760})
    explorer.open()
    explorer.page.get_by_role("button", name="Red Hot").click()
    explorer.expect_counts(Films=1, People=4, Characters=3, Genres=2, Places=1, Keywords=8)
    keep(explorer.picture("explore-film"))
