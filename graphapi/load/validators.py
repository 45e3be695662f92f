"""Validators for the cells of CSV files. Each returns the error in a value, or None if it is valid."""

from __future__ import annotations

import re

MAX_NAME_LENGTH = 1000
MAX_INTEGER = 2**31 - 1
MAX_YEAR = 9999

_INTEGER = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
_NEGATIVE = re.compile(r"-(?:[0-9]+)(?:\.[0-9]+)?", re.ASCII)


def check_integer(value: str) -> str | None:
    """Check a whole number from 0 to 2,147,483,647, the largest GraphQL Int."""
    if _INTEGER.fullmatch(value):
        # The length is checked first because converting a million digits would take minutes.
        if len(value) > 10 or int(value) > MAX_INTEGER:
            return f"{quoted(value)} is larger than {MAX_INTEGER:,}"
        return None
    if _NEGATIVE.fullmatch(value):
        return f"{quoted(value)} is negative"
    return f"{quoted(value)} is not a plain whole number (digits only, without leading zeros, point or exponent)"


def check_year(value: str) -> str | None:
    """Check a year from 1 to 9999."""
    error = check_integer(value)
    if error is None and not 1 <= int(value) <= MAX_YEAR:
        return f"{quoted(value)} is not a year from 1 to {MAX_YEAR}"
    return error


def check_rating(value: str) -> str | None:
    """Check a rating from 0 to 10."""
    if _DECIMAL.fullmatch(value):
        return None if float(value) <= 10 else f"{quoted(value)} is above 10; a rating is from 0 to 10"
    if _NEGATIVE.fullmatch(value):
        return f"{quoted(value)} is below 0; a rating is from 0 to 10"
    return f"{quoted(value)} is not a plain number such as 7 or 7.5"


def check_name(value: str) -> str | None:
    """Check a key, title or name: one line, at most `MAX_NAME_LENGTH` characters."""
    if len(value) > MAX_NAME_LENGTH:
        return f"is {len(value):,} characters long; at most {MAX_NAME_LENGTH:,} are allowed"
    if "\n" in value or "\r" in value:
        return "holds a line break"
    return None


def check_names(value: str) -> str | None:
    """Check a list of names separated by ``|``."""
    error = check_name(value.replace("|", "")) if len(value) <= MAX_NAME_LENGTH else None
    if error is not None:
        return error
    return next((error for name in value.split("|") if (error := check_name(name)) is not None), None)


def quoted(value: str) -> str:
    """A value in quotes for a message, on one line and at most 60 characters long."""
    return repr(value if len(value) <= 60 else value[:59] + "…")
