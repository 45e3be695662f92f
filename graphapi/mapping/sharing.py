"""Fields of connections over nodes that share something."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphapi.mapping.graph import Pattern, Sort


class End(StrEnum):
    """One of the two nodes that share something."""

    SOURCE = "here"
    """The node whose field the connection is."""
    TARGET = "there"
    """The node of the edge."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """The weight of what is shared: 1 / √n, rounded to four decimals.

    n is its number of relationships by the connection's patterns. What has more than ``max_degree`` of them finds no
    nodes; it only adds to the score of nodes that something rarer has found. The ``top_k`` nodes with the highest score
    are the whole connection. So the cost is bounded, whatever else the graph holds.
    """

    max_degree: int
    top_k: int


@dataclass(frozen=True, slots=True)
class SharingConnection:
    """A connection over the nodes that share something with this one, those that share the most first.

    The patterns lead from this node to what is shared; the same ones lead, the other way, from there to the nodes of
    the connection, which have the label ``label``. What is shared counts once, however many ways lead to it. With a
    ``rarity`` it counts the more the rarer it is.
    """

    patterns: tuple[Pattern, ...]
    label: str
    rarity: Rarity | None = None


@dataclass(frozen=True, slots=True)
class SharedTotalField:
    """How much the two nodes of an edge share; the edges stand in its order, the most first."""


@dataclass(frozen=True, slots=True)
class SharedNodes:
    """What the two nodes of an edge share, of this label: as a list; in a filter, which of it counts."""

    label: str
    sort: tuple[Sort, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedReasons:
    """What the two nodes of an edge share, of any label: what counts the most first."""


@dataclass(frozen=True, slots=True)
class SharedWeightField:
    """What a shared node counts for."""


@dataclass(frozen=True, slots=True)
class SharedCredits:
    """The credits of one of the two nodes in what they share: the relationships of the connection's patterns."""

    end: End


@dataclass(frozen=True, slots=True)
class SharedRolesField:
    """The roles of one of the two nodes in all that they share."""

    end: End
