"""Fields of full-text search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchedKind:
    """A kind of node that a search finds by its folded text.

    ``name`` is the property whose folded text is searched. The popularity of a node is computed when it is loaded;
    ``half_score_at`` is the popularity that adds half of the score that popularity can add. ``few`` says that there are
    so few nodes of the kind that all matches can be compared quickly.
    """

    kind: str
    label: str
    name: str
    half_score_at: int
    few: bool = False


@dataclass(frozen=True, slots=True)
class SearchConnection:
    """A connection over the nodes of several kinds that match a text, the best first."""

    kinds: tuple[SearchedKind, ...]


@dataclass(frozen=True, slots=True)
class SearchScoreField:
    """How well the node of an edge matches the query."""
