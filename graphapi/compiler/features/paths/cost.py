"""Estimates of paths, distances and common films."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.cost.reads import Reads, SearchReads, Setting, search_reads, source_reads, work
from graphapi.compiler.features.paths.nodes import Distance, Intersection
from graphapi.compiler.features.paths.search import PathSearch

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS: Final = 1.5
"""How many steps a search goes from each of its two ends on average, before the sides meet."""


@search_reads.register(PathSearch)
def _paths(search: PathSearch, setting: Setting) -> SearchReads:
    visited = min(float(search.most_visited), 2 * _visited(search.types, setting))
    return SearchReads(visited, setting.size(search.size), 2 * LEVELS)


@source_reads.register(Intersection)
def _intersection(source: Intersection, setting: Setting) -> Reads:
    return Reads(_visited(source.types, setting), 1.0, source.label)


@work.register(Distance)
def _distance(part: Distance, setting: Setting) -> float:
    return 2 * _visited(part.types, setting)


def _visited(types: Iterable[str], setting: Setting) -> float:
    """The credits that one side of a search reads; not more than there are."""
    types = tuple(types)
    degrees = [setting.statistics.degrees_of(type_, "OUT") for type_ in types]
    backwards = [setting.statistics.degrees_of(type_, "IN") for type_ in types]
    step = sum(one.of_neighbour for one in degrees) * sum(max(1.0, one.of_neighbour) for one in backwards)
    everything = float(sum(one.total for one in degrees))
    return min(everything, float(step**LEVELS))
