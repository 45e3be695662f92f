"""Load a folder in a separate process that prints its progress, so that a test can kill it at a given step."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from graphapi.load.catalogue import load_catalogue
from graphapi.load.options import LoadOptions
from graphapi.store import Endpoint, StoreKind, connect


class PrintedProgress:
    """Prints every step."""

    phase = ""
    rows = 0

    def started(self, phase: str, rows: int | None) -> None:
        """Store the phase."""
        self.phase, self.rows = phase, 0

    def advanced(self, rows: int) -> None:
        """Print how many rows of the phase are done."""
        self.rows += rows
        sys.stdout.write(f"STEP {self.phase} {self.rows}\n")
        sys.stdout.flush()

    def finished(self) -> None:
        """Do nothing."""


async def main() -> None:
    where = json.loads(sys.stdin.readline())
    folder = Path(where.pop("folder"))
    graph = await connect(Endpoint(**(where | {"kind": StoreKind(where["kind"])})))
    await load_catalogue(graph, folder, options=LoadOptions(batch_rows=20), progress=PrintedProgress())
    await graph.close()


if __name__ == "__main__":
    asyncio.run(main())
