"""Fields for distances, paths and neighbourhoods.

An exploration finds the paths and neighbourhoods before the operation's statement runs, and injects them as rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping as AbstractMapping

    from graphapi.mapping.graph import Pattern, Property


@dataclass(frozen=True, slots=True)
class DistanceField:
    """The number of steps to another node; a step is two relationships, such as from person to film to person.

    ``label`` is the label of the other node, and ``to`` the name of the argument that holds its global id. The argument
    ``roles`` selects the relationships.
    """

    label: str
    to: str


@dataclass(frozen=True, slots=True)
class PathsConnection:
    """The connection over the paths between two people; its items are injected rows."""


@dataclass(frozen=True, slots=True)
class Avoided:
    """A list of ids of people or films that no path may contain."""

    label: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """How a neighbourhood expands nodes of a label.

    ``patterns`` lead to the neighbours. ``popularity`` ranks the nodes of this label: it is a property, or the patterns
    whose relationships are counted.
    """

    label: str
    patterns: tuple[Pattern, ...]
    popularity: Property | tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class NeighbourhoodField:
    """The neighbourhood of the node whose id is the argument ``of``; it is an injected row.

    ``details`` maps relationship types to the properties to read.
    """

    kinds: tuple[Expansion, ...]
    details: AbstractMapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class InjectedField:
    """The value at a position of an injected row."""

    position: int


@dataclass(frozen=True, slots=True)
class InjectedList:
    """The list of rows at a position of an injected row; each row begins with its index in the list."""

    position: int


@dataclass(frozen=True, slots=True)
class InjectedObject:
    """The node of a label whose key is at a position of an injected row."""

    label: str
    position: int


@dataclass(frozen=True, slots=True)
class InjectedAnyObject:
    """A node that has one of several labels, with its key in an injected row.

    For each label, in order, the row has a list of keys; ``position`` is the position of the first list. Only the list
    of the node's label has a key.
    """

    labels: tuple[str, ...]
    position: int


@dataclass(frozen=True, slots=True)
class InjectedCreditObject:
    """A credit, by the positions of the film's key, the person's key and the relationship type in an injected row."""

    patterns: tuple[Pattern, ...]
    film: int
    person: int
    type: int
