"""What only shows when the rows of all files are seen together: doubles, and credits of nobody in nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.load.csv_schema import CAST, DIRECTORS, FILMS, PEOPLE
from graphapi.load.statements import read_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.load.csv_schema import CsvFile
    from graphapi.load.staging import Staging
    from graphapi.store.bolt import Graph

KEYS_ASKED = 5000


def check_duplicates(staging: Staging, form: CsvFile, file: str, column: str = "key") -> None:
    """Note every row that states other facts about a key than the first row of that key.

    ``file`` and ``column`` are where the keys come from.
    """
    facts = [column.name for column in form.columns if column.name != "key"]
    differs = " OR ".join(f"row.{fact} IS DISTINCT FROM earlier.{fact}" for fact in facts)
    names = ", ".join(f"CASE WHEN row.{fact} IS DISTINCT FROM earlier.{fact} THEN '{fact}' END" for fact in facts)
    staging.run(
        f"""
        INSERT INTO problem
        WITH first AS (SELECT key, min(line) AS line FROM {form.table} GROUP BY key HAVING count(*) > 1),
             earlier AS (SELECT row.* FROM {form.table} row JOIN first USING (key, line))
        SELECT ?, row.line, '{column}',
               '''' || row.key || ''' is also on line ' || earlier.line || ', with a different '
                 || concat_ws(', ', {names})
        FROM {form.table} row JOIN earlier USING (key)
        WHERE row.line > earlier.line AND ({differs})
        """,
        [file],
    )


def drop_duplicates(staging: Staging, form: CsvFile) -> None:
    """Keep the first of several rows that say the same."""
    staging.run(
        f"""
        DELETE FROM {form.table} row USING
          (SELECT key, min(line) AS line FROM {form.table} GROUP BY key HAVING count(*) > 1) first
        WHERE row.key = first.key AND row.line > first.line
        """
    )


async def check_references(staging: Staging, graph: Graph) -> None:
    """Note every credit of a film, person or nameless character that is neither in the files nor in the graph.

    Rows that were refused must have left the tables before; the table ``known`` may have keys that count as known.
    """
    for label, form, column in (("Film", FILMS, "film_key"), ("Person", PEOPLE, "person_key")):
        missing = (
            f"SELECT {column} AS key FROM credits UNION SELECT {column} FROM directors "
            f"EXCEPT SELECT key FROM {form.table}"
        )
        await _ask_for_keys(staging, graph, label, missing)
        for form_of_credits in (CAST, DIRECTORS):
            staging.run(
                f"""
                INSERT INTO problem
                SELECT '{form_of_credits.file}', line, '{column}',
                       'no {label.lower()} has the key ''' || {column} || ''''
                FROM {form_of_credits.table}
                WHERE {column} NOT IN (SELECT key FROM {form.table})
                  AND {column} NOT IN (SELECT key FROM known WHERE label = '{label}')
                """
            )
    nameless = (
        "SELECT character_key AS key FROM credits WHERE character_key IS NOT NULL AND character IS NULL"
        " EXCEPT SELECT key FROM characters"
        " EXCEPT SELECT character_key FROM credits WHERE character_key IS NOT NULL AND character IS NOT NULL"
    )
    await _ask_for_keys(staging, graph, "Character", nameless)
    staging.run(
        f"""
        INSERT INTO problem
        SELECT '{CAST.file}', line, 'character',
               'is empty, and nothing else names the character ' || character_key
        FROM credits
        WHERE character IS NULL AND character_key IN
          (SELECT key FROM ({nameless}) EXCEPT SELECT key FROM known WHERE label = 'Character')
        """
    )


async def _ask_for_keys(staging: Staging, graph: Graph, label: str, missing: str) -> None:
    """Ask the graph which keys it knows, and remember them."""
    for keys in _batches(staging, missing):
        (found,) = await graph.read(read_keys(label), {"keys": keys})
        staging.run("INSERT INTO known SELECT ?, unnest(?::VARCHAR[])", [label, found])


def _batches(staging: Staging, sql: str) -> Iterator[list[str]]:
    batch: list[str] = []
    for (key,) in staging.stream(sql):
        batch.append(key)
        if len(batch) == KEYS_ASKED:
            yield batch
            batch = []
    if batch:
        yield batch
