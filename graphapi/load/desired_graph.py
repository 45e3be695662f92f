"""The desired content of the graph, computed from the staged rows: nodes, relationships and casts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from graphapi.load.csv_schema import key_column, schema_of, table_of
from graphapi.load.staged_pairs import staged_pairs
from graphapi.model.derived import ActingCredit, search_rank, search_text
from graphapi.model.nodes import SEARCH_TEXT, label_named
from graphapi.model.relationships import roles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.load.csv_schema import RelationshipFile
    from graphapi.load.staging import Staging
    from graphapi.model.elements import Label, RelationshipType

NAME = "name"
"""The property that stores the name of a node from a list column."""


@dataclass(frozen=True, slots=True)
class DesiredNode:
    """A node: its key, its properties that are not null, and its further labels.

    ``rank`` is the search rank of the node if it does not exist yet; None if searches do not find it.
    """

    key: str
    properties: dict[str, Any]
    labels: tuple[str, ...] = ()
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class DesiredRelationships:
    """A node's relationships of one type: their properties by the key of the other node, None if missing."""

    key: str
    related: dict[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class DesiredCast:
    """The credits of a film, by person key."""

    film: str
    credits: dict[str, ActingCredit]


def derive_characters(staging: Staging) -> None:
    """Create the tables ``role`` (credits with character keys) and ``character_node`` (characters).

    The name of a character comes from characters.csv, or else from the first row of cast.csv that has a name.
    """
    staging.run(
        """
        CREATE TABLE role AS
        SELECT line, film_key, person_key, billing, note, character AS name, character_key AS own_key,
               coalesce(character_key, film_key || '/' || character) AS character_key
        FROM credits
        """
    )
    staging.run(
        """
        CREATE TABLE character_node AS
        SELECT * EXCLUDE line FROM (
          SELECT * REPLACE (0 AS line) FROM characters
          UNION ALL BY NAME SELECT character_key AS key, name, line FROM role WHERE name IS NOT NULL
        ) QUALIFY row_number() OVER (PARTITION BY key ORDER BY line) = 1
        """
    )


def nodes(staging: Staging, label: Label, table: str) -> Iterator[DesiredNode]:
    """The nodes of a label that has a file.

    If nodes of the label get further labels from credits, this includes nodes that have a credit but no row: they are
    already in the graph and may need a label.
    """
    names = [property_.name for property_ in label.properties]
    roles = roles_of(label)
    # This is a single join because DuckDB never returns for 200,000 people with IN, NOT IN and UNION
    # (https://github.com/duckdb/duckdb/issues/24961).
    join = f"{'FULL' if roles else 'LEFT'} JOIN ({relationship_counts(label)}) AS related ON node.key = related.key"
    has_role = "".join(f", coalesce(has_{role.relationship}, false)" for role in roles)
    values = "".join(f", node.{property_.column}" for property_ in label.properties)
    sql = f"SELECT coalesce(node.key, related.key), coalesce(popularity, 0){has_role}{values} FROM {table} node {join}"
    for key, popularity, *record in staging.stream(sql):
        properties = _properties(label, names, record[len(roles) :])
        labels = tuple(role.label for role, has_it in zip(roles, record, strict=False) if has_it)
        if isinstance(label.popularity, str):
            popularity = properties.get(label.popularity, popularity)
        yield DesiredNode(key, properties, labels, None if label.search is None else search_rank(popularity))


def relationship_counts(label: Label) -> str:
    """SQL for the nodes with relationships: the key of a node, its popularity, and whether it has each role."""
    counted = label.counted
    types = dict.fromkeys((*counted, *(role.relationship for role in roles_of(label))))
    if not types:
        return "SELECT NULL::VARCHAR AS key, 0 AS popularity WHERE false"
    pairs = " UNION ALL ".join(
        f"SELECT {pair.column(label.name)} AS key, '{type_}' AS type, {type_ in counted} AS counts FROM ({pair.sql})"
        for type_, pair in ((type_, staged_pairs(type_)) for type_ in types)
    )
    flags = "".join(f", bool_or(type = '{type_}') AS has_{type_}" for type_ in types)
    return f"SELECT key, count(*) FILTER (counts) AS popularity{flags} FROM ({pairs}) GROUP BY key"


def listed_nodes(staging: Staging, relationship: RelationshipType) -> Iterator[DesiredNode]:
    """The nodes that a list column names; the key of a node is its name."""
    label = label_named(relationship.target)
    sql = f"SELECT second, count(*) FROM ({staged_pairs(relationship.type).sql}) GROUP BY second"
    for name, count in staging.stream(sql):
        rank = None if label.search is None else search_rank(count)
        yield DesiredNode(name, _properties(label, [NAME], [name]), rank=rank)


def listed_relationships(staging: Staging, relationship: RelationshipType) -> Iterator[DesiredRelationships]:
    """The relationships of a list column, grouped by the nodes of its file."""
    column, table = relationship.list_column, schema_of(relationship.source).table
    for key, names in staging.stream(f"SELECT key, {column} FROM {table} WHERE {column} IS NOT NULL"):
        related = dict.fromkeys((name for cell in names.split("|") if (name := cell.strip())), ())
        if related:
            yield DesiredRelationships(key, related)


def relationships(staging: Staging, file: RelationshipFile) -> Iterator[DesiredRelationships]:
    """The relationships of a file, grouped by its first key.

    If a pair has several rows, the first value that is not null counts.
    """
    keys = f"{key_column(file.first)}, {key_column(file.second)}"
    values = "".join(
        f", first({p.column} ORDER BY line) FILTER ({p.column} IS NOT NULL)" for p in file.relationship.properties
    )
    sql = f"SELECT {keys}{values} FROM {table_of(file.file)} GROUP BY {keys} ORDER BY {keys}"
    for key, group in groupby(staging.stream(sql), itemgetter(0)):
        yield DesiredRelationships(key, {other: tuple(properties) for _, other, *properties in group})


def casts(staging: Staging) -> Iterator[DesiredCast]:
    """The cast of each film that has one.

    If a person has several rows in a film, the credit has the lowest billing, the characters in the order of the rows,
    and the different notes joined by ``;``.
    """
    records = staging.stream(
        "SELECT film_key, person_key, billing, note, character_key FROM role ORDER BY film_key, line, billing"
    )
    for film, group in groupby(records, itemgetter(0)):
        credits: dict[str, ActingCredit] = {}
        notes: dict[str, list[str]] = {}
        for _, person, billing, note, character in group:
            credit = credits.setdefault(person, ActingCredit())
            if billing is not None and (credit.billing is None or billing < credit.billing):
                credit.billing = billing
            if note is not None and note not in (earlier := notes.setdefault(person, [])):
                earlier.append(note)
                credit.note = "; ".join(earlier)
            if character is not None and character not in credit.characters:
                credit.characters.append(character)
        yield DesiredCast(film, credits)


def keys_to_rank(staging: Staging, label: Label) -> Iterator[str]:
    """The keys of the nodes whose popularity the load may have changed."""
    pairs = map(staged_pairs, label.counted)
    parts = [f"SELECT {pair.column(label.name)} FROM ({pair.sql})" for pair in pairs]
    if isinstance(label.popularity, str):
        parts.append(f"SELECT key FROM {schema_of(label.name).table}")
    for (key,) in staging.stream(" UNION ".join(parts)):
        yield key


def _properties(label: Label, names: list[str], values: list[Any]) -> dict[str, Any]:
    properties = {name: value for name, value in zip(names, values, strict=True) if value is not None}
    if label.search is not None and label.search.property in properties:
        properties[SEARCH_TEXT] = search_text(properties[label.search.property])
    return properties
