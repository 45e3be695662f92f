"""The searched form of titles and names in the staging database, computed by `graphapi.model.derived.search_text`.

Python needs 5 µs for a name. The same computation in SQL was ten times slower, because of its lists of words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.model.derived import search_text

if TYPE_CHECKING:
    from graphapi.load.staging import Staging

FOLDED: Final = "folded"
"""The table of folded texts: ``text`` and ``fold``, which is null if nothing of the text can be searched."""
_COLUMNS: Final = {"text": "VARCHAR", "fold": "VARCHAR"}


def fold_texts(staging: Staging, table: str, column: str) -> None:
    """Fold the texts of a column, each once, and add them to the table ``folded``."""
    staging.run(f"CREATE TABLE IF NOT EXISTS {FOLDED} (text VARCHAR, fold VARCHAR)")
    texts = staging.stream(f"SELECT {column} FROM {table} EXCEPT SELECT text FROM {FOLDED}")
    with staging.spool(FOLDED, _COLUMNS) as add:
        for (text,) in texts:
            if text is not None:
                add((text, search_text(text)))


def folded_sql(folded: str) -> str:
    """SQL for the folded text of a column; ``folded`` is the alias of the joined table, see `folded_join`."""
    return f"coalesce({folded}.fold, '')"


def folded_join(column: str, folded: str) -> str:
    """SQL that joins the folded texts to the texts of a column."""
    return f"LEFT JOIN {FOLDED} AS {folded} ON {folded}.text = {column}"
