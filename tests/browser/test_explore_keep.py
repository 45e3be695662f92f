"""/explore: a scene is saved in the address, shared, exported, and opened as GraphQL."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.exploring import global_id

if TYPE_CHECKING:
    from tests.browser.conftest import Visit
    from tests.browser.exploring import Explorer

pytestmark = pytest.mark.browser

PNG = b"\x89PNG\r\n\x1a\n"
GUGINO = global_id("Person", "carla-gugino")
SCENE = f"add={GUGINO}&expand={GUGINO}~ACTED_IN~20&expand={global_id('Film', 'snake-eyes-1998')}~ACTED_IN~20"
NAMES = {
    "Carla Gugino",
    "Gary Sinise",
    "Nicolas Cage",
    "Night at the Museum (2006)",
    "Red Hot (1993)",
    "Snake Eyes (1998)",
}


#: Returns the colours of an image in CSS notation.
COLOURS = """
async bytes => {
  const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
  const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, picture.width, picture.height);
  const found = new Set();
  for (let at = 0; at < data.length; at += 4) found.add(`rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`);
  return [...found];
}
"""


def download(explorer: Explorer, name: str) -> bytes:
    """Press the button for a kind of file and return the content of the download."""
    with explorer.page.expect_download() as caught:
        explorer.panel.get_by_role("button", name=name, exact=True).click()
    assert caught.value.suggested_filename == f"explore.{name.lower()}"
    return Path(caught.value.path()).read_bytes()


@pytest.mark.motion
def test_an_address_opens_the_same_scene(explorer: Explorer) -> None:
    explorer.open(SCENE)
    explorer.expect_counts(Films=3, People=3)
    assert explorer.names() == NAMES
    explorer.settle()
    stood, address = explorer.places(), explorer.hash()
    assert len(stood) == len(NAMES)
    explorer.page.goto("about:blank")
    explorer.open(address)
    explorer.expect_counts(Films=3, People=3)
    assert explorer.names() == NAMES
    explorer.settle()
    assert explorer.places() == stood
    assert explorer.hash() == address


def test_the_address_is_copied(explorer: Explorer, visit: Visit) -> None:
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=visit.origin)
    explorer.open(SCENE)
    explorer.page.get_by_role("button", name="Share and export").click()
    explorer.panel.get_by_role("button", name="Copy the address").click()
    expect(explorer.panel).to_contain_text("Copied")
    assert explorer.page.evaluate("navigator.clipboard.readText()") == explorer.page.evaluate("location.href")


def test_what_was_removed_hidden_and_arranged_is_in_the_address_too(explorer: Explorer) -> None:
    explorer.open(SCENE)
    explorer.find("Nicolas Cage")
    explorer.canvas.focus()
    explorer.page.keyboard.press("Delete")
    explorer.expect_counts(Films=3, People=2)
    explorer.page.get_by_role("button", name="Layout and filters").click()
    explorer.panel.get_by_role("radio", name=re.compile("Columns")).check()
    explorer.panel.get_by_label("From year").fill("1994")
    explorer.panel.get_by_label("From year").press("Enter")
    expect(explorer.panel).to_contain_text("Hidden nodes: 1")
    explorer.settle()
    address = explorer.hash()
    left = explorer.names()
    assert left == NAMES - {"Nicolas Cage", "Red Hot (1993)"}
    explorer.page.goto("about:blank")
    explorer.open(address)
    assert explorer.names() == left
    explorer.page.get_by_role("button", name="Layout and filters").click()
    expect(explorer.panel.get_by_role("radio", name=re.compile("Columns"))).to_be_checked()


def test_an_address_with_nonsense_opens_what_of_it_makes_sense(explorer: Explorer) -> None:
    nothing = global_id("Film", "no-such-film")
    explorer.open(
        f"add={GUGINO}~{nothing}~AAAA&expand={nothing}~ACTED_IN~5&expand=x&layout=spiral&years=soon&at=1.2~3&add=<b>"
    )
    assert explorer.names() == {"Carla Gugino"}


def test_a_connection_is_in_the_address(explorer: Explorer) -> None:
    explorer.open(f"connect={GUGINO}~{global_id('Person', 'kevin-bacon')}~0&layout=columns~{GUGINO}")
    expect(explorer.page.locator(".path.shown .sentences li")).to_have_count(2)
    expect(explorer.panel.locator(".end")).to_have_count(2)


def test_a_scene_is_exported_as_pictures(explorer: Explorer) -> None:
    explorer.open(SCENE)
    explorer.expect_counts(Films=3, People=3)
    explorer.page.get_by_role("button", name="Share and export").click()
    explorer.picture("explore-keep")
    png = download(explorer, "PNG")
    assert png.startswith(PNG)
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    assert min(width, height) > 400
    drawn = set(explorer.page.evaluate(COLOURS, list(png)))
    shown = [
        icon.evaluate("icon => getComputedStyle(icon).fill")
        for icon in explorer.page.locator(".legend .kind-icon").all()
    ]
    assert len(shown) == 2
    assert set(shown) <= drawn, "films and people have their colours in the picture, too"
    texts = set(re.findall(r"<text[^>]*>([^<]*)</text>", download(explorer, "SVG").decode()))
    assert texts == NAMES | {"Films", "People"}


def test_a_scene_is_exported_for_programs(explorer: Explorer) -> None:
    explorer.open(SCENE)
    explorer.expect_counts(Films=3, People=3)
    explorer.page.get_by_role("button", name="Share and export").click()
    kept = json.loads(download(explorer, "JSON"))
    assert {node["label"] for node in kept["nodes"]} == {name.split(" (")[0] for name in NAMES}
    assert {(one["type"], one["from"], one["to"]) for one in kept["relationships"]} == {
        ("ACTED_IN", global_id("Person", person), global_id("Film", film))
        for person, film in (
            ("carla-gugino", "night-at-the-museum-2006"),
            ("carla-gugino", "red-hot-1993"),
            ("carla-gugino", "snake-eyes-1998"),
            ("gary-sinise", "snake-eyes-1998"),
            ("nicolas-cage", "snake-eyes-1998"),
        )
    }
    rows = list(csv.DictReader(download(explorer, "CSV").decode().splitlines()))
    assert len(rows) == len(kept["relationships"]) == 5
    assert {
        "type": "ACTED_IN",
        "from_kind": "Person",
        "from_key": "carla-gugino",
        "from": "Carla Gugino",
        "to_kind": "Film",
        "to_key": "red-hot-1993",
        "to": "Red Hot",
        "film": "",
        "characters": "Helen",
    } in rows


def test_as_graphql_the_playground_asks_for_what_made_the_scene(explorer: Explorer, visit: Visit) -> None:
    explorer.open(SCENE)
    explorer.expect_counts(Films=3, People=3)
    explorer.page.get_by_role("button", name="Share and export").click()
    with explorer.page.context.expect_page() as caught:
        explorer.panel.get_by_role("button", name="Open as GraphQL").click()
    playground = caught.value
    expect(playground.locator(".graphiql-query-editor .view-lines")).to_contain_text("query")
    expect(playground.get_by_role("tab", name="Scene")).to_be_visible()
    with playground.expect_response(lambda response: "Scene" in (response.request.post_data or "")) as answered:
        playground.get_by_role("button", name="Execute query").click()
    answer = answered.value.json()
    assert "errors" not in answer
    found = json.dumps(answer["data"])
    assert all(name.split(" (")[0] in found for name in NAMES)
    playground.get_by_role("button", name="Show Graph", exact=True).click()
    drawn = playground.get_by_role("list", name="Nodes").get_by_role("listitem")
    expect(drawn).to_have_count(len(NAMES))
    assert visit.foreign_requests() == []


@pytest.mark.motion
def test_the_graph_tab_draws_the_last_answer_and_leads_back(visit: Visit, explorer: Explorer) -> None:
    visit.open()
    visit.page.get_by_role("button", name="Show Graph", exact=True).click()
    tab = visit.page.get_by_role("region", name="Graph", exact=True)
    expect(tab).to_contain_text("Run an operation")
    visit.page.get_by_role("button", name="Execute query").click()
    expect(tab).to_contain_text("Nodes in the last answer: 19")
    expect(tab.locator(".graph-tab-canvas")).to_have_attribute("aria-busy", "false")
    visit.picture("explore-graph-tab")
    tab.get_by_role("link", name="Open in /explore").click()
    explorer.expect_counts(Films=1, People=4, Characters=3, Genres=2, Places=1, Keywords=8)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        (
            '{ film(by: { key: "red-hot-1993" }) { id: title title: key directors { nodes { name: key } } } }',
            ["Red Hot (1993)", "Paul Haggis"],
        ),
        ("{ catalogue { films } }", "The last answer contains no nodes."),
        ('{ film(by: { key: "no-such-film" }) { title } }', "The last answer contains no nodes."),
        ("{ films(first: 100000) { nodes { title } } }", "This answer cannot be drawn. "),
    ],
)
def test_the_graph_tab_knows_nodes_by_any_names_and_says_what_it_cannot_draw(
    visit: Visit, query: str, shown: str | list[str]
) -> None:
    visit.open(f"/graphql#{urlencode({'query': query})}")
    expect(visit.page.locator(".graphiql-query-editor .view-lines")).to_contain_text(query.split()[1].split("(")[0])
    visit.page.get_by_role("button", name="Execute query").click()
    visit.page.get_by_role("button", name="Show Graph", exact=True).click()
    tab = visit.page.get_by_role("region", name="Graph", exact=True)
    if isinstance(shown, str):
        expect(tab).to_contain_text(shown)
    else:
        expect(tab.get_by_role("listitem")).to_have_text(shown)
    visit.complaints[:] = [complaint for complaint in visit.complaints if "400" not in complaint]


def test_the_examples_come_back_after_their_tabs_were_closed(visit: Visit) -> None:
    visit.open()
    tabs = visit.page.get_by_role("tab")
    before = tabs.count()
    visit.page.get_by_role("button", name="Show Examples").click()
    examples = visit.page.get_by_role("region", name="Examples")
    expect(examples.get_by_role("button")).to_have_count(before)
    visit.picture("examples-menu")
    # The name in the question depends on the graph. The editor wraps the rest of the question.
    example = examples.get_by_role("button", name=re.compile("Who acted with"))
    question = example.inner_text().split(",")[0]
    example.click()
    expect(tabs).to_have_count(before + 1)
    expect(visit.page.locator(".graphiql-query-editor .view-lines")).to_contain_text(question)
