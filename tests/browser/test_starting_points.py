"""The starting points of /explore and the examples of the playground, on graphs other than the sample.

The tests of the empty graph come first, because the others load a catalogue.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving
from tests.browser.exploring import global_id
from tests.browser.test_playground import is_empty, kept_examples, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.conftest import Visit
    from tests.browser.exploring import Explorer

pytestmark = pytest.mark.browser

HEADS = {
    "films.csv": ("key", "title", "year", "votes", "genres"),
    "people.csv": ("key", "name"),
    "cast.csv": ("film_key", "person_key", "billing"),
    "directors.csv": ("film_key", "person_key"),
}
#: Cleo and Dora are in no film together, and Ben was in films with both. Ada is in a film with Cleo.
ROWS: dict[str, Sequence[Sequence[object]]] = {
    "films.csv": [
        ("storm", 'The "Quiet" Storm', 1974, 9000, "Drama"),
        ("river", "Long River", 1981, 8000, ""),
        ("winter", "Winter", 1999, 7000, ""),
        ("harbour", "Harbour", "", "", ""),
    ],
    "people.csv": [(key, f"{key.title()} Stone") for key in ("ada", "ben", "cleo", "dora")],
    "cast.csv": [
        *[(film, person, 1) for film, person in (("storm", "ada"), ("river", "ben"), ("winter", "ben"))],
        *[(film, person, 2) for film, person in (("storm", "cleo"), ("river", "cleo"), ("winter", "dora"))],
        ("harbour", "ada", 1),
    ],
    "directors.csv": [("river", "ben")],
}
SENTENCE = "Cleo Stone acted in Long River (1981) with Ben Stone, who acted in Winter (1999) with Dora Stone."


def load(folder: Path, name: str, rows: Mapping[str, Sequence[Sequence[object]]]) -> None:
    """Load a catalogue with these rows into the graph in ``folder``."""
    catalogue = folder / name
    catalogue.mkdir()
    for file, head in HEADS.items():
        with (catalogue / file).open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows([head, *rows.get(file, ())])
    command = [sys.executable, "-m", "graphapi", "load", "catalogue", str(catalogue)]
    subprocess.run([*command, "--data-dir", str(folder / "graph")], check=True, capture_output=True, cwd=folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the server."""
    return tmp_path_factory.mktemp("starting")


@pytest.fixture(scope="module")
def server(folder: Path, browser: Browser) -> Iterator[str]:
    """The origin of a server on an empty graph: a catalogue without rows has replaced the sample."""
    assert browser.is_connected()
    with serving(folder) as origin:
        load(folder, "nothing", {})
        yield origin


@pytest.fixture(scope="module")
def loaded(folder: Path, server: str) -> str:
    """The origin of the same server, after a catalogue has been loaded."""
    load(folder, "catalogue", ROWS)
    return server


def test_an_empty_graph_says_how_to_fill_it(explorer: Explorer, visit: Visit) -> None:
    visit.page.goto(f"{visit.origin}/explore")
    expect(explorer.page.locator(".start")).to_contain_text("Load films and people with graphapi load catalogue DIR")
    expect(explorer.page.locator(".starting-point, .node-chips, .starting-state")).to_have_count(0)


def test_the_examples_of_an_empty_graph_say_that_it_is_empty(visit: Visit) -> None:
    visit.open()
    expect(visit.page.locator(".graphiql-query-editor .view-lines")).to_contain_text("graphapi load catalogue DIR")
    examples = kept_examples(visit)
    assert all("# The graph is empty" in example["query"] for example in examples)
    assert is_empty(run(visit)["film"])
    assert visit.page.get_by_role("tab").count() == len(examples) == 9
    visit.picture("playground-empty")


@pytest.mark.usefixtures("loaded")
def test_the_starting_points_are_those_of_the_graph(explorer: Explorer, visit: Visit) -> None:
    explorer.open()
    films = explorer.page.get_by_role("region", name="Well-known films").get_by_role("button")
    expect(films).to_have_text(['The "Quiet" Storm (1974)', "Long River (1981)", "Winter (1999)", "Harbour"])
    people = explorer.page.get_by_role("region", name="Well-known people").get_by_role("button")
    expect(people).to_have_text(["Cleo Stone", "Ben Stone", "Ada Stone", "Dora Stone"])
    expect(explorer.page.locator(".starting-point")).to_contain_text(SENTENCE)
    expect(explorer.page.locator(".start")).to_contain_text("4 films, 4 people.")
    # Without a change of the graph, a second visit asks only for the catalogue.
    visit.requests.clear()
    visit.page.reload()
    expect(explorer.page.locator(".starting-point")).to_contain_text(SENTENCE)
    assert len([url for url in visit.requests if url.endswith("/graphql")]) == 1
    explorer.picture("explore-starting-points")


