"""Chromium and a real server; every test fails on a request to another origin or an error in the console."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.exploring import Explorer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Response

ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts"
START_SECONDS = 90
STOP_SECONDS = 30
#: The timeout of expectations. It is far longer than the page needs, for busy machines.
EXPECT_SECONDS = 20
CHROMIUM_FLAGS = [
    "--no-sandbox",  # root, as in a container, cannot use the sandbox
    "--use-angle=swiftshader",  # WebGL without a graphics card
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",  # without a graphics card, it takes half of the processor's time
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Visit:
    """A page of the server in a browser, with its requests and its errors."""

    page: Page
    origin: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Record the address of every request and WebSocket, including those of workers, and every error."""
        self.page.context.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))
        self.page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        self.page.on(
            "console",
            lambda message: self.complaints.append(f"console: {message.text}") if message.type == "error" else None,
        )

    def foreign_requests(self) -> list[str]:
        """The requests to other origins, without ``data:`` and ``blob:`` addresses, which stay in the browser."""
        return [url for url in self.requests if not url.startswith(("data:", f"blob:{self.origin}", f"{self.origin}/"))]

    def answers(self, action: Callable[[], None]) -> Response:
        """Run ``action`` and return the API's response to the request that it causes."""
        with self.page.expect_response(
            lambda response: urlsplit(response.url).path == "/graphql" and response.request.method == "POST"
        ) as caught:
            action()
        return caught.value

    def open(self, path: str = "/graphql") -> None:
        """Open the playground, and wait until it has loaded the schema and shows the editor."""
        self.answers(lambda: void(self.page.goto(self.origin + path)))
        self.page.locator(".graphiql-query-editor .view-line").first.wait_for()

    def wait_for_request(self, part: str) -> None:
        """Wait until the page or one of its workers has requested an address that contains ``part``."""
        if not any(part in url for url in self.requests):
            self.page.context.wait_for_event("request", lambda request: part in request.url)

    def picture(self, name: str) -> Path:
        """Save a screenshot of the page for people to look at."""
        ARTEFACTS.mkdir(exist_ok=True)
        path = ARTEFACTS / f"{name}.png"
        self.page.screenshot(path=path)
        return path


def void(_result: object) -> None:
    """Ignore a result."""


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The origin of ``graphapi serve`` on an embedded store with the sample."""
    with serving(tmp_path_factory.mktemp("serve")) as origin:
        yield origin


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The origin of ``graphapi serve`` on the graph in ``folder``, or on the sample if there is none."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "GRAPHAPI_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "graphapi", "serve", "--port", "0", "--data-dir", str(folder / "graph")],
        cwd=folder,
        env=environment | {"PYTHONUNBUFFERED": "1", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield printed_origin(process.stdout)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(STOP_SECONDS)
        process.stdout.close()


def printed_origin(output: IO[str]) -> str:
    """The first address that the server prints; a thread reads all output, so that the server never blocks."""
    lines: Queue[str | None] = Queue()

    def read() -> None:
        for line in output:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    seen: list[str] = []
    while True:
        try:
            line = lines.get(timeout=START_SECONDS)
        except Empty:
            line = None
        if line is None:
            pytest.fail("graphapi serve printed no address:\n" + "".join(seen))
        seen.append(line)
        if found := re.search(r"http://127\.0\.0\.1:[1-9]\d*", line):
            return found[0]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    chromium = shutil.which("chromium")
    if chromium is None:
        reason = "no Chromium found: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    # The scope is the package, because no asyncio test can run in this thread while the fixture is active.
    expect.set_options(timeout=EXPECT_SECONDS * 1000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, headless=True, args=CHROMIUM_FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def colours() -> str:
    """The colour scheme that the system prefers: ``light`` or ``dark``."""
    return "light"


@pytest.fixture
def visit(request: pytest.FixtureRequest, browser: Browser, server: str, colours: str) -> Iterator[Visit]:
    """A visit with an empty profile; it fails on requests to other origins and on errors in the console.

    Animations of nodes and camera are slow without a graphics card. The browser therefore prefers reduced motion,
    unless the test has the mark ``motion``.
    """
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        color_scheme="dark" if colours == "dark" else "light",
        reduced_motion="no-preference" if request.node.get_closest_marker("motion") else "reduce",
        locale="en-GB",
    )
    visit = Visit(context.new_page(), server)
    visit.watch()
    yield visit
    context.close()
    assert visit.foreign_requests() == []
    assert visit.complaints == []


@pytest.fixture
def explorer(visit: Visit) -> Explorer:
    """The page /explore, before it is opened."""
    return Explorer(visit.page, visit.origin, visit.picture)
