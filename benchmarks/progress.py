"""Progress messages on standard error, so that standard output only has the tables."""

from __future__ import annotations

import logging
import sys

import structlog


def say(text: str) -> None:
    """Print a line without buffering."""
    print(text, file=sys.stderr, flush=True)


def quiet_logs() -> None:
    """Suppress graphapi's log lines below the level WARNING."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
