"""Exporting the graph to CSV files, from which a load creates an equal graph."""

from __future__ import annotations

import asyncio
import csv
import shutil
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, ClassVar

from graphapi.errors import BadGraphError, GraphapiError
from graphapi.load.cast_diff import stored_cast
from graphapi.load.csv_schema import CAST_SCHEMA, FILES, RELATIONSHIP_FILES
from graphapi.load.export_statements import page_of_casts, page_of_characters, page_of_nodes, page_of_relationships
from graphapi.load.options import FileRows, LoadSummary, SilentProgress
from graphapi.load.relationship_diff import schema_of_file, stored_relationships
from graphapi.model.nodes import CHARACTER, label_named

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from graphapi.load.csv_schema import FileSchema, RelationshipFile
    from graphapi.load.options import ProgressListener
    from graphapi.model.elements import Label
    from graphapi.store.bolt import Graph

PAGE = 1000


class ExportExistsError(GraphapiError):
    """The folder already has files of an export, and replacing them was not requested."""

    exit_code: ClassVar[int] = 1


async def export_catalogue(
    graph: Graph, folder: Path, *, force: bool = False, progress: ProgressListener | None = None
) -> LoadSummary:
    """Write every file of a catalogue, with rows ordered by key.

    The files appear when all of them are complete. Changes to the graph during the export may be missing.

    Raises:
        ExportExistsError: one of the files exists, and ``force`` is not set.
        BadGraphError: a value in the graph cannot be represented in CSV.
        StoreUnavailableError: the store cannot be reached.
    """
    existing = [schema.file for schema in FILES if (folder / schema.file).exists()]
    if existing and not force:
        message = f"{folder} already has {', '.join(existing)}; --force replaces them."
        raise ExportExistsError(message)
    progress = progress or SilentProgress()
    summary = LoadSummary()
    await asyncio.to_thread(folder.parent.mkdir, parents=True, exist_ok=True)
    # The temporary folder is in the parent of the target, because files can only be renamed within one file system.
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as temporary:
        for schema in FILES:
            progress.started(f"Writing {schema.file}", None)
            with (Path(temporary) / schema.file).open("w", encoding="utf-8", newline="") as file:
                count = await _write_rows(file, schema, _rows(graph, schema), progress)
            progress.finished()
            summary.files.append(FileRows(schema.file, count))
        await asyncio.to_thread(_put_in_place, Path(temporary), folder)
    return summary


def _put_in_place(temporary: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for path in sorted(temporary.iterdir()):
        target = folder / path.name
        shutil.copymode(path, target) if target.exists() else path.chmod(0o644)
        path.replace(target)


async def _write_rows(
    file: IO[str], schema: FileSchema, pages: AsyncIterator[list[list[Any]]], progress: ProgressListener
) -> int:
    # csv quotes a cell that contains a character of the line terminator. With CRLF, a lone CR or LF is quoted too.
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.name for column in schema.columns])
    count = 0
    async for page in pages:
        writer.writerows([_cell(value) for value in row] for row in page)
        count += len(page)
        progress.advanced(len(page))
    return count


async def _pages(graph: Graph, statement: str) -> AsyncIterator[list[list[Any]]]:
    """Yield pages of records; each record starts with a key, and the records are ordered by it."""
    after = ""
    while True:
        (records,) = await graph.read(statement, {"after": after, "count": PAGE})
        if not records:
            return
        yield records
        after = records[-1][0]


def _rows(graph: Graph, schema: FileSchema) -> AsyncIterator[list[list[Any]]]:
    """The rows of a file, a page at a time."""
    if schema is CAST_SCHEMA:
        return _cast_rows(graph)
    if schema.label == CHARACTER.name:
        return _character_rows(graph)
    if schema.label:
        return _node_rows(graph, label_named(schema.label))
    return _relationship_rows(graph, next(file for file in RELATIONSHIP_FILES if file.file == schema.file))


async def _node_rows(graph: Graph, label: Label) -> AsyncIterator[list[list[Any]]]:
    async for page in _pages(graph, page_of_nodes(label)):
        yield [[_listed(value) if isinstance(value, list) else value for value in record] for record in page]


async def _character_rows(graph: Graph) -> AsyncIterator[list[list[Any]]]:
    """The characters that cast.csv does not describe completely."""
    async for page in _pages(graph, page_of_characters()):
        yield [record[:-1] for record in page if not record[-1] or any(value is not None for value in record[2:-1])]


async def _relationship_rows(graph: Graph, file: RelationshipFile) -> AsyncIterator[list[list[Any]]]:
    schema = schema_of_file(file)
    async for page in _pages(graph, page_of_relationships(schema)):
        yield [
            [key, other, *properties]
            for key, records in page
            for other, properties in sorted(stored_relationships(records, schema).items())
        ]


async def _cast_rows(graph: Graph) -> AsyncIterator[list[list[Any]]]:
    async for page in _pages(graph, page_of_casts()):
        yield [row for film, credits, names in page for row in _rows_of_a_cast(film, credits, dict(names))]


def _rows_of_a_cast(film: str, credits: list[list[Any]], names: dict[str, str]) -> Iterator[list[Any]]:
    cast = stored_cast(credits)
    for person in sorted(cast, key=lambda key: (cast[key].billing is None, cast[key].billing or 0, key)):
        credit = cast[person]
        if not credit.characters:
            yield [film, person, credit.billing, None, None, credit.note]
        for key in credit.characters:
            name = names.get(key)
            # A load derives the key in the same way when the cell is empty.
            own_key = None if key == f"{film}/{name}" else key
            yield [film, person, credit.billing, name, own_key, credit.note]


def _cell(value: object) -> object:
    # Floats such as 1e-05 must not be written in exponential notation.
    return format(Decimal(repr(value)), "f") if isinstance(value, float) else value


def _listed(names: list[str]) -> str:
    return "|".join(sorted(map(_without_bar, names)))


def _without_bar(name: str) -> str:
    if "|" in name:
        message = f"The name {name!r} contains |, which separates names in CSV files; rename it before exporting."
        raise BadGraphError(message)
    return name
