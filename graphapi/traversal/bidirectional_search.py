"""Bidirectional search: breadth-first from both ends, with one statement for each level."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from graphapi.traversal.budget import Budget
    from graphapi.traversal.subgraph import Node, Subgraph

    ReadLevel: TypeAlias = Callable[[Subgraph, list[Node], bool], Awaitable[None]]
    """Reads the films of people, or with False the people of films, into the subgraph."""
    ReadMeetings: TypeAlias = Callable[[Subgraph, list[Node], list[Node]], Awaitable[bool]]
    """Reads the films that people of two lists have in common, and returns whether there are any."""

FILMS_OF_A_PERSON: Final = 64
"""The estimated number of films of a person found in a cast; people with many films are found more often."""
PEOPLE_OF_A_FILM: Final = 8
MAX_FRONTIER_RATIO: Final = 32
"""The greatest ratio of the two frontiers' sizes at which a search for common films pays off."""


class SearchSide:
    """All nodes within a number of steps from one person; a step leads from a person to a film or back."""

    def __init__(self, center: Node) -> None:
        self.steps: dict[Node, int] = {center: 0}
        self.frontier: list[Node] = [center]
        self.radius = 0

    @property
    def exhausted(self) -> bool:
        """Whether there are no nodes further away."""
        return not self.frontier

    @property
    def at_people(self) -> bool:
        """Whether the frontier consists of people, not films."""
        return self.radius % 2 == 0

    @property
    def next_size(self) -> int:
        """The estimated number of nodes to read for the next step."""
        return len(self.frontier) * (FILMS_OF_A_PERSON if self.at_people else PEOPLE_OF_A_FILM)

    @property
    def size_after_that(self) -> int:
        """The estimated number of nodes to read for the step after the next."""
        return self.next_size * (PEOPLE_OF_A_FILM if self.at_people else FILMS_OF_A_PERSON)


@dataclass(slots=True)
class BidirectionalSearch:
    """Two sides that grow towards each other; the one with the smaller next step grows first."""

    known: Subgraph
    start: SearchSide
    end: SearchSide
    read: ReadLevel
    read_meetings: ReadMeetings
    budget: Budget
    met: bool = False

    @property
    def reach(self) -> int:
        """The sum of both radii; all paths of at most this many steps are known."""
        return self.start.radius + self.end.radius

    @property
    def separate(self) -> bool:
        """Whether there is no path, because one side is exhausted before the two have met."""
        return not self.met and (self.start.exhausted or self.end.exhausted)

    @property
    def complete(self) -> bool:
        """Whether all paths are known, because one side is exhausted."""
        return self.start.exhausted or self.end.exhausted

    async def fewest(self, most: int) -> int | None:
        """The degrees of the shortest paths; None if no path has at most ``most`` degrees.

        Afterwards, all paths of that many degrees are known.
        """
        while not self.met:
            if self.separate or self.reach >= 2 * most:
                return None
            if self._should_search_common_films and await self.read_meetings(
                self.known, self.start.frontier, self.end.frontier
            ):
                self.met = True
                return self.reach // 2 + 1
            await self.grow()
        return self.reach // 2

    @property
    def _should_search_common_films(self) -> bool:
        """Whether to search for the common films of both frontiers, without reading all of their films."""
        sizes = sorted((len(self.start.frontier), len(self.end.frontier)))
        at_people = self.start.at_people and self.end.at_people
        return at_people and self.reach > 0 and sizes[1] <= MAX_FRONTIER_RATIO * sizes[0]

    async def grow(self) -> None:
        """Grow the side with the smaller next step by one step, or both sides if both will have to be read.

        Both sides grow only if ``reach`` is even. Paths have an even number of steps, so none has the length between.
        """
        smaller, larger = sorted((self.start, self.end), key=lambda ball: (ball.exhausted, ball.next_size))
        is_next = self.reach % 2 == 0 and not larger.exhausted and smaller.size_after_that >= larger.next_size
        balls = (smaller, larger) if is_next else (smaller,)
        await asyncio.gather(*map(self._read, balls))
        for ball in balls:
            self._widen(ball)
        self.met = self.met or any(node in larger.steps for node in smaller.frontier)

    async def _read(self, ball: SearchSide) -> None:
        unread = [node for node in ball.frontier if node not in self.known.expanded]
        if unread:
            await self.read(self.known, unread, ball.at_people)

    def _widen(self, ball: SearchSide) -> None:
        known, steps = self.known, ball.steps
        ball.radius += 1
        found: list[Node] = []
        for node in ball.frontier:
            for neighbour in known.linked[node]:
                if neighbour not in steps:
                    steps[neighbour] = ball.radius
                    found.append(neighbour)
        ball.frontier = found
        self.budget.spend(len(found))
