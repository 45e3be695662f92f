"""What may stand in the cells of IMDb's dumps: the same as in the CSV form, asked in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.load.staging import LINE_BREAK, PROBLEM_COLUMNS
from graphapi.load.validators import MOST_CHARACTERS, check_integer, check_label, check_rating, check_year, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphapi.load.staging import Staging

# What is right beyond doubt; the rest is looked at one by one.
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
# Columns with keys and names, and whether they must be filled.
_LABELS: dict[str, tuple[tuple[str, bool], ...]] = {
    "title_basics": (("tconst", True), ("primaryTitle", True), ("originalTitle", False), ("genres", False)),
    "title_principals": (("nconst", True),),
    "name_basics": (("nconst", True), ("primaryName", True)),
}
_CONTROL = f"[\\x00-\\x1f\\x7f{LINE_BREAK}]"


def note_bad_numbers(staging: Staging, table: str, file: str) -> None:
    """Note every cell of a table that should be a number of its kind and is not."""
    for column, plain, check in _NUMBERS.get(table, ()):
        doubtful = f"SELECT line, {column} FROM {table} WHERE NOT regexp_full_match({column}, ?)"
        with staging.spool("problem", PROBLEM_COLUMNS) as add_problem:
            for line, value in staging.stream(doubtful, [plain]):
                wrong = check(value)
                if wrong is not None:
                    add_problem((file, str(line), column, wrong))


def note_bad_labels(staging: Staging, table: str, file: str) -> None:
    """Note every key and name of a table that is missing or cannot be one."""
    for column, required in _LABELS.get(table, ()):
        if required:
            staging.run(
                f"INSERT INTO problem SELECT ?, line, '{column}', 'is empty' FROM {table} WHERE {column} IS NULL",
                [file],
            )
        doubtful = (
            f"SELECT line, {column} FROM {table} WHERE length({column}) > {MOST_CHARACTERS} "
            f"OR regexp_matches({column}, ?)"
        )
        with staging.spool("problem", PROBLEM_COLUMNS) as add_problem:
            for line, value in staging.stream(doubtful, [_CONTROL]):
                add_problem((file, str(line), column, check_label(value) or "holds a control character"))


def note_bad_characters(staging: Staging, file: str) -> None:
    """Note every list of characters that is not a JSON array of names."""
    doubtful = "SELECT line, characters FROM title_principals WHERE NOT json_valid(characters)"
    not_a_list = (
        "SELECT line, characters FROM title_principals WHERE json_valid(characters) "
        "AND CASE WHEN json_valid(characters) THEN json_type(characters) END <> 'ARRAY'"
    )
    with staging.spool("problem", PROBLEM_COLUMNS) as add_problem:
        for sql in (doubtful, not_a_list):
            for line, value in staging.stream(sql):
                add_problem((file, str(line), "characters", f"{shown(value)} is not a JSON array"))
    staging.run(
        f"""
        INSERT INTO problem
        SELECT DISTINCT ?, line, 'characters', 'a name longer than {MOST_CHARACTERS} characters, or with a line break'
        FROM (
          SELECT line, unnest(TRY(from_json(characters, '["VARCHAR"]'))) AS name FROM title_principals
        ) WHERE length(name) > {MOST_CHARACTERS} OR regexp_matches(name, ?)
        """,
        [file, _CONTROL],
    )
