"""/explore: the first screen and the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visit
    from tests.browser.exploring import Explorer

pytestmark = pytest.mark.browser


def test_the_page_is_served_as_strictly_as_the_playground_and_asks_nobody_else(
    explorer: Explorer, visit: Visit
) -> None:
    explorer.open()
    expect(visit.page).to_have_title("graphapi explore")
    policies = [
        visit.page.request.get(f"{visit.origin}{path}", headers={"accept": "text/html"}).headers
        for path in ("/explore", "/graphql")
    ]
    assert policies[0]["content-security-policy"] == policies[1]["content-security-policy"]
    assert visit.foreign_requests() == []


def test_the_first_screen_says_what_the_graph_holds_and_where_to_start(explorer: Explorer) -> None:
    explorer.open()
    catalogue = explorer.ask("{ catalogue { films people } }")["catalogue"]
    expect(explorer.page.locator(".start")).to_contain_text(f"{catalogue['films']} films, {catalogue['people']} people")
    expect(explorer.page.locator(".starting-point")).to_have_count(3)
    explorer.picture("explore-start")


@pytest.mark.motion
def test_a_starting_point_opens_all_about_red_hot(explorer: Explorer) -> None:
    explorer.open()
    explorer.page.get_by_role("button", name="Red Hot").click()
    explorer.expect_counts(Films=1, People=4, Characters=3, Genres=2, Places=1, Keywords=8)
    assert {"Red Hot (1993)", "Carla Gugino", "Paul Haggis", "Helen", "violin"} <= explorer.names()
    explorer.settle()
    explorer.picture("explore-red-hot")


def test_the_third_starting_point_shows_a_few_actors_and_many_characters(explorer: Explorer) -> None:
    explorer.open()
    explorer.page.get_by_role("button", name="Cloud Atlas").click()
    explorer.expect_counts(Films=1, People=4, Characters=17)


def test_one_finds_by_keys_alone(explorer: Explorer) -> None:
    explorer.open()
    explorer.page.keyboard.press("/")
    expect(explorer.search).to_be_focused()
    explorer.page.keyboard.type("gugi")
    options = explorer.page.get_by_role("option")
    expect(options.first).to_contain_text("Carla Gugino")
    expect(options.first).to_have_attribute("aria-selected", "true")
    explorer.picture("explore-suggestions")
    explorer.page.keyboard.press("Enter")
    explorer.expect_counts(People=1)
    expect(explorer.panel.get_by_role("heading", level=2)).to_have_text("Carla Gugino")


def test_the_arrow_keys_go_through_the_suggestions_and_around(explorer: Explorer) -> None:
    explorer.open()
    explorer.search.fill("keanu")
    options = explorer.page.get_by_role("option")
    expect(options.first).to_contain_text("Keanu Reeves")
    explorer.page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    explorer.page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    active = explorer.search.get_attribute("aria-activedescendant")
    assert options.first.get_attribute("id") == active
    explorer.page.keyboard.press("Escape")
    expect(explorer.search).to_have_value("")
    expect(options.first).to_be_hidden()


def test_what_was_opened_last_is_offered_again(explorer: Explorer) -> None:
    explorer.open()
    explorer.find("Snake Eyes")
    explorer.find("Gary Sinise")
    explorer.page.goto("about:blank")
    explorer.open()
    expect(explorer.page.locator(".recent button")).to_have_text([" Gary Sinise", " Snake Eyes"])
    explorer.search.focus()
    expect(explorer.page.get_by_role("option")).to_have_count(2)
    explorer.page.keyboard.press("ArrowDown")
    explorer.page.keyboard.press("Enter")
    explorer.expect_counts(Films=1)


def test_a_search_without_an_answer_says_so(explorer: Explorer) -> None:
    explorer.open()
    explorer.search.fill("zzyzx qwrt")
    expect(explorer.page.locator(".suggestions").first).to_contain_text("No match for “zzyzx qwrt”")
