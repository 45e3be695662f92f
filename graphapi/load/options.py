"""The options of a load, the interface of its progress listener, and its summary."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

# Films made for television count as films; shorts, episodes and video games do not.
FILM_TITLE_TYPES = ("movie", "tvMovie")


class ImportFormat(StrEnum):
    """The formats of the files for Neo4j's importer."""

    CSV = "csv"
    PARQUET = "parquet"


@dataclass(frozen=True)
class LoadOptions:
    """The options of a load.

    ``skip_bad_rows`` is the file to which rejected rows are written; without it, one bad row stops the load.
    ``keep_sample`` keeps the sample, which is otherwise removed from a graph that holds nothing else. ``batch_rows`` is
    the number of rows that one statement writes. ``bulk_rows`` is the number of rows from which a load into an empty
    graph takes the bulk path. With ``import_folder``, nothing is written to a graph, but files for Neo4j's importer
    in the format ``import_format``, of which it makes the database ``import_database``. ``title_types`` and
    ``include_adult`` select the titles of IMDb that are loaded as films; the graph does not record which titles are
    marked as adult. ``memory_mib`` limits the memory for sorting and joining rows; more than that goes to temporary
    files.
    """

    skip_bad_rows: Path | None = None
    keep_sample: bool = False
    batch_rows: int = 5000
    bulk_rows: int = 20_000
    import_folder: Path | None = None
    import_format: ImportFormat = ImportFormat.CSV
    import_database: str | None = None
    title_types: tuple[str, ...] = FILM_TITLE_TYPES
    include_adult: bool = False
    memory_mib: int = 1024


class ProgressListener(Protocol):
    """Receives the progress of a load."""

    def started(self, phase: str, rows: int | None) -> None:
        """A phase begins; ``rows`` is the number of its rows, None if unknown."""

    def advanced(self, rows: int) -> None:
        """``rows`` more rows of the phase are done."""

    def finished(self) -> None:
        """The phase has ended."""


class SilentProgress:
    """A listener that ignores everything."""

    def started(self, phase: str, rows: int | None) -> None:
        """Do nothing."""

    def advanced(self, rows: int) -> None:
        """Do nothing."""

    def finished(self) -> None:
        """Do nothing."""


@dataclass(frozen=True)
class FileRows:
    """A file that was read: the number of its rows, and how many of them were refused."""

    file: str
    rows: int
    refused: int = 0


@dataclass(slots=True)
class Written:
    """The number of nodes of a label, or relationships of a type, that a load created, changed or left unchanged."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class LoadSummary:
    """The result of a load.

    ``written`` has an entry for each label and relationship type. ``sample_removed`` says whether the sample was
    removed first. ``notices`` are sentences about what was left out and why. ``import_command`` is the command that
    imports the files, if the load wrote files for Neo4j's importer. ``seconds`` is the time from the first
    byte read to the last row written.
    """

    files: list[FileRows] = field(default_factory=list)
    written: dict[str, Written] = field(default_factory=dict)
    sample_removed: bool = False
    notices: list[str] = field(default_factory=list)
    import_command: str = ""
    seconds: float = 0.0

    @property
    def rows(self) -> int:
        """The number of rows in all files."""
        return sum(file.rows for file in self.files)

    @property
    def refused(self) -> int:
        """The number of refused rows in all files."""
        return sum(file.refused for file in self.files)

    def of(self, kind: str) -> Written:
        """The entry of a label or relationship type; it is added if it is missing."""
        return self.written.setdefault(kind, Written())

    def as_json(self) -> dict[str, object]:
        """The summary as values that JSON can represent."""
        return asdict(self) | {"rows": self.rows, "refused": self.refused}
