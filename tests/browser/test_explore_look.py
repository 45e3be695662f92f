"""/explore: kinds, layouts, filters, colours, and the width of a phone."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visit
    from tests.browser.exploring import Explorer

pytestmark = pytest.mark.browser


def open_red_hot(explorer: Explorer) -> None:
    """Open a film with its neighbours, which have every kind of node."""
    explorer.open()
    explorer.expand_red_hot()
    explorer.expect_counts(Films=1, People=4, Characters=3, Genres=2, Places=1, Keywords=8)


def test_the_legend_has_a_shape_and_a_colour_for_each_kind(explorer: Explorer) -> None:
    open_red_hot(explorer)
    icons = explorer.page.locator(".legend .kind-icon")
    looks = [
        (icon.evaluate("icon => getComputedStyle(icon).fill"), icon.locator("> *").evaluate("it => it.outerHTML"))
        for icon in icons.all()
    ]
    colours, shapes = {colour for colour, _ in looks}, {shape for _, shape in looks}
    assert (len(looks), len(colours), len(shapes)) == (6, 6, 6)


def test_only_layers_that_show_something_are_drawn(explorer: Explorer) -> None:
    """Without a graphics card, copying a further layer in every frame takes longer than drawing all names."""
    open_red_hot(explorer)
    layers = explorer.page.locator(".canvas canvas")
    shown = [layer.get_attribute("class") for layer in layers.all() if layer.is_visible()]
    assert shown == ["sigma-edges", "sigma-nodes", "sigma-names", "sigma-mouse"]


def test_the_legend_hides_and_shows_kinds(explorer: Explorer) -> None:
    open_red_hot(explorer)
    keywords = explorer.page.locator(".legend").get_by_role("button", name="Keywords 8")
    keywords.click()
    expect(keywords).to_have_attribute("aria-pressed", "false")
    assert "violin" not in explorer.names()
    explorer.page.get_by_role("button", name="Undo changing the filters").click()
    expect(keywords).to_have_attribute("aria-pressed", "true")
    assert "violin" in explorer.names()


#: Records the box of every text that was drawn on the canvas of names in the last frame.
WATCH_NAMES = """
const { clearRect, fillText } = CanvasRenderingContext2D.prototype;
window.names = [];
CanvasRenderingContext2D.prototype.clearRect = function (...box) {
  if (this.canvas.classList.contains('sigma-names')) window.names = [];
  return clearRect.apply(this, box);
};
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  const { b } = this.getTransform();
  if (this.canvas.classList.contains('sigma-names') && b === 0) {
    window.names.push({ text, left: x, right: x + this.measureText(text).width, baseline: y });
  }
  return fillText.call(this, text, x, y);
};
"""


def test_names_never_cover_each_other_and_the_selected_one_is_always_there(explorer: Explorer, visit: Visit) -> None:
    visit.page.add_init_script(WATCH_NAMES)
    open_red_hot(explorer)
    for key in (None, "-", "-", "-", "f", "+", "+"):
        explorer.canvas.focus()
        if key is not None:
            explorer.page.keyboard.press(key)
        explorer.settle()
        names = explorer.page.evaluate("window.names")
        assert "Red Hot (1993)" in {name["text"] for name in names}
        # A note such as “+12” directly follows its name, so the boxes may touch.
        covering = [
            (one["text"], other["text"])
            for one, other in combinations(names, 2)
            if abs(one["baseline"] - other["baseline"]) < 10
            and min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
        ]
        assert covering == []


def test_films_of_other_years_are_hidden(explorer: Explorer) -> None:
    explorer.open()
    explorer.find("Carla Gugino")
    explorer.panel.get_by_role("button", name="Expand Films acted in").click()
    explorer.expect_counts(Films=3, People=1)
    explorer.page.get_by_role("button", name="Layout and filters").click()
    explorer.panel.get_by_label("From year").fill("1994")
    explorer.panel.get_by_label("To year").fill("1999")
    explorer.panel.get_by_label("To year").press("Enter")
    expect(explorer.panel).to_contain_text("Hidden nodes: 2")
    assert explorer.names() == {"Carla Gugino", "Snake Eyes (1998)"}
    explorer.page.get_by_role("button", name="Show 2 hidden nodes").click()
    assert len(explorer.names()) == 4


@pytest.mark.motion
def test_layouts_count_degrees_from_a_node(explorer: Explorer) -> None:
    open_red_hot(explorer)
    explorer.page.get_by_role("button", name="Layout and filters").click()
    for name in ("Columns", "Rings"):
        explorer.panel.get_by_role("radio", name=re.compile(name)).check()
        expect(explorer.panel).to_contain_text("Degrees are counted from Red Hot (1993)")
        explorer.settle()
        explorer.picture(f"explore-{name.lower()}")
    assert "layout=rings" in explorer.hash()
    explorer.page.get_by_role("button", name="Undo changing the layout").click()
    expect(explorer.panel.get_by_role("radio", name=re.compile("Columns"))).to_be_checked()
    explorer.page.get_by_role("button", name="Undo changing the layout").click()
    expect(explorer.panel.get_by_role("radio", name=re.compile("Force"))).to_be_checked()


@pytest.mark.motion
def test_the_canvas_is_zoomed_and_brought_back(explorer: Explorer) -> None:
    open_red_hot(explorer)
    explorer.page.keyboard.press("Escape")
    explorer.canvas.focus()
    explorer.find("Jan Niklas")
    before = explorer.point_of_selected()

    def moved() -> float:
        x, y = explorer.point_of_selected()
        return abs(x - before[0]) + abs(y - before[1])

    explorer.page.get_by_role("button", name="Zoom in").click()
    explorer.page.get_by_role("button", name="Zoom in").click()
    explorer.page.wait_for_function(
        "([x, y]) => { const at = document.querySelector('.anchor').getBoundingClientRect();"
        " return Math.abs(at.x - x) + Math.abs(at.y - y) > 60; }",
        arg=list(before),
    )
    explorer.canvas.focus()
    explorer.page.keyboard.press("f")
    explorer.page.wait_for_function(
        "([x, y]) => { const at = document.querySelector('.anchor').getBoundingClientRect();"
        " return Math.abs(at.x - x) + Math.abs(at.y - y) < 6; }",
        arg=list(before),
    )
    assert moved() < 6


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_page_follows_the_systems_colours_until_told_otherwise(explorer: Explorer, colours: str) -> None:
    def theme() -> str:
        text: str = explorer.page.evaluate("document.documentElement.dataset.theme")
        return text

    open_red_hot(explorer)
    assert theme() == colours
    explorer.picture(f"explore-{colours}")
    other = "light" if colours == "dark" else "dark"
    explorer.page.get_by_role("button", name=f"{other.capitalize()} colours").click()
    assert theme() == other
    explorer.page.reload()
    explorer.settle()
    assert theme() == other, "the choice must last"


def test_on_a_phone_nothing_is_out_of_reach(explorer: Explorer) -> None:
    explorer.page.set_viewport_size({"width": 390, "height": 780})
    explorer.open()
    explorer.picture("explore-phone-start")
    explorer.find("Red Hot")
    explorer.canvas.focus()
    explorer.page.keyboard.press("e")
    canvas, menu = explorer.canvas.bounding_box(), explorer.page.get_by_role("menu").bounding_box()
    assert canvas is not None
    assert menu is not None
    assert canvas["x"] <= menu["x"] <= canvas["x"] + canvas["width"] - menu["width"]
    assert canvas["y"] <= menu["y"] <= canvas["y"] + canvas["height"] - menu["height"]
    explorer.picture("explore-phone-menu")
    explorer.page.get_by_role("menuitem", name="All").click()
    expect(explorer.panel.locator(".tallies li").filter(has_text="Keywords")).to_contain_text("8 of 8")
    explorer.settle()
    explorer.picture("explore-phone")
    width = explorer.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, "nothing may be wider than the screen"
    explorer.panel.get_by_role("button", name="Close Red Hot").click()
    explorer.expect_counts(Films=1, People=4, Characters=3, Genres=2, Places=1, Keywords=8)
    for button in explorer.page.get_by_role("navigation").get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    explorer.page.get_by_role("button", name="Connect two people").click()
    expect(explorer.panel.get_by_role("combobox", name="From: choose a person")).to_be_visible()


def test_who_asked_for_less_motion_sees_nodes_where_they_stay(explorer: Explorer) -> None:
    explorer.open()
    explorer.page.evaluate(
        "() => { window.places = new Set(); const look = () => {"
        " const mark = document.querySelector('.anchor');"
        " if (mark && !mark.hidden) window.places.add(mark.style.transform);"
        " requestAnimationFrame(look); }; look(); }"
    )
    open_places = "[...window.places].length"
    explorer.find("Snake Eyes")
    before = explorer.page.evaluate(open_places)
    explorer.page.get_by_role("button", name="Layout and filters").click()
    explorer.panel.get_by_role("button", name="Close Layout and filters").click()
    explorer.canvas.focus()
    explorer.page.keyboard.press("e")
    explorer.page.keyboard.press("Enter")
    expect(explorer.page.get_by_role("button", name="Undo expanding Snake Eyes (1998)")).to_be_visible()
    explorer.settle()
    # Without animation there are only the old position, the new one, and the one after the view is fitted.
    assert explorer.page.evaluate(open_places) - before <= 3
