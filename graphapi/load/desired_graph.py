"""The desired content of the graph, computed from the staged rows: nodes, relationships and casts.

DuckDB computes what it can, so that the rows of new nodes and relationships are sent to the store as DuckDB returns
them. `ExistingNodes` knows which nodes are in the graph before the load: what connects other nodes is new, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from graphapi.load.csv_schema import key_column, schema_of, table_of
from graphapi.load.staged_pairs import staged_pairs
from graphapi.model.derived import ActingCredit, search_text
from graphapi.model.nodes import FILM, label_named
from graphapi.model.relationships import roles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.load.csv_schema import RelationshipFile
    from graphapi.load.existing_nodes import ExistingNodes
    from graphapi.load.staging import Staging
    from graphapi.model.elements import Label, PropertyType, RelationshipType

NAME = "name"
"""The property that stores the name of a node from a list column."""


class DesiredNode(NamedTuple):
    """A node: its key, its values in the order of the schema, its search rank if it is new, and its further labels.

    The values end with the search text, and the rank counts, only if searches find the node. Without ``has_row``, the
    node has credits but no row of its own, so it must be in the graph already.
    """

    key: str
    values: tuple[Any, ...]
    rank: int = 0
    labels: tuple[str, ...] = ()
    has_row: bool = True


class DesiredRelationships(NamedTuple):
    """A node's relationships of one type: their properties by the key of the other node, None if missing."""

    key: str
    related: dict[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class DesiredCast:
    """The credits of a film, by person key; ``is_known`` says whether the film is in the graph."""

    film: str
    credits: dict[str, ActingCredit]
    is_known: bool = False


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


def known_properties(staging: Staging, label: Label, table: str) -> tuple[PropertyType, ...]:
    """The properties of a label that at least one row has."""
    ((*counts,),) = staging.run(f"SELECT {', '.join(f'count({one.column})' for one in label.properties)} FROM {table}")
    return tuple(one for one, count in zip(label.properties, counts, strict=True) if count)


def nodes(staging: Staging, label: Label, table: str, properties: tuple[PropertyType, ...]) -> Iterator[DesiredNode]:
    """The nodes of a label that has a file, with some of its properties.

    If nodes of the label get further labels from credits, this includes nodes that have a credit but no row: they are
    already in the graph and may need a label. Nodes with the same labels follow one another.
    """
    roles = roles_of(label)
    # This is a single join because DuckDB never returns for 200,000 people with IN, NOT IN and UNION
    # (https://github.com/duckdb/duckdb/issues/24961).
    join = f"{'FULL' if roles else 'LEFT'} JOIN ({relationship_counts(label)}) AS related ON node.key = related.key"
    further = "".join(f", CASE WHEN has_{role.relationship} THEN '{role.label}' END" for role in roles)
    labels = f"concat_ws(';'{further})" if roles else "''"
    popularity = "related.popularity"
    if isinstance(label.popularity, str):
        own = next(one.column for one in label.properties if one.name == label.popularity)
        popularity = f"node.{own}, {popularity}"
    values = "".join(f", node.{one.column}" for one in properties)
    order = "ORDER BY labels" if roles else ""
    sql = (
        f"SELECT coalesce(node.key, related.key), node.key IS NOT NULL, {labels} AS labels, "
        f"0 - greatest(0, coalesce({popularity}, 0)){values} FROM {table} node {join} {order}"
    )
    searched = None if label.search is None else label.search.property
    text = next((4 + index for index, one in enumerate(properties) if one.name == searched), None)
    split: dict[str, tuple[str, ...]] = {"": ()}
    for record in staging.stream(sql):
        key, has_row, names, rank, *rest = record
        if text is not None:
            rest.append(search_text(record[text]) if has_row else None)
        if names not in split:
            split[names] = tuple(names.split(";"))
        yield DesiredNode(key, tuple(rest), rank, split[names], has_row)


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
    is_searched = label_named(relationship.target).search is not None
    sql = f"SELECT second, 0 - count(*) FROM ({staged_pairs(relationship.type).sql}) GROUP BY second"
    for name, rank in staging.stream(sql):
        yield DesiredNode(name, (name, search_text(name)) if is_searched else (name,), rank)


def new_relationships(
    staging: Staging, type_: str, file: RelationshipFile | None, existing: ExistingNodes
) -> Iterator[list[Any]]:
    """The relationships of a type with a node that is not in the graph yet, as rows for `write_relationships`.

    ``file`` is the file of the relationships; None if they come from a list column.
    """
    pairs = existing.new_pairs(staged_pairs(type_))
    if file is None or not file.relationship.properties:
        for key, group in groupby(staging.stream(f"FROM ({pairs}) ORDER BY first"), itemgetter(0)):
            yield [key, [other for _, other in group]]
        return
    for key, group in groupby(_relationships_of(staging, file, pairs), itemgetter(0)):
        yield [key, [list(record[1:]) for record in group]]


def relationships(
    staging: Staging, type_: str, file: RelationshipFile | None, existing: ExistingNodes
) -> Iterator[DesiredRelationships]:
    """The relationships of a type between nodes that are in the graph, grouped by the first node.

    ``file`` is the file of the relationships; None if they come from a list column.
    """
    pairs = existing.known_pairs(staged_pairs(type_))
    if pairs is None:
        return
    if file is None or not file.relationship.properties:
        for key, group in groupby(staging.stream(f"FROM ({pairs}) ORDER BY first"), itemgetter(0)):
            yield DesiredRelationships(key, {other: () for _, other in group})
        return
    for key, group in groupby(_relationships_of(staging, file, pairs), itemgetter(0)):
        yield DesiredRelationships(key, {other: tuple(properties) for _, other, *properties in group})


def _relationships_of(staging: Staging, file: RelationshipFile, pairs: str) -> Iterator[tuple[Any, ...]]:
    """The relationships of a file between pairs of nodes: two keys and the properties, ordered by the keys.

    If a pair has several rows, the first value that is not null counts.
    """
    keys = f"{key_column(file.first)}, {key_column(file.second)}"
    values = "".join(
        f", first({p.column} ORDER BY line) FILTER ({p.column} IS NOT NULL)" for p in file.relationship.properties
    )
    return staging.stream(
        f"SELECT {keys}{values} FROM {table_of(file.file)} SEMI JOIN ({pairs}) AS pair "
        f"ON first = {key_column(file.first)} AND second = {key_column(file.second)} GROUP BY {keys} ORDER BY {keys}"
    )


def casts(staging: Staging, existing: ExistingNodes) -> Iterator[DesiredCast]:
    """The cast of each film that has one.

    If a person has several rows in a film, the credit has the lowest billing, the characters in the order of the rows,
    and the different notes joined by ``;``.
    """
    is_known, join = "false", ""
    if FILM.name in existing.labels:
        is_known, join = (
            "film.key IS NOT NULL",
            f"LEFT JOIN ({existing.keys(FILM.name)}) AS film ON film.key = film_key",
        )
    records = staging.stream(
        f"SELECT film_key, {is_known}, person_key, billing, note, character_key FROM role {join} "
        "ORDER BY film_key, line, billing"
    )
    for (film, known), group in groupby(records, itemgetter(0, 1)):
        credits: dict[str, ActingCredit] = {}
        notes: dict[str, list[str]] = {}
        for _, _, person, billing, note, character in group:
            credit = credits.get(person)
            if credit is None:
                credits[person] = ActingCredit(billing, note, [] if character is None else [character])
                continue
            if billing is not None and (credit.billing is None or billing < credit.billing):
                credit.billing = billing
            earlier = notes.setdefault(person, [] if credit.note is None else [credit.note])
            if note is not None and note not in earlier:
                earlier.append(note)
                credit.note = "; ".join(earlier)
            if character is not None and character not in credit.characters:
                credit.characters.append(character)
        yield DesiredCast(film, credits, known)


def keys_to_rank(staging: Staging, label: Label, existing: ExistingNodes) -> Iterator[str]:
    """The keys of the nodes in the graph whose popularity the load may have changed; new nodes have theirs."""
    if label.name not in existing.labels:
        return
    pairs = map(staged_pairs, label.counted)
    parts = [f"SELECT {pair.column(label.name)} AS key FROM ({pair.sql})" for pair in pairs]
    if isinstance(label.popularity, str):
        parts.append(f"SELECT key FROM {schema_of(label.name).table}")
    changed = " UNION ALL ".join(parts)
    for (key,) in staging.stream(f"FROM ({existing.keys(label.name)}) SEMI JOIN ({changed}) AS changed USING (key)"):
        yield key
