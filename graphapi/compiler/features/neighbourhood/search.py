"""The search for what lies around a node, as data; ``graphapi.traversal.neighbourhood`` runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.compiler.plan.explorations import FRONTIER, Search, rows_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.compiler.request.arguments import Variables
    from graphapi.mapping import Pattern


@dataclass(frozen=True, slots=True)
class NeighbourhoodSearch(Search):
    """A search for what lies around a node.

    Attributes:
        key: the response key of the field, which tells explorations of one operation apart.
        label: the label of the node in the middle.
        center: its key.
        patterns: for each label, behind which patterns its neighbours are.
        details: for a type of relationship, the properties that are read of it.
        levels: for each statement, the labels whose neighbours it reads. The first reads the node in the middle too.
        depth: how many steps around it the search goes.
        size: how many neighbours are taken of each node for each pattern.
        most_nodes: the most nodes that are found.
        most_neighbours: the most neighbours that a level beyond the first reads.
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

    @property
    def field_key(self) -> str:
        """The response key of the field, which identifies an exploration within its operation."""
        return self.key

    @property
    def rows_name(self) -> str:
        """The name of the one row that is found."""
        return rows_name(self.key)

    @property
    def nothing(self) -> dict[str, object]:
        """What stands among the variables where nothing was found."""
        return {self.rows_name: [], **{frontier_name(label): [] for label in self.patterns}}

    def most_levels(self, variables: Variables) -> int:
        """How many statements the search can ask."""
        return len(self.levels)


def frontier_name(label: str) -> str:
    """The name of the keys of a label from which a level of a neighbourhood goes on."""
    return f"{FRONTIER} {label}"
