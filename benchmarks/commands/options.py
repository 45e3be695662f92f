"""What the commands share: options, the temporary folder, and the messages for expected errors."""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from benchmarks import page
from benchmarks.agreement import DisagreementError
from benchmarks.page import PageError
from benchmarks.progress import quiet_logs
from benchmarks.servers import ServerError
from benchmarks.wrk import LoadGeneratorError
from graphapi.errors import GraphapiError
from graphapi.store import StoreKind
from tests.neo4j_server.java import MissingToolError

if TYPE_CHECKING:
    from collections.abc import Iterator

FAILURES = (
    DisagreementError,
    GraphapiError,
    LoadGeneratorError,
    MissingToolError,
    PageError,
    RuntimeError,
    ServerError,
)

Films = Annotated[int, typer.Option(help="Number of films in the generated graph.")]
Credits = Annotated[int, typer.Option(help="Acting credits in the generated graph.")]
Seed = Annotated[int, typer.Option(help="Seed of the generated graph.")]
Release = Annotated[Literal["5.26", "2026"], typer.Option(help="Release of Neo4j.")]
Stores = Annotated[list[StoreKind] | None, typer.Option(help="Store to measure; both by default.")]
Keep = Annotated[Path | None, typer.Option(help="Folder that keeps the loaded stores for later runs.")]
WriteDocs = Annotated[bool, typer.Option(help="Write the tables into docs/performance.md.")]


def command_line() -> str:
    """The command line of this run; paths are shortened to file names, because their folders mean nothing elsewhere."""
    words = (Path(word).name if word.startswith(("/", ".", "~")) else word for word in sys.argv[1:])
    return " ".join(["python -m benchmarks", *words])


def publish(name: str, text: str, *, write_docs: bool, target: Path = page.PERFORMANCE_PAGE) -> None:
    """Print tables, and with ``write_docs`` also write them into the place of this name on a page.

    Raises:
        PageError: the page has no such place.
    """
    print(text)
    if write_docs:
        page.fill(target, name, text)


@contextmanager
def workplace() -> Iterator[Path]:
    """Yield a temporary folder; an expected error ends the command with one message."""
    quiet_logs()
    try:
        with tempfile.TemporaryDirectory(prefix="graphapi-benchmark-") as folder:
            yield Path(folder)
    except FAILURES as error:
        print(f"error: {error}", file=sys.stderr)
        raise typer.Exit(1) from None
