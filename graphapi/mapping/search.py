"""Fields of searches."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchedKind:
    """A kind of node that a search finds by its folded text.

    ``name`` is the property that the text is folded from. The popularity of a node was counted when it was loaded;
    ``half_score_at`` is the popularity with half of the score that it can add. ``few`` says that there are never so
    many nodes of the kind that comparing all matches would take long.
    """

    kind: str
    label: str
    name: str
    half_score_at: int
    few: bool = False


@dataclass(frozen=True, slots=True)
class SearchConnection:
    """A connection over the nodes of several kinds that a text finds, the best first."""

    kinds: tuple[SearchedKind, ...]


@dataclass(frozen=True, slots=True)
class SearchScoreField:
    """How well the node of an edge fits what was searched for."""
