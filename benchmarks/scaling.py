"""One, two and four server processes on one Neo4j, and what their processor times mean for several machines."""

from __future__ import annotations

import os
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from benchmarks import page
from benchmarks.measure import Course
from benchmarks.report import MILLION, figures, markdown
from benchmarks.workers import name_of
from graphapi.store.batching import MAX_IN_FLIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.measure import Window
    from benchmarks.report import Figure

SCALING_PAGE: Final = page.ROOT / "docs" / "scaling.md"
NUMBERS: Final = (1, 2, 4)
COURSE: Final = Course(clients=(16, 64), seconds=4, questions=("point", "film_page", "person_page", "list", "deep"))
PLANNED_CLIENTS: Final = 16
"""The number of clients whose processor times are used for other machines: few requests share a statement."""
PLANNED_USE: Final = 0.5
"""How much of the processor time is planned for. Near full use, requests wait for each other."""
MEMBER_CORES: Final = 8
"""The cores of a member of the Neo4j cluster that is calculated."""
PLANNED_RATE: Final = 10_000
"""The requests per second that the calculated machines answer."""


@dataclass(frozen=True, slots=True)
class ProcessorTime:
    """The processor time of a request in microseconds: of the server, the database and the load generator."""

    server: float
    store: float
    client: float

    def most(self, processes: int, cores: int) -> float:
        """The most requests per second on one machine: a server process uses one core, and all share ``cores``."""
        return min(processes / self.server, cores / (self.server + self.store + self.client)) * MILLION

    @property
    def process_rate(self) -> float:
        """The requests per second of a server process at the planned use of its core."""
        return PLANNED_USE * MILLION / self.server

    @property
    def member_rate(self) -> float:
        """The requests per second of a member of the cluster at the planned use of its cores."""
        return MEMBER_CORES * PLANNED_USE * MILLION / self.store

    @property
    def processes_for_member(self) -> int:
        """How many server processes keep a member at its planned use.

        A process has ``MAX_IN_FLIGHT`` statements in flight, so fewer processes could not occupy all cores.
        """
        return max(ceil(self.member_rate / self.process_rate), ceil(MEMBER_CORES / MAX_IN_FLIGHT))


def scaling_tables(windows: Iterable[Window], numbers: Sequence[int] = NUMBERS) -> str:
    """The measured table, and the calculated one."""
    windows = list(windows)
    return f"**Measured**\n\n{measured_table(windows, numbers)}\n\n**Calculated**\n\n{planned_table(windows, numbers)}"


def measured_table(windows: Sequence[Window], numbers: Sequence[int]) -> str:
    """A table with a row for each question, number of clients and number of processes."""
    head = ["query", "clients", "processes", "requests/s", "of the calculated most", "p99 ms"]
    head += ["CPU µs a request: server", "database", "load generator", "server MiB"]
    cores = os.cpu_count() or 1
    rows = []
    for figure in sorted(figures(windows).values(), key=lambda one: _place(one, windows, numbers)):
        number, times = _number(figure, numbers), _processor_time(figure, windows)
        row = [figure.question, str(figure.clients), str(number)]
        row += [f"{figure.rate:,.0f}" + ("*" if figure.disturbed else "")]
        row += [f"{figure.rate / times.most(number, cores):.0%}", f"{figure.p99:.1f}", f"{times.server:,.0f}"]
        rows.append([*row, f"{times.store:,.0f}", f"{times.client:,.0f}", f"{figure.server_memory:,.0f}"])
    return markdown(head, rows)


def planned_table(windows: Sequence[Window], numbers: Sequence[int]) -> str:
    """A table of what other machines would answer, calculated from the times with the most processes."""
    head = ["query", "a server process, requests/s", f"a Neo4j of {MEMBER_CORES} cores, requests/s"]
    head += ["processes for this Neo4j", f"{PLANNED_RATE:,} requests/s: processes", "Neo4j members"]
    table = figures(windows)
    rows = []
    for question in dict.fromkeys(window.question for window in windows):
        times = _processor_time(table[question, PLANNED_CLIENTS, name_of(max(numbers))], windows)
        row = [question, f"{times.process_rate:,.0f}", f"{times.member_rate:,.0f}", str(times.processes_for_member)]
        rows.append([*row, str(ceil(PLANNED_RATE / times.process_rate)), str(ceil(PLANNED_RATE / times.member_rate))])
    return markdown(head, rows)


def _processor_time(figure: Figure, windows: Iterable[Window]) -> ProcessorTime:
    key = (figure.question, figure.clients, figure.contestant)
    group = [one for one in windows if (one.question, one.clients, one.contestant) == key]
    client = sum(one.load.client_cpu for one in group) / max(1, sum(one.load.answers for one in group))
    return ProcessorTime(figure.server_cpu, figure.store_cpu, client * MILLION)


def _number(figure: Figure, numbers: Sequence[int]) -> int:
    return next(number for number in numbers if name_of(number) == figure.contestant)


def _place(figure: Figure, windows: Sequence[Window], numbers: Sequence[int]) -> tuple[int, int, int]:
    questions = list(dict.fromkeys(window.question for window in windows))
    return questions.index(figure.question), figure.clients, _number(figure, numbers)
