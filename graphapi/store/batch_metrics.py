"""What the sharing of statements does, in numbers."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES: Final = (1, 2, 4, 8, 16, 32)
SECONDS: Final = (0.0, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(slots=True)
class Distribution:
    """How often which values came.

    Attributes:
        bounds: the upper bounds of the classes, ascending; values above the last have a class of their own.
        counts: how many values are in each class.
        total: all values added up.
    """

    bounds: Sequence[float]
    counts: list[int] = field(default_factory=list)
    total: float = 0.0

    def __post_init__(self) -> None:
        """Begin with nothing counted."""
        self.counts = [0] * (len(self.bounds) + 1)

    @property
    def number(self) -> int:
        """How many values came."""
        return sum(self.counts)

    def add(self, value: float) -> None:
        """Count a value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value


@dataclass(slots=True)
class BatchMeasures:
    """What the sharing of statements has done, for the metrics.

    Attributes:
        batches: how many reads each statement that was sent answered.
        waits: the seconds that each read waited for a place, 0 for those that went at once.
        times: the seconds that each statement took.
        split: how many batches were sent again, each read by itself, because one of them was bad.
        waiting: how many reads wait now.
    """

    batches: Distribution = field(default_factory=lambda: Distribution(SIZES))
    waits: Distribution = field(default_factory=lambda: Distribution(SECONDS))
    times: Distribution = field(default_factory=lambda: Distribution(SECONDS))
    split: int = 0
    waiting: int = 0
