"""/explore: accessibility by the rules of axe-core, with the keyboard, and with the list instead of the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Visit
    from tests.browser.exploring import Explorer

pytestmark = pytest.mark.browser

SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def axe(web_packages: Path) -> str:
    """The source of axe-core."""
    return (web_packages / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def serious_violations(visit: Visit, axe: str) -> list[str]:
    """The serious violations that axe-core finds on the page in its current state, with their elements."""
    visit.page.evaluate(axe)
    found = visit.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in found["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_serious_in_any_state(explorer: Explorer, visit: Visit, axe: str, colours: str) -> None:
    explorer.open()
    assert colours == explorer.page.evaluate("document.documentElement.dataset.theme")
    found = {"start": serious_violations(visit, axe)}
    explorer.connect()
    expect(explorer.page.locator(".path.shown")).to_have_count(1)
    explorer.panel.locator("summary").click()
    explorer.settle()
    found["connect"] = serious_violations(visit, axe)
    explorer.search.fill("tom")
    expect(explorer.page.get_by_role("option").first).to_be_visible()
    found["suggestions"] = serious_violations(visit, axe)
    explorer.page.keyboard.press("Escape")
    for name in ("Layout and filters", "Share and export", "Keyboard shortcuts"):
        explorer.page.get_by_role("button", name=name, exact=True).click()
        expect(explorer.panel.get_by_role("heading", level=2)).to_have_text(name)
        found[name] = serious_violations(visit, axe)
    explorer.panel.get_by_role("button", name="Close Keyboard shortcuts").click()
    explorer.find("Kevin Bacon")
    expect(explorer.panel).to_contain_text("Acted in (")
    found["details"] = serious_violations(visit, axe)
    explorer.canvas.focus()
    explorer.page.keyboard.press("e")
    expect(explorer.page.get_by_role("menu")).to_be_visible()
    found["menu"] = serious_violations(visit, axe)
    explorer.page.keyboard.press("Escape")
    explorer.page.get_by_role("button", name="Show the list").click()
    expect(explorer.page.locator(".row").first).to_be_visible()
    found["list"] = serious_violations(visit, axe)
    explorer.picture(f"explore-list-{colours}")
    assert {state: violations for state, violations in found.items() if violations} == {}


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_serious_on_a_phone_or_when_something_is_missing(
    explorer: Explorer, visit: Visit, axe: str, colours: str
) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 780})
    explorer.open()
    assert colours == explorer.page.evaluate("document.documentElement.dataset.theme")
    found = {"start": serious_violations(visit, axe)}
    explorer.connect()
    expect(explorer.page.locator(".path.shown")).to_have_count(1)
    explorer.settle()
    found["connect"] = serious_violations(visit, axe)
    explorer.find("Kevin Bacon")
    found["details"] = serious_violations(visit, axe)
    explorer.panel.get_by_role("button", name="Close Kevin Bacon").click()
    explorer.page.get_by_role("button", name="Show the list").click()
    found["list"] = serious_violations(visit, axe)
    visit.page.context.set_offline(True)
    explorer.search.fill("keanu")
    expect(explorer.page.locator(".suggestions").first).to_contain_text("offline")
    found["offline search"] = serious_violations(visit, axe)
    visit.page.keyboard.press("Escape")
    explorer.page.get_by_role("button", name="Expand Carla Gugino").click()
    explorer.page.get_by_role("menuitem").first.click()
    expect(explorer.notice).to_contain_text("This device is offline.")
    found["offline"] = serious_violations(visit, axe)
    visit.page.context.set_offline(False)
    errors = [{"message": "The token is missing.", "extensions": {"code": "UNAUTHENTICATED"}}]
    visit.page.route("**/graphql", lambda route: route.fulfill(json={"errors": errors}))
    explorer.notice.get_by_role("button", name="Try again").click()
    expect(explorer.notice.get_by_label("Token")).to_be_visible()
    found["token"] = serious_violations(visit, axe)
    assert {state: violations for state, violations in found.items() if violations} == {}
    assert all("ERR_INTERNET_DISCONNECTED" in complaint for complaint in visit.complaints)
    visit.complaints.clear()


def test_the_list_says_and_does_what_the_canvas_does(explorer: Explorer) -> None:
    explorer.open()
    explorer.find("Snake Eyes")
    explorer.page.keyboard.press("l")
    expect(explorer.page.get_by_role("button", name="Collapse Snake Eyes")).to_have_count(0)
    explorer.page.get_by_role("button", name="Expand Snake Eyes").click()
    menu = explorer.page.get_by_role("menu", name="Expand Snake Eyes (1998)")
    menu.get_by_role("menuitem", name="Actors").click()
    rows = explorer.page.locator(".row-name")
    expect(rows).to_have_text(["Snake Eyes (1998)", "Carla Gugino", "Gary Sinise", "Nicolas Cage"])
    film = explorer.page.locator(".row").first
    expect(film).to_contain_text("Actors: ")
    expect(film).to_contain_text("Carla Gugino as Julia Costello")
    explorer.page.get_by_role("button", name="Remove Gary Sinise").click()
    expect(rows).to_have_text(["Snake Eyes (1998)", "Carla Gugino", "Nicolas Cage"])
    explorer.page.keyboard.press("Control+z")
    expect(rows).to_have_count(4)
    explorer.page.get_by_role("button", name="Collapse Snake Eyes").click()
    expect(rows).to_have_text(["Snake Eyes (1998)"])


@pytest.mark.motion
def test_the_arrow_keys_go_from_node_to_node(explorer: Explorer) -> None:
    explorer.open()
    explorer.connect()
    expect(explorer.page.locator(".path.shown")).to_have_count(1)
    explorer.settle()
    explorer.canvas.focus()
    selected = explorer.page.locator("#selected-node")
    seen = []
    for _ in range(5):
        explorer.page.keyboard.press("ArrowRight")
        seen.append(selected.inner_text())
    named = ["Carla Gugino", "Snake Eyes (1998)", "Gary Sinise", "Apollo 13 (1995)", "Kevin Bacon"]
    assert [text.removeprefix("Selected: ").rsplit(",", 1)[0] for text in seen] == named
    explorer.page.keyboard.press("ArrowLeft")
    expect(selected).to_contain_text("Apollo 13")


def test_keys_move_a_node_and_the_canvas_and_come_nearer(explorer: Explorer) -> None:
    explorer.open()
    explorer.find("Red Hot")
    explorer.panel.get_by_role("button", name="Expand Actors").click()
    explorer.expect_counts(Films=1, People=3)
    explorer.canvas.focus()
    x, y = explorer.point_of_selected()
    explorer.page.keyboard.down("Alt")
    for _ in range(3):
        explorer.page.keyboard.down("ArrowRight")
    explorer.page.keyboard.up("ArrowRight")
    explorer.page.keyboard.up("Alt")
    expect(explorer.page.get_by_role("button", name="Undo moving Red Hot (1993)")).to_be_visible()
    moved = explorer.point_of_selected()
    assert (moved[0] > x + 10, abs(moved[1] - y) < 2) == (True, True)
    explorer.page.keyboard.press("Control+z")
    expect(explorer.page.get_by_role("button", name="Redo moving Red Hot (1993)")).to_be_visible()
    assert abs(explorer.point_of_selected()[0] - x) < 2, "what a held key did is undone at once"
    explorer.page.keyboard.press("Shift+ArrowRight")
    assert explorer.point_of_selected()[0] < x - 40
    explorer.page.keyboard.press("f")
    near: list[object] = []
    far: list[object] = []
    for key, places in (("+", near), ("-", far)):
        explorer.page.keyboard.press(key)
        places += [explorer.point_of_selected()]
    assert near != far


def test_everything_is_reached_with_the_tab_key(explorer: Explorer) -> None:
    """The tab order includes the tools, the side panel and the canvas."""
    explorer.open()
    explorer.find("Red Hot")
    explorer.page.evaluate("document.activeElement.blur()")
    stops = []
    for _ in range(40):
        explorer.page.keyboard.press("Tab")
        name = explorer.page.evaluate(
            "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
        )
        if name in stops:
            break
        stops.append(name)
    wanted = [
        "Connect two people",
        "Layout and filters",
        "Show the list",
        "Share and export",
        "Keyboard shortcuts",
        "Expand Actors",
    ]
    assert [name for name in wanted if name in stops] == wanted
    assert any((name or "").startswith("Canvas with 1 node ") for name in stops)


@pytest.mark.motion
def test_two_people_are_connected_and_the_scene_is_kept_by_keys_alone(explorer: Explorer) -> None:
    """Everything from the first screen to the download works with keys."""
    explorer.open()
    press, write = explorer.page.keyboard.press, explorer.page.keyboard.type
    press("p")
    for end, text, name in (("From", "carla gu", "Carla Gugino"), ("To", "kevin bac", "Kevin Bacon")):
        expect(explorer.panel.get_by_role("combobox", name=f"{end}: choose a person")).to_be_focused()
        write(text)
        expect(explorer.page.get_by_role("option").first).to_contain_text(name)
        press("Enter")
    expect(explorer.page.locator(".path.shown")).to_have_count(1)
    explorer.settle()
    reach(explorer, "Show path 2 on the canvas")
    press("Enter")
    expect(explorer.page.locator(".path.shown")).to_have_count(2)
    press("Escape")
    expect(explorer.panel).to_have_count(0)
    expect(explorer.canvas).to_be_focused()
    press("ArrowRight")
    expect(explorer.panel.get_by_role("heading", level=2)).to_be_visible()
    press("Escape")
    explorer.page.keyboard.press("Control+z")
    explorer.settle()
    reach(explorer, "Share and export")
    press("Enter")
    reach(explorer, "JSON")
    with explorer.page.expect_download() as caught:
        press("Enter")
    assert caught.value.suggested_filename == "explore.json"


def reach(explorer: Explorer, name: str) -> None:
    """Press Tab until the element with this name has the focus and a visible outline."""
    for _ in range(60):
        explorer.page.keyboard.press("Tab")
        label, outline = explorer.page.evaluate(
            "() => { const it = document.activeElement;"
            " return [it.getAttribute('aria-label') ?? it.textContent.trim(), getComputedStyle(it).outlineStyle]; }"
        )
        if label == name:
            assert outline != "none"
            return
    pytest.fail(f"the Tab key does not lead to {name}")


def test_what_happens_is_said_to_those_who_cannot_see_it(explorer: Explorer) -> None:
    explorer.open()
    explorer.find("Snake Eyes")
    said = explorer.page.locator(".notices [aria-live=polite]")
    expect(said).to_have_text("Snake Eyes is on the canvas.")
    explorer.panel.get_by_role("button", name="Expand Actors").click()
    expect(said).to_have_text("Snake Eyes (1998): 3 more nodes.")
    explorer.page.keyboard.press("Control+z")
    expect(said).to_have_text("Undone: expanding Snake Eyes (1998).")


def test_the_keys_are_listed(explorer: Explorer) -> None:
    explorer.open()
    explorer.page.keyboard.press("?")
    expect(explorer.panel).to_contain_text("expand the selected node")
    explorer.page.keyboard.press("?")
    expect(explorer.panel).to_have_count(0)
