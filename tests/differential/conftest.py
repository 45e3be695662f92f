"""What the differential suite says at the end of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pytest

CLOSING_LINE: Final = "closing line"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the closing lines that tests recorded as properties, in whatever process they ran."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties if report.when == "call" else ():
                if name == CLOSING_LINE:
                    terminalreporter.write_line(str(value))
