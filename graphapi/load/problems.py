"""Problems in the files of a load, and the error that reports them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.errors import GraphapiError

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_SHOWN_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem with its file, its line (1 is the header, 0 the file as a whole), its column and the reason."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        return f"{where}{self.column}: {self.reason}" if self.column else f"{where}{self.reason}"


class BadInputError(GraphapiError):
    """The files have errors; nothing was written.

    ``problems`` has the first problems in the order of the files, ``total`` is the number of all problems.
    """

    def __init__(self, problems: Sequence[Problem], total: int | None = None) -> None:
        self.problems = tuple(problems[:MAX_SHOWN_PROBLEMS])
        self.total = len(problems) if total is None else total
        lines = [str(problem) for problem in self.problems]
        if self.total > len(lines):
            lines.append(f"… and {self.total - len(lines):,} more")
        super().__init__("\n".join(lines))
