"""The rows of a catalogue's tables, read from the graph a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from graphapi.errors import BadGraphError
from graphapi.load.cast_diff import stored_cast
from graphapi.load.csv_schema import CAST_SCHEMA, RELATIONSHIP_FILES
from graphapi.load.export_statements import (
    page_of_casts,
    page_of_characters,
    page_of_nodes,
    page_of_relationships,
    sample_of_keys,
)
from graphapi.load.relationship_diff import schema_of_file, stored_relationships
from graphapi.model.nodes import CHARACTER, label_named
from graphapi.store.bolt import StoreKind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from graphapi.load.csv_schema import FileSchema, RelationshipFile
    from graphapi.load.export_statements import PageStatements
    from graphapi.model.elements import Label
    from graphapi.store.bolt import Graph

PAGE = 1000
"""The most nodes of a page."""
_SAMPLES_PER_RANGE: Final = 8


async def read_pages(graph: Graph, statements: PageStatements) -> AsyncIterator[list[list[Any]]]:
    """Yield pages of records; each record starts with a key, and the records are ordered by it.

    Nodes that are written meanwhile are found if their keys follow those of the pages before.

    Raises:
        StoreUnavailableError: the store cannot be reached.
    """
    after = ""
    for last in [*await _ends_of_ranges(graph, statements.label), None]:
        statement, end = (statements.following, {}) if last is None else (statements.between, {"last": last})
        is_complete = False
        while not is_complete:
            (records,) = await graph.read(statement, {"after": after, "count": PAGE, **end})
            if records:
                yield records
                after = records[-1][0]
            is_complete = len(records) < PAGE
        after = last or after


async def _ends_of_ranges(graph: Graph, label: str) -> list[str]:
    """Keys that divide the nodes of a label into ranges of about half a page, in order; none if it makes no difference.

    Neo4j reads an index in the order of keys, and stops when a page is full. The embedded store finds a range of keys
    by its index, but does not stop: it reads the whole range, and then sorts it. So it needs short ranges. Their exact
    length is not important, therefore a random sample of the keys gives their ends.
    """
    if graph.kind is not StoreKind.EMBEDDED:
        return []
    length = max(PAGE // 2, 1)
    samples = min(_SAMPLES_PER_RANGE, length)
    (keys,) = await graph.read(sample_of_keys(label), {"share": samples / length})
    # Both stores compare keys by code points, as Python does.
    return sorted(keys)[samples - 1 :: samples]


def table_rows(graph: Graph, schema: FileSchema) -> AsyncIterator[list[list[Any]]]:
    """Yield the rows of a table, a page at a time, ordered by key.

    A row has a value for each column of the schema: a number, a text, a sorted list of names, or None.

    Raises:
        BadGraphError: no load could read the name of a node in a list.
        StoreUnavailableError: the store cannot be reached.
    """
    if schema is CAST_SCHEMA:
        return _cast_rows(graph)
    if schema.label == CHARACTER.name:
        return _character_rows(graph)
    if schema.label:
        return _node_rows(graph, label_named(schema.label))
    return _relationship_rows(graph, next(file for file in RELATIONSHIP_FILES if file.file == schema.file))


async def _node_rows(graph: Graph, label: Label) -> AsyncIterator[list[list[Any]]]:
    async for page in read_pages(graph, page_of_nodes(label)):
        yield [[_checked_names(value) if isinstance(value, list) else value for value in record] for record in page]


async def _character_rows(graph: Graph) -> AsyncIterator[list[list[Any]]]:
    """The characters that the cast does not describe completely."""
    async for page in read_pages(graph, page_of_characters()):
        yield [record[:-1] for record in page if not record[-1] or any(value is not None for value in record[2:-1])]


async def _relationship_rows(graph: Graph, file: RelationshipFile) -> AsyncIterator[list[list[Any]]]:
    schema = schema_of_file(file)
    async for page in read_pages(graph, page_of_relationships(schema)):
        yield [
            [key, other, *properties]
            for key, records in page
            for other, properties in sorted(stored_relationships(records, schema).items())
        ]


async def _cast_rows(graph: Graph) -> AsyncIterator[list[list[Any]]]:
    async for page in read_pages(graph, page_of_casts()):
        yield [row for film, credits, names in page for row in _rows_of_a_cast(film, credits, dict(names))]


def _rows_of_a_cast(film: str, credits: list[list[Any]], names: dict[str, str]) -> Iterator[list[Any]]:
    cast = stored_cast(credits)
    for person in sorted(cast, key=lambda key: (cast[key].billing is None, cast[key].billing or 0, key)):
        credit = cast[person]
        if not credit.characters:
            yield [film, person, credit.billing, None, None, credit.note]
        for key in credit.characters:
            name = names.get(key)
            # A load derives the key in the same way when the cell is empty.
            own_key = None if key == f"{film}/{name}" else key
            yield [film, person, credit.billing, name, own_key, credit.note]


def _checked_names(names: list[str]) -> list[str]:
    for name in names:
        if "|" in name:
            message = f"The name {name!r} contains |, which separates names in CSV files; rename it before exporting."
            raise BadGraphError(message)
    return sorted(names)
