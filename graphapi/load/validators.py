"""What may stand in a cell of the CSV form."""

from __future__ import annotations

import re

MOST_CHARACTERS = 1000
LARGEST_INTEGER = 2**31 - 1
LARGEST_YEAR = 9999

_INTEGER = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
_NEGATIVE = re.compile(r"-(?:[0-9]+)(?:\.[0-9]+)?", re.ASCII)


def check_integer(value: str) -> str | None:
    """What is wrong with a whole number from 0 to 2,147,483,647 (GraphQL's Int), if anything."""
    if _INTEGER.fullmatch(value):
        # Ten digits at most: the conversion of a text of a million digits would take minutes.
        if len(value) > 10 or int(value) > LARGEST_INTEGER:
            return f"{shown(value)} is larger than {LARGEST_INTEGER:,}"
        return None
    if _NEGATIVE.fullmatch(value):
        return f"{shown(value)} is negative"
    return f"{shown(value)} is not a plain whole number (digits alone, without leading zeros, point or exponent)"


def check_year(value: str) -> str | None:
    """What is wrong with a year, if anything."""
    wrong = check_integer(value)
    if wrong is None and not 1 <= int(value) <= LARGEST_YEAR:
        return f"{shown(value)} is not a year from 1 to {LARGEST_YEAR}"
    return wrong


def check_rating(value: str) -> str | None:
    """What is wrong with a rating, if anything."""
    if _DECIMAL.fullmatch(value):
        return None if float(value) <= 10 else f"{shown(value)} is above 10; a rating is from 0 to 10"
    if _NEGATIVE.fullmatch(value):
        return f"{shown(value)} is below 0; a rating is from 0 to 10"
    return f"{shown(value)} is not a plain number such as 7 or 7.5"


def check_label(value: str) -> str | None:
    """What is wrong with a key, title or name, if anything."""
    if len(value) > MOST_CHARACTERS:
        return f"is {len(value):,} characters long; at most {MOST_CHARACTERS:,} are allowed"
    if "\n" in value or "\r" in value:
        return "holds a line break"
    return None


def check_labels(value: str) -> str | None:
    """What is wrong with a list of names separated by ``|``, if anything."""
    wrong = check_label(value.replace("|", "")) if len(value) <= MOST_CHARACTERS else None
    if wrong is not None:
        return wrong
    return next((wrong for name in value.split("|") if (wrong := check_label(name)) is not None), None)


def shown(value: str) -> str:
    """A value in quotes for a message: on one line, and short."""
    return repr(value if len(value) <= 60 else value[:59] + "…")
