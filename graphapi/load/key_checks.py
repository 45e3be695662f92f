"""Checks across the rows of all files: duplicate keys, and references to nodes that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.load.csv_schema import CAST_FILE, NODE_SCHEMAS, RELATIONSHIP_FILES, key_column, schema_of, table_of
from graphapi.load.statements import read_keys
from graphapi.model.nodes import CHARACTER, FILM, PERSON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.load.csv_schema import FileSchema
    from graphapi.load.staging import Staging
    from graphapi.store.bolt import Graph

KEYS_PER_STATEMENT = 5000

_REFERENCES = (
    (CAST_FILE, FILM.name),
    (CAST_FILE, PERSON.name),
    *((file.file, label) for file in RELATIONSHIP_FILES for label in (file.first, file.second)),
)
"""Pairs of a file and the label of nodes that it refers to. Characters are left out: a load creates those of a cast."""
_UNNAMED = (
    "SELECT character_key AS key FROM credits WHERE character_key IS NOT NULL AND character IS NULL"
    f" EXCEPT SELECT key FROM {schema_of(CHARACTER.name).table}"
    " EXCEPT SELECT character_key FROM credits WHERE character_key IS NOT NULL AND character IS NOT NULL"
)
"""The keys of characters that have no name in the files."""


def check_duplicates(staging: Staging, schema: FileSchema, file: str, column: str = "key") -> None:
    """Record a problem for every row whose key is used by an earlier row with other values.

    ``file`` and ``column`` are the source of the keys that the problem names.
    """
    facts = [column.name for column in schema.columns if column.name != "key"]
    position = "row" if file.endswith(".parquet") else "line"
    differs = " OR ".join(f"row.{fact} IS DISTINCT FROM earlier.{fact}" for fact in facts)
    names = ", ".join(f"CASE WHEN row.{fact} IS DISTINCT FROM earlier.{fact} THEN '{fact}' END" for fact in facts)
    staging.run(
        f"""
        INSERT INTO problem
        WITH first AS (SELECT key, min(line) AS line FROM {schema.table} GROUP BY key HAVING count(*) > 1),
             earlier AS (SELECT row.* FROM {schema.table} row JOIN first USING (key, line))
        SELECT ?, row.line, '{column}',
               '''' || row.key || ''' is also on {position} ' || earlier.line || ', with a different '
                 || concat_ws(', ', {names})
        FROM {schema.table} row JOIN earlier USING (key)
        WHERE row.line > earlier.line AND ({differs})
        """,
        [file],
    )


def delete_duplicates(staging: Staging, schema: FileSchema) -> None:
    """Delete all rows of a key except the first."""
    staging.run(
        f"""
        DELETE FROM {schema.table} row USING
          (SELECT key, min(line) AS line FROM {schema.table} GROUP BY key HAVING count(*) > 1) first
        WHERE row.key = first.key AND row.line > first.line
        """
    )


async def check_references(staging: Staging, graph: Graph) -> None:
    """Record a problem for every reference to a node that is neither in the files nor in the graph.

    Rejected rows must be deleted first. Keys in the table ``existing_key`` count as existing.
    """
    for node_schema in NODE_SCHEMAS:
        files = [file for file, label in _REFERENCES if label == node_schema.label]
        if not files:
            continue
        column = key_column(node_schema.label)
        keys = " UNION ".join(f"SELECT {column} AS key FROM {table_of(file)}" for file in files)
        await _find_in_graph(staging, graph, node_schema.label, f"{keys} EXCEPT SELECT key FROM {node_schema.table}")
        for file in files:
            staging.run(
                f"""
                INSERT INTO problem
                SELECT ?, line, '{column}', 'no {node_schema.label.lower()} has the key ''' || {column} || ''''
                FROM {table_of(file)}
                WHERE {column} NOT IN (SELECT key FROM {node_schema.table})
                  AND {column} NOT IN (SELECT key FROM existing_key WHERE label = '{node_schema.label}')
                """,
                [staging.file_name(table_of(file))],
            )
    await _check_character_names(staging, graph)


async def _check_character_names(staging: Staging, graph: Graph) -> None:
    """Record a problem for every character key that has no name in the files or in the graph."""
    label = CHARACTER.name
    await _find_in_graph(staging, graph, label, _UNNAMED)
    staging.run(
        f"""
        INSERT INTO problem
        SELECT ?, line, 'character', 'is empty, and no other row names the character ' || character_key
        FROM credits
        WHERE character IS NULL AND character_key IN
          (SELECT key FROM ({_UNNAMED}) EXCEPT SELECT key FROM existing_key WHERE label = '{label}')
        """,
        [staging.file_name(table_of(CAST_FILE))],
    )


def delete_dangling(staging: Staging) -> int:
    """Delete the rows of relationships that refer to nodes without a row, and return how many there were.

    Such nodes were in the graph when `check_references` looked for them, and were removed with the sample. A character
    without a name is removed from its credit.
    """
    if not staging.count("SELECT count(*) FROM existing_key"):
        return 0
    deleted = 0
    for file, label in _REFERENCES:
        table, column = table_of(file), key_column(label)
        dangling = f"SELECT line FROM {table} ANTI JOIN {schema_of(label).table} AS node ON node.key = {column}"
        deleted += staging.count(f"SELECT count(*) FROM ({dangling})")
        staging.run(f"DELETE FROM {table} WHERE line IN ({dangling})")
    staging.run(f"UPDATE credits SET character_key = NULL WHERE character_key IN ({_UNNAMED})")
    staging.run("DELETE FROM existing_key")
    return deleted


async def _find_in_graph(staging: Staging, graph: Graph, label: str, missing: str) -> None:
    """Read which of the missing keys are in the graph, and store them in ``existing_key``."""
    for keys in _batches(staging, missing):
        (found,) = await graph.read(read_keys(label), {"keys": keys})
        staging.add_keys("existing_key", label, found)


def _batches(staging: Staging, sql: str) -> Iterator[list[str]]:
    batch: list[str] = []
    for (key,) in staging.stream(sql):
        batch.append(key)
        if len(batch) == KEYS_PER_STATEMENT:
            yield batch
            batch = []
    if batch:
        yield batch
