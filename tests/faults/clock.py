"""The wall clock of a process, which a test can shift while the process runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.neo4j_server.java import MissingToolError

SOURCE = Path(__file__).with_name("clock.c")


@dataclass(frozen=True)
class ShiftedClock:
    """A shift of the wall clock; the monotonic clock stays as it is.

    Attributes:
        library: the library that is preloaded into the process.
        file: the file that holds the shift.
    """

    library: Path
    file: Path

    @classmethod
    def make(cls, folder: Path) -> ShiftedClock:
        """Compile the library.

        Raises:
            MissingToolError: there is no C compiler.
        """
        compiler = shutil.which("cc")
        if compiler is None:
            message = "There is no C compiler, with which the clock of a server is shifted."
            raise MissingToolError(message)
        clock = cls(folder / "clock.so", folder / "clock")
        clock.shift(0)
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", clock.library, SOURCE], check=True)
        return clock

    def shift(self, seconds: int) -> None:
        """Shift the clock against the real one by so many seconds."""
        with os.fdopen(os.open(self.file, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            file.write(seconds.to_bytes(8, "little", signed=True))

    def environment(self) -> dict[str, str]:
        """The variables of a process with this clock."""
        return {"LD_PRELOAD": str(self.library), "CLOCK_SHIFT": str(self.file)}
