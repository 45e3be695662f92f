"""/explore: connecting two people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.exploring import global_id

if TYPE_CHECKING:
    from tests.browser.exploring import Explorer

pytestmark = pytest.mark.browser

ENDS = {"from": global_id("Person", "carla-gugino"), "to": global_id("Person", "kevin-bacon")}
PATHS = """
query ($from: ID!, $to: ID!, $where: PathWhere, $first: Int) {
  paths(from: $from, to: $to, where: $where, first: $first) {
    nodes {
      degrees
      steps {
        from { name }
        fromCredit { characters { name } }
        film { title year }
        to { name }
        toCredit { characters { name } }
      }
    }
  }
}
"""


def sentences(path: dict[str, Any]) -> list[str]:
    """The sentences that the page shows for a path."""
    return [
        f"{step['from']['name']} played {step['fromCredit']['characters'][0]['name']} in "
        f"{step['film']['title']} ({step['film']['year']}), in which {step['to']['name']} "
        f"played {step['toCredit']['characters'][0]['name']}."
        for step in path["steps"]
    ]


def begin(explorer: Explorer) -> None:
    """Connect the two people."""
    explorer.open()
    explorer.connect()
    expect(explorer.page.locator(".path.shown")).to_have_count(1)
    explorer.settle()


@pytest.mark.motion
def test_carla_gugino_is_connected_with_kevin_bacon_as_the_api_says(explorer: Explorer) -> None:
    best = explorer.ask(PATHS, {**ENDS, "first": 1})["paths"]["nodes"][0]
    assert best["degrees"] == 2
    begin(explorer)
    expect(explorer.page.locator(".path").first).to_contain_text(f"Best path{best['degrees']} degrees")
    expect(explorer.page.locator(".path.shown .sentences li")).to_have_text(sentences(best))
    films = {f"{step['film']['title']} ({step['film']['year']})" for step in best["steps"]}
    people = {step[end]["name"] for step in best["steps"] for end in ("from", "to")}
    assert explorer.names() == films | people
    explorer.settle()
    explorer.picture("explore-path")


def test_two_people_are_chosen_by_hand(explorer: Explorer) -> None:
    explorer.open()
    explorer.page.keyboard.press("p")
    for end, text, name in (("From", "kevin bac", "Kevin Bacon"), ("To", "carla", "Carla Gugino")):
        box = explorer.panel.get_by_role("combobox", name=f"{end}: choose a person")
        box.fill(text)
        expect(explorer.page.get_by_role("option").first).to_contain_text(name)
        box.press("Enter")
    expect(explorer.page.locator(".path.shown .sentences li").first).to_contain_text("Kevin Bacon played")
    explorer.panel.get_by_role("button", name="Swap the two people").click()
    expect(explorer.page.locator(".path.shown .sentences li").first).to_contain_text("Carla Gugino played")


@pytest.mark.motion
def test_alternatives_come_after_the_best_path_and_can_stand_beside_it(explorer: Explorer) -> None:
    begin(explorer)
    known = explorer.ask(PATHS, {**ENDS, "first": 6})["paths"]["nodes"]
    paths = explorer.page.locator(".path")
    expect(paths).to_have_count(min(len(known), 5))
    explorer.panel.get_by_role("button", name="Show path 2 on the canvas").click()
    expect(explorer.page.locator(".path.shown")).to_have_count(2)
    explorer.settle()
    expect(paths.nth(1).locator(".sentences li")).to_have_text(sentences(known[1]))
    explorer.picture("explore-alternatives")
    columns = [x for x, _ in explorer.places()]
    start, end = columns[0], columns[2 * known[0]["degrees"]]
    assert (start, end) == (min(columns), max(columns)), "also the longer way ends where the shorter one does"
    paths.nth(1).locator(".path-title").click()
    expect(explorer.page.locator(".path.shown")).to_have_count(1)
    people = {step[end]["name"] for step in known[1]["steps"] for end in ("from", "to")}
    films = {f"{step['film']['title']} ({step['film']['year']})" for step in known[1]["steps"]}
    assert explorer.names() == people | films
    if len(known) > 5:
        explorer.panel.get_by_role("button", name="Find more paths").click()
        expect(paths.nth(5)).to_be_visible()


def test_the_filters_of_paths_stand_beside_them(explorer: Explorer) -> None:
    begin(explorer)
    sinise = global_id("Person", "gary-sinise")
    avoided = explorer.ask(PATHS, {**ENDS, "where": {"avoidPeople": [sinise]}, "first": 1})["paths"]["nodes"][0]
    explorer.page.locator(".avoid").get_by_role("button", name="Gary Sinise").click()
    expect(explorer.page.locator(".path.shown .sentences li")).to_have_text(sentences(avoided))
    expect(explorer.panel.get_by_role("list", name="Avoided")).to_contain_text("not through Gary Sinise")
    explorer.panel.get_by_role("button", name="Allow Gary Sinise again").click()
    expect(explorer.page.locator(".path.shown .sentences")).to_contain_text("Gary Sinise")
    explorer.panel.locator("summary").click()
    explorer.panel.get_by_label("To year").fill("1900")
    explorer.panel.get_by_label("To year").press("Enter")
    expect(explorer.panel).to_contain_text("No connection.")
    expect(explorer.panel).to_contain_text("The canvas still shows the path that was found before.")
    explorer.picture("explore-no-connection")


FILTERS: list[tuple[str, dict[str, Any]]] = [
    ("From year", {"where": {"year": {"gte": 1996}}}),
    ("Minimum votes", {"where": {"votes": {"gte": 100_000}}}),
    ("Maximum degrees", {"maxDegrees": 1}),
    ("Genre", {"where": {"genres": {"some": {"name": {"eq": "Drama"}}}}}),
    ("Certificate", {"where": {"certificate": {"eq": "R"}}}),
    ("Include directors", {"roles": ["ACTOR", "DIRECTOR"], "where": {"year": {"lte": 1994}}}),
]
FILTERED = """
query ($from: ID!, $to: ID!, $where: PathWhere, $maxDegrees: Int, $roles: [CreditRole!]) {
  paths(from: $from, to: $to, where: $where, maxDegrees: $maxDegrees, roles: $roles, first: 1) {
    nodes { degrees steps { film { title } to { name } } }
  }
}
"""


@pytest.mark.parametrize(("field", "variables"), FILTERS)
def test_every_filter_gives_what_the_api_gives_with_it(
    explorer: Explorer, field: str, variables: dict[str, Any]
) -> None:
    found = explorer.ask(FILTERED, {**ENDS, **variables})["paths"]["nodes"]
    begin(explorer)
    explorer.panel.locator("summary").click()
    value = explorer.panel.get_by_label(field)
    match field:
        case "Genre":
            value.select_option("Drama")
        case "Include directors":
            fill(explorer, "To year", "1994")
            value.check()
        case "Certificate":
            fill(explorer, field, "R")
        case _:
            number = re.search(r"\d+", str(variables))
            assert number
            fill(explorer, field, number[0])
    expect(explorer.panel.locator(".path-filters summary")).to_contain_text("on")
    if found:
        shown = explorer.page.locator(".path.shown").first
        for step in found[0]["steps"]:
            expect(shown.locator(".sentences")).to_contain_text(step["film"]["title"])
            expect(shown.locator(".sentences")).to_contain_text(step["to"]["name"])
        expect(shown.locator(".sentences li")).to_have_count(found[0]["degrees"])
    else:
        expect(explorer.panel).to_contain_text("No connection.")


def fill(explorer: Explorer, field: str, text: str) -> None:
    """Type a value into a filter and press Enter."""
    explorer.panel.get_by_label(field).fill(text)
    explorer.panel.get_by_label(field).press("Enter")
    expect(explorer.page.locator(".pending")).to_have_count(0)


def test_a_connection_is_undone_and_done_again(explorer: Explorer) -> None:
    begin(explorer)
    whole = explorer.names()
    explorer.page.get_by_role("button", name="Undo connecting Carla Gugino and Kevin Bacon").click()
    expect(explorer.page.locator(".starting-point")).to_be_visible()
    explorer.page.get_by_role("button", name="Redo connecting Carla Gugino and Kevin Bacon").click()
    explorer.settle()
    assert explorer.names() == whole


def test_a_persons_details_begin_a_connection(explorer: Explorer) -> None:
    explorer.open()
    explorer.find("Carla Gugino")
    explorer.panel.get_by_role("button", name="Connect to another person").click()
    expect(explorer.panel.locator(".end")).to_contain_text("Carla Gugino")
    box = explorer.panel.get_by_role("combobox", name="To: choose a person")
    expect(box).to_be_focused()
    explorer.page.keyboard.type("kevin bac")
    expect(explorer.page.get_by_role("option").first).to_contain_text("Kevin Bacon")
    explorer.page.keyboard.press("Enter")
    expect(explorer.page.locator(".path.shown .sentences li")).to_have_count(2)
