"""Estimates of nodes that share something."""

from __future__ import annotations

from typing import Final

from graphapi.compiler.cost.reads import Reads, Setting, selectivity, source_reads, work
from graphapi.compiler.cost.sources import VALUE
from graphapi.compiler.features.sharing.nodes import (
    CommonNeighbours,
    CreditsIn,
    SharedAmount,
    SharedRoles,
    SharedWeight,
    Sharing,
)
from graphapi.mapping import Direction

SHARED: Final = 2.0
"""How much two nodes share on average."""


@source_reads.register(Sharing)
def _sharing(source: Sharing, setting: Setting) -> Reads:
    """The way to what is shared, and from there to the nodes behind it."""
    touched = found = 0.0
    share = selectivity(source.counted, setting, source.patterns[0].label)
    for pattern in source.patterns:
        there = setting.degree((pattern,))
        back_direction = Direction.IN if pattern.direction is Direction.OUT else Direction.OUT
        back = setting.statistics.degrees_of(pattern.type, back_direction).of_neighbour
        if source.rarity is not None:
            if setting.statistics.embedded:
                # Its relationships are counted, to see how rare it is.
                touched += there * back * VALUE
            back = min(back, float(source.rarity.max_degree))
        touched += there * (1 + work(source.counted, setting)) + there * share * back
        found += there * share * back
    if source.rarity is None:
        return Reads(touched, found / SHARED, source.label)
    # What many have is looked up again from each node that was found.
    hubs = found / SHARED * setting.degree(source.patterns) * VALUE
    return Reads(touched + hubs, min(found / SHARED, float(source.rarity.top_k)), source.label)


@source_reads.register(CommonNeighbours)
def _between(source: CommonNeighbours, setting: Setting) -> Reads:
    return Reads(SHARED, SHARED, source.label)


@source_reads.register(CreditsIn)
def _credits(source: CreditsIn, setting: Setting) -> Reads:
    return Reads(SHARED, 1.0)


@work.register(SharedAmount)
@work.register(SharedWeight)
def _amount(part: object, setting: Setting) -> float:
    return 0.0


@work.register(SharedRoles)
def _roles(part: SharedRoles, setting: Setting) -> float:
    return 2 * SHARED
