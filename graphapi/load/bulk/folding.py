"""The searched form of titles and names in the staging database, equal to `graphapi.model.derived.search_text`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.model.derived import search_text
from graphapi.search_text import LONGEST_RUN, MOST_RUNS

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
            add((text, search_text(text)))


def folded_sql(column: str, folded: str) -> str:
    """SQL for the folded text of a column; ``folded`` is the alias of the joined table, see `folded_join`."""
    text = f"trim(regexp_replace(lower({column}), '[^0-9a-z]+', ' ', 'g'))"
    return f"CASE WHEN {_is_simple(column)} THEN {text} || {_runs(text)} ELSE coalesce({folded}.fold, '') END"


def folded_join(column: str, folded: str) -> str:
    """SQL that joins the texts that Python folded to the texts of a column."""
    return f"LEFT JOIN {FOLDED} AS {folded} ON {folded}.text = {column}"


def _runs(text: str) -> str:
    """SQL for what follows a folded text: a line break and the text's runs; see `graphapi.search_text.runs`."""
    words = f"string_split({text}, ' ')"
    before = f"{words}[position - 1]"
    repeats = f"length(word) > 2 AND ends_with({before}, word) AND length({before}) - length(word) BETWEEN 1 AND 4"
    kept = f"[word FOR word, position IN {words} IF position = 1 OR NOT ({repeats})]"
    starts = f"range(1, least(len({kept}), {MOST_RUNS + 1}))"
    run = f"substr(array_to_string({kept}[start:], ''), 1, {LONGEST_RUN})"
    return f"coalesce(' ' || chr(10) || ' ' || nullif(array_to_string([{run} FOR start IN {starts}], ' '), ''), '')"


def _is_simple(column: str) -> str:
    return f"regexp_full_match({column}, '{_SIMPLE}')"
