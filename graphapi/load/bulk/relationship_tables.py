"""Creating the tables of relationships, with their derived properties, from the staged rows and the nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.load.bulk.tables import RelationshipTable, node_table, relationship_table
from graphapi.load.csv_schema import LIST_RELATIONSHIPS, RELATIONSHIP_FILES, key_column, table_of
from graphapi.load.staged_pairs import staged_pairs
from graphapi.model.nodes import CHARACTER, FILM, PERSON, label_named
from graphapi.model.relationships import (
    ACTED_IN,
    APPEARS_IN,
    BILLING,
    CHARACTER_KEYS,
    NOTE,
    PERSON_KEYS,
    PLAYED_IN,
    PLAYS,
    RELATIONSHIPS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.load.csv_schema import RelationshipFile
    from graphapi.load.staging import Staging
    from graphapi.model.elements import RelationshipType


def create_relationship_tables(staging: Staging) -> Iterator[RelationshipTable]:
    """Create the tables, and yield each as soon as it is complete; the tables of nodes come before."""
    for sql in _CASTING:
        staging.run(sql)
    for relationship in RELATIONSHIPS:
        if relationship.type not in _SQL:
            continue
        table = relationship_table(relationship)
        # In the order of their sources, so that a range of sources is read without the rest.
        staging.run(f"CREATE TABLE {table} AS SELECT * FROM ({_SQL[relationship.type]}) ORDER BY source")
        yield RelationshipTable(relationship, staging.count(f"SELECT count(*) FROM {table}"))


def _of_file(file: RelationshipFile) -> str:
    """The relationships of a file; if a pair has several rows, the first value that is not null counts."""
    ends = {file.first: "first", file.second: "second"}
    source, target = ends[file.relationship.source], ends[file.relationship.target]
    values = "".join(
        f', first(row.{one.column} ORDER BY line) FILTER (row.{one.column} IS NOT NULL) AS "{one.name}"'
        for one in file.relationship.properties
    )
    return f"""
        SELECT {source}.id AS source, {target}.id AS target{values} FROM {table_of(file.file)} AS row
        JOIN {node_table(label_named(file.first))} AS first ON first.key = row.{key_column(file.first)}
        JOIN {node_table(label_named(file.second))} AS second ON second.key = row.{key_column(file.second)}
        GROUP BY ALL
    """


def _of_list(relationship: RelationshipType) -> str:
    """The relationships of a list column."""
    return f"""
        SELECT source.id AS source, target.id AS target FROM ({staged_pairs(relationship.type).sql}) AS pair
        JOIN {node_table(label_named(relationship.source))} AS source ON source.key = pair.first
        JOIN {node_table(label_named(relationship.target))} AS target ON target.key = pair.second
    """


# The rules of a cast are those of `graphapi.load.desired_graph.casts` and `graphapi.model.derived.players`.
_CASTING: Final = (
    f"""
    CREATE TABLE cast_row AS
    SELECT person.id AS person, film.id AS film, character.id AS character, person.key AS person_key,
           film.key AS film_key, character.key AS character_key, billing, note, line
    FROM role JOIN {node_table(FILM)} AS film ON film.key = role.film_key
    JOIN {node_table(PERSON)} AS person ON person.key = role.person_key
    LEFT JOIN {node_table(CHARACTER)} AS character ON character.key = role.character_key
    """,
    """
    CREATE TABLE casting AS
    SELECT person, film, character, any_value(person_key) AS person_key, any_value(film_key) AS film_key
    FROM cast_row WHERE character IS NOT NULL GROUP BY person, film, character
    """,
)


def _distinct(values: str) -> str:
    """SQL for the different elements of a list, in the order of their first occurrence."""
    return f"list_filter({values}, lambda x, i: list_position({values}, x) = i)"


def _ordered(column: str) -> str:
    return f"list({column} ORDER BY line) FILTER ({column} IS NOT NULL)"


# Most people have one row in a film, and most characters one player. Ordered lists cost many times as much as other
# aggregates, so only the others are aggregated into such lists.
_SQL: Final = {
    ACTED_IN.type: f"""
        WITH credit AS (
          SELECT person AS source, film AS target, min(billing) AS "{BILLING.name}", any_value(note) AS "{NOTE.name}",
                 any_value(character_key) AS character_key, count(*) AS rows
          FROM cast_row GROUP BY person, film
        ), listed AS (
          SELECT person AS source, film AS target, {_ordered("note")} AS notes,
                 {_ordered("character_key")} AS characters
          FROM cast_row SEMI JOIN (FROM credit WHERE rows > 1) ON source = person AND target = film
          GROUP BY person, film
        )
        SELECT source, target, "{BILLING.name}", "{NOTE.name}",
               CASE WHEN character_key IS NOT NULL THEN [character_key] END AS "{CHARACTER_KEYS}"
        FROM credit WHERE rows = 1
        UNION ALL
        SELECT source, target, "{BILLING.name}", array_to_string({_distinct("notes")}, '; '), {_distinct("characters")}
        FROM credit JOIN listed USING (source, target)
    """,
    PLAYS.type: f'SELECT person AS source, character AS target, film_key AS "{PLAYED_IN.name}" FROM casting',
    APPEARS_IN.type: f"""
        WITH appearance AS (
          SELECT character AS source, film AS target, any_value(person_key) AS person_key, count(*) AS players
          FROM casting GROUP BY character, film
        )
        SELECT source, target, [person_key] AS "{PERSON_KEYS}" FROM appearance WHERE players = 1
        UNION ALL
        SELECT character, casting.film, list(person_key ORDER BY "{BILLING.name}" NULLS LAST, person_key)
        FROM casting SEMI JOIN (FROM appearance WHERE players > 1) ON source = character AND target = film
        JOIN {relationship_table(ACTED_IN)} AS credit ON credit.source = person AND credit.target = casting.film
        GROUP BY character, casting.film
    """,
    **{file.relationship.type: _of_file(file) for file in RELATIONSHIP_FILES},
    **{relationship.type: _of_list(relationship) for relationship in LIST_RELATIONSHIPS},
}
