"""/explore: expanding, collapsing, removing and moving nodes, with undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.exploring import Explorer

pytestmark = pytest.mark.browser


@pytest.mark.motion
def test_a_double_click_offers_the_types_with_their_counts(explorer: Explorer) -> None:
    explorer.open()
    explorer.find("Carla Gugino")
    explorer.page.mouse.dblclick(*explorer.point_of_selected())
    menu = explorer.page.get_by_role("menu", name="Expand Carla Gugino")
    expect(menu.get_by_role("menuitem")).to_have_text(["All 6", "Films acted in 3", "Characters played 3"])
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    explorer.picture("explore-menu")
    menu.get_by_role("menuitem", name="Films acted in").click()
    explorer.expect_counts(Films=3, People=1)


@pytest.mark.motion
def test_keys_expand_collapse_remove_and_undo(explorer: Explorer) -> None:
    explorer.open()
    explorer.find("Carla Gugino")
    press = explorer.page.keyboard.press
    explorer.canvas.focus()
    press("e")
    press("ArrowDown")
    press("Enter")
    explorer.expect_counts(Films=3, People=1)
    press("c")
    explorer.expect_counts(People=1)
    press("Control+z")
    explorer.expect_counts(Films=3, People=1)
    press("Delete")
    explorer.expect_counts(Films=3)
    press("Control+z")
    explorer.expect_counts(Films=3, People=1)
    press("Control+z")
    explorer.expect_counts(People=1)
    press("Control+Shift+z")
    explorer.expect_counts(Films=3, People=1)
    press("Control+Shift+z")
    explorer.expect_counts(Films=3)


def test_undo_and_redo_say_what_they_would_do(explorer: Explorer) -> None:
    explorer.open()
    explorer.find("Red Hot")
    explorer.panel.get_by_role("button", name="Expand Genres").click()
    explorer.expect_counts(Films=1, Genres=2)
    explorer.page.get_by_role("button", name="Undo expanding Red Hot (1993)").click()
    explorer.expect_counts(Films=1)
    explorer.page.get_by_role("button", name="Redo expanding Red Hot (1993)").click()
    explorer.expect_counts(Films=1, Genres=2)
    explorer.page.get_by_role("button", name="Clear the canvas").click()
    expect(explorer.page.locator(".starting-point")).to_be_visible()
    explorer.page.get_by_role("button", name="Undo clearing the canvas").click()
    explorer.expect_counts(Films=1, Genres=2)


def test_nodes_that_were_there_are_connected_with_what_comes(explorer: Explorer) -> None:
    """Gary Sinise acted in both films, and he is not expanded."""
    explorer.open()
    for name in ("Snake Eyes", "Apollo 13", "Gary Sinise"):
        explorer.find(name)
    tally = explorer.panel.locator(".tallies li").filter(has_text="Films acted in")
    expect(tally).to_contain_text("2 of ")


def test_counts_are_of_all_types_also_after_an_expansion_by_one(explorer: Explorer) -> None:
    explorer.open()
    explorer.find("Carla Gugino")
    tallies = explorer.panel.locator(".tallies li")
    explorer.panel.get_by_role("button", name="Expand Films acted in").click()
    explorer.expect_counts(Films=3, People=1)
    expect(tallies.filter(has_text="Films acted in")).to_contain_text("3 of 3")
    expect(tallies.filter(has_text="Characters played")).to_contain_text("0 of 3")
    explorer.find("Red Hot")
    counts = {"Actors": "1 of 3", "Directors": "0 of 1", "Characters": "0 of 3", "Genres": "0 of 2"}
    for name, count in counts.items():
        expect(tallies.filter(has_text=name)).to_contain_text(count)


@pytest.mark.motion
def test_a_hub_comes_in_portions(explorer: Explorer) -> None:
    explorer.open()
    total = explorer.ask('{ genre(by: { key: "Drama" }) { films { totalCount } } }')["genre"]["films"]["totalCount"]
    assert 20 < total <= 40, "the sample's largest genre has to be two portions"
    explorer.find("Red Hot")
    explorer.panel.get_by_role("button", name="Expand Genres").click()
    explorer.expect_counts(Films=1, Genres=2)
    explorer.panel.get_by_role("link", name="Drama").click()
    tally = explorer.panel.locator(".tallies li").filter(has_text="Films of the genre")
    expect(tally).to_contain_text(f"1 of {total}")
    explorer.canvas.focus()
    explorer.page.keyboard.press("e")
    explorer.settle()
    expect(tally).not_to_contain_text(f"1 of {total}")
    first = int(tally.locator(".count").inner_text().split(" of ")[0])
    assert first in (20, 21), "a portion, and the film that was there"
    explorer.picture("explore-hub")
    tally.get_by_role("button", name="More Films of the genre").click()
    expect(tally).to_contain_text(f"{total} of {total}")
    tally.get_by_role("button", name="Collapse Films of the genre").click()
    explorer.expect_counts(Films=1, Genres=2)


def test_a_node_that_was_expanded_takes_what_it_brought_along(explorer: Explorer) -> None:
    explorer.open()
    explorer.find("Carla Gugino")
    explorer.panel.get_by_role("button", name="Expand Films acted in").click()
    explorer.expect_counts(Films=3, People=1)
    explorer.find("Snake Eyes")
    explorer.panel.get_by_role("button", name="Expand Actors").click()
    explorer.expect_counts(Films=3, People=3)
    explorer.find("Carla Gugino")
    explorer.canvas.focus()
    explorer.page.keyboard.press("c")
    explorer.expect_counts(People=1)


@pytest.mark.motion
def test_a_node_is_dragged_and_stays_where_it_is_put_until_that_is_undone(explorer: Explorer) -> None:
    explorer.open()
    explorer.find("Red Hot")
    explorer.panel.get_by_role("button", name="Expand Actors").click()
    explorer.expect_counts(Films=1, People=3)
    explorer.page.keyboard.press("Escape")
    x, y = explorer.point_of_selected()
    mouse = explorer.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x - 60, y + 40, steps=4)
    mouse.move(x - 120, y + 80, steps=4)
    mouse.up()
    expect(explorer.page.get_by_role("button", name="Undo moving Red Hot (1993)")).to_be_visible()
    moved = explorer.point_of_selected()
    assert abs(moved[0] - (x - 120)) < 4
    assert abs(moved[1] - (y + 80)) < 4
    assert "pin=" in explorer.hash()
    explorer.page.keyboard.press("Control+z")
    expect(explorer.page.get_by_role("button", name="Redo moving Red Hot (1993)")).to_be_visible()
    back = explorer.point_of_selected()
    assert abs(back[0] - moved[0]) > 20
    assert abs(back[1] - moved[1]) > 20


def test_details_lead_on(explorer: Explorer) -> None:
    explorer.open()
    explorer.find("Carla Gugino")
    expect(explorer.panel).to_contain_text("Born")
    expect(explorer.panel).to_contain_text("Acted in (3)")
    expect(explorer.panel).to_contain_text("Night at the Museum")
    explorer.panel.get_by_role("link", name="Nicolas Cage").click()
    explorer.expect_counts(People=2)
    expect(explorer.panel.get_by_role("heading", level=2)).to_have_text("Nicolas Cage")
    explorer.panel.get_by_role("link", name="Snake Eyes").click()
    explorer.expect_counts(Films=1, People=2)
    expect(explorer.panel).to_contain_text("Brian De Palma")
    expect(explorer.panel).to_contain_text("Similar films")
    explorer.picture("explore-details")
