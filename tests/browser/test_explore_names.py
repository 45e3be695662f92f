"""/explore on a graph with unusual names (long, not Latin, or like code) and a person with very many films."""

from __future__ import annotations

import csv
import html
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

    from tests.browser.conftest import Visit
    from tests.browser.exploring import Explorer

pytestmark = pytest.mark.browser

FILMS = {
    "samurai": "七人の侍",
    "mirror": "Зеркало",
    "separation": "جدایی نادر از سیمین",
    "long": "Night of the Day of the Dawn of the Son of the Bride of the Return of the Revenge of the Terror",
    "code": '<b>Tom & "Jerry"</b>',
}
ACTOR = "三船 敏郎"
HUB_FILMS = 230


def write(path: Path, rows: Sequence[Sequence[object]]) -> None:
    """Write a file of the catalogue; the first row names the columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """The origin of a server on a graph with these names."""
    assert browser.is_connected()
    folder = tmp_path_factory.mktemp("names")
    hub = [(f"hub{n}", f"Film number {n}") for n in range(HUB_FILMS)]
    write(folder / "films.csv", [("key", "title"), *FILMS.items(), *hub])
    write(folder / "people.csv", [("key", "name"), ("mifune", ACTOR), ("busy", "Busy Person")])
    mifune = [(film, "mifune", 1, "菊千代") for film in FILMS]
    busy = [(key, "busy", 1, "") for key, _ in hub]
    write(folder / "cast.csv", [("film_key", "person_key", "billing", "character"), *mifune, *busy])
    write(folder / "directors.csv", [("film_key", "person_key")])
    load = [sys.executable, "-m", "graphapi", "load", "catalogue", str(folder)]
    subprocess.run([*load, "--data-dir", str(folder / "graph")], check=True, capture_output=True, cwd=folder)
    with serving(folder) as origin:
        yield origin


def test_names_of_any_script_are_found_shown_and_exported_as_they_are(explorer: Explorer, visit: Visit) -> None:
    visit.page.goto(f"{visit.origin}/explore")
    for text, name in (("七人", FILMS["samurai"]), ("зеркало", FILMS["mirror"]), ("tom jerry", FILMS["code"])):
        explorer.find(text, name)
    explorer.find(ACTOR)
    explorer.panel.get_by_role("button", name="Expand Films acted in").click()
    explorer.expect_counts(Films=len(FILMS), People=1)
    explorer.picture("explore-names")
    assert explorer.names() == {*FILMS.values(), ACTOR}
    explorer.page.get_by_role("button", name="Share and export").click()
    with explorer.page.expect_download() as caught:
        explorer.panel.get_by_role("button", name="SVG", exact=True).click()
    picture = Path(caught.value.path()).read_text(encoding="utf-8")
    texts = {html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", picture)}
    assert {*FILMS.values(), ACTOR} <= texts
    with explorer.page.expect_download() as caught:
        # The browser draws the PNG from the same SVG, which must be well-formed for that.
        explorer.panel.get_by_role("button", name="PNG", exact=True).click()
    assert Path(caught.value.path()).read_bytes().startswith(b"\x89PNG")


def test_a_long_name_fits_a_phone(explorer: Explorer, visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 780})
    visit.page.goto(f"{visit.origin}/explore")
    explorer.find("night of the day of the dawn", FILMS["long"])
    explorer.picture("explore-phone-long-name")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    close = explorer.panel.get_by_role("button", name=re.compile("^Close ")).bounding_box()
    assert close is not None
    assert close["x"] + close["width"] <= 390


def test_a_hub_of_hundreds_grows_by_portions_and_shrinks_by_undo(explorer: Explorer, visit: Visit) -> None:
    visit.page.goto(f"{visit.origin}/explore")
    explorer.find("busy", "Busy Person")
    explorer.canvas.focus()
    explorer.page.keyboard.press("e")
    explorer.expect_counts(Films=20, People=1)
    tally = explorer.panel.locator(".tallies li").filter(has_text="Films acted in")
    for shown in (40, 60):
        expect(tally).to_contain_text(f"{shown - 20} of {HUB_FILMS}")
        tally.get_by_role("button", name="More Films acted in").click()
        explorer.expect_counts(Films=shown, People=1)
    explorer.picture("explore-hub-of-hundreds")
    explorer.page.keyboard.press("Control+z")
    explorer.expect_counts(Films=40, People=1)
    explorer.page.keyboard.press("Control+z")
    explorer.page.keyboard.press("Control+z")
    explorer.expect_counts(People=1)
