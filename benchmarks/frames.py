"""Frame times of /explore with about 2,000 nodes and 7,000 relationships in headless Chromium.

    python -m benchmarks.frames [--write-docs]

The benchmark serves a generated graph from a temporary embedded store and opens the whole graph in the page. It
measures the time between animation frames while the layout runs, and while the canvas is moved and zoomed without a
pause. WebGL runs on the CPU (SwiftShader), which it shares with the server and the page; a graphics card is faster.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import itertools
import math
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from benchmarks.load import generate
from benchmarks.machine import Machine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page, Response

CREDITS = 6_666
DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "explore.md"
TIMEOUT_MILLISECONDS = 120_000
MOVES = 120
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
#: Records the time of every frame from now on.
WATCH = """
() => {
  const times = window.frameTimes = [];
  const note = (now) => {
    if (window.frameTimes !== times) return;
    times.push(now);
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and write it into the documentation if ``--write-docs`` is set."""
    parser = argparse.ArgumentParser(prog="benchmarks.frames")
    parser.add_argument("--write-docs", action="store_true", help="write the table into docs/explore.md")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        table = measure(Path(folder))
    print(table)
    if options.write_docs:
        write(table)


def measure(folder: Path) -> str:
    """Generate, load and serve a graph in ``folder``, and return the table of its frame times."""
    catalogue = generate(folder / "catalogue", CREDITS)
    graph = ["--data-dir", str(folder / "graph")]
    graphapi = [sys.executable, "-m", "graphapi"]
    subprocess.run([*graphapi, "load", "catalogue", str(catalogue), *graph], check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(
        [*graphapi, "serve", "--port", "0", *graph], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        lines = iter(server.stdout.readline if server.stdout else str, "")
        origin = next(found[1] for line in lines if (found := re.match(r"Playground\s+(http://\S+)/graphql", line)))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            table = measure_page(page, origin)
            browser.close()
    finally:
        server.terminate()
        server.wait()
    return table


def measure_page(page: Page, origin: str) -> str:
    """Open the whole graph in the page, and return the table of its frame times."""
    page.set_default_timeout(TIMEOUT_MILLISECONDS)
    scripts: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.url.endswith(".js"):
            scripts[response.url] = len(gzip.compress(response.body()))

    page.on("response", weigh)
    page.goto(f"{origin}/explore")
    ids = all_ids(page, origin)
    page.evaluate("ids => { location.hash = `add=${ids.join('~')}`; }", ids)
    page.locator(".legend").wait_for()
    page.evaluate(WATCH)
    page.locator(".canvas[aria-busy=false]").wait_for()
    arranging = frames(page)
    label = page.locator(".canvas").get_attribute("aria-label") or ""
    nodes, relationships = re.findall(r"\d+", label)[:2]
    page.evaluate(WATCH)
    move(page)
    moving = frames(page)
    rows = [("the layout is at work", arranging), ("the canvas is moved and zoomed", moving)]
    machine = Machine.this()
    head = (
        f"`python -m benchmarks.frames --write-docs` on {datetime.datetime.now(datetime.UTC).date()}, Chromium "
        f"{browser_version(page)} on {machine.cores} cores of {machine.processor}, shared with the server:\n"
        f"{nodes} nodes, {relationships} relationships, 1280 by 800 pixels, WebGL on the processor. "
        f"The scripts that the page loads are {sum(scripts.values()) / 1000:.0f} kB, gzipped."
    )
    cells = [
        f"| {name} | {len(times)} | {percentile(times, 50):.0f} ms | {percentile(times, 95):.0f} ms |"
        for name, times in rows
    ]
    return "\n".join([head, "", "| while | frames | p50 | p95 |", "|---|---|---|---|", *cells])


def browser_version(page: Page) -> str:
    """The major version of the browser."""
    browser = page.context.browser
    return browser.version.split(".")[0] if browser else "of unknown version"


PAGE = "query ($after: String) {{ {name}(first: 1000, after: $after) {{ nodes {{ id }} pageInfo {{ endCursor }} }} }}"


def all_ids(page: Page, origin: str) -> list[str]:
    """The ids of every film and every person."""
    found: list[str] = []
    for name in ("films", "people"):
        after: str | None = None
        while True:
            query = PAGE.format(name=name)
            answer = page.request.post(f"{origin}/graphql", data={"query": query, "variables": {"after": after}})
            connection: dict[str, Any] = answer.json()["data"][name]
            found += [node["id"] for node in connection["nodes"]]
            after = connection["pageInfo"]["endCursor"]
            if not connection["nodes"]:
                break
    return found


def move(page: Page) -> None:
    """Drag the canvas in circles and zoom in and out, as fast as the page allows."""
    page.mouse.move(640, 60)
    page.mouse.down()
    for step in range(MOVES):
        page.mouse.move(640 + 200 * math.sin(step / 8), 260 - 200 * math.cos(step / 8))
    page.mouse.up()
    page.mouse.move(640, 400)
    for step in range(MOVES):
        page.mouse.wheel(0, 60 if (step // 30) % 2 else -60)


def frames(page: Page) -> list[float]:
    """The milliseconds between consecutive frames."""
    times: list[float] = page.evaluate("window.frameTimes")
    return [later - earlier for earlier, later in itertools.pairwise(times)]


def percentile(times: list[float], percent: int) -> float:
    """The smallest time that ``percent`` percent of the times do not exceed."""
    return sorted(times)[max(math.ceil(len(times) * percent / 100) - 1, 0)]


def write(table: str) -> None:
    """Write the table between its markers in the documentation."""
    text = DOCUMENT.read_text(encoding="utf-8")
    begin, end = "<!-- frames: begin -->", "<!-- frames: end -->"
    before, rest = text.split(begin)
    DOCUMENT.write_text(f"{before}{begin}\n{table}\n{end}{rest.split(end)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
