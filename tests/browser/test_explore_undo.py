"""/explore: every change of a scene can be undone and redone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.exploring import Explorer

pytestmark = pytest.mark.browser


def scene(explorer: Explorer) -> str:
    """The scene in the address, without the positions of the nodes."""
    explorer.settle()
    return re.sub(r"&?at=[^&]*", "", explorer.hash())


def expand(explorer: Explorer) -> None:
    explorer.panel.get_by_role("button", name="Expand Films acted in").click()
    explorer.expect_counts(Films=3, People=1)


def collapse(explorer: Explorer) -> None:
    explorer.panel.get_by_role("button", name="Collapse Films acted in").click()
    explorer.expect_counts(People=1)


def connect(explorer: Explorer) -> None:
    explorer.panel.get_by_role("button", name="Connect to another person").click()
    box = explorer.panel.get_by_role("combobox", name="To: choose a person")
    box.fill("kevin bac")
    expect(explorer.page.get_by_role("option").first).to_contain_text("Kevin Bacon")
    box.press("Enter")
    explorer.expect_counts(Films=2, People=3)


def show_another_path(explorer: Explorer) -> None:
    explorer.panel.get_by_role("button", name="Show path 2 on the canvas").click()
    expect(explorer.page.locator(".path.shown")).to_have_count(2)


def move(explorer: Explorer) -> None:
    explorer.canvas.focus()
    explorer.page.keyboard.press("Alt+ArrowUp")


def remove(explorer: Explorer) -> None:
    explorer.canvas.focus()
    explorer.page.keyboard.press("Delete")


def arrange(explorer: Explorer) -> None:
    explorer.page.get_by_role("button", name="Layout and filters").click()
    explorer.panel.get_by_role("radio", name=re.compile("Rings")).check()


def hide_a_kind(explorer: Explorer) -> None:
    explorer.panel.get_by_role("checkbox", name=re.compile("Films")).uncheck()


def set_years(explorer: Explorer) -> None:
    explorer.panel.get_by_label("From year").fill("1996")
    explorer.panel.get_by_label("From year").press("Enter")


def clear(explorer: Explorer) -> None:
    explorer.page.get_by_role("button", name="Clear the canvas").click()
    expect(explorer.page.locator(".start")).to_be_visible()


ACTIONS: dict[str, Callable[[Explorer], None]] = {
    "expanding Carla Gugino": expand,
    "collapsing Films acted in of Carla Gugino": collapse,
    "connecting Carla Gugino and Kevin Bacon": connect,
    "connecting Carla Gugino and Kevin Bacon again": show_another_path,
    "moving Carla Gugino": move,
    "removing Carla Gugino": remove,
    "changing the layout": arrange,
    "changing the filters": hide_a_kind,
    "changing the filters again": set_years,
    "clearing the canvas": clear,
}


def test_everything_is_undone_and_done_again(explorer: Explorer) -> None:
    explorer.open()
    explorer.find("Carla Gugino")
    scenes = [scene(explorer)]
    undo = explorer.page.get_by_role("button", name=re.compile("^Undo"))
    redo = explorer.page.get_by_role("button", name=re.compile("^Redo"))
    for name, act in ACTIONS.items():
        act(explorer)
        expect(undo).to_have_accessible_name(f"Undo {name.removesuffix(' again')}")
        scenes.append("" if act is clear else scene(explorer))
        assert scenes[-1] != scenes[-2], name
    for name, before in zip(reversed(ACTIONS), reversed(scenes[:-1]), strict=True):
        undo.click()
        expect(redo).to_have_accessible_name(f"Redo {name.removesuffix(' again')}")
        assert scene(explorer) == before, f"undo {name}"
    for name, after in zip(list(ACTIONS)[:-1], scenes[1:-1], strict=True):
        redo.click()
        expect(undo).to_have_accessible_name(f"Undo {name.removesuffix(' again')}")
        assert scene(explorer) == after, f"redo {name}"
    redo.click()
    expect(explorer.page.locator(".start")).to_be_visible()
    assert explorer.hash() == ""


def test_what_stands_beside_the_canvas_goes_back_with_it(explorer: Explorer) -> None:
    explorer.open()
    explorer.connect()
    shown = explorer.page.locator(".path.shown .sentences")
    expect(shown).to_contain_text("Gary Sinise")
    explorer.page.locator(".avoid").get_by_role("button", name="Snake Eyes").click()
    expect(explorer.panel.get_by_role("list", name="Avoided")).to_contain_text("not through Snake Eyes")
    expect(shown).not_to_contain_text("Snake Eyes")
    around = shown.text_content() or ""
    explorer.page.keyboard.press("Control+z")
    expect(shown).to_contain_text("Snake Eyes")
    expect(explorer.panel.get_by_role("list", name="Avoided")).to_have_count(0)
    explorer.page.keyboard.press("Control+Shift+z")
    expect(shown).to_have_text(around)
    expect(explorer.panel.get_by_role("list", name="Avoided")).to_contain_text("not through Snake Eyes")
    explorer.page.get_by_role("button", name="Clear the canvas").click()
    expect(explorer.page.locator(".start")).to_be_visible()
    explorer.page.keyboard.press("Control+z")
    explorer.settle()
    explorer.page.get_by_role("button", name="Connect two people").click()
    expect(shown).to_have_text(around)
