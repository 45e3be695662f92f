"""What is wrong with the files of a load, where exactly, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.errors import GraphapiError

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: in which file and line (1 is the header), in which column, and what."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        return f"{where}{self.column}: {self.reason}" if self.column else f"{where}{self.reason}"


class BadInputError(GraphapiError):
    """Files that cannot be loaded as they are; nothing was written.

    ``problems`` are the first of them, in the order of the files, ``total`` is how many there are.
    """

    def __init__(self, problems: Sequence[Problem], total: int | None = None) -> None:
        self.problems = tuple(problems[:SHOWN_PROBLEMS])
        self.total = len(problems) if total is None else total
        lines = [str(problem) for problem in self.problems]
        if self.total > len(lines):
            lines.append(f"… and {self.total - len(lines):,} more")
        super().__init__("\n".join(lines))
