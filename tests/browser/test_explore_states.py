"""/explore: the messages when something fails or is missing, and how to continue."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.browser.conftest import Visit
    from tests.browser.exploring import Explorer

pytestmark = pytest.mark.browser

EMPTY = {"catalogue": {"films": 0, "people": 0, "characters": 0, "changedAt": None}, "genres": {"nodes": []}}


def is_of_the_api(url: str) -> bool:
    """Whether a request goes to the API."""
    return urlsplit(url).path == "/graphql"


def asks_for_paths(route: Route) -> bool:
    """Whether a request of the page searches for connections, and not for the two people."""
    return "query Paths" in (route.request.post_data or "")


def test_offline_the_scene_stays_and_can_go_on_later(explorer: Explorer, visit: Visit) -> None:
    explorer.open()
    explorer.find("Carla Gugino")
    expect(explorer.panel).to_contain_text("Born")
    visit.page.context.set_offline(True)
    explorer.panel.get_by_role("button", name="Expand Films acted in").click()
    expect(explorer.notice).to_contain_text("This device is offline. The canvas stays as it is")
    explorer.picture("explore-offline")
    explorer.expect_counts(People=1)
    visit.page.context.set_offline(False)
    explorer.notice.get_by_role("button", name="Try again").click()
    explorer.expect_counts(Films=3, People=1)
    expect(explorer.notice).to_have_count(0)
    assert all("ERR_INTERNET_DISCONNECTED" in complaint for complaint in visit.complaints)
    visit.complaints.clear()


def test_an_api_that_does_not_answer_is_named(explorer: Explorer, visit: Visit) -> None:
    visit.page.route(is_of_the_api, lambda route: route.abort("connectionrefused"))
    visit.page.goto(f"{visit.origin}/explore")
    expect(explorer.notice).to_contain_text(f"No response from {visit.origin}/graphql. Is graphapi serve running?")
    explorer.picture("explore-unreachable")
    visit.page.unroute(is_of_the_api)
    explorer.notice.get_by_role("button", name="Try again").click()
    expect(explorer.page.locator(".starting-point")).to_be_visible()
    assert all("ERR_CONNECTION_REFUSED" in complaint for complaint in visit.complaints)
    visit.complaints.clear()


@pytest.mark.parametrize(
    ("code", "message", "shown"),
    [
        ("COST_LIMIT", "The search is too large.", "Use fewer degrees or stricter filters."),
        ("TIMEOUT", "The answer took too long.", "The answer took too long."),
    ],
)
def test_the_apis_own_errors_say_what_to_do(
    explorer: Explorer, visit: Visit, code: str, message: str, shown: str
) -> None:
    errors = [{"message": message, "extensions": {"code": code}}]

    def refuse(route: Route) -> None:
        if asks_for_paths(route):
            route.fulfill(json={"data": None, "errors": errors})
        else:
            route.continue_()

    explorer.open()
    visit.page.route(is_of_the_api, refuse)
    explorer.connect()
    expect(explorer.notice).to_contain_text(shown)
    expect(explorer.notice.get_by_role("button", name="Try again")).to_have_count(0 if code == "COST_LIMIT" else 1)
    explorer.notice.get_by_role("button", name="Close the message").click()
    expect(explorer.notice).to_have_count(0)


def test_a_token_is_asked_for_and_sent(explorer: Explorer, visit: Visit) -> None:
    def guard(route: Route) -> None:
        if route.request.headers.get("authorization") == "Bearer abc":
            route.continue_()
            return
        errors = [{"message": "The token is missing.", "extensions": {"code": "UNAUTHENTICATED"}}]
        route.fulfill(status=401, json={"errors": errors})

    visit.page.route(is_of_the_api, guard)
    visit.page.goto(f"{visit.origin}/explore")
    expect(explorer.notice).to_contain_text("The token is missing.")
    explorer.notice.get_by_label("Token").fill("Bearer abc")
    explorer.picture("explore-token")
    explorer.notice.get_by_role("button", name="Use this token").click()
    expect(explorer.page.locator(".starting-point")).to_be_visible()
    assert all("401" in complaint for complaint in visit.complaints)
    visit.complaints.clear()


def test_an_empty_graph_says_how_to_fill_it(explorer: Explorer, visit: Visit) -> None:
    visit.page.route(is_of_the_api, lambda route: route.fulfill(json={"data": EMPTY}))
    visit.page.goto(f"{visit.origin}/explore")
    expect(explorer.page.locator(".start")).to_contain_text("The graph is empty")
    expect(explorer.page.locator(".start")).to_contain_text("graphapi load catalogue")
    explorer.picture("explore-empty")


def test_while_it_waits_the_page_says_for_what(explorer: Explorer, visit: Visit) -> None:
    held: list[Route] = []
    is_open = False

    def hold(route: Route) -> None:
        if asks_for_paths(route) and not is_open:
            held.append(route)
        else:
            route.continue_()

    explorer.open()
    visit.page.route(is_of_the_api, hold)
    explorer.connect()
    expect(explorer.page.locator(".pending")).to_contain_text("Searching for connections …")
    expect(explorer.panel).to_contain_text("Searching …")
    explorer.picture("explore-waiting")
    is_open = True
    for route in held:
        route.continue_()
    expect(explorer.page.locator(".path.shown")).to_have_count(1)


def test_without_webgl_the_list_takes_the_canvas_place(explorer: Explorer, visit: Visit) -> None:
    visit.page.add_init_script(
        "const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
        " return kind.includes('webgl') ? null : get.call(this, kind, ...rest); };"
    )
    visit.page.goto(f"{visit.origin}/explore")
    explorer.search.fill("red hot")
    explorer.page.get_by_role("option").first.click()
    expect(explorer.page.locator(".no-canvas")).to_contain_text("This browser cannot draw the graph.")
    explorer.page.locator(".no-canvas").get_by_role("button", name="Show the list").click()
    expect(explorer.page.locator(".row-name")).to_have_text(["Red Hot (1993)"])
