"""Functions that all commands share: settings, logging, output and errors."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, cast

import orjson
import typer
from rich.console import Console

from graphapi.errors import GraphapiError
from graphapi.settings import load_settings
from graphapi.settings_report import unknown_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from graphapi.settings import Settings
    from graphapi.store import Graph

T = TypeVar("T")

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        help="Folder of the embedded store. Not used with NEO4J_URI. (GRAPHAPI_DATA_DIR, or graphapi-data)",
        show_default=False,
        file_okay=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]


class BadFileError(GraphapiError):
    """A file on the command line cannot be read or written."""


def examples(*lines: str) -> str:
    """The examples at the end of a help page; the empty lines keep them on separate lines."""
    return "\n\n".join(["**Examples**", *(f"`{line}`" for line in lines)])


def read_settings(**overrides: object) -> Settings:
    """Read the settings; prints warnings about unknown names to standard error.

    Raises:
        BadSettingsError: a value is invalid; the message has one line for each.
    """
    settings = load_settings(**overrides)
    for warning in unknown_settings():
        print_error(f"Warning: {warning}")
    return settings


def print_error(text: str) -> None:
    """Print to standard error, without markup and without wrapping lines."""
    console(error=True).print(text, style="red" if not text.startswith("Warning:") else "yellow", markup=False)


def console(*, error: bool = False, wrap: bool = False) -> Console:
    """A console; only tables wrap lines (`wrap`), so that other output can be searched."""
    return Console(stderr=error, highlight=False, soft_wrap=not wrap)


def write_text(text: str, output: Path | None) -> None:
    """Write a text as UTF-8, with unchanged line endings, to a file or to standard output.

    Raises:
        BadFileError: the file cannot be written.
    """
    if output is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
        return
    try:
        output.write_bytes(text.encode())
    except OSError as error:
        raise BadFileError(f"{output} cannot be written: {error.strerror}.") from None


def configure_logging(settings: Settings) -> None:
    """Configure the logging of a command: warnings and errors, or everything if `GRAPHAPI_LOG_LEVEL` is DEBUG."""
    from graphapi.server.logs import configure_logging as configure

    configure(settings if settings.log_level == "DEBUG" else settings.model_copy(update={"log_level": "WARNING"}))


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run the coroutine of a command; Ctrl-C and SIGTERM cancel it, so that it can clean up."""

    async def stoppable() -> T:
        task = cast("asyncio.Task[T]", asyncio.current_task())
        # Windows has no such handlers. SIGINT cannot stand for it: shells ignore it for commands in the background.
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        return await work

    try:
        return asyncio.run(stoppable())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


@asynccontextmanager
async def opened_graph(settings: Settings) -> AsyncIterator[Graph]:
    """Open the graph that the settings select; starts the embedded store if none runs on the folder.

    Raises:
        StoreUnavailableError: the store cannot be reached or started.
    """
    from graphapi.store import open_graph

    async with open_graph(settings) as graph:
        yield graph


def print_json(content: object) -> None:
    """Print JSON to standard output, without colours and without wrapping lines."""
    sys.stdout.buffer.write(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE, default=str))
    sys.stdout.flush()
