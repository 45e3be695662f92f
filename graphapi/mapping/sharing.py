"""Fields of connections over nodes that share neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphapi.mapping.graph import Pattern, Sort


class End(StrEnum):
    """One of two nodes that share neighbours."""

    SOURCE = "here"
    """The node on which the connection is selected."""
    TARGET = "there"
    """The node of the edge."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """The weight of a shared node: 1 / √n, rounded to four decimals.

    n is the number of its relationships by the connection's patterns. Shared nodes with more than ``max_degree`` of
    them are hubs: they find no nodes, and only add to the score of nodes that rarer ones have found. The connection
    consists of the ``top_k`` nodes with the highest score before hubs are added. So the cost is bounded, whatever the
    graph contains.
    """

    max_degree: int
    top_k: int


@dataclass(frozen=True, slots=True)
class SharingConnection:
    """A connection over the nodes that share neighbours with this one, those that share the most first.

    The patterns lead from this node to the shared nodes. Followed backwards, they lead from there to the nodes of the
    connection, which have the label ``label``. A shared node counts once, even if several relationships lead to it.
    With a ``rarity``, rarer shared nodes have a greater weight.
    """

    patterns: tuple[Pattern, ...]
    label: str
    rarity: Rarity | None = None


@dataclass(frozen=True, slots=True)
class SharedTotalField:
    """How much the two nodes of an edge share; edges are sorted by it in descending order."""


@dataclass(frozen=True, slots=True)
class SharedNodes:
    """The list of shared nodes of an edge, which have this label; in a filter, the condition under which they count."""

    label: str
    sort: tuple[Sort, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedReasons:
    """The list of shared nodes of an edge, of any label, those with the greatest weight first."""


@dataclass(frozen=True, slots=True)
class SharedWeightField:
    """The weight of a shared node."""


@dataclass(frozen=True, slots=True)
class SharedCredits:
    """The credits of one of the two nodes in a shared node: the relationships of the connection's patterns."""

    end: End


@dataclass(frozen=True, slots=True)
class SharedRolesField:
    """The roles of one of the two nodes in all shared nodes."""

    end: End
