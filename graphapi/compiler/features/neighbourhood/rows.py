"""The rows of a neighbourhood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphapi.compiler.plan.injected_rows import InjectedRow


@dataclass(frozen=True, slots=True)
class NeighbourhoodRow(InjectedRow):
    """A whole neighbourhood.

    Attributes:
        is_cut: whether something within the depth is missing.
        nodes: the nodes, as lists of ``NodeRow``.
        relationships: the relationships, as lists of ``RelationshipRow``.
        center: for each label, the keys of the node in the middle, which are one or none.
    """

    is_cut: bool
    nodes: list[list[Any]]
    relationships: list[list[Any]]
    center: tuple[list[str], ...]


@dataclass(frozen=True, slots=True)
class NodeRow(InjectedRow):
    """A node of a neighbourhood.

    Attributes:
        depth: how many steps it is from the node in the middle.
        is_cut: whether it is within the depth and some of its relationships are missing.
        tallies: how many relationships it has of each type, as lists of ``TallyRow``.
        node: for each label, its keys, which are one or none.
    """

    depth: int
    is_cut: bool
    tallies: list[list[Any]]
    node: tuple[list[str], ...]


@dataclass(frozen=True, slots=True)
class TallyRow(InjectedRow):
    """How many relationships of a type a node has: all of them, and those that are not in the neighbourhood."""

    type: str
    total: int
    more: int


@dataclass(frozen=True, slots=True)
class RelationshipRow(InjectedRow):
    """A relationship: its id and type, the ids of its ends, and what is read of its properties.

    ``film`` is the id of the film in which a character is played.
    """

    id: str
    type: str
    source: str
    target: str
    billing: int | None = None
    note: str | None = None
    film: str | None = None
