"""The paths of one length between two people, one after the other, in their order.

Best first, with a bound that is exact but for what is visited twice: a beginning of a path stands in the queue under
the best that could still become of it, so whatever complete path comes out first has nothing before it.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.compiler.features.paths.search import Rank
    from graphapi.traversal.budget import Budget
    from graphapi.traversal.simple_paths import Neighbours
    from graphapi.traversal.subgraph import Node, Subgraph

Fame: TypeAlias = "tuple[int, ...]"
"""The votes of films, made negative, those of the least-voted film first: what is better known comes first."""


BREATH: Final = 1000
"""After so many beginnings of paths others get a turn."""


@dataclass(frozen=True, slots=True)
class FoundPath:
    """A path: people and films in turns, and its place among all paths."""

    nodes: tuple[Node, ...]
    rank: Rank


@dataclass(slots=True)
class Ranking:
    """The paths of so many degrees between two people, through these nodes.

    ``distances`` say how far each node is from the end, at the least.
    """

    known: Subgraph
    neighbours: Neighbours
    distances: dict[Node, int]
    start: Node
    end: Node
    degrees: int
    budget: Budget
    _endings: dict[tuple[Node, int], Fame | None] = field(default_factory=dict)

    def paths(self) -> Iterator[FoundPath | None]:
        """The paths in their order; None now and then, for others to get a turn."""
        steps = 2 * self.degrees
        fame = self._best_ending(self.start, steps) if self.start in self.neighbours else None
        if fame is None:
            return
        queue: list[tuple[Fame, tuple[str, ...], tuple[Node, ...]]] = []
        queue.append((fame, (self.known.keys[self.start],), (self.start,)))
        breath = BREATH
        while queue:
            fame, keys, nodes = heapq.heappop(queue)
            left = steps - len(nodes) + 1
            if left == 0:
                yield FoundPath(nodes, (self.degrees, fame, keys))
                continue
            before = len(queue)
            for node in self.neighbours[nodes[-1]]:
                ending = None if node in nodes else self._best_ending(node, left - 1)
                if ending is not None:
                    known_fame = self._fame((*nodes, node), ending)
                    heapq.heappush(queue, (known_fame, (*keys, self.known.keys[node]), (*nodes, node)))
            self.budget.spend(len(queue) - before)
            breath -= len(queue) - before + 1
            if breath < 0:
                breath = BREATH
                yield None

    def _fame(self, nodes: tuple[Node, ...], ending: Fame) -> Fame:
        """How well the films of a beginning and of an ending are known, together."""
        return tuple(sorted((*ending, *(-self.known.votes[film] for film in nodes[1::2])), reverse=True))

    def _best_ending(self, node: Node, left: int) -> Fame | None:
        """The films of the best way from a node to the end in just so many steps; None if there is no way.

        It may visit something twice: that is seen when a path is put together.
        """
        if node == self.end:
            return None if left else ()
        if self.distances.get(node, left + 1) > left:
            return None
        known = self._endings.get((node, left), ...)
        if known is not ...:
            return known
        best: Fame | None = None
        for other in self.neighbours[node]:
            ending = None if other == self.start else self._best_ending(other, left - 1)
            if ending is not None:
                if left % 2 == 0:
                    ending = tuple(sorted((*ending, -self.known.votes[other]), reverse=True))
                if best is None or ending < best:
                    best = ending
        self.budget.spend(1)
        self._endings[node, left] = best
        return best
