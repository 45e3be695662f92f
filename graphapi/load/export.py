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
from graphapi.load.csv_schema import CAST, CHARACTERS, DIRECTORS, FILES, FILMS, PEOPLE
from graphapi.load.desired_graph import FILM_COLUMNS, FILM_LISTS, PERSON_COLUMNS, property_name
from graphapi.load.options import FileRows, LoadSummary, SilentProgress
from graphapi.load.statements import page_of_casts, page_of_characters, page_of_films, page_of_people

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from graphapi.load.options import ProgressListener
    from graphapi.store.bolt import Graph

PAGE = 1000


class ExportExistsError(GraphapiError):
    """The folder already has files of an export, and replacing them was not requested."""

    exit_code: ClassVar[int] = 1


async def export_catalogue(
    graph: Graph, folder: Path, *, force: bool = False, progress: ProgressListener | None = None
) -> LoadSummary:
    """Write films.csv, people.csv, characters.csv, cast.csv and directors.csv, with rows ordered by key.

    The files appear when all of them are complete. What is written to the graph during the export may be missing.

    Raises:
        ExportExistsError: one of the files is there, and ``force`` is not set.
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
    # In the parent of the target, because files can only be renamed within one file system.
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as temporary:
        for name, rows in (
            (FILMS.file, _film_rows(graph)),
            (PEOPLE.file, _people_rows(graph)),
            (CHARACTERS.file, _character_rows(graph)),
            (CAST.file, _cast_rows(graph)),
            (DIRECTORS.file, _director_rows(graph)),
        ):
            progress.started(f"Writing {name}", None)
            with (Path(temporary) / name).open("w", encoding="utf-8", newline="") as file:
                count = await _write_rows(file, name, rows, progress)
            progress.finished()
            summary.files.append(FileRows(name, count))
        await asyncio.to_thread(_put_in_place, Path(temporary), folder)
    return summary


def _put_in_place(temporary: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for path in sorted(temporary.iterdir()):
        target = folder / path.name
        shutil.copymode(path, target) if target.exists() else path.chmod(0o644)
        path.replace(target)


async def _write_rows(
    file: IO[str], name: str, pages: AsyncIterator[list[list[Any]]], progress: ProgressListener
) -> int:
    schema = next(schema for schema in FILES if schema.file == name)
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
    """Yield pages of records, which start with a key and are ordered by it."""
    after = ""
    while True:
        (records,) = await graph.read(statement, {"after": after, "count": PAGE})
        if not records:
            return
        yield records
        after = records[-1][0]


async def _film_rows(graph: Graph) -> AsyncIterator[list[list[Any]]]:
    columns = [column.name for column in FILMS.columns]
    names = ["key", *FILM_COLUMNS, *(column for column, _, _ in FILM_LISTS)]
    statement = page_of_films(tuple(map(property_name, FILM_COLUMNS)), FILM_LISTS)
    async for page in _pages(graph, statement):
        rows = []
        for record in page:
            cells = dict(zip(names, record, strict=True))
            for column, _, _ in FILM_LISTS:
                cells[column] = "|".join(sorted(_without_bar(name) for name in cells[column]))
            rows.append([cells[column] for column in columns])
        yield rows


async def _people_rows(graph: Graph) -> AsyncIterator[list[list[Any]]]:
    async for page in _pages(graph, page_of_people(tuple(map(property_name, PERSON_COLUMNS)))):
        yield page


async def _character_rows(graph: Graph) -> AsyncIterator[list[list[Any]]]:
    """The characters that cast.csv does not describe completely."""
    async for page in _pages(graph, page_of_characters()):
        yield [
            [key, name, description]
            for key, name, description, appears in page
            if description is not None or not appears
        ]


async def _cast_rows(graph: Graph) -> AsyncIterator[list[list[Any]]]:
    async for page in _pages(graph, page_of_casts()):
        yield [row for film, credits, names, _ in page for row in _rows_of_a_cast(film, credits, dict(names))]


async def _director_rows(graph: Graph) -> AsyncIterator[list[list[Any]]]:
    async for page in _pages(graph, page_of_casts()):
        yield [[film, person] for film, _, _, directors in page for person in sorted(directors)]


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


def _without_bar(name: str) -> str:
    if "|" in name:
        message = f"The name {name!r} contains |, which separates names in CSV files; rename it before exporting."
        raise BadGraphError(message)
    return name
