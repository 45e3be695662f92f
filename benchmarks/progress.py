"""Words on long work, on standard error, so that the table alone is on standard output."""

from __future__ import annotations

import logging
import sys

import structlog


def say(text: str) -> None:
    """One line, at once."""
    print(text, file=sys.stderr, flush=True)


def quiet_logs() -> None:
    """Leave out graphapi's own lines on single statements."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
