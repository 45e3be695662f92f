"""The rows of a neighbourhood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphapi.compiler.plan.injected_rows import InjectedRow


@dataclass(frozen=True, slots=True)
class NeighbourhoodRow(InjectedRow):
    """A whole neighbourhood.

    Attributes:
        is_cut: whether any of the nodes is cut.
        nodes: the nodes, each a ``NodeRow`` as a list.
        relationships: the relationships, each a ``RelationshipRow`` as a list.
        center: for each label, a list that holds the key of the center node if it has that label.
    """

    is_cut: bool
    nodes: list[list[Any]]
    relationships: list[list[Any]]
    center: tuple[list[str], ...]


@dataclass(frozen=True, slots=True)
class NodeRow(InjectedRow):
    """A node of a neighbourhood.

    Attributes:
        depth: the number of steps from the center node.
        is_cut: whether some of its relationships are missing; always false for nodes at the full depth.
        tallies: the number of its relationships of each type, each a ``TallyRow`` as a list.
        node: for each label, a list that holds the key of the node if it has that label.
    """

    depth: int
    is_cut: bool
    tallies: list[list[Any]]
    node: tuple[list[str], ...]


@dataclass(frozen=True, slots=True)
class TallyRow(InjectedRow):
    """The number of a node's relationships of one type: in total, and not in the neighbourhood."""

    type: str
    total: int
    more: int


@dataclass(frozen=True, slots=True)
class RelationshipRow(InjectedRow):
    """A relationship: its id and type, the ids of its start and end nodes, and some of its properties.

    ``film`` is the id of the film in which a person plays a character.
    """

    id: str
    type: str
    source: str
    target: str
    billing: int | None = None
    note: str | None = None
    film: str | None = None
