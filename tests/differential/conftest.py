"""What the differential suite says at the end of a run."""

from __future__ import annotations

import pytest

LINES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def closing_lines(request: pytest.FixtureRequest) -> list[str]:
    """Lines that are printed when all tests are done."""
    lines: list[str] = []
    request.config.stash[LINES] = lines
    return lines


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(LINES, []):
        terminalreporter.write_line(line)
