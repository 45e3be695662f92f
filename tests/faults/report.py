"""The table of measured recovery times in the documentation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.faults.stage import Outcome

PAGE: Final = Path(__file__).parents[2] / "docs" / "faults.md"
MARKED: Final = re.compile(r"(<!-- faults -->\n).*(<!-- /faults -->)", re.DOTALL)
STORES: Final = {"embedded": "embedded", "neo4j": "Neo4j"}


@dataclass(frozen=True)
class Row:
    """A fault, the store, and what it did."""

    fault: str
    store: str
    outcome: Outcome


def table(rows: Iterable[Row]) -> str:
    """The table in Markdown, with the rows of a fault together."""
    found = list(rows)
    faults = list(dict.fromkeys(row.fault for row in found))
    lines = [
        "| fault | store | clients get meanwhile | first good answer after | all answers good after |",
        "|---|---|---|---|---|",
    ]
    for row in sorted(found, key=lambda one: (faults.index(one.fault), one.store)):
        seen = ", ".join(f"`{name}`" if name[0].isdigit() else name for name in row.outcome.seen) or "good answers"
        times = f"{row.outcome.first:.1f} s | {row.outcome.all_good:.1f} s"
        lines.append(f"| {row.fault} | {STORES[row.store]} | {seen} | {times} |")
    return "\n".join(lines) + "\n"


def write_table(rows: Iterable[Row]) -> None:
    """Replace the table between the markers of the page."""
    text = PAGE.read_text(encoding="utf-8")
    written = table(rows)
    PAGE.write_text(MARKED.sub(lambda found: f"{found[1]}\n{written}\n{found[2]}", text), encoding="utf-8")
