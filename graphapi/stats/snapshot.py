"""A copy of the graph in a temporary DuckDB database, in which questions about all of it are answered.

The copy has a table for each label, with the key and the properties of each node, and the table ``relationship``.
Memory is bounded, because the graph is read a page at a time, and DuckDB uses the disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from graphapi.load.export_rows import read_pages
from graphapi.load.export_statements import count_of_nodes, page_of_facts, page_of_relationships
from graphapi.load.staging import CELL_SEPARATOR, LINE_BREAK
from graphapi.load.statements import RelationshipSchema
from graphapi.model.derived import search_text
from graphapi.model.elements import Rule, Scalar
from graphapi.model.nodes import LABELS
from graphapi.model.relationships import RELATIONSHIPS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphapi.load.options import ProgressListener
    from graphapi.load.staging import Staging
    from graphapi.model.elements import Label, PropertyType, RelationshipType
    from graphapi.store.bolt import Graph

FOLDED: Final = "folded"
"""The column with the folded name of a node, as searches compare it."""
_TYPES: Final = {Scalar.INT: "BIGINT", Scalar.FLOAT: "DOUBLE", Scalar.STRING: "VARCHAR"}
_RESERVED: Final = str.maketrans({CELL_SEPARATOR: " ", LINE_BREAK: " "})


def node_table(label: Label) -> str:
    """The table with the nodes of a label."""
    return f"node_{label.name}"


def name_property(label: Label) -> PropertyType:
    """The property that names a node."""
    return next(one for one in label.properties if one.required)


async def copy_graph(graph: Graph, database: Staging, progress: ProgressListener) -> None:
    """Copy the nodes and relationships of a graph into a database.

    Long texts are not copied; their columns are true if the node has one.

    Raises:
        StoreUnavailableError: the store cannot be reached.
    """
    for label in LABELS:
        await _copy_nodes(graph, database, label, progress)
    database.run("CREATE TABLE relationship (type VARCHAR, source VARCHAR, target VARCHAR)")
    for relationship in RELATIONSHIPS:
        await _copy_relationships(graph, database, relationship, progress)


async def _copy_nodes(graph: Graph, database: Staging, label: Label, progress: ProgressListener) -> None:
    columns = {"key": "VARCHAR", FOLDED: "VARCHAR"}
    columns |= {one.name: "BOOLEAN" if one.rule is Rule.TEXT else _TYPES[one.scalar] for one in label.properties}
    table = node_table(label)
    database.run(f"CREATE TABLE {table} ({', '.join(f'{name} {type_}' for name, type_ in columns.items())})")
    name_index = label.properties.index(name_property(label))
    (number,) = await graph.read(count_of_nodes(label.name), {})
    progress.started(f"Reading {label.plural.lower()}", number)
    with database.spool(table, columns) as add:
        async for page in read_pages(graph, page_of_facts(label)):
            for key, *values in page:
                add(_cells((key, search_text(values[name_index] or ""), *values)))
            progress.advanced(len(page))
    progress.finished()


async def _copy_relationships(
    graph: Graph, database: Staging, relationship: RelationshipType, progress: ProgressListener
) -> None:
    schema = RelationshipSchema(relationship.type, relationship.source, relationship.target, outgoing=True)
    progress.started(f"Reading {relationship.type}", None)
    columns = dict.fromkeys(("type", "source", "target"), "VARCHAR")
    with database.spool("relationship", columns) as add:
        async for page in read_pages(graph, page_of_relationships(schema)):
            for key, others in page:
                for other in others:
                    add(_cells((relationship.type, key, other)))
            progress.advanced(sum(len(others) for _, others in page))
    progress.finished()


def _cells(values: Iterable[Any]) -> list[str]:
    return ["" if value is None else str(value).translate(_RESERVED) for value in values]
