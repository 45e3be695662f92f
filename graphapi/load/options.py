"""What a load is asked to do, and what it says about itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

# A film made for television is a film; a short, an episode or a video game is something else to the people who ask.
FILM_TITLE_TYPES = ("movie", "tvMovie")


@dataclass(frozen=True)
class LoadOptions:
    """How to load.

    ``skip_bad_rows`` names a file for the rows that are refused, and makes the load go on without them.
    ``keep_sample`` leaves the sample in a graph that holds nothing else. ``batch_rows`` is the number of rows
    that one statement writes. ``title_types`` and ``include_adult`` say which of IMDb's titles are films here;
    titles marked as adult are left out unless asked for, because nothing in the graph could tell them apart afterwards.
    ``memory_mib`` bounds what is held in memory while rows are sorted and joined; the rest goes to temporary files.
    """

    skip_bad_rows: Path | None = None
    keep_sample: bool = False
    batch_rows: int = 5000
    title_types: tuple[str, ...] = FILM_TITLE_TYPES
    include_adult: bool = False
    memory_mib: int = 512


class ProgressListener(Protocol):
    """Who is told how a load goes on."""

    def started(self, phase: str, rows: int | None) -> None:
        """A phase begins; ``rows`` is what it will go through, None where nobody knows yet."""

    def advanced(self, rows: int) -> None:
        """So many more rows of the phase are done."""

    def finished(self) -> None:
        """The phase is over."""


class SilentProgress:
    """Nobody is told anything."""

    def started(self, phase: str, rows: int | None) -> None:
        """Say nothing."""

    def advanced(self, rows: int) -> None:
        """Say nothing."""

    def finished(self) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class FileRows:
    """A file that was read: how many rows it holds, and how many of them were refused."""

    file: str
    rows: int
    refused: int = 0


@dataclass(slots=True)
class Written:
    """What became of the nodes or relationships of one kind that the files state."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class LoadSummary:
    """What a load did.

    ``written`` has an entry for each label and relationship type. ``sample_removed`` says that the graph was
    emptied of the sample first. ``notices`` are sentences about what was left out and why. ``seconds`` is the
    time from the first byte read to the last row written.
    """

    files: list[FileRows] = field(default_factory=list)
    written: dict[str, Written] = field(default_factory=dict)
    sample_removed: bool = False
    notices: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rows(self) -> int:
        """Rows of all files together."""
        return sum(file.rows for file in self.files)

    @property
    def refused(self) -> int:
        """Rows that were refused, of all files together."""
        return sum(file.refused for file in self.files)

    def of(self, kind: str) -> Written:
        """The entry of a label or relationship type, made when it is missing."""
        return self.written.setdefault(kind, Written())

    def as_json(self) -> dict[str, object]:
        """The same for machines: plain objects, lists, numbers and text."""
        return asdict(self) | {"rows": self.rows, "refused": self.refused}
