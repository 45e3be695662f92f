"""Durations on the command line, such as ``30d``."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

import typer

UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def parse_expiry(text: str) -> timedelta:
    """The duration that the option ``--expires`` names.

    Args:
        text: a whole number with the unit ``s``, ``m``, ``h`` or ``d``.

    Raises:
        typer.BadParameter: the text is not a duration.
    """
    found = re.fullmatch(r"([1-9]\d{0,5})([smhd])", text)
    if found is None:
        raise typer.BadParameter(f"{text!r} is not a time like 30d, 12h, 15m or 60s.", param_hint="--expires")
    return timedelta(**{UNITS[found[2]]: int(found[1])})
