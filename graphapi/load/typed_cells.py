"""The cells of files whose values have types, such as JSON and Parquet, as the text that a CSV file would have."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from graphapi.load.row import Row
from graphapi.load.validators import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphapi.load.csv_schema import Column


def typed_row(number: int, values: Mapping[str, object], columns: Sequence[Column]) -> Row:
    """The row with a value for each column; a missing value is null."""
    cells: list[str] = []
    problems: list[tuple[str, str]] = []
    for column in columns:
        text, error = _cell(values.get(column.name), column)
        cells.append(text)
        if error is not None:
            problems.append((column.name, error))
    return Row(number, "\n".join(cells), cells, None, problems)


def _cell(value: object, column: Column) -> tuple[str, str | None]:
    """The text of a value, and its error if it has a type that the column cannot hold."""
    if isinstance(value, list) and column.is_list:
        return _names(value)
    if isinstance(value, bool) and column.type == "BOOLEAN":
        return str(value).lower(), None
    text = plain_text(value)
    if text is not None:
        return text, None
    return "", f"{quoted(str(value))} is {_kind(value)}, not a number or a text"


def _names(values: list[object]) -> tuple[str, str | None]:
    names: list[str] = []
    for value in values:
        name = plain_text(value)
        if name is None:
            return "", f"{quoted(str(value))} in the list is {_kind(value)}, not a number or a text"
        if "|" in name:
            return "", f"{quoted(name)} contains |, which separates names in CSV files"
        names.append(name.strip())
    return "|".join(filter(None, names)), None


def plain_text(value: object) -> str | None:
    """A value as plain text; None if it is neither a number nor a text.

    Null and NaN are empty. A whole number has no point, because pandas stores whole numbers as floats if some are
    unknown.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    if isinstance(value, int) or not math.isfinite(value):
        return "" if value != value else str(value)
    return str(int(value)) if value == int(value) else format(Decimal(str(value)), "f")


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    return "a list" if isinstance(value, list) else "an object" if isinstance(value, dict) else "a date or time"
