"""Writing the graph as GraphML (http://graphml.graphdrawing.org/specification.html), for other graph tools.

Each node has the data ``label`` and ``key`` and its properties, each edge ``type`` and its properties. Derived
properties and the labels that follow from credits are left out.
"""

from __future__ import annotations

import re
from itertools import count
from typing import IO, TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from graphapi.errors import BadGraphError
from graphapi.load.export_rows import read_pages
from graphapi.load.export_statements import count_of_nodes, page_of_properties, page_of_relationships
from graphapi.load.statements import RelationshipSchema
from graphapi.model.elements import Scalar
from graphapi.model.nodes import LABELS
from graphapi.model.relationships import RELATIONSHIPS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphapi.load.options import ProgressListener
    from graphapi.model.elements import Label, RelationshipType
    from graphapi.store.bolt import Graph

GRAPHML_FILE: Final = "catalogue.graphml"
_START: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_TYPES: Final = {Scalar.INT: "int", Scalar.FLOAT: "double", Scalar.STRING: "string"}
# An id is an NMTOKEN (XML 1.0, 2.3). These characters of it stand for themselves, others for their code.
_ENCODED: Final = re.compile(r"[^A-Za-z0-9.-]")
# The characters that XML 1.0 does not allow (2.2).
_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class GraphmlWriter:
    """Writes one graph to an open file, a page of nodes or relationships at a time."""

    def __init__(self, graph: Graph, file: IO[str], progress: ProgressListener) -> None:
        self._graph = graph
        self._file = file
        self._progress = progress
        numbers = count()
        self._node_keys = {name: (f"d{next(numbers)}", type_) for name, type_ in _properties(LABELS, "label", "key")}
        self._edge_keys = {name: (f"d{next(numbers)}", type_) for name, type_ in _properties(RELATIONSHIPS, "type")}

    async def write(self) -> int:
        """Write the graph; return the number of its nodes and edges.

        Raises:
            BadGraphError: a text has characters that XML does not allow.
            StoreUnavailableError: the store cannot be reached.
        """
        self._file.write(_START)
        for owner, keys in (("node", self._node_keys), ("edge", self._edge_keys)):
            for name, (id_, type_) in keys.items():
                self._file.write(f'<key id="{id_}" for="{owner}" attr.name="{name}" attr.type="{type_}"/>\n')
        self._file.write('<graph edgedefault="directed">\n')
        number = 0
        for label in LABELS:
            number += await self._write_nodes(label)
        for relationship in RELATIONSHIPS:
            number += await self._write_edges(relationship)
        self._file.write("</graph>\n</graphml>\n")
        return number

    async def _write_nodes(self, label: Label) -> int:
        names = ("label", "key", *(one.name for one in label.properties))
        number = 0
        (rows,) = await self._graph.read(count_of_nodes(label.name), {})
        self._progress.started(f"Writing {label.plural.lower()}", rows)
        async for page in read_pages(self._graph, page_of_properties(label)):
            self._file.writelines(
                f'<node id="{node_id(label.name, record[0])}">{self._data(self._node_keys, names, record, label.name)}'
                "</node>\n"
                for record in page
            )
            number += len(page)
            self._progress.advanced(len(page))
        self._progress.finished()
        return number

    async def _write_edges(self, relationship: RelationshipType) -> int:
        properties = tuple(one.name for one in relationship.properties)
        schema = RelationshipSchema(relationship.type, relationship.source, relationship.target, True, properties)
        number = 0
        self._progress.started(f"Writing {relationship.type}", None)
        async for page in read_pages(self._graph, page_of_relationships(schema)):
            found = 0
            for key, related in page:
                source = node_id(relationship.source, key)
                for one in related:
                    other, *values = one if properties else [one]
                    data = self._data(self._edge_keys, ("type", *properties), values, relationship.type)
                    target = node_id(relationship.target, other)
                    self._file.write(f'<edge source="{source}" target="{target}">{data}</edge>\n')
                found += len(related)
            number += found
            self._progress.advanced(found)
        self._progress.finished()
        return number

    def _data(self, keys: dict[str, tuple[str, str]], names: tuple[str, ...], values: Iterable[Any], kind: str) -> str:
        pairs = zip(names, (kind, *values), strict=True)
        return "".join(
            f'<data key="{keys[name][0]}">{_text(value, kind)}</data>' for name, value in pairs if value is not None
        )


def node_id(label: str, key: str) -> str:
    """The id of a node: its label and its key, with `_` and a hexadecimal code for characters that ids cannot have."""
    return f"{label}.{_ENCODED.sub(lambda found: f'_{ord(found[0]):x}_', key)}"


def _properties(owners: Iterable[Label | RelationshipType], *own: str) -> Iterable[tuple[str, str]]:
    """The names and types of the data that nodes or edges can have."""
    types = dict.fromkeys(own, "string")
    for owner in owners:
        types |= {one.name: _TYPES[one.scalar] for one in owner.properties}
    return types.items()


def _text(value: object, kind: str) -> str:
    text = str(value)
    if (found := _NOT_XML.search(text)) is not None:
        message = f"A {kind} has the character U+{ord(found[0]):04X} in {text[:60]!r}, which XML does not allow."
        raise BadGraphError(message)
    # A parser of XML would read a carriage return as a line feed.
    return escape(text, {"\r": "&#13;"})
