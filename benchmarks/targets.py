"""The performance targets of graphapi, and whether a run met them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.report import OURS, geometric_mean, markdown, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.report import Table

SHARED_STATEMENT_QUESTIONS: Final = ("point", "film_page", "person_page", "deep")
MOST_MEMORY: Final = 200.0
MOST_ADDED: Final = 1.0
"""The milliseconds that HTTP and GraphQL may add to the floor for a single client."""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure and its bound, which is an upper bound if ``is_ceiling``, else a lower bound."""

    says: str
    figure: float
    bound: float
    is_ceiling: bool = False

    @property
    def met(self) -> bool:
        """Whether the figure is on the right side of the bound."""
        return self.figure <= self.bound if self.is_ceiling else self.figure >= self.bound


def targets_on_neo4j(table: Table) -> Iterator[Target]:
    """The targets relative to the peer and the floor; targets without measurements are left out."""
    questions = list(dict.fromkeys(question for question, _, _ in table))
    for question in questions:
        if (found := ratio(table, question, 16, "peer")) is not None:
            yield Target(f"{question}, 16 clients: times the peer", found, 3.0)
    for clients, bound in ((16, 5.0), (64, 6.0)):
        if (found := geometric_mean(table, clients, "peer")) is not None:
            yield Target(f"geometric mean, {clients} clients: times the peer", found, bound)
    for clients in (16, 64):
        for question in questions:
            if (found := ratio(table, question, clients, "floor")) is not None:
                bound = 1.0 if question in SHARED_STATEMENT_QUESTIONS else 0.8
                yield Target(f"{question}, {clients} clients: times the floor", found, bound)
    yield from _latencies(table, questions)
    yield from _memory(table)


def targets_on_embedded(table: Table) -> Iterator[Target]:
    """The targets relative to the floor on the embedded store."""
    for question, clients in dict.fromkeys((question, clients) for question, clients, _ in table):
        if (found := ratio(table, question, clients, "floor")) is not None:
            yield Target(f"{question}, {clients} clients: times the floor", found, 0.8)
    yield from _memory(table)


def target_table(targets: Iterator[Target]) -> str:
    """A table of all targets with the measured figures."""
    rows = []
    for target in targets:
        bound = f"{'≤' if target.is_ceiling else '≥'} {target.bound:.2f}"
        rows.append([target.says, bound, f"{target.figure:.2f}", "met" if target.met else "**missed**"])
    return markdown(["target", "bound", "reached", ""], rows)


def _latencies(table: Table, questions: list[str]) -> Iterator[Target]:
    for question in questions:
        ours, peer = table.get((question, 16, OURS)), table.get((question, 16, "peer"))
        if ours is not None and peer is not None:
            yield Target(f"{question}, 16 clients: p99 in ms, at most the peer's", ours.p99, peer.p99, is_ceiling=True)
    ours, floor = table.get(("point", 1, OURS)), table.get(("point", 1, "floor"))
    if ours is not None and floor is not None:
        yield Target("point, 1 client: p50 in ms over the floor's", ours.p50 - floor.p50, MOST_ADDED, is_ceiling=True)


def _memory(table: Table) -> Iterator[Target]:
    held = [figure.server_memory for figure in table.values() if figure.contestant == OURS]
    if held:
        yield Target("memory of the API process after the run, MiB", max(held), MOST_MEMORY, is_ceiling=True)
