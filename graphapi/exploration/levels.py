"""The search from both ends: who and what is how far away, a level and a statement at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from graphapi.exploration.budget import Budget
    from graphapi.exploration.known import Known, Node

    ReadLevel: TypeAlias = Callable[[Known, list[Node], bool], Awaitable[None]]
    """Reads what people (or with False, films) are credited with, into what is known."""


class Ball:
    """Everything within a number of steps from one person; from a person to a film is a step."""

    def __init__(self, center: Node) -> None:
        self.steps: dict[Node, int] = {center: 0}
        self.frontier: list[Node] = [center]
        self.radius = 0

    @property
    def exhausted(self) -> bool:
        """Whether there is nothing further away."""
        return not self.frontier


@dataclass(slots=True)
class Levels:
    """Two balls that grow towards each other, the one with less at its edge first."""

    known: Known
    start: Ball
    end: Ball
    read: ReadLevel
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

    async def grow(self) -> None:
        """Look a step further."""
        ball, other = self.start, self.end
        if ball.exhausted or (not other.exhausted and len(other.frontier) < len(ball.frontier)):
            ball, other = other, ball
        await self._grow(ball)
        self.met = self.met or any(node in other.steps for node in ball.frontier)

    async def _grow(self, ball: Ball) -> None:
        known, steps = self.known, ball.steps
        unread = [node for node in ball.frontier if node not in known.expanded]
        if unread:
            await self.read(known, unread, ball.radius % 2 == 0)
        ball.radius += 1
        found: list[Node] = []
        for node in ball.frontier:
            for neighbour in known.linked[node]:
                if neighbour not in steps:
                    steps[neighbour] = ball.radius
                    found.append(neighbour)
        ball.frontier = found
        self.budget.spend(len(found))
