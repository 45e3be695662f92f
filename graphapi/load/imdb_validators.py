"""Validating the cells of IMDb's dumps: the validators of CSV files, behind a fast filter in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.load.staging import LINE_BREAK, PROBLEM_COLUMNS
from graphapi.load.validators import MAX_NAME_LENGTH, check_integer, check_name, check_rating, check_year, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphapi.load.staging import Staging

# Values that match are valid; only the others go through the validators.
_PLAIN_YEAR, _PLAIN_INTEGER, _PLAIN_RATING = "[1-9][0-9]{0,3}", "0|[1-9][0-9]{0,8}", r"[0-9](\.[0-9]+)?|10(\.0+)?"

_NUMBERS: dict[str, tuple[tuple[str, str, Callable[[str], str | None]], ...]] = {
    "title_basics": (
        ("startYear", _PLAIN_YEAR, check_year),
        ("runtimeMinutes", _PLAIN_INTEGER, check_integer),
    ),
    "title_ratings": (("averageRating", _PLAIN_RATING, check_rating), ("numVotes", _PLAIN_INTEGER, check_integer)),
    "title_principals": (("ordering", _PLAIN_INTEGER, check_integer),),
    "name_basics": (("birthYear", _PLAIN_YEAR, check_year), ("deathYear", _PLAIN_YEAR, check_year)),
}
# Columns of keys and names, and whether a value is required.
_NAMES: dict[str, tuple[tuple[str, bool], ...]] = {
    "title_basics": (("tconst", True), ("primaryTitle", True), ("originalTitle", False), ("genres", False)),
    "title_principals": (("nconst", True),),
    "name_basics": (("nconst", True), ("primaryName", True)),
}
_CONTROL = f"[\\x00-\\x1f\\x7f{LINE_BREAK}]"


def check_numbers(staging: Staging, table: str, file: str) -> None:
    """Record a problem for every invalid number in a table."""
    for column, plain, check in _NUMBERS.get(table, ()):
        doubtful = f"SELECT line, {column} FROM {table} WHERE NOT regexp_full_match({column}, ?)"
        with staging.spool("problem", PROBLEM_COLUMNS) as add_problem:
            for line, value in staging.stream(doubtful, [plain]):
                error = check(value)
                if error is not None:
                    add_problem((file, str(line), column, error))


def check_names(staging: Staging, table: str, file: str) -> None:
    """Record a problem for every missing or invalid key and name in a table."""
    for column, required in _NAMES.get(table, ()):
        if required:
            staging.run(
                f"INSERT INTO problem SELECT ?, line, '{column}', 'is empty' FROM {table} WHERE {column} IS NULL",
                [file],
            )
        doubtful = (
            f"SELECT line, {column} FROM {table} WHERE length({column}) > {MAX_NAME_LENGTH} "
            f"OR regexp_matches({column}, ?)"
        )
        with staging.spool("problem", PROBLEM_COLUMNS) as add_problem:
            for line, value in staging.stream(doubtful, [_CONTROL]):
                add_problem((file, str(line), column, check_name(value) or "holds a control character"))


def check_characters(staging: Staging, file: str) -> None:
    """Record a problem for every list of characters that is not a JSON array of names."""
    doubtful = "SELECT line, characters FROM title_principals WHERE NOT json_valid(characters)"
    not_a_list = (
        "SELECT line, characters FROM title_principals WHERE json_valid(characters) "
        "AND CASE WHEN json_valid(characters) THEN json_type(characters) END <> 'ARRAY'"
    )
    with staging.spool("problem", PROBLEM_COLUMNS) as add_problem:
        for sql in (doubtful, not_a_list):
            for line, value in staging.stream(sql):
                add_problem((file, str(line), "characters", f"{quoted(value)} is not a JSON array"))
    staging.run(
        f"""
        INSERT INTO problem
        SELECT DISTINCT ?, line, 'characters', 'a name longer than {MAX_NAME_LENGTH} characters, or with a line break'
        FROM (
          SELECT line, unnest(TRY(from_json(characters, '["VARCHAR"]'))) AS name FROM title_principals
        ) WHERE length(name) > {MAX_NAME_LENGTH} OR regexp_matches(name, ?)
        """,
        [file, _CONTROL],
    )
