"""Dumps of whole graphs, in the same order on both stores, and folders of files to load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.store import Graph

NODES = """
MATCH (n) WHERE NOT n:Migration AND NOT n:Lock AND NOT n:Catalogue
RETURN collect([labels(n), properties(n)])
"""
RELATIONSHIPS = """
MATCH (a)-[r]->(b) RETURN collect([labels(a), a.key, type(r), properties(r), labels(b), b.key])
"""


async def dump(graph: Graph) -> tuple[list[str], list[str]]:
    """Every node and relationship with all their properties, as sorted text."""
    (nodes,) = await graph.read(NODES, {})
    (relationships,) = await graph.read(RELATIONSHIPS, {})
    return (
        sorted(repr((sorted(labels), _sorted(properties))) for labels, properties in nodes),
        sorted(repr((sorted(a), k, t, _sorted(p), sorted(b), o)) for a, k, t, p, b, o in relationships),
    )


async def catalogue(graph: Graph) -> dict[str, Any]:
    """The properties of the graph's node ``Catalogue``."""
    (records,) = await graph.read("MATCH (c:Catalogue) RETURN collect(properties(c))", {})
    assert len(records) == 1
    found: dict[str, Any] = records[0]
    return found


async def values(graph: Graph, statement: str, **parameters: object) -> list[Any]:
    """The list that a statement returns."""
    (found,) = await graph.read(statement, parameters)
    return list(found)


def write_files(folder: Path, **files: str | bytes) -> Path:
    """A folder with a file for each argument: ``films="…"`` is ``films.csv``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def _sorted(properties: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted(properties.items())
