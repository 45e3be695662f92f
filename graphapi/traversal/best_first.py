"""The paths of one length between two people, in order.

This is a best-first search. The priority of a partial path in the queue is the rank of its best possible completion.
That rank is a lower bound, and exact unless the completion visits a node of the path again. The first complete path
that leaves the queue is therefore the best of those that remain.

Source: the idea of A*, Hart, Nilsson and Raphael, "A Formal Basis for the Heuristic Determination of Minimum Cost
Paths" (1968).
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

Popularity: TypeAlias = "tuple[int, ...]"
"""The negated votes of films, the fewest votes first, so that paths with more popular films sort first."""


YIELD_EVERY: Final = 1000
"""The number of partial paths after which other tasks can run."""


@dataclass(frozen=True, slots=True)
class FoundPath:
    """A path: its alternating people and films, and its rank among all paths."""

    nodes: tuple[Node, ...]
    rank: Rank


@dataclass(slots=True)
class Ranking:
    """The paths between two people through these nodes, all of the same number of degrees.

    ``distances`` are lower bounds on the number of steps from each node to the end.
    """

    subgraph: Subgraph
    neighbours: Neighbours
    distances: dict[Node, int]
    start: Node
    end: Node
    degrees: int
    budget: Budget
    _endings: dict[tuple[Node, int], Popularity | None] = field(default_factory=dict)

    def paths(self) -> Iterator[FoundPath | None]:
        """The paths in order, interspersed with None so that other tasks can run."""
        steps = 2 * self.degrees
        popularity = self._best_ending(self.start, steps) if self.start in self.neighbours else None
        if popularity is None:
            return
        queue: list[tuple[Popularity, tuple[str, ...], tuple[Node, ...]]] = []
        queue.append((popularity, (self.subgraph.keys[self.start],), (self.start,)))
        until_yield = YIELD_EVERY
        while queue:
            popularity, keys, nodes = heapq.heappop(queue)
            left = steps - len(nodes) + 1
            if left == 0:
                yield FoundPath(nodes, (self.degrees, popularity, keys))
                continue
            before = len(queue)
            for node in self.neighbours[nodes[-1]]:
                ending = None if node in nodes else self._best_ending(node, left - 1)
                if ending is not None:
                    bound = self._popularity((*nodes, node), ending)
                    heapq.heappush(queue, (bound, (*keys, self.subgraph.keys[node]), (*nodes, node)))
            self.budget.spend(len(queue) - before)
            until_yield -= len(queue) - before + 1
            if until_yield < 0:
                until_yield = YIELD_EVERY
                yield None

    def _popularity(self, nodes: tuple[Node, ...], ending: Popularity) -> Popularity:
        """The popularity of the films of a partial path and of its completion."""
        return tuple(sorted((*ending, *(-self.subgraph.votes[film] for film in nodes[1::2])), reverse=True))

    def _best_ending(self, node: Node, left: int) -> Popularity | None:
        """The popularity of the best walk from a node to the end in exactly ``left`` steps; None if there is none.

        The walk may visit a node twice; ``paths`` excludes that when it extends a partial path.
        """
        if node == self.end:
            return None if left else ()
        if self.distances.get(node, left + 1) > left:
            return None
        remembered = self._endings.get((node, left), ...)
        if remembered is not ...:
            return remembered
        best: Popularity | None = None
        for other in self.neighbours[node]:
            ending = None if other == self.start else self._best_ending(other, left - 1)
            if ending is not None:
                if left % 2 == 0:
                    ending = tuple(sorted((*ending, -self.subgraph.votes[other]), reverse=True))
                if best is None or ending < best:
                    best = ending
        self.budget.spend(1)
        self._endings[node, left] = best
        return best
