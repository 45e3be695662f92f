"""The relationships in the staging database, as pairs of keys."""

from __future__ import annotations

from dataclasses import dataclass

from graphapi.load.csv_schema import (
    CAST_FILE,
    LIST_RELATIONSHIPS,
    RELATIONSHIP_FILES,
    key_column,
    schema_of,
    table_of,
)
from graphapi.model.nodes import CHARACTER, FILM, PERSON
from graphapi.model.relationships import ACTED_IN, APPEARS_IN


@dataclass(frozen=True)
class StagedPairs:
    """SQL for the distinct pairs of keys, ``first`` and ``second``, that a relationship type connects.

    ``labels`` are the labels of the first and of the second node.
    """

    sql: str
    labels: tuple[str, str]

    def column(self, label: str) -> str:
        """The column with the keys of the nodes of a label."""
        return "first" if label == self.labels[0] else "second"


def _all_pairs() -> dict[str, StagedPairs]:
    pairs = {
        ACTED_IN.type: _table_pairs(table_of(CAST_FILE), FILM.name, PERSON.name),
        APPEARS_IN.type: _table_pairs("role", FILM.name, CHARACTER.name),
    }
    for file in RELATIONSHIP_FILES:
        pairs[file.relationship.type] = _table_pairs(table_of(file.file), file.first, file.second)
    for listed in LIST_RELATIONSHIPS:
        names = f"SELECT DISTINCT key AS first, trim(unnest(string_split({listed.list_column}, '|'))) AS second"
        sql = f"FROM ({names} FROM {schema_of(listed.source).table}) WHERE second <> ''"
        pairs[listed.type] = StagedPairs(sql, (listed.source, listed.target))
    return pairs


def _table_pairs(table: str, first: str, second: str) -> StagedPairs:
    columns = f"{key_column(first)} AS first, {key_column(second)} AS second"
    return StagedPairs(f"SELECT DISTINCT {columns} FROM {table} WHERE second IS NOT NULL", (first, second))


_PAIRS = _all_pairs()


def staged_pairs(type_: str) -> StagedPairs:
    """The staged pairs of a relationship type."""
    return _PAIRS[type_]
