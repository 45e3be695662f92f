"""The elements of the page /explore and the actions of a person on it."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

SEARCH = "Find a film, a person, a character, a place or a keyword"

#: Resolves to the position of an element when it has not moved for six frames.
STILL = """
mark => new Promise(resolve => {
  let last = '', same = 0;
  const look = () => {
    const { x, y } = mark.getBoundingClientRect();
    same = last === `${x} ${y}` ? same + 1 : 0;
    last = `${x} ${y}`;
    if (same >= 6) resolve([x, y]);
    else requestAnimationFrame(look);
  };
  look();
})
"""


def global_id(kind: str, key: str) -> str:
    """The API's id of a node."""
    return base64.urlsafe_b64encode(f"{kind}:{key}".encode()).decode().rstrip("=")


@dataclass
class Explorer:
    """The page /explore."""

    page: Page
    origin: str
    picture: Callable[[str], Path]

    @property
    def search(self) -> Locator:
        """The search box."""
        return self.page.get_by_role("combobox", name=SEARCH)

    @property
    def canvas(self) -> Locator:
        """The canvas, which receives keys when it has the focus."""
        return self.page.locator(".canvas")

    @property
    def panel(self) -> Locator:
        """The side panel."""
        return self.page.locator(".side-panel")

    @property
    def notice(self) -> Locator:
        """The error message."""
        return self.page.locator(".problem")

    def open(self, address: str = "") -> None:
        """Open the page, with a scene if ``address`` has one, and wait until it is ready."""
        self.page.goto(f"{self.origin}/explore" + (f"#{address}" if address else ""))
        if address:
            self.settle()
        else:
            expect(self.page.get_by_role("heading", name="Who worked with whom?")).to_be_visible()

    def settle(self) -> None:
        """Wait until the canvas has nodes, no request is pending, and the layout has finished."""
        expect(self.page.locator(".start")).to_have_count(0)
        expect(self.page.locator(".pending")).to_have_count(0)
        expect(self.canvas).to_have_attribute("aria-busy", "false")

    def find(self, text: str, name: str | None = None) -> None:
        """Search, choose the suggestion with this name, and wait for its details."""
        self.search.fill(text)
        self.page.get_by_role("option").filter(has_text=name or text).first.click()
        expect(self.panel.get_by_role("heading", level=2)).to_have_text(name or text)
        self.settle()

    def connect(self) -> None:
        """Connect Carla Gugino with Kevin Bacon in the panel."""
        self.page.get_by_role("button", name="Connect two people").click()
        for end, text, name in (("From", "carla gu", "Carla Gugino"), ("To", "kevin bac", "Kevin Bacon")):
            box = self.panel.get_by_role("combobox", name=f"{end}: choose a person")
            box.fill(text)
            expect(self.page.get_by_role("option").first).to_contain_text(name)
            box.press("Enter")

    def expand_red_hot(self) -> None:
        """Open the film Red Hot with its neighbours, which have every kind of node."""
        self.find("Red Hot")
        self.canvas.focus()
        self.page.keyboard.press("e")
        self.page.get_by_role("menuitem", name="All").click()

    def expect_counts(self, **counts: int) -> None:
        """Wait until the legend has exactly these kinds with these counts."""
        legend = self.page.locator(".legend")
        for kind, count in counts.items():
            expect(legend.get_by_role("button", name=re.compile(rf"^{kind} {count}$"))).to_be_visible()
        expect(legend.locator("button[aria-pressed]")).to_have_count(len(counts))
        self.settle()

    def point_of_selected(self) -> tuple[float, float]:
        """The position of the selected node in the window, in pixels."""
        self.settle()
        x, y = self.page.locator(".anchor").evaluate(STILL)
        return float(x), float(y)

    def names(self) -> set[str]:
        """The names of the nodes on the canvas, read from the list view."""
        self.page.get_by_role("button", name="Show the list").click()
        expect(self.page.locator(".list-view")).to_be_visible()
        names = set(self.page.locator(".row-name").all_inner_texts())
        self.page.get_by_role("button", name="Show the canvas").click()
        return names

    def hash(self) -> str:
        """The scene in the address."""
        text: str = self.page.evaluate("location.hash.slice(1)")
        return text

    def places(self) -> list[tuple[int, int]]:
        """The positions of the nodes in the address, in the order in which the nodes were added."""
        found = re.search(r"&at=([^&]+)", self.hash())
        assert found
        pairs = [text.split(".") for text in found[1].split("~")]
        return [(int(x), int(y)) for x, y in pairs]

    def ask(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send an operation to the API and return its data."""
        answer = self.page.request.post(
            f"{self.origin}/graphql", data={"query": query, "variables": variables or {}}
        ).json()
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data
