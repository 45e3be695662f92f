"""The estimate of a neighbourhood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.cost.reads import SearchReads, Setting, search_reads, work
from graphapi.compiler.features.neighbourhood.search import NeighbourhoodSearch
from graphapi.compiler.plan.operands import Degree

if TYPE_CHECKING:
    from graphapi.mapping import Pattern


@search_reads.register(NeighbourhoodSearch)
def _neighbourhood(search: NeighbourhoodSearch, setting: Setting) -> SearchReads:
    """All neighbours of the node in the middle are ranked; each further level reads a bounded number."""
    size = setting.size(search.size)
    touched, found = 1.0, 1.0
    for level in range(search.depth):
        labels = (search.label,) if level == 0 else tuple(search.patterns)
        steps = [pattern for label in labels for pattern in search.patterns[label]]
        neighbours = found * sum(setting.degree((step,)) for step in steps) / len(labels)
        ranked = found * sum(setting.degree((step,)) * _row(search, step, setting) for step in steps) / len(labels)
        touched += ranked if level == 0 else ranked * min(1.0, search.most_neighbours / max(1.0, neighbours))
        kept = found * sum(min(size, setting.degree((step,))) for step in steps) / len(labels)
        found = min(found + kept, float(search.most_nodes))
    return SearchReads(touched, 1.0, found)


def _row(search: NeighbourhoodSearch, step: Pattern, setting: Setting) -> float:
    """The cost of reaching a neighbour and of counting its relationships of each type."""
    return 1 + sum(work(Degree((pattern,)), setting) for pattern in search.patterns[step.label])
