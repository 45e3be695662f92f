"""What a graph holds, in numbers: the sizes of its labels, the degrees of its nodes, the values of its properties."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from graphapi.model.nodes import FILM, LABELS, PERSON, SEARCH_RANK
from graphapi.model.relationships import RELATIONSHIPS

if TYPE_CHECKING:
    from collections.abc import Mapping

INDEXED: Final = frozenset(
    {
        *((FILM.name, name) for name in ("title", "year", "rating", "votes", "runtimeMinutes", "certificate")),
        (PERSON.name, "birthYear"),
        *((label.name, one.name) for label in LABELS for one in label.properties if one.unique or one.name == "name"),
    }
)
"""The properties with an index, by label. The migrations make them; a test compares."""
RANKED: Final = frozenset((label.name, SEARCH_RANK) for label in LABELS if label.search and not label.search.few)
"""The properties that begin an index over several properties, by label: the nodes in the order of popularity."""
UNIQUE: Final = frozenset(
    (label.name, name) for label in LABELS for name in ("key", *(one.name for one in label.properties if one.unique))
)
"""The properties that identify a node, by label."""


@dataclass(frozen=True, slots=True)
class Degrees:
    """The number of relationships of one type and direction that the nodes of a label have.

    Attributes:
        nodes: the number of nodes of the label.
        total: the number of relationships.
        of_neighbour: the mean degree of the node that a relationship leads to. Nodes with many relationships are
            reached by many, so it is larger than the mean over all nodes: Σd² / Σd.
        p99: the degree that one node in a hundred exceeds.
        maximum: the largest degree.
    """

    nodes: int
    total: int
    of_neighbour: float
    p99: int
    maximum: int

    @property
    def mean(self) -> float:
        """The mean degree over all nodes of the label."""
        return self.total / self.nodes if self.nodes else 0.0


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a property.

    Attributes:
        known: the share of the nodes that have a value, from 0 to 1.
        distinct: the number of different values; 0 if the property has no index.
        deciles: the smallest value, the nine deciles between, and the largest; only of numbers with an index.
        length: the mean length of texts, in characters.
    """

    known: float
    distinct: int = 0
    deciles: tuple[float, ...] = ()
    length: float = 0.0

    def share_below(self, value: float) -> float:
        """The share of the values that are smaller, from 0 to 1 in tenths."""
        if not self.deciles:
            return 0.5
        return min(1.0, bisect_left(self.deciles, value) / (len(self.deciles) - 1))


@dataclass(frozen=True, slots=True)
class GraphStatistics:
    """The statistics of one graph.

    Attributes:
        nodes: the number of nodes by label.
        degrees: the degrees by type of relationship and direction, ``OUT`` or ``IN``.
        values: the values of properties, by label and property.
        embedded: whether the store is the embedded one. It sorts every page, and counts relationships one by one.
        exact: whether the degrees and values were read. Otherwise they are assumed from the counts alone.
    """

    nodes: Mapping[str, int]
    degrees: Mapping[tuple[str, str], Degrees]
    values: Mapping[tuple[str, str], Values] = field(default_factory=dict)
    embedded: bool = False
    exact: bool = False

    def count(self, label: str) -> int:
        """The number of nodes of a label, at least 1."""
        return max(1, self.nodes.get(label, 1))

    def degrees_of(self, type_: str, direction: str) -> Degrees:
        """The degrees of a type of relationship in one direction."""
        return self.degrees.get((type_, direction), NO_RELATIONSHIPS)


NO_RELATIONSHIPS: Final = Degrees(0, 0, 0.0, 0, 0)
SKEW: Final = 2
"""The degree that a neighbour is assumed to have while degrees are not read, as a multiple of the mean."""


def assumed_statistics(
    nodes: Mapping[str, int], relationships: Mapping[str, int], *, embedded: bool
) -> GraphStatistics:
    """Statistics from counts alone.

    Args:
        nodes: the number of nodes by label.
        relationships: the number of relationships by type.
        embedded: whether the store is the embedded one.
    """
    degrees = {}
    for one in RELATIONSHIPS:
        total = relationships.get(one.type, 0)
        for direction, label, other in (("OUT", one.source, one.target), ("IN", one.target, one.source)):
            number = nodes.get(label, 0)
            mean = total / number if number else 0.0
            skewed = min(float(nodes.get(other, 0)), SKEW * mean)
            degrees[one.type, direction] = Degrees(number, total, skewed, round(skewed), total)
    return GraphStatistics(nodes, degrees, embedded=embedded)
