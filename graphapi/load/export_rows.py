"""The rows of a catalogue's tables, read from the graph a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphapi.errors import BadGraphError
from graphapi.load.cast_diff import stored_cast
from graphapi.load.csv_schema import CAST_SCHEMA, RELATIONSHIP_FILES
from graphapi.load.export_statements import page_of_casts, page_of_characters, page_of_nodes, page_of_relationships
from graphapi.load.relationship_diff import schema_of_file, stored_relationships
from graphapi.model.nodes import CHARACTER, label_named

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from graphapi.load.csv_schema import FileSchema, RelationshipFile
    from graphapi.model.elements import Label
    from graphapi.store.bolt import Graph

PAGE = 1000


async def read_pages(graph: Graph, statement: str) -> AsyncIterator[list[list[Any]]]:
    """Yield pages of records; each record starts with a key, and the records are ordered by it.

    ``statement`` reads the ``$count`` nodes that follow the key ``$after``.

    Raises:
        StoreUnavailableError: the store cannot be reached.
    """
    after = ""
    while True:
        (records,) = await graph.read(statement, {"after": after, "count": PAGE})
        if not records:
            return
        yield records
        after = records[-1][0]


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
