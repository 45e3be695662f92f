"""Exporting the graph to files, from which a load creates an equal graph, or to GraphML."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

import duckdb

from graphapi.errors import GraphapiError
from graphapi.load.catalogue_files import names_of
from graphapi.load.csv_schema import FILES
from graphapi.load.export_format import ExportFormat
from graphapi.load.export_rows import table_rows
from graphapi.load.graphml import GRAPHML_FILE, GraphmlWriter
from graphapi.load.options import FileRows, LoadSummary, SilentProgress
from graphapi.load.table_writers import WRITERS

if TYPE_CHECKING:
    from graphapi.load.csv_schema import FileSchema
    from graphapi.load.options import ProgressListener
    from graphapi.store.bolt import Graph


class ExportExistsError(GraphapiError):
    """The folder already has files of an export, and replacing them was not requested."""

    exit_code: ClassVar[int] = 1


class ExportFailedError(GraphapiError):
    """The files cannot be written."""

    exit_code: ClassVar[int] = 1


async def export_catalogue(
    graph: Graph,
    folder: Path,
    *,
    format: ExportFormat = ExportFormat.CSV,
    force: bool = False,
    progress: ProgressListener | None = None,
) -> LoadSummary:
    """Write every file of a catalogue, with rows ordered by key, or a file of GraphML.

    The files appear when all of them are complete; then existing files of the same tables in other formats are deleted.
    Changes to the graph during the export may be missing. A page of the graph is in memory at a time.

    Raises:
        ExportExistsError: one of the files exists, in any format, and ``force`` is not set.
        ExportFailedError: the files cannot be written, for example because the disk is full.
        BadGraphError: a value in the graph cannot be represented in the format.
        StoreUnavailableError: the store cannot be reached.
    """
    replaced = [name for name in _replaced_names(format) if (folder / name).exists()]
    if replaced and not force:
        message = f"{folder} already has {', '.join(replaced)}; --force replaces them."
        raise ExportExistsError(message)
    progress = progress or SilentProgress()
    try:
        await asyncio.to_thread(folder.parent.mkdir, parents=True, exist_ok=True)
        # The temporary folder is in the parent of the target, because files can only be renamed in one file system.
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as temporary:
            if format is ExportFormat.GRAPHML:
                written = [await _write_graphml(graph, Path(temporary), progress)]
            else:
                written = [await _write_table(graph, Path(temporary), schema, format, progress) for schema in FILES]
            await asyncio.to_thread(_put_in_place, Path(temporary), folder, [file.file for file in written], replaced)
    except (OSError, duckdb.Error) as error:
        message = f"{folder} cannot be written: {getattr(error, 'strerror', None) or error}."
        raise ExportFailedError(message) from error
    return LoadSummary(files=written)


def _replaced_names(format: ExportFormat) -> list[str]:
    """The names of the files that an export replaces."""
    return [GRAPHML_FILE] if format is ExportFormat.GRAPHML else [name for one in FILES for name in names_of(one)]


async def _write_table(
    graph: Graph, folder: Path, schema: FileSchema, format: ExportFormat, progress: ProgressListener
) -> FileRows:
    name = f"{PurePath(schema.file).stem}.{format}"
    progress.started(f"Writing {name}", None)
    count = 0
    with WRITERS[format](folder / name, schema) as write:
        async for page in table_rows(graph, schema):
            write(page)
            count += len(page)
            progress.advanced(len(page))
    progress.finished()
    return FileRows(name, count)


async def _write_graphml(graph: Graph, folder: Path, progress: ProgressListener) -> FileRows:
    with (folder / GRAPHML_FILE).open("w", encoding="utf-8", newline="") as file:
        return FileRows(GRAPHML_FILE, await GraphmlWriter(graph, file, progress).write())


def _put_in_place(temporary: Path, folder: Path, written: list[str], replaced: list[str]) -> None:
    folder.mkdir(exist_ok=True)
    for name in written:
        target = folder / name
        path = temporary / name
        shutil.copymode(target, path) if target.exists() else path.chmod(0o644)
        path.replace(target)
    for name in replaced:
        if name not in written:
            (folder / name).unlink(missing_ok=True)