@pytest.mark.usefixtures("loaded")
def test_the_connection_opens_with_its_path_by_keys_alone(explorer: Explorer) -> None:
    explorer.open()
    starting = explorer.page.locator(".starting-point")
    expect(starting).to_be_visible()
    for _ in range(30):
        explorer.page.keyboard.press("Tab")
        if starting.evaluate("element => element === document.activeElement"):
            break
    explorer.page.keyboard.press("Enter")
    expect(explorer.page.locator(".path.shown .sentences li").first).to_contain_text("Cleo Stone acted in Long River")
    explorer.settle()
    assert explorer.names() == {"Cleo Stone", "Long River (1981)", "Ben Stone", "Winter (1999)", "Dora Stone"}


@pytest.mark.usefixtures("loaded")
def test_an_address_with_a_scene_asks_for_no_starting_points(explorer: Explorer, visit: Visit) -> None:
    bodies: list[str] = []
    visit.page.on("request", lambda request: bodies.append(request.post_data or ""))
    explorer.open(f"add={global_id('Film', 'river')}")
    assert any("Start" in body for body in bodies)
    assert not any("StartingPoints" in body for body in bodies)
    explorer.page.get_by_role("button", name="Clear the canvas").click()
    expect(explorer.page.locator(".starting-point")).to_be_visible()


@pytest.mark.usefixtures("loaded")
def test_without_starting_points_the_page_goes_on(explorer: Explorer, visit: Visit) -> None:
    errors = [{"message": "The operation is too expensive.", "extensions": {"code": "COST_LIMIT"}}]
    refused = "**/graphql"
    visit.page.route(
        refused,
        lambda route: (
            route.fulfill(json={"data": None, "errors": errors})
            if "StartingPoints" in (route.request.post_data or "")
            else route.continue_()
        ),
    )
    explorer.open()
    expect(explorer.page.locator(".starting-state")).to_contain_text("The operation is too expensive.")
    visit.page.unroute(refused)
    explorer.page.locator(".starting-state").get_by_role("button", name="Try again").click()
    expect(explorer.page.locator(".starting-point")).to_be_visible()


@pytest.mark.usefixtures("loaded")
def test_every_example_has_an_answer(explorer: Explorer, visit: Visit) -> None:
    visit.open()
    expect(visit.page.locator(".graphiql-query-editor .view-lines")).to_contain_text('The "Quiet" Storm (1974)')
    assert run(visit)["film"]["title"] == 'The "Quiet" Storm'
    examples = kept_examples(visit)
    assert [example["subject"] for example in examples] == [str(number) for number in range(1, 10)]
    for example in examples:
        answer = explorer.ask(example["query"])
        assert not [name for name, value in answer.items() if is_empty(value)], example["query"]
    visit.picture("playground-other-graph")


@pytest.mark.usefixtures("loaded")
def test_examples_of_an_earlier_visit_are_renewed_unless_they_were_changed(visit: Visit) -> None:
    """As if a film and a person had other keys in the catalogue that was loaded before."""
    visit.open()
    age = """
    for (const name of ["graphapi:examples", "graphiql:tabState", "graphiql:query"]) {
      const text = localStorage.getItem(name);
      if (text !== null) localStorage.setItem(name, text.replaceAll(/storm|ada/g, "gone"));
    }
    """
    editor = visit.page.locator(".graphiql-query-editor .view-lines")
    visit.page.evaluate(age)
    visit.open()
    expect(editor).to_contain_text("storm")
    editor.click()
    visit.page.keyboard.press("Control+End")
    visit.page.keyboard.type("# mine")
    tabs = "localStorage.getItem('graphiql:tabState')"
    while "# mine" not in visit.page.evaluate(tabs):
        # The editor stores its text half a second after the last key.
        visit.page.wait_for_timeout(50)
    visit.page.evaluate(age)
    visit.open()
    expect(editor).to_contain_text("gone")
    kept = visit.page.evaluate(f"JSON.parse({tabs}).tabs.map(tab => tab.query)")
    assert [part for part in ("gone", "storm", "# mine") if part in kept[0]] == ["gone", "# mine"]
    assert [part for part in ("gone", "ada") if part in kept[1]] == ["ada"], "the other tabs are renewed"
