"""The search for the neighbourhood of a node, as data; ``graphapi.traversal.neighbourhood`` runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphapi.compiler.plan.explorations import FRONTIER, Search, rows_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.compiler.request.arguments import Variables
    from graphapi.mapping import Pattern


@dataclass(frozen=True, slots=True)
class ReadNode:
    """A node as a statement of the search returns it.

    Attributes:
        key: the key of the node.
        details: the properties of the relationship that leads to it.
        degrees: the number of its relationships, by type.
    """

    key: str
    details: Mapping[str, Any]
    degrees: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class NeighbourhoodSearch(Search):
    """A search for the neighbourhood of a node.

    Attributes:
        key: the response key of the field, which identifies the exploration within its operation.
        label: the label of the center node.
        center: the key of the center node.
        patterns: for each label, the patterns that lead to the neighbours of its nodes.
        details: for each relationship type, the properties to read.
        levels: for each statement, the labels whose neighbours it reads. The first also reads the center node.
        depth: the number of steps from the center that the search goes.
        size: the most neighbours of each node for each pattern.
        most_nodes: the most nodes in the neighbourhood.
        most_neighbours: the most neighbours that each level after the first may read.
    """

    key: str
    label: str
    center: Parameter
    patterns: Mapping[str, tuple[Pattern, ...]]
    details: Mapping[str, tuple[str, ...]]
    levels: tuple[tuple[str, ...], ...]
    depth: int
    size: Parameter
    most_nodes: int
    most_neighbours: int

    def read_node(self, label: str, row: Sequence[Any]) -> ReadNode:
        """A node of a label from the row that ``plan.py`` reads of it: its key and its degrees."""
        key, *degrees = row
        return ReadNode(key, {}, self._degrees(label, degrees))

    def read_neighbour(self, pattern: Pattern, row: Sequence[Any]) -> ReadNode:
        """A neighbour from the row that ``plan.py`` reads of it: its key, the relationship's details, its degrees."""
        names = self.details.get(pattern.type, ())
        key, *values = row
        details = dict(zip(names, values, strict=False))
        return ReadNode(key, details, self._degrees(pattern.label, values[len(names) :]))

    @staticmethod
    def read_neighbours(
        labels: Sequence[str], expansions: Sequence[Sequence[Any]]
    ) -> dict[tuple[str, str], tuple[Sequence[Any], ...]]:
        """The rows of the neighbours, for each pattern of each node of a level; the nodes by label and key.

        Args:
            labels: the labels of the level.
            expansions: for each label, the rows that ``plan.py`` reads of its nodes.
        """
        found: dict[tuple[str, str], tuple[Sequence[Any], ...]] = {}
        for label, nodes in zip(labels, expansions, strict=True):
            for key, *neighbours in nodes:
                found[label, key] = tuple(neighbours)
        return found

    def _degrees(self, label: str, degrees: Sequence[int]) -> dict[str, int]:
        types = (pattern.type for pattern in self.patterns[label])
        return dict(zip(types, degrees, strict=True))

    @property
    def field_key(self) -> str:
        """The response key of the field, which identifies an exploration within its operation."""
        return self.key

    @property
    def rows_name(self) -> str:
        """The name of the variable that holds the single row."""
        return rows_name(self.key)

    @property
    def nothing(self) -> dict[str, object]:
        """The values of the search's variables if nothing was found."""
        return {self.rows_name: [], **{frontier_name(label): [] for label in self.patterns}}

    def most_levels(self, variables: Variables) -> int:
        """The most statements that the search can send."""
        return len(self.levels)


def frontier_name(label: str) -> str:
    """The name of the variable that holds the keys of the frontier's nodes of a label."""
    return f"{FRONTIER} {label}"
