"""Loading TMDB's films and credits as Kaggle publishes them, and TMDB's daily exports of ids.

The key of a film or person is ``tmdb-`` and TMDB's id, because every file has that id and it never changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.load.csv_schema import table_of
from graphapi.load.loading import load_files, without_graph
from graphapi.load.options import FileRows
from graphapi.load.rejects import write_rejects
from graphapi.load.row_staging import stage_file
from graphapi.load.tmdb_files import find_tmdb_files
from graphapi.load.tmdb_rows import (
    CREDIT_TABLE,
    FILM_TABLE,
    KEYWORD_TABLE,
    credit_records,
    film_records,
    keyword_records,
    stage_kaggle_file,
)
from graphapi.model.relationships import ACTOR, CREDIT_ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from graphapi.load.options import LoadOptions, LoadSummary, ProgressListener
    from graphapi.load.staging import Staging
    from graphapi.load.tmdb_files import TmdbFiles
    from graphapi.store.bolt import Graph

_FIRST: Final = "QUALIFY dense_rank() OVER (PARTITION BY id ORDER BY file DESC, line) = 1"
"""The rows of the first line of a film. ``tmdb_5000_…`` comes before the other data set, and in descending order."""


async def load_tmdb(
    graph: Graph,
    folder: Path,
    *,
    options: LoadOptions | None = None,
    progress: ProgressListener | None = None,
) -> LoadSummary:
    """Load a folder of TMDB's files into a graph that has its constraints.

    Credits without a person, and credits of films that are not in the files, are left out; the summary says how many.

    Raises:
        BadInputError: the files have errors, and ``options.skip_bad_rows`` is not set.
        StoreUnavailableError: the store cannot be reached.
    """
    return await load_files(without_graph(stage_tmdb), graph, folder, options, progress)


def stage_tmdb(
    staging: Staging, folder: Path, options: LoadOptions, progress: ProgressListener, summary: LoadSummary
) -> None:
    """Read and check the files; afterwards only valid rows are staged.

    Raises:
        BadInputError: as for `load_tmdb`.
    """
    files = find_tmdb_files(folder)
    summary.notices.extend(files.notices)
    counts, sources = _read_files(staging, files, progress)
    if options.skip_bad_rows is None:
        staging.raise_problems()
    else:
        write_rejects(staging, options.skip_bad_rows, sources)
    progress.started("Joining films and credits", None)
    _leave_out_films(staging, options, summary)
    _stage_films(staging, summary)
    _stage_credits(staging, summary)
    _stage_people(staging, options)
    progress.finished()
    summary.files.extend(FileRows(file, rows, staging.count_rejected_rows(file)) for file, rows in counts.items())


def _read_files(
    staging: Staging, files: TmdbFiles, progress: ProgressListener
) -> tuple[dict[str, int], list[tuple[str, Callable[[], Iterable[tuple[int, str]]]]]]:
    """Stage all files; return the number of their rows, and the functions that read them again."""
    counts: dict[str, int] = {}
    sources: list[tuple[str, Callable[[], Iterable[tuple[int, str]]]]] = []
    for found, table, columns, records in (
        (files.films, "tmdb_film", FILM_TABLE, film_records),
        (files.keywords, "tmdb_keyword", KEYWORD_TABLE, keyword_records),
        (files.credits, "tmdb_credit", CREDIT_TABLE, credit_records),
    ):
        types = ", ".join(f"{name} {type_}" for name, type_ in columns.items())
        staging.run(f"CREATE TABLE {table} (file VARCHAR, line BIGINT, position INTEGER, {types})")
        for file in found:
            name = file.path.name
            progress.started(f"Reading {name}", None)
            counts[name] = stage_kaggle_file(staging, file, table, columns, records, progress)
            progress.finished()
            sources.append((name, file.texts))
    staging.run(
        "CREATE TABLE tmdb_movie_id (line BIGINT, id BIGINT, original_title VARCHAR, adult BOOLEAN, video BOOLEAN)"
    )
    staging.run("CREATE TABLE tmdb_person_id (line BIGINT, id BIGINT, name VARCHAR, adult BOOLEAN)")
    for ids in filter(None, (files.film_ids, files.person_ids)):
        name = ids.path.name
        progress.started(f"Reading {name}", None)
        counts[name] = stage_file(staging, ids, progress)
        progress.finished()
        sources.append((name, ids.texts))
    return counts, sources


def _leave_out_films(staging: Staging, options: LoadOptions, summary: LoadSummary) -> None:
    """Delete films that are marked as adult, and exported ids of videos that are no films."""
    if not options.include_adult:
        adult = "SELECT id FROM tmdb_film WHERE adult UNION SELECT id FROM tmdb_movie_id WHERE adult"
        if count := staging.count(f"SELECT count(*) FROM ({adult})"):
            staging.run(f"CREATE TABLE adult AS {adult}")
            for table in ("tmdb_film", "tmdb_movie_id"):
                staging.run(f"DELETE FROM {table} WHERE id IN (SELECT id FROM adult)")
            summary.notices.append(f"{count:,} films marked as adult were left out; --include-adult loads them.")
    if count := staging.count("SELECT count(*) FROM tmdb_movie_id ANTI JOIN tmdb_film USING (id) WHERE video"):
        staging.run("DELETE FROM tmdb_movie_id WHERE video")
        summary.notices.append(f"{count:,} ids of videos that are not films were left out.")


def _stage_films(staging: Staging, summary: LoadSummary) -> None:
    """Stage a film for each id; unknown values of the first row come from later rows and files."""
    for file, count in staging.run(
        "SELECT file, count(*) - count(DISTINCT id) AS repeated FROM tmdb_film GROUP BY file HAVING repeated > 0"
    ):
        summary.notices.append(f"{count:,} rows of {file} repeat a film; the values of its first row count.")
    values = ", ".join(
        f"first({name} ORDER BY file DESC, line) FILTER ({name} IS NOT NULL) AS {name}"
        for name in FILM_TABLE
        if name not in ("id", "adult")
    )
    staging.run(
        f"""
        INSERT INTO films BY NAME
        SELECT 0 AS line, 'tmdb-' || id AS key, id::VARCHAR AS tmdb_id,
               film.* EXCLUDE (id, keywords), coalesce(film.keywords, listed.keywords) AS keywords
        FROM (SELECT id, {values} FROM tmdb_film GROUP BY id) AS film
        LEFT JOIN (SELECT id, keywords FROM tmdb_keyword {_FIRST}) AS listed USING (id)
        """
    )
    staging.run(
        """
        INSERT INTO films BY NAME
        SELECT 0 AS line, 'tmdb-' || id AS key, id::VARCHAR AS tmdb_id,
               arg_min(original_title, line) AS title, title AS original_title
        FROM tmdb_movie_id ANTI JOIN tmdb_film USING (id) GROUP BY id
        """
    )


def _stage_credits(staging: Staging, summary: LoadSummary) -> None:
    """Stage the credits of films; if several rows have credits of a film, the first counts."""
    staging.run(f"CREATE TABLE tmdb_first_credit AS FROM tmdb_credit {_FIRST}")
    staging.run("DROP TABLE tmdb_credit")
    unknown = staging.count("SELECT count(*) FROM tmdb_first_credit WHERE person_id IS NULL")
    if unknown:
        summary.notices.append(f"{unknown:,} credits have no id or no name of a person, and were left out.")
    filmless = "SELECT DISTINCT id FROM tmdb_first_credit WHERE 'tmdb-' || id NOT IN (SELECT key FROM films)"
    staging.run(f"CREATE TABLE filmless AS {filmless}")
    if count := staging.count("SELECT count(*) FROM filmless"):
        summary.notices.append(f"The credits of {count:,} films that were not loaded were left out.")
    staging.run("DELETE FROM tmdb_first_credit WHERE person_id IS NULL OR id IN (FROM filmless)")
    keys = "'tmdb-' || id AS film_key, 'tmdb-' || person_id AS person_key"
    staging.run(
        f"INSERT INTO credits BY NAME SELECT position AS line, {keys}, billing, character, note "
        "FROM tmdb_first_credit WHERE role = ?",
        [ACTOR.name],
    )
    for role in CREDIT_ROLES:
        if role is not ACTOR:
            staging.run(
                f"INSERT INTO {table_of(role.file)} BY NAME SELECT position AS line, {keys} "
                "FROM tmdb_first_credit WHERE role = ?",
                [role.name],
            )


def _stage_people(staging: Staging, options: LoadOptions) -> None:
    """Stage the people of the credits and of the export of ids.

    Files of different dates spell the name of a person differently. The export counts, or else the most frequent name.
    """
    staging.run(
        """
        CREATE TABLE credited AS
        SELECT id, arg_max(name, (uses, name)) AS name FROM (
          SELECT person_id AS id, name, count(*) AS uses FROM tmdb_first_credit GROUP BY person_id, name
        ) GROUP BY id
        """
    )
    listed = "SELECT id, arg_min(name, line) AS name, bool_or(adult) AS adult FROM tmdb_person_id GROUP BY id"
    staging.run(
        f"""
        INSERT INTO people BY NAME
        SELECT 0 AS line, 'tmdb-' || id AS key, id::VARCHAR AS tmdb_id, coalesce(listed.name, credited.name) AS name
        FROM ({listed}) AS listed FULL JOIN credited USING (id)
        WHERE credited.name IS NOT NULL OR ? OR NOT coalesce(adult, false)
        """,
        [options.include_adult],
    )
