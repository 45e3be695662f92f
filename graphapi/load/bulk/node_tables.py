"""Creating the tables of nodes, with their derived properties, from the staged rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.load.bulk.folding import fold_texts, folded_join, folded_sql
from graphapi.load.bulk.tables import NodeTable, node_table
from graphapi.load.csv_schema import LIST_RELATIONSHIPS, table_of
from graphapi.load.desired_graph import NAME, relationship_counts
from graphapi.load.staged_pairs import staged_pairs
from graphapi.model.nodes import CHARACTER, LABELS, SEARCH_RANK, SEARCH_TEXT
from graphapi.model.relationships import roles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.load.staging import Staging
    from graphapi.model.elements import Label


def create_node_tables(staging: Staging) -> Iterator[NodeTable]:
    """Create the tables, and yield each as soon as it is complete; `derive_characters` comes before."""
    first = 0
    for label in LABELS:
        if label.file is None and not any(one.target == label.name for one in LIST_RELATIONSHIPS):
            continue
        name = node_table(label)
        values = _nodes_of_lists(label) if label.file is None else _nodes_of_file(label, label.file)
        staging.run(f"CREATE VIEW {name}_value AS {values}")
        for text in _searched(label):
            fold_texts(staging, f"{name}_value", text)
        staging.run(
            f"CREATE TABLE {name} AS SELECT {first} - 1 + row_number() OVER () AS id, * FROM ({_complete(label)})"
        )
        rows = staging.count(f"SELECT count(*) FROM {name}")
        first += rows
        yield NodeTable(label, rows)


def _complete(label: Label) -> str:
    """SQL for the nodes with their further labels and their derived properties."""
    roles = roles_of(label)
    labels = "".join(f", CASE WHEN related.has_{one.relationship} THEN '{one.label}' END" for one in roles)
    columns = f"concat_ws(';'{labels}) AS labels, node.*" if roles else "'' AS labels, node.*"
    joins = f"LEFT JOIN ({relationship_counts(label)}) AS related ON related.key = node.key"
    for text in _searched(label):
        popularity = "related.popularity"
        if isinstance(label.popularity, str):
            popularity = f'node."{label.popularity}", {popularity}'
        columns += f', {folded_sql("folded_text")} AS "{SEARCH_TEXT}"'
        columns += f', 0 - greatest(0, coalesce({popularity}, 0)) AS "{SEARCH_RANK}"'
        joins += f" {folded_join(f'node.{text}', 'folded_text')}"
    order = " ORDER BY labels" if roles else ""
    return f"SELECT {columns} FROM {node_table(label)}_value AS node {joins}{order}"


def _searched(label: Label) -> tuple[str, ...]:
    """The column with the text that a search finds; nothing if no search finds the nodes."""
    return () if label.search is None else (f'"{label.search.property}"',)


def _nodes_of_file(label: Label, file: str) -> str:
    """SQL for the keys and properties of the nodes that have a file."""
    table = "character_node" if label is CHARACTER else table_of(file)
    values = "".join(f', {one.column} AS "{one.name}"' for one in label.properties)
    return f'SELECT key AS "key"{values} FROM {table}'


def _nodes_of_lists(label: Label) -> str:
    """SQL for the keys and properties of the nodes that list columns name; the key of a node is its name."""
    lists = (one for one in LIST_RELATIONSHIPS if one.target == label.name)
    names = " UNION ".join(f"SELECT DISTINCT second AS key FROM ({staged_pairs(one.type).sql})" for one in lists)
    values = "".join(f', {"key" if one.name == NAME else "NULL::VARCHAR"} AS "{one.name}"' for one in label.properties)
    return f'SELECT key AS "key"{values} FROM ({names})'
