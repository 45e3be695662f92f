"""Validators of cells: the values that they accept, and the messages for others."""

from __future__ import annotations

import pytest

from graphapi.load.validators import (
    MAX_INTEGER,
    MAX_NAME_LENGTH,
    check_integer,
    check_name,
    check_names,
    check_rating,
    check_year,
    quoted,
)

DIGITS = "is not a plain whole number (digits only, without leading zeros, point or exponent)"


@pytest.mark.parametrize("value", ["0", "7", "1993", str(MAX_INTEGER)])
def test_whole_numbers_are_valid(value: str) -> None:
    assert check_integer(value) is None


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("2147483648", "'2147483648' is larger than 2,147,483,647"),
        ("9" * 100, f"'{'9' * 59}…' is larger than 2,147,483,647"),
        ("-1", "'-1' is negative"),
        ("-1.5", "'-1.5' is negative"),
        ("01", f"'01' {DIGITS}"),
        ("1.0", f"'1.0' {DIGITS}"),
        ("1e3", f"'1e3' {DIGITS}"),
        ("٣", f"'٣' {DIGITS}"),
    ],
)
def test_other_integers_are_described(value: str, error: str) -> None:
    assert check_integer(value) == error


@pytest.mark.parametrize(("value", "error"), [("1", None), ("9999", None), ("0", "'0' is not a year from 1 to 9999")])
def test_years_have_bounds(value: str, error: str | None) -> None:
    assert check_year(value) == error


@pytest.mark.parametrize("value", ["0", "10", "10.0", "7.25"])
def test_ratings_are_valid(value: str) -> None:
    assert check_rating(value) is None


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("10.01", "'10.01' is above 10; a rating is from 0 to 10"),
        ("-0.5", "'-0.5' is below 0; a rating is from 0 to 10"),
        (".5", "'.5' is not a plain number such as 7 or 7.5"),
        ("nan", "'nan' is not a plain number such as 7 or 7.5"),
    ],
)
def test_other_ratings_are_described(value: str, error: str) -> None:
    assert check_rating(value) == error


def test_a_name_is_one_line_of_limited_length() -> None:
    assert check_name("n" * MAX_NAME_LENGTH) is None
    assert check_name("n" * (MAX_NAME_LENGTH + 1)) == "is 1,001 characters long; at most 1,000 are allowed"
    assert check_name("a\nb") == check_name("a\rb") == "holds a line break"


def test_each_name_of_a_list_is_checked() -> None:
    assert check_names("|".join(["n" * MAX_NAME_LENGTH] * 3)) is None
    assert check_names("a|b\nc") == "holds a line break"
    assert check_names(f"a|{'n' * 1001}") == "is 1,001 characters long; at most 1,000 are allowed"


def test_a_long_value_is_shortened_on_one_line() -> None:
    assert quoted("a\nb") == r"'a\nb'"
    assert len(quoted("x" * 100)) == 62
