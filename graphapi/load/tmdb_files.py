"""The files of TMDB in a folder: Kaggle's two data sets, and TMDB's daily exports of ids."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphapi.load.csv_reader import CsvReader
from graphapi.load.csv_schema import Column, FileSchema
from graphapi.load.json_lines import JsonLinesFile
from graphapi.load.problems import BadInputError, Problem
from graphapi.load.validators import check_integer, check_name, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.load.row import Row

FILMS: Final = {
    "tmdb_5000_movies.csv": ("id", "title"),
    "movies_metadata.csv": ("id", "title"),
}
"""The files with films, and the columns that they must have. If a film is in both, the first counts."""
CREDITS: Final = {"tmdb_5000_credits.csv": ("movie_id", "cast", "crew"), "credits.csv": ("id", "cast", "crew")}
KEYWORDS: Final = {"keywords.csv": ("id", "keywords")}
# https://developer.themoviedb.org/docs/daily-id-exports
_EXPORT: Final = re.compile(r"(movie|person)_ids_([0-9]{2})_([0-9]{2})_([0-9]{4})\.json(?:\.gz)?", re.ASCII)


@dataclass(frozen=True)
class KaggleFile:
    """A CSV file with the column names of its header."""

    path: Path
    header: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        """Read the rows after the header."""
        rows = iter(CsvReader(self.path))
        next(rows, None)
        return rows

    def texts(self) -> Iterator[tuple[int, str]]:
        """Read all rows, as pairs of line and text."""
        return ((row.line, row.text) for row in CsvReader(self.path))


@dataclass(frozen=True)
class TmdbFiles:
    """The files of a folder; ``notices`` are sentences about what is missing or ignored."""

    films: tuple[KaggleFile, ...]
    credits: tuple[KaggleFile, ...]
    keywords: tuple[KaggleFile, ...]
    film_ids: JsonLinesFile | None
    person_ids: JsonLinesFile | None
    notices: tuple[str, ...]


def find_tmdb_files(folder: Path) -> TmdbFiles:
    """Find the files, and check the headers.

    Raises:
        BadInputError: there are no films, or columns are missing; the error lists every problem.
    """
    if not folder.is_dir():
        raise BadInputError([Problem(str(folder), 0, "", "is not a folder")])
    problems: list[Problem] = []
    films, credits, keywords = (
        tuple(_opened(folder / name, columns, problems) for name, columns in names.items() if (folder / name).is_file())
        for names in (FILMS, CREDITS, KEYWORDS)
    )
    ids, notices = _newest_exports(folder)
    if not films and "movie" not in ids:
        names = ", ".join((*FILMS, "movie_ids_MM_DD_YYYY.json.gz"))
        problems.append(Problem(str(folder), 0, "", f"has no file with films: none of {names}"))
    if problems:
        raise BadInputError(problems)
    if films and not credits:
        notices.append(f"None of {' and '.join(CREDITS)} is in {folder}: films get no cast and no directors.")
    schemas = {kind: JsonLinesFile(path, _id_schema(kind, path.name)) for kind, path in ids.items()}
    return TmdbFiles(films, credits, keywords, schemas.get("movie"), schemas.get("person"), tuple(notices))


def _opened(path: Path, columns: tuple[str, ...], problems: list[Problem]) -> KaggleFile:
    try:
        row = next(iter(CsvReader(path)), None)
    except OSError as error:
        problems.append(Problem(path.name, 0, "", f"cannot be read: {error.strerror}"))
        return KaggleFile(path, ())
    header = tuple(cell.strip() for cell in row.cells) if row else ()
    if missing := [column for column in columns if column not in header]:
        reason = "missing column " + ", ".join(map(quoted, missing)) if row else "the file is empty"
        problems.append(Problem(path.name, 1, "", reason))
    return KaggleFile(path, header)


def _newest_exports(folder: Path) -> tuple[dict[str, Path], list[str]]:
    """The newest export of films and of people, and a notice for each older one."""
    dated = [
        (found[1], f"{found[4]}-{found[2]}-{found[3]}", path)
        for path in folder.iterdir()
        if (found := _EXPORT.fullmatch(path.name))
    ]
    newest: dict[str, Path] = {}
    notices = []
    for kind, _, path in sorted(dated, reverse=True):
        if kind in newest:
            notices.append(f"{path.name} was ignored, because {newest[kind].name} is there too.")
        else:
            newest[kind] = path
    return newest, notices


def _id_schema(kind: str, file: str) -> FileSchema:
    name = "original_title" if kind == "movie" else "name"
    flags = ("adult", "video") if kind == "movie" else ("adult",)
    columns = (
        Column("id", "BIGINT", required=True, check=check_integer),
        Column(name, required=True, check=check_name),
        *(Column(flag, "BOOLEAN", check=_check_boolean) for flag in flags),
    )
    return FileSchema(file, f"tmdb_{kind}_id", columns, open=True)


def _check_boolean(value: str) -> str | None:
    return None if value in ("true", "false") else f"{quoted(value)} is neither true nor false"
