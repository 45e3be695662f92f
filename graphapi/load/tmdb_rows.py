"""Staging the rows of Kaggle's files of TMDB: films, keywords and credits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from graphapi.load.cell_readers import BadCellError, ReadRow, read_count, read_name
from graphapi.load.staging import PROBLEM_COLUMNS
from graphapi.load.tmdb_cells import (
    read_characters,
    read_id,
    read_imdb_id,
    read_names,
    read_objects,
    read_plot,
    read_year,
)
from graphapi.load.validators import check_rating
from graphapi.model.relationships import ACTOR, CREDIT_ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graphapi.load.options import ProgressListener
    from graphapi.load.row import Row
    from graphapi.load.staging import Staging
    from graphapi.load.tmdb_files import KaggleFile

    Records = Callable[["KaggleRow"], Iterator[tuple[str, ...]]]

FILM_TABLE: Final = {
    "id": "BIGINT",
    "title": "VARCHAR",
    "original_title": "VARCHAR",
    "year": "INTEGER",
    "runtime_minutes": "INTEGER",
    "rating": "DOUBLE",
    "votes": "INTEGER",
    "plot": "VARCHAR",
    "genres": "VARCHAR",
    "keywords": "VARCHAR",
    "imdb_id": "VARCHAR",
    "adult": "BOOLEAN",
}
KEYWORD_TABLE: Final = {"id": "BIGINT", "keywords": "VARCHAR"}
CREDIT_TABLE: Final = {
    "id": "BIGINT",
    "role": "VARCHAR",
    "person_id": "BIGINT",
    "name": "VARCHAR",
    "billing": "INTEGER",
    "character": "VARCHAR",
    "note": "VARCHAR",
}
PROGRESS_STEP: Final = 200
MAX_ORDER: Final = 1_000_000
MAX_ID: Final = 2**63
_ROLE_OF_JOB: Final = {job: role.name for role in CREDIT_ROLES for job in role.tmdb_jobs}


class KaggleRow(ReadRow):
    """A row of a file with a header."""

    def __init__(self, header: tuple[str, ...], row: Row) -> None:
        super().__init__(dict(zip(header, (cell.strip() for cell in row.cells), strict=False)))
        if row.error is not None:
            self.problems.append(("", row.error))
        elif len(row.cells) != len(header):
            self.problems.append(("", f"{len(row.cells)} cells where the header has {len(header)}"))

    def objects(self, column: str) -> list[dict[str, Any]]:
        """The list of objects in a cell."""
        return self.checked(column, read_objects, self._cells.get(column, ""), [])


def film_records(row: KaggleRow) -> Iterator[tuple[str, ...]]:
    """The film of a row, in the columns of `FILM_TABLE`."""
    id_ = row.read("id", read_id)
    original = row.read("original_title", read_name)
    title = row.read("title", read_name) or original
    if not title and not row.problems:
        row.problems.append(("title", "is empty"))
    votes = row.read("vote_count", read_count)
    runtime = row.read("runtime", read_count)
    yield (
        id_,
        title,
        original,
        row.read("release_date", read_year),
        # TMDB writes 0 if a number is unknown.
        "" if runtime == "0" else runtime,
        "" if votes == "0" else row.read("vote_average", _read_rating),
        votes,
        row.read("overview", read_plot),
        row.read("genres", read_names),
        row.read("keywords", read_names),
        row.read("imdb_id", read_imdb_id),
        row.read("adult", lambda text: "true" if text.lower() == "true" else "false"),
    )


def keyword_records(row: KaggleRow) -> Iterator[tuple[str, ...]]:
    """The keywords of a row, in the columns of `KEYWORD_TABLE`."""
    yield row.read("id", read_id), row.read("keywords", read_names)


def credit_records(row: KaggleRow) -> Iterator[tuple[str, ...]]:
    """The credits of a row, in the columns of `CREDIT_TABLE`: one for each character of an actor.

    Entries without an id or a name have an empty person.
    """
    film = row.read("movie_id", read_id) if row.has("movie_id") else row.read("id", read_id)
    for entry in row.objects("cast"):
        person, name = _person(row, "cast", entry)
        order = entry.get("order")
        billing = str(order + 1) if isinstance(order, int) and 0 <= order < MAX_ORDER else ""
        unknown: list[tuple[str, str]] = []
        for character, note in row.checked("cast", read_characters, entry.get("character"), unknown):
            yield film, ACTOR.name, person, name, billing, character, note
    for entry in row.objects("crew"):
        job = entry.get("job")
        if isinstance(job, str) and job in _ROLE_OF_JOB:
            yield film, _ROLE_OF_JOB[job], *_person(row, "crew", entry), "", "", ""


def stage_kaggle_file(
    staging: Staging,
    file: KaggleFile,
    table: str,
    columns: dict[str, str],
    records: Records,
    progress: ProgressListener,
) -> int:
    """Stage the records of the valid rows of a file, and the problems of the others; return the number of its rows.

    The table gets the columns ``file``, ``line`` and ``position`` (within the row) before those of the records.
    """
    count = 0
    with (
        staging.spool(table, {"file": "VARCHAR", "line": "BIGINT", "position": "INTEGER"} | columns) as add_record,
        staging.spool("problem", PROBLEM_COLUMNS) as add_problem,
    ):
        for row in file.rows():
            count += 1
            reading = KaggleRow(file.header, row)
            found = list(records(reading)) if not reading.problems else []
            for at, reason in dict.fromkeys(reading.problems):
                add_problem((file.path.name, str(row.line), at, reason))
            if not reading.problems:
                for position, record in enumerate(found):
                    add_record((file.path.name, str(row.line), str(position), *record))
            if count % PROGRESS_STEP == 0:
                progress.advanced(PROGRESS_STEP)
    progress.advanced(count % PROGRESS_STEP)
    return count


def _person(row: KaggleRow, column: str, entry: dict[str, Any]) -> tuple[str, str]:
    """The id and the name of a person; both are empty if one of them is unknown."""
    id_ = entry.get("id")
    name = row.checked(column, read_name, entry.get("name"), "")
    return (str(id_), name) if name and isinstance(id_, int) and 0 < id_ < MAX_ID else ("", "")


def _read_rating(text: str) -> str:
    if text and (error := check_rating(text)) is not None:
        raise BadCellError(error)
    return text
