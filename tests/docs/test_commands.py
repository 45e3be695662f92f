"""Every command of the documentation is run, in the order of its page."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from graphapi.store import connect
from tests.docs.pages import CONFIGURATION, LANGUAGES, PAGES, REHEARSED, ROOT, read_blocks
from tests.docs.terminal import Terminal, serving
from tests.load.test_imdb import write_dumps
from tests.stores import wipe

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.store import Endpoint
    from tests.docs.pages import Block

RUN = ("sh", "console", "python")
#: The beginnings of the blocks that no test runs.
LEFT_OUT = (
    "python3 -m venv .venv && ",
    "mkdir -p imdb && cd imdb\n",
    "GRAPHAPI_UPDATE_DOCS=1 ",
    "GRAPHAPI_UPDATE_GOLDEN=1 ",
    ".venv/bin/pytest",
    ".venv/bin/python -m benchmarks",
    "python -m benchmarks",
    "NEO4J_PASSWORD='at least eight characters' docker compose up\n",
    "docker compose run ",
    "kubectl create secret ",
)
NEO4J = "NEO4J_URI"
BLOCKS = {page: read_blocks(page) for page in PAGES}


def runnable(page: str, *, on_neo4j: bool) -> list[Block]:
    """The blocks of a page with commands, and the files that they need."""
    return [
        block
        for block in BLOCKS[page]
        if block.not_run is None
        and REHEARSED not in block.words
        and block.language not in CONFIGURATION
        and (block.file or (block.language in RUN and (NEO4J in block.text) is on_neo4j))
    ]


def pages(*, on_neo4j: bool) -> list[str]:
    return [page for page in PAGES if any(block.language in RUN for block in runnable(page, on_neo4j=on_neo4j))]


def follow(page: str, terminal: Terminal, *, on_neo4j: bool) -> None:
    """Write the files and run the commands of a page."""
    write_dumps(terminal.folder / "imdb", packed=True)
    for block in runnable(page, on_neo4j=on_neo4j):
        if block.file:
            terminal.write(block)
        elif block.language == "sh":
            terminal.run_script(block)
        elif block.language == "console":
            terminal.run_console(block)
        else:
            run_python(terminal, block, following=BLOCKS[page][BLOCKS[page].index(block) + 1 :][:1])


def run_python(terminal: Terminal, block: Block, following: list[Block]) -> None:
    done = terminal.run("python", "-W", "error", "-c", terminal.say(block.text))
    assert done.returncode == 0, f"{block.place}: {done.stdout}"
    if following and following[0].language == "text":
        assert done.stdout == following[0].text, block.place


@pytest.mark.parametrize("page", pages(on_neo4j=False))
def test_the_commands_of_a_page_do_what_it_says(page: str, tmp_path: Path) -> None:
    with serving(tmp_path) as port:
        meanings = {"127.0.0.1:8000": f"127.0.0.1:{port}", "ort 8000": f"ort {port}"}
        follow(page, Terminal(tmp_path, meanings), on_neo4j=False)


@pytest.mark.neo4j
@pytest.mark.parametrize("page", pages(on_neo4j=True))
async def test_the_commands_of_a_page_do_what_it_says_on_neo4j(
    page: str, neo4j_endpoint: Endpoint, tmp_path: Path
) -> None:
    graph = await connect(neo4j_endpoint)
    try:
        await wipe(graph)
    finally:
        await graph.close()
    meanings = {
        "neo4j://localhost:7687": neo4j_endpoint.uri.replace("bolt://", "neo4j://"),
        "your-password": str(neo4j_endpoint.password),
    }
    follow(page, Terminal(tmp_path, meanings), on_neo4j=True)


@pytest.mark.parametrize("page", PAGES)
def test_every_block_says_what_it_is(page: str) -> None:
    for block in BLOCKS[page]:
        assert block.language in LANGUAGES, f"{block.place}: unknown language {block.language!r}"
        if block.language == "sh":
            checked = subprocess.run(["bash", "-n", "-c", block.text], capture_output=True, text=True, check=False)
            assert checked.returncode == 0, f"{block.place}: {checked.stderr}"


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_left_out_in_silence(page: str) -> None:
    for block in BLOCKS[page]:
        if block.not_run is not None:
            assert block.text.startswith(LEFT_OUT), f"{block.place}: this block can be run"


def test_the_test_command_of_the_readme_is_that_of_the_checks() -> None:
    (command,) = (block.text for block in BLOCKS["README.md"] if block.text.endswith(".venv/bin/pytest\n"))
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").endswith(f"\n{command}")
