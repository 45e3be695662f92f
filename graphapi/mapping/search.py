"""Fields of full-text search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchedKind:
    """A kind of node that a search finds by its folded text.

    ``name`` is the property whose folded text is searched. ``well_known`` is the property of the catalogue's node that
    says from which popularity on a node is well known. ``weight`` is the factor of the scores of the kind. ``few`` says
    that there are so few nodes of the kind that all matches can be compared quickly.
    """

    kind: str
    label: str
    name: str
    well_known: str
    weight: float = 1.0
    few: bool = False


@dataclass(frozen=True, slots=True)
class SearchConnection:
    """A connection over the nodes of several kinds that match a text, the best first."""

    kinds: tuple[SearchedKind, ...]


@dataclass(frozen=True, slots=True)
class SearchScoreField:
    """How well the node of an edge matches the query."""


@dataclass(frozen=True, slots=True)
class SearchMatchField:
    """In which way the text of the node of an edge matches the query."""
