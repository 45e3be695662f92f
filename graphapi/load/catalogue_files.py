"""The files of a catalogue in a folder: one for each table, in any of three formats."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from graphapi.load.csv_file import open_csv
from graphapi.load.csv_schema import FILES
from graphapi.load.json_lines import JsonLinesFile
from graphapi.load.parquet_file import open_parquet
from graphapi.load.problems import BadInputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graphapi.load.csv_schema import FileSchema
    from graphapi.load.table_file import TableFile

FORMATS: Final[dict[str, Callable[[Path, FileSchema], TableFile]]] = {
    ".csv": open_csv,
    ".parquet": open_parquet,
    ".jsonl": JsonLinesFile,
    ".jsonl.gz": JsonLinesFile,
}
"""The formats by the ends of their file names, and the functions that open them."""


def find_catalogue_files(folder: Path) -> list[TableFile]:
    """Open the files of a catalogue in a folder, in the order in which they are loaded.

    Raises:
        BadInputError: files are missing, are there twice, or have wrong columns; the error lists every problem.
    """
    files: list[TableFile] = []
    problems: list[Problem] = []
    if not folder.is_dir():
        raise BadInputError([Problem(str(folder), 0, "", "is not a folder")])
    for schema in FILES:
        try:
            if (file := _open_one(folder, schema)) is not None:
                files.append(file)
        except BadInputError as error:
            problems.extend(error.problems)
    if problems:
        raise BadInputError(problems)
    return files


def names_of(schema: FileSchema) -> dict[str, Callable[[Path, FileSchema], TableFile]]:
    """The names that the file of a table can have, with the functions that open it."""
    stem = PurePath(schema.file).stem
    return {f"{stem}{ending}": opened for ending, opened in FORMATS.items()}


def ignored_files(folder: Path) -> list[str]:
    """A sentence for each file in the folder that looks like a table, but is none of a catalogue."""
    known = {name for schema in FILES for name in names_of(schema)}
    tables = {path.name for ending in FORMATS for path in folder.glob(f"*{ending}")}
    return [f"{name} is not a file of a catalogue and was ignored." for name in sorted(tables - known)]


def _open_one(folder: Path, schema: FileSchema) -> TableFile | None:
    """Open the file of a table; None if it is missing and optional."""
    found = [(folder / name, opened) for name, opened in names_of(schema).items() if (folder / name).is_file()]
    if not found:
        if schema.optional:
            return None
        raise BadInputError([Problem(schema.file, 0, "", f"is missing in {folder}")])
    (path, opened), *others = found
    if others:
        names = " and ".join(other.name for other, _ in others)
        reason = f"holds the same table as {names}; leave only one of them in {folder}"
        raise BadInputError([Problem(path.name, 0, "", reason)])
    try:
        return opened(path, schema)
    except OSError as error:
        raise BadInputError([Problem(path.name, 0, "", f"cannot be read: {error.strerror}")]) from None
