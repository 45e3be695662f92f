"""Estimates of groups and their aggregates."""

from __future__ import annotations

from typing import Final

from graphapi.compiler.cost.reads import Reads, Setting, source_reads, work
from graphapi.compiler.cost.sources import VALUE
from graphapi.compiler.features.aggregation.nodes import (
    GroupedNodes,
    GroupKey,
    GroupSize,
    GroupValue,
    PropertyAggregate,
)
from graphapi.mapping import Pattern

NUMBER_OF_GROUPS: Final = 100
"""The number of groups by the values of a property."""


@source_reads.register(GroupedNodes)
def _grouped_nodes(source: GroupedNodes, setting: Setting) -> Reads:
    count = setting.statistics.count(source.label)
    if source.grouping is None:
        return Reads(count, 1.0, source.label)
    value = source.grouping.value
    if not isinstance(value, Pattern):
        return Reads(count, float(min(count, NUMBER_OF_GROUPS)), source.label)
    # Every node of the label is read, so the mean over all of them counts.
    degree = setting.statistics.degrees_of(value.type, value.direction).mean
    return Reads(count * (1 + degree), float(setting.statistics.count(value.label)), source.label)


@work.register(GroupSize)
@work.register(GroupKey)
@work.register(GroupValue)
@work.register(PropertyAggregate)
def _part_of_a_group(part: object, setting: Setting) -> float:
    return VALUE
