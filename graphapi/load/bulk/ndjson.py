"""The tables of the desired graph as bodies for the embedded store's bulk loader; DuckDB writes them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graphapi.load.staging import CELL_SEPARATOR, sql_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphapi.load.bulk.tables import Column, NodeTable, RelationshipTable
    from graphapi.load.staging import Staging

RECORD_IDS: Final = "record_id"
"""The table with the record ids that the store gave to nodes: ``id``, ``rid``."""
BODY_BYTES: Final = 8 * 2**20
_ROWS_PER_CHUNK: Final = 200_000


def node_bodies(staging: Staging, table: NodeTable) -> Iterator[Path]:
    """Write the nodes of a table to files, one after the other; the caller deletes them.

    Nodes with different labels come in different files, because the store writes nodes of one type together.
    """
    groups = staging.run(f"SELECT labels, min(id), max(id) + 1 FROM {table.name} GROUP BY labels ORDER BY labels")
    for labels, first, end in groups:
        type_ = "~".join(sorted([table.label.name, *filter(None, labels.split(";"))]))
        line = f"""'{{"@type":"v","@class":"{type_}","@id":"' || id || '"'{_properties(table.columns)} || '}}'"""
        for start in range(first, end, _ROWS_PER_CHUNK):
            rows = f"FROM {table.name} WHERE id BETWEEN {start} AND {min(start + _ROWS_PER_CHUNK, end) - 1}"
            yield from _bodies(staging, f"SELECT {line} {rows}")


def relationship_bodies(staging: Staging, tables: Sequence[RelationshipTable]) -> Iterator[Path]:
    """Write all relationships to files, one after the other; the caller deletes them. `RECORD_IDS` has all nodes.

    The relationships that start at a node follow one another, because the store then writes them together.
    """
    for label in dict.fromkeys(table.relationship.source for table in tables):
        starting = [table for table in tables if table.relationship.source == label and table.rows]
        rows = sum(table.rows for table in starting)
        if not rows:
            continue
        sources = " UNION ALL ".join(f"SELECT source FROM {table.name}" for table in starting)
        ((first, end),) = staging.run(f"SELECT min(source), max(source) + 1 FROM ({sources})")
        step = max(1, (end - first) * _ROWS_PER_CHUNK // rows)
        for start in range(first, end, step):
            lines = (_relationship_lines(table, start, min(start + step, end) - 1) for table in starting)
            yield from _bodies(staging, " UNION ALL ".join(lines))


def _relationship_lines(table: RelationshipTable, first: int, last: int) -> str:
    """SQL for the lines of the relationships whose sources are in a range."""
    line = (
        f"""'{{"@type":"e","@class":"{table.relationship.type}","@from":"' || source.rid || '","@to":"' """
        f"""|| target.rid || '"'{_properties(table.columns)} || '}}'"""
    )
    return (
        f"SELECT {line} FROM (FROM {table.name} WHERE source BETWEEN {first} AND {last}) AS row "
        f"JOIN {RECORD_IDS} AS source ON source.id = row.source JOIN {RECORD_IDS} AS target ON target.id = row.target"
    )


def create_record_ids(staging: Staging) -> None:
    """Create the table `RECORD_IDS`."""
    staging.run(f"CREATE TABLE {RECORD_IDS} (id BIGINT, rid VARCHAR)")


def add_record_ids(staging: Staging, answer: Path) -> int:
    """Add the record ids in an answer of the store; returns the number of records that the store created."""
    columns = "{verticesCreated: 'BIGINT', edgesCreated: 'BIGINT', idMapping: 'MAP(VARCHAR, VARCHAR)'}"
    source = (
        f"read_json('{sql_text(answer)}', format = 'unstructured', columns = {columns}, "
        f"maximum_object_size = {answer.stat().st_size + 1})"
    )
    staging.run(
        f"INSERT INTO {RECORD_IDS} SELECT unnest(map_keys(idMapping))::BIGINT, unnest(map_values(idMapping)) "
        f"FROM {source} WHERE idMapping IS NOT NULL"
    )
    return staging.count(f"SELECT verticesCreated + edgesCreated FROM {source}")


def _properties(columns: Sequence[Column]) -> str:
    """SQL that appends the properties of a row that are not null to its line."""
    return "".join(f"""|| coalesce(',"{one.name}":' || {_value(one)}, '')""" for one in columns)


def _value(column: Column) -> str:
    is_number = column.scalar.is_number and not column.is_list
    return f'"{column.name}"' if is_number else f'to_json("{column.name}")'


def _bodies(staging: Staging, lines: str) -> Iterator[Path]:
    """Write the lines of a query to files of about `BODY_BYTES`."""
    folder = Path(tempfile.mkdtemp(prefix="bodies-", dir=staging.folder))
    staging.run(
        f"COPY ({lines}) TO '{sql_text(folder)}' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', "
        f"DELIMITER '{CELL_SEPARATOR}', FILE_SIZE_BYTES {BODY_BYTES}, OVERWRITE true)"
    )
    yield from (path for path in sorted(folder.iterdir()) if path.stat().st_size)
