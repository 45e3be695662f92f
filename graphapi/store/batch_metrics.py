"""The metrics of the lanes and of the statements that they send."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphapi.errors import ErrorCode

SIZES: Final = (1, 2, 4, 8, 16, 32)
SECONDS: Final = (0.0, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(slots=True)
class Distribution:
    """A histogram.

    Attributes:
        bounds: the upper bounds of the buckets, ascending; one more bucket holds the values above the last bound.
        counts: the number of values in each bucket.
        total: the sum of all values.
    """

    bounds: Sequence[float]
    counts: list[int] = field(default_factory=list)
    total: float = 0.0

    def __post_init__(self) -> None:
        """Start with empty buckets."""
        self.counts = [0] * (len(self.bounds) + 1)

    @property
    def number(self) -> int:
        """The number of values."""
        return sum(self.counts)

    def add(self, value: float, times: int = 1) -> None:
        """Add a value, once or several times."""
        self.counts[bisect_left(self.bounds, value)] += times
        self.total += value * times


@dataclass(slots=True)
class LaneMeasures:
    """The metrics of a lane.

    Attributes:
        batches: the number of reads that each statement answered.
        waits: the time that each read waited for a place, in seconds; 0 for reads that were sent immediately.
        times: the time that each statement took, in seconds.
        failed: the number of statements that failed, by the code of the error.
        split: the number of failed batches whose reads were sent again one by one.
        waiting: the number of reads that are waiting now.
    """

    batches: Distribution = field(default_factory=lambda: Distribution(SIZES))
    waits: Distribution = field(default_factory=lambda: Distribution(SECONDS))
    times: Distribution = field(default_factory=lambda: Distribution(SECONDS))
    failed: Counter[ErrorCode] = field(default_factory=Counter)
    split: int = 0
    waiting: int = 0


@dataclass(slots=True)
class ReadTiming:
    """The times of one read, in seconds on the clock of ``time.perf_counter``; 0 until then.

    Attributes:
        lane: the name of the lane.
        came: when the read came to its lane.
        sent: when its statement was sent; if the statement was sent again, the last time.
        answered: when the answer or the error of the statement came.
        batch_size: the number of reads that the statement answers.
    """

    lane: str = ""
    came: float = 0.0
    sent: float = 0.0
    answered: float = 0.0
    batch_size: int = 0

    @property
    def seconds(self) -> float:
        """How long the store took; 0 if the statement was not sent or is not answered."""
        return self.answered - self.sent if self.answered else 0.0
