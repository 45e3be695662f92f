"""/explore: the first screen and the search."""

from __future__ import annotations

import re
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
    explore, playground = (
        visit.page.request.get(f"{visit.origin}{path}", headers={"accept": "text/html"}).headers[
            "content-security-policy"
        ]
        for path in ("/explore", "/graphql")
    )
    assert explore == re.sub(r" 'nonce-[^']+'", "", playground), "only the code editor makes style elements"
    assert visit.foreign_requests() == []


def test_the_first_screen_says_what_the_graph_holds_and_where_to_start(explorer: Explorer) -> None:
    explorer.open()
    catalogue = explorer.ask("{ catalogue { films people } }")["catalogue"]
    expect(explorer.page.locator(".start")).to_contain_text(f"{catalogue['films']} films, {catalogue['people']} people")
    expect(explorer.page.locator(".load-time")).to_contain_text("Last loaded on ")
    films = explorer.page.get_by_role("region", name="Well-known films").get_by_role("button")
    expect(films.first).to_have_text("Red Hot (1993)")
    people = explorer.page.get_by_role("region", name="Well-known people").get_by_role("button")
    expect(people.first).to_have_text("Tom Hanks")
    expect(explorer.page.locator(".starting-point")).to_contain_text("How are Tom Hanks and ")
    explorer.picture("explore-start")


@pytest.mark.motion
def test_all_about_red_hot_is_expanded_at_once(explorer: Explorer) -> None:
    explorer.open()
    explorer.expand_red_hot()
    explorer.expect_counts(Films=1, People=4, Characters=3, Genres=2, Places=1, Keywords=8)
    assert {"Red Hot (1993)", "Carla Gugino", "Paul Haggis", "Helen", "violin"} <= explorer.names()
    explorer.settle()
    explorer.picture("explore-red-hot")


def test_a_starting_point_opens_as_from_the_search_box(explorer: Explorer) -> None:
    explorer.open()
    explorer.page.get_by_role("button", name="Tom Hanks", exact=True).press("Enter")
    expect(explorer.panel.get_by_role("heading", level=2)).to_have_text("Tom Hanks")
    explorer.expect_counts(People=1)


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
    recent = explorer.page.get_by_role("region", name="Recently opened").get_by_role("button")
    expect(recent).to_have_text(["Gary Sinise", "Snake Eyes (1998)"])
    explorer.search.focus()
    expect(explorer.page.get_by_role("option")).to_have_count(2)
    explorer.page.keyboard.press("ArrowDown")
    explorer.page.keyboard.press("Enter")
    explorer.expect_counts(Films=1)


def test_a_search_without_an_answer_says_so(explorer: Explorer) -> None:
    explorer.open()
    explorer.search.fill("zzyzx qwrt")
    expect(explorer.page.locator(".suggestions").first).to_contain_text("No match for “zzyzx qwrt”")
