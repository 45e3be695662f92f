"""The search from both ends: who and what is how far away, a level and a statement at a time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from graphapi.traversal.budget import Budget
    from graphapi.traversal.subgraph import Node, Subgraph

    ReadLevel: TypeAlias = Callable[[Subgraph, list[Node], bool], Awaitable[None]]
    """Reads what people (or with False, films) are credited with, into what is known."""
    ReadMeetings: TypeAlias = Callable[[Subgraph, list[Node], list[Node]], Awaitable[bool]]
    """Reads the films in which some people and some others are credited; whether there are any."""

FILMS_OF_A_PERSON: Final = 64
"""About so many films has somebody whom one comes across in a cast: who is in many is met often."""
PEOPLE_OF_A_FILM: Final = 8
WORTH_A_LOOK: Final = 32
"""To look where two levels meet is worth it up to so many times the people of the smaller one."""


class SearchSide:
    """Everything within a number of steps from one person; from a person to a film is a step."""

    def __init__(self, center: Node) -> None:
        self.steps: dict[Node, int] = {center: 0}
        self.frontier: list[Node] = [center]
        self.radius = 0

    @property
    def exhausted(self) -> bool:
        """Whether there is nothing further away."""
        return not self.frontier

    @property
    def at_people(self) -> bool:
        """Whether people are at its edge, not films."""
        return self.radius % 2 == 0

    @property
    def next_size(self) -> int:
        """About how much there is to read a step further."""
        return len(self.frontier) * (FILMS_OF_A_PERSON if self.at_people else PEOPLE_OF_A_FILM)

    @property
    def size_after_that(self) -> int:
        """About how much there is to read one more step further."""
        return self.next_size * (PEOPLE_OF_A_FILM if self.at_people else FILMS_OF_A_PERSON)


@dataclass(slots=True)
class BidirectionalSearch:
    """Two balls that grow towards each other, the one with less beyond its edge first."""

    known: Subgraph
    start: SearchSide
    end: SearchSide
    read: ReadLevel
    read_meetings: ReadMeetings
    budget: Budget
    met: bool = False

    @property
    def reach(self) -> int:
        """The most steps between the ends that are looked through."""
        return self.start.radius + self.end.radius

    @property
    def separate(self) -> bool:
        """Whether nothing leads from one end to the other: all that one of them leads to is known."""
        return not self.met and (self.start.exhausted or self.end.exhausted)

    @property
    def complete(self) -> bool:
        """Whether everything that leads from one end to the other is known."""
        return self.start.exhausted or self.end.exhausted

    async def fewest(self, most: int) -> int | None:
        """The degrees between the two; None if nothing connects them, or only something longer than ``most``.

        All paths of so many degrees are known then.
        """
        while not self.met:
            if self.separate or self.reach >= 2 * most:
                return None
            if self._is_worth_a_look and await self.read_meetings(self.known, self.start.frontier, self.end.frontier):
                self.met = True
                return self.reach // 2 + 1
            await self.grow()
        return self.reach // 2

    @property
    def _is_worth_a_look(self) -> bool:
        """Whether to ask for the films in which the people at both edges meet, without reading all their films."""
        sizes = sorted((len(self.start.frontier), len(self.end.frontier)))
        at_people = self.start.at_people and self.end.at_people
        return at_people and self.reach > 0 and sizes[1] <= WORTH_A_LOOK * sizes[0]

    async def grow(self) -> None:
        """Look a step further: from the one with less beyond its edge, or from both where either has to be looked at.

        From both only where no path could have the length between: paths have an even number of steps.
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
