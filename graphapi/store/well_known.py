"""The popularity from which on the nodes of a label are well known, for the scores of searches.

It makes the votes of films and the credits of people comparable, whatever the size of a catalogue and the source of its
votes. It is counted in the graph at the end of a load, and kept in the catalogue's node.
"""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING, Final

from graphapi.model.nodes import CATALOGUE, LABELS, SEARCH_RANK, well_known

if TYPE_CHECKING:
    from graphapi.store.bolt import Graph

LEAST: Final = 2
_WRITE: Final = f"MERGE (c:{CATALOGUE} {{key: 'catalogue'}}) SET c += $properties"


async def write_well_known(graph: Graph) -> None:
    """Count which nodes of each searchable label are well known, and write it into the catalogue's node.

    Of n nodes, the √n most popular ones are. A popularity below 2 never is. Nothing is written for a label without
    nodes.

    Raises:
        StoreUnavailableError: the store cannot be reached.
    """
    found: dict[str, int] = {}
    for label in (label for label in LABELS if label.search is not None):
        (count,) = await graph.read(f"MATCH (n:{label.name}) RETURN count(n)", {})
        if count:
            (ranks,) = await graph.read(_rank_at(label.name), {"better": isqrt(count - 1)})
            found[well_known(label.name)] = max(LEAST, *(-rank for rank in ranks))
    if found:
        await graph.write(_WRITE, {"properties": found})


def _rank_at(label: str) -> str:
    """The statement that reads the search rank of the node after ``$better`` others, in a list."""
    return (
        f"MATCH (n:{label}) WHERE n.{SEARCH_RANK} IS NOT NULL "
        f"WITH n.{SEARCH_RANK} AS rank ORDER BY rank SKIP $better LIMIT 1 RETURN collect(rank)"
    )
