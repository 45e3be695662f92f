"""Load a folder in a separate process that prints its progress, so that a test can kill it at a given step."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from graphapi.load.catalogue import load_catalogue
from graphapi.load.options import LoadOptions
from graphapi.store import Endpoint, StoreKind, connect


class PrintedProgress:
    """Prints every step."""

    phase = ""
    rows = 0

    def started(self, phase: str, rows: int | None) -> None:
        """Print the phase."""
        self.phase, self.rows = phase, 0
        sys.stdout.write(f"PHASE {phase}\n")
        sys.stdout.flush()

    def advanced(self, rows: int) -> None:
        """Print how many rows of the phase are done."""
        self.rows += rows
        sys.stdout.write(f"STEP {self.phase} {self.rows}\n")
        sys.stdout.flush()

    def finished(self) -> None:
        """Do nothing."""


def kill_at(line: str, endpoint: Endpoint, folder: Path, *, bulk_rows: int = sys.maxsize, store: int = 0) -> None:
    """Start a load in another process, and kill it when it prints a line; with ``store``, kill that process too."""
    where = asdict(endpoint) | {"kind": endpoint.kind.value, "folder": str(folder), "bulk_rows": bulk_rows}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.load.killed"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(where) + "\n")
        process.stdin.close()
        reached = next((printed for printed in process.stdout if printed.startswith(line)), None)
        if store:
            os.kill(store, signal.SIGKILL)
        process.kill()
    assert reached is not None, f"the load ended before {line}"


async def main() -> None:
    where = json.loads(sys.stdin.readline())
    folder, bulk_rows = Path(where.pop("folder")), where.pop("bulk_rows")
    graph = await connect(Endpoint(**(where | {"kind": StoreKind(where["kind"])})))
    options = LoadOptions(batch_rows=20, bulk_rows=bulk_rows)
    await load_catalogue(graph, folder, options=options, progress=PrintedProgress())
    await graph.close()


if __name__ == "__main__":
    asyncio.run(main())
