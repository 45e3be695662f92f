"""What the processor times of one, two and four server processes mean for several machines."""

from __future__ import annotations

import pytest

from benchmarks.measure import Window
from benchmarks.scaling import ProcessorTime, measured_table, planned_table
from benchmarks.workers import name_of
from benchmarks.wrk import Load


def window(number: int, clients: int, server_cpu: float, store_cpu: float) -> Window:
    """A window of one second with 1,000 answers; the load generator takes 50 µs for each."""
    load = Load(1000, 0, 1.0, p50=1.0, p99=2.0, slowest=3.0, bytes=0, client_cpu=0.05)
    return Window(name_of(number), "point", clients, 0, load, load.rate, server_cpu, store_cpu, 0.0, 100.0, 700.0)


def cells(table: str) -> list[list[str]]:
    """The cells of the rows of a table in Markdown."""
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in table.splitlines()[2:]]


def test_a_machine_is_full_when_the_process_or_all_cores_are() -> None:
    times = ProcessorTime(server=400, store=100, client=50)
    assert times.most(1, cores=8) == pytest.approx(1e6 / 400)
    assert times.most(4, cores=2) == pytest.approx(2e6 / 550)


def test_a_member_needs_processes_for_its_requests_and_for_its_cores() -> None:
    assert ProcessorTime(server=400, store=100, client=50).processes_for_member == 32
    # Two would be enough for the requests, but they have six statements in flight for eight cores.
    assert ProcessorTime(server=500, store=2500, client=50).processes_for_member == 3


def test_the_rows_are_in_the_order_of_clients_and_processes() -> None:
    windows = [window(number, clients, 0.3, 0.1) for number in (4, 1, 2) for clients in (64, 16)]
    rows = cells(measured_table(windows, (1, 2, 4)))
    assert [row[1:3] for row in rows] == [[clients, number] for clients in ("16", "64") for number in "124"]
    assert rows[0][3] == "1,000"
    assert rows[0][6:] == ["300", "100", "50", "100"]


def test_other_machines_are_calculated_from_the_most_processes_and_few_clients() -> None:
    windows = [window(1, 16, 0.2, 0.05), window(4, 64, 0.2, 0.05), window(4, 16, 0.4, 0.1)]
    assert cells(planned_table(windows, (1, 4))) == [["point", "1,250", "40,000", "32", "8", "1"]]
