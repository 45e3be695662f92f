"""Tables of medians, spread, ratios and targets, and how they are written into a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.measure import MAX_OTHER_CPU, Window
from benchmarks.page import PageError, fill
from benchmarks.report import detail_table, figures, geometric_mean, ratio, summary_table
from benchmarks.targets import target_table, targets_on_neo4j
from benchmarks.wrk import Load

if TYPE_CHECKING:
    from pathlib import Path


def window(contestant: str, rate: float, *, question: str = "point", failures: int = 0, other: float = 0.0) -> Window:
    """A measuring window of one second."""
    load = Load(
        answers=round(rate) + failures,
        failures=failures,
        seconds=1.0,
        p50=16_000 / rate,
        p99=32_000 / rate,
        slowest=64_000 / rate,
        bytes=0,
        client_cpu=0.1,
    )
    return Window(contestant, question, 16, 0, load, load.rate, 0.5, 1.0, other, 120.0, 700.0)


WINDOWS = [
    *(window("graphapi", rate) for rate in (3000, 2000, 2500)),
    *(window("peer", rate) for rate in (500, 500, 500)),
    *(window("floor", rate) for rate in (2000, 2000, 2000)),
    window("graphapi", 900, question="list", other=MAX_OTHER_CPU * 2),
    window("peer", 100, question="list", failures=7),
]


def test_medians_and_spread() -> None:
    figure = figures(WINDOWS)["point", 16, "graphapi"]
    assert figure.rate == 2500
    assert figure.spread == pytest.approx(0.4)
    assert figure.server_cpu == pytest.approx(1.5 / 7500 * 1e6)


def test_wrong_answers_do_not_count() -> None:
    figure = figures(WINDOWS)["list", 16, "peer"]
    assert (figure.rate, figure.failures) == (100, 7)


def test_ratios_and_their_mean() -> None:
    table = figures(WINDOWS)
    assert ratio(table, "point", 16, "peer") == 5
    assert ratio(table, "list", 16, "floor") is None
    assert geometric_mean(table, 16, "peer") == pytest.approx((5 * 9) ** 0.5)


def test_summary() -> None:
    lines = summary_table(figures(WINDOWS)).splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert cells[2] == ["point", "16", "2,500", "500", "2,000", "5.00", "1.25"]
    assert cells[3] == ["list", "16", "900*", "100", "", "9.00", ""]
    assert cells[4] == ["**geometric mean**", "16", "", "", "", "**6.71**", "**1.25**"]
    assert len({len(line) for line in lines}) == 1


def test_details_have_a_row_for_each_contestant() -> None:
    lines = detail_table(figures(WINDOWS)).splitlines()
    assert len(lines) == 2 + 5
    assert "±20%" in lines[2]


def test_targets_say_what_was_missed() -> None:
    responses = target_table(targets_on_neo4j(figures(WINDOWS)))
    missed = [line for line in responses.splitlines() if "missed" in line]
    assert [line.split("|")[1].strip() for line in missed] == []
    slower = figures([window("graphapi", 1400), window("peer", 500), window("floor", 2000)])
    missed = [line for line in target_table(targets_on_neo4j(slower)).splitlines() if "missed" in line]
    assert [line.split("|")[1].strip() for line in missed] == [
        "point, 16 clients: times the peer",
        "geometric mean, 16 clients: times the peer",
        "point, 16 clients: times the floor",
    ]


def test_a_page_is_filled_again_and_again(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before\n<!-- speed: begin -->\nold\n<!-- speed: end -->\nAfter\n")
    for text in ("new", "newer"):
        fill(page, "speed", text)
        assert page.read_text() == f"Before\n<!-- speed: begin -->\n{text}\n<!-- speed: end -->\nAfter\n"
    with pytest.raises(PageError, match=r"page\.md has no place for figures"):
        fill(page, "weight", "new")
