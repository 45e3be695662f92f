"""The pages of the documentation, parsed into blocks that a test can run.

The words after the opening fence of a block define how it is used:

- ``graphql``: executed on the sample, on both stores, over HTTP. A ``json variables`` block may follow, and then a
  ``json`` block with the whole answer. ``GRAPHAPI_UPDATE_DOCS=1 pytest tests/docs`` updates these answers.
- ``graphql FILE``, ``csv FILE``: written to this file, for the commands of the page.
- ``sh``: a script that must exit with code 0. If its last line is ``graphapi serve``, the server must start, and must
  exit with code 0 after Ctrl-C.
- ``sh rehearsed``: run by ``test_backup``, on the installation that the page describes.
- ``console``: lines that begin with ``$`` are commands, the other lines are their output; ``…`` matches any text.
- ``python``: executed; a ``text`` block that follows is the output.
- ``diff``: applied to a copy of the package (``test_adding_a_field``), which also compiles ``graphql patched``.
- ``ini FILE``, ``nginx FILE``, ``yaml FILE``: the configuration of an installation, which ``installation``,
  ``test_proxy``, ``test_unit_file`` and ``test_kubernetes`` use.
- ``mermaid``, ``text``: not run.

The commands of a page run in order, in one empty folder, next to a server on the sample. ``http://127.0.0.1:8000``
stands for the address of that server. Commands with ``NEO4J_URI`` get the address and the password of a real Neo4j.
``<!-- not run: why -->`` before a block excludes the block; ``test_commands`` lists the blocks that may be excluded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = ("README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
CONFIGURATION: Final = frozenset({"ini", "nginx", "yaml"})
LANGUAGES: Final = CONFIGURATION | {"graphql", "json", "csv", "sh", "console", "python", "diff", "mermaid", "text"}
REHEARSED: Final = "rehearsed"
FENCE: Final = "```"
NOT_RUN: Final = re.compile(r"<!-- not run: (.+) -->")
LINK: Final = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING: Final = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page.

    Attributes:
        line: the line of the opening fence.
        words: the words after the opening fence.
        not_run: the reason that the page gives for not running the block.
    """

    page: str
    line: int
    words: tuple[str, ...]
    text: str
    not_run: str | None = None

    @property
    def language(self) -> str:
        """The first word after the fence; empty if there is none."""
        return self.words[0] if self.words else ""

    @property
    def file(self) -> str | None:
        """The name of the file whose content the block is, or None."""
        return next((word for word in self.words[1:] if "." in word), None)

    @property
    def place(self) -> str:
        """The page and the line of the block, for messages."""
        return f"{self.page}:{self.line}"


@dataclass(frozen=True)
class Example:
    """A query with the variables and the answer that follow it on the page."""

    query: Block
    variables: Block | None
    answer: Block | None


def read_page(page: str) -> str:
    """The text of a page."""
    return (ROOT / page).read_text(encoding="utf-8")


def read_blocks(page: str) -> list[Block]:
    """The blocks of a page, in order."""
    found: list[Block] = []
    lines = read_page(page).splitlines()
    opened: int | None = None
    for number, line in enumerate(lines):
        if not line.startswith(FENCE):
            continue
        if opened is None:
            opened = number
            continue
        words = tuple(lines[opened].removeprefix(FENCE).split())
        said = NOT_RUN.fullmatch(_line_before(lines, opened))
        text = "".join(f"{inner}\n" for inner in lines[opened + 1 : number])
        found.append(Block(page, opened + 1, words, text, said[1] if said else None))
        opened = None
    if opened is not None:
        message = f"{page}:{opened + 1}: this block has no end"
        raise ValueError(message)
    return found


def _line_before(lines: list[str], number: int) -> str:
    return next((line for line in reversed(lines[:number]) if line.strip()), "")


def read_examples(page: str) -> list[Example]:
    """The queries of a page that are executed on the sample."""
    return list(_examples(read_blocks(page)))


def _examples(blocks: list[Block]) -> Iterator[Example]:
    for number, block in enumerate(blocks):
        if block.language != "graphql" or "patched" in block.words:
            continue
        following = blocks[number + 1 : number + 3]
        variables = following.pop(0) if following and following[0].words == ("json", "variables") else None
        answer = following[0] if following and following[0].words == ("json",) else None
        yield Example(block, variables, answer)


def replace_block(block: Block, text: str) -> None:
    """Replace the text of a block in its page."""
    lines = read_page(block.page).splitlines()
    end = block.line + len(block.text.splitlines())
    lines[block.line : end] = text.splitlines()
    (ROOT / block.page).write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_links(page: str) -> list[str]:
    """The targets of the links and images of a page, without those in blocks."""
    return LINK.findall(_prose(page))


def read_anchors(page: str) -> set[str]:
    """The anchors of the headings of a page, as GitHub generates them."""
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in HEADING.findall(_prose(page))}


def read_sections(page: str) -> dict[str, str]:
    """The text under each heading of a page, up to the next heading."""
    parts = HEADING.split(_prose(page))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _prose(page: str) -> str:
    return re.sub(r"^```.*?^```$", "", read_page(page), flags=re.MULTILINE | re.DOTALL)
