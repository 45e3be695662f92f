"""The folded form of titles and names in the staging database, equal to `graphapi.search_text.fold`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.search_text import fold

if TYPE_CHECKING:
    from graphapi.load.staging import Staging

FOLDED: Final = "folded"
"""The table with the texts that Python folds: ``text`` and ``fold``."""
_COLUMNS: Final = {"text": "VARCHAR", "fold": "VARCHAR"}
# SQL folds texts of ASCII letters, digits, spaces and punctuation without apostrophes. The rest is left to Python:
# RE2, DuckDB's library for regular expressions, can neither look behind nor decompose characters.
_SIMPLE: Final = r"[ -&(-_a-~]*[0-9A-Za-z][ -&(-_a-~]*"


def fold_texts(staging: Staging, table: str, column: str) -> None:
    """Fold the texts of a column that SQL cannot fold, each once, and add them to the table ``folded``."""
    staging.run(f"CREATE TABLE IF NOT EXISTS {FOLDED} (text VARCHAR, fold VARCHAR)")
    texts = staging.stream(
        f"SELECT DISTINCT {column} FROM {table} WHERE NOT {_is_simple(column)} "
        f"AND {column} NOT IN (SELECT text FROM {FOLDED})"
    )
    with staging.spool(FOLDED, _COLUMNS) as add:
        for (text,) in texts:
            add((text, fold(text)))


def folded_sql(column: str, folded: str) -> str:
    """SQL for the folded text of a column; ``folded`` is the alias of the joined table, see `folded_join`."""
    words = f"trim(regexp_replace(lower({column}), '[^0-9a-z]+', ' ', 'g'))"
    return f"CASE WHEN {_is_simple(column)} THEN {words} ELSE coalesce({folded}.fold, '') END"


def folded_join(column: str, folded: str) -> str:
    """SQL that joins the texts that Python folded to the texts of a column."""
    return f"LEFT JOIN {FOLDED} AS {folded} ON {folded}.text = {column}"


def _is_simple(column: str) -> str:
    return f"regexp_full_match({column}, '{_SIMPLE}')"
