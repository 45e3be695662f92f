"""Aggregates of windows: medians over the repeats, their spread, ratios, and tables in Markdown."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.measure import Window

OURS: Final = "graphapi"
MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """The result of one contestant for one question and number of clients.

    ``rate`` is the median over the repeats, in correct answers per second. ``spread`` is the difference between the
    best and the worst repeat, divided by ``rate``. Latencies are in milliseconds. CPU times are in microseconds per
    request.
    """

    contestant: str
    question: str
    clients: int
    rate: float
    spread: float
    p50: float
    p99: float
    server_cpu: float
    store_cpu: float
    server_memory: float
    failures: int
    disturbed: int


Table = dict[tuple[str, int, str], Figure]
"""Figures by question, clients and contestant."""


def figures(windows: Iterable[Window]) -> Table:
    """Aggregate windows, in the order in which questions and contestants first appear."""
    groups: dict[tuple[str, int, str], list[Window]] = {}
    for window in windows:
        groups.setdefault((window.question, window.clients, window.contestant), []).append(window)
    return {key: _figure(group) for key, group in groups.items()}


def ratio(table: Table, question: str, clients: int, other: str) -> float | None:
    """The rate of graphapi divided by that of another contestant; None if either was not measured."""
    one, two = table.get((question, clients, OURS)), table.get((question, clients, other))
    return None if one is None or two is None or two.rate == 0 else one.rate / two.rate


def geometric_mean(table: Table, clients: int, other: str) -> float | None:
    """The geometric mean of the ratios over all questions; None if there are none."""
    questions = dict.fromkeys(question for question, _, _ in table)
    found = [one for question in questions if (one := ratio(table, question, clients, other))]
    return math.exp(statistics.fmean(map(math.log, found))) if found else None


def summary_table(table: Table) -> str:
    """A table with a row for each question and number of clients: rates and ratios."""
    contestants = list(dict.fromkeys(contestant for _, _, contestant in table))
    others = [name for name in contestants if name != OURS]
    head = ["query", "clients", *(f"{name}, requests/s" for name in contestants)]
    head += [f"{OURS} / {name}" for name in others]
    rows = []
    clients_of = sorted({clients for _, clients, _ in table})
    for clients in clients_of:
        for question in dict.fromkeys(question for question, _, _ in table):
            cells = [question, str(clients)]
            cells += [_rate(table.get((question, clients, name))) for name in contestants]
            cells += [_ratio(ratio(table, question, clients, name)) for name in others]
            rows.append(cells)
        means = [_ratio(geometric_mean(table, clients, name), bold=True) for name in others]
        rows.append(["**geometric mean**", str(clients), *("" for _ in contestants), *means])
    return markdown(head, rows)


def detail_table(table: Table) -> str:
    """A table of all measurements, with a row for each question, number of clients and contestant."""
    head = ["query", "clients", "contestant", "requests/s", "spread", "p50 ms", "p99 ms"]
    head += ["CPU µs a request: server", "database", "server MiB", "failed"]
    rows = []
    for figure in sorted(table.values(), key=lambda one: one.clients):
        row = [figure.question, str(figure.clients), figure.contestant, _rate(figure), f"±{figure.spread / 2:.0%}"]
        row += [f"{figure.p50:.2f}", f"{figure.p99:.2f}", f"{figure.server_cpu:,.0f}", f"{figure.store_cpu:,.0f}"]
        rows.append([*row, f"{figure.server_memory:.0f}", str(figure.failures)])
    return markdown(head, rows)


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown whose columns are also aligned in the source."""
    lines = [list(head), *map(list, rows)]
    widths = [max(3, *(len(line[column]) for line in lines)) for column in range(len(head))]
    texts = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    texts.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(texts)


def _figure(group: Sequence[Window]) -> Figure:
    first = group[0]
    rates = [window.rate for window in group]
    rate = statistics.median(rates)
    answers = max(1, sum(window.load.answers for window in group))
    return Figure(
        contestant=first.contestant,
        question=first.question,
        clients=first.clients,
        rate=rate,
        spread=(max(rates) - min(rates)) / rate if rate else 0.0,
        p50=statistics.median(window.load.p50 for window in group),
        p99=statistics.median(window.load.p99 for window in group),
        server_cpu=sum(window.server_cpu for window in group) / answers * MILLION,
        store_cpu=sum(window.store_cpu for window in group) / answers * MILLION,
        server_memory=max(window.server_memory for window in group),
        failures=sum(window.load.failures for window in group),
        disturbed=sum(window.disturbed for window in group),
    )


def _rate(figure: Figure | None) -> str:
    """The rate of a figure; a star marks a figure with a disturbed window."""
    return "" if figure is None else f"{figure.rate:,.0f}" + ("*" if figure.disturbed else "")


def _ratio(value: float | None, *, bold: bool = False) -> str:
    text = "" if value is None else f"{value:.2f}"
    return f"**{text}**" if bold and text else text
