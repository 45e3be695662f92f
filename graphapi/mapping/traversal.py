"""Fields whose values a traversal finds: distances, paths, neighbourhoods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping as AbstractMapping

    from graphapi.mapping.graph import Pattern, Property


@dataclass(frozen=True, slots=True)
class DistanceField:
    """How many steps another node is away, from one node to the next through what both are related to.

    The argument ``to`` is the other's global id; its label is ``label``. The argument ``roles`` chooses relationships.
    """

    label: str
    to: str


@dataclass(frozen=True, slots=True)
class PathsConnection:
    """The connection over the paths between two people, which an exploration finds; its items are given rows."""


@dataclass(frozen=True, slots=True)
class Avoided:
    """A list of ids of what no path goes through: people or films."""

    label: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """What lies around the nodes of a label: behind which patterns, the best known first.

    How well a node of this label is known is the value of ``popularity``, or the number of relationships.
    """

    label: str
    patterns: tuple[Pattern, ...]
    popularity: Property | tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class NeighbourhoodField:
    """What lies around the node that the argument ``of`` names, which an exploration finds; it is a given row.

    ``details`` names for a type of relationship the properties that are read of it.
    """

    kinds: tuple[Expansion, ...]
    details: AbstractMapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class InjectedField:
    """What stands at a position of a row that an exploration found."""

    position: int


@dataclass(frozen=True, slots=True)
class InjectedList:
    """The rows that stand at a position of a row that an exploration found; each begins with its place among them."""

    position: int


@dataclass(frozen=True, slots=True)
class InjectedObject:
    """The node of a label whose key stands at a position of a row that an exploration found."""

    label: str
    position: int


@dataclass(frozen=True, slots=True)
class InjectedAnyObject:
    """The one node of some label: for each label, the keys stand at a position of a row that an exploration found.

    The positions are those from ``position`` on, in the order of the labels.
    """

    labels: tuple[str, ...]
    position: int


@dataclass(frozen=True, slots=True)
class InjectedCreditObject:
    """A credit, by the positions in a row that an exploration found: of a film's key, a person's, and the type."""

    patterns: tuple[Pattern, ...]
    film: int
    person: int
    type: int
