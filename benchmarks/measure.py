"""Measuring in windows: contestants take turns after a warm-up, and disturbed windows are repeated."""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from benchmarks.machine import busy_seconds, cpu_seconds, memory_mib
from benchmarks.progress import say
from benchmarks.questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.questions import Question
    from benchmarks.wrk import Load

# A window counts as disturbed if other processes use more than this number of cores.
MAX_OTHER_CPU: Final = 0.15
TRIES: Final = 3
# Estimated seconds for generating the graph, loading it and starting the servers.
SETUP_SECONDS: Final = 120.0
# Estimated number of windows for each one that counts, because disturbed windows are repeated.
WINDOWS_PER_RESULT: Final = 1.05


@dataclass(frozen=True, slots=True)
class Contestant:
    """A system to measure.

    ``ask`` takes a question, a number of clients and a number of seconds, and sends requests. ``process_ids`` belong to
    the server, or to the client if there is no server; ``store_process_ids`` belong to the database.
    """

    name: str
    ask: Callable[[Question, int, float], Load]
    process_ids: Sequence[int]
    store_process_ids: Sequence[int]
    is_own_client: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """The plan of a measurement: windows of ``seconds``, each after ``warm_up`` seconds, repeated ``repeats`` times."""

    clients: tuple[int, ...] = (1, 16, 64)
    seconds: float = 5.0
    warm_up: float = 1.0
    first_warm_up: float = 5.0
    repeats: int = 3
    questions: tuple[str, ...] = tuple(question.name for question in QUESTIONS)

    def within(self, minutes: float, contestants: int) -> Course:
        """The same plan with windows as long as the time allows, in whole seconds as wrk requires.

        Args:
            minutes: the time for the whole run, including loading the stores.
            contestants: the number of contestants on all stores together.
        """
        groups = len(self.questions) * contestants
        windows = self.repeats * len(self.clients) * groups
        left = minutes * 60 - SETUP_SECONDS - self.first_warm_up * groups
        return replace(self, seconds=max(1.0, left / WINDOWS_PER_RESULT / windows - self.warm_up) // 1)

    @property
    def chosen(self) -> list[Question]:
        """The questions to measure."""
        return [question for question in QUESTIONS if question.name in self.questions]


@dataclass(frozen=True, slots=True)
class Window:
    """One measured window.

    ``rate`` is in correct answers per second. CPU times are in seconds, but ``other_cpu`` is the average number of
    cores that processes outside the benchmark used. Memory is in MiB.
    """

    contestant: str
    question: str
    clients: int
    repeat: int
    load: Load
    rate: float
    server_cpu: float
    store_cpu: float
    other_cpu: float
    server_memory: float
    store_memory: float

    @property
    def disturbed(self) -> bool:
        """Whether other processes used more than ``MAX_OTHER_CPU`` cores."""
        return self.other_cpu > MAX_OTHER_CPU


def measure(contestants: Sequence[Contestant], course: Course) -> list[Window]:
    """Warm up all contestants, and measure all windows of a course in turn."""
    for contestant, question in itertools.product(contestants, course.chosen):
        say(f"  warming up: {question.name} on {contestant.name}")
        contestant.ask(question, 16, course.first_warm_up)
    windows: list[Window] = []
    total = course.repeats * len(course.chosen) * len(course.clients) * len(contestants)
    for repeat, question, clients, contestant in _turns(contestants, course):
        contestant.ask(question, clients, course.warm_up)
        window = _quiet_window(contestant, question, clients, repeat, course.seconds)
        windows.append(window)
        say(f"  {len(windows)}/{total} {_line(window)}")
    return windows


def _turns(contestants: Sequence[Contestant], course: Course) -> Iterator[tuple[int, Question, int, Contestant]]:
    """The order of the windows: contestants alternate, and the one that starts changes with each turn."""
    turns = itertools.product(range(course.repeats), course.chosen, course.clients)
    for turn, (repeat, question, clients) in enumerate(turns):
        first = turn % len(contestants)
        for contestant in [*contestants[first:], *contestants[:first]]:
            yield repeat, question, clients, contestant


def _quiet_window(contestant: Contestant, question: Question, clients: int, repeat: int, seconds: float) -> Window:
    """Measure until a window is undisturbed, at most ``TRIES`` times; return the least disturbed window."""
    tried: list[Window] = []
    while not tried or (tried[-1].disturbed and len(tried) < TRIES):
        tried.append(_window(contestant, question, clients, repeat, seconds))
    return min(tried, key=lambda window: window.other_cpu)


def _window(contestant: Contestant, question: Question, clients: int, repeat: int, seconds: float) -> Window:
    own = [os.getpid()]
    before = [cpu_seconds(ids) for ids in (contestant.process_ids, contestant.store_process_ids, own)]
    busy = busy_seconds()
    load = contestant.ask(question, clients, seconds)
    all_busy = busy_seconds() - busy
    after = [cpu_seconds(ids) for ids in (contestant.process_ids, contestant.store_process_ids, own)]
    server, store, ours = (late - early for late, early in zip(after, before, strict=True))
    accounted = server + store + ours + (0 if contestant.is_own_client else load.client_cpu)
    return Window(
        contestant=contestant.name,
        question=question.name,
        clients=clients,
        repeat=repeat,
        load=load,
        rate=load.rate,
        server_cpu=server,
        store_cpu=store,
        other_cpu=max(0.0, all_busy - accounted) / load.seconds,
        server_memory=memory_mib(contestant.process_ids),
        store_memory=memory_mib(contestant.store_process_ids),
    )


def _line(window: Window) -> str:
    notes = f", {window.load.failures} FAILED ({window.load.first_failure})" if window.load.failures else ""
    notes += f", disturbed by {window.other_cpu:.2f} cores" if window.disturbed else ""
    clients = "1 client" if window.clients == 1 else f"{window.clients} clients"
    return (
        f"{window.question}, {clients}, {window.contestant}: {window.rate:,.0f}/s, "
        f"p50 {window.load.p50:.2f} ms, p99 {window.load.p99:.2f} ms{notes}"
    )
