"""Loading IMDb's dumps: films, and the people who have a credit in one of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from graphapi.load.csv_schema import schema_of, table_of
from graphapi.load.imdb_dumps import Dump, DumpFile, find_dump, numbered_lines, stage_dump
from graphapi.load.imdb_validators import check_characters, check_names, check_numbers
from graphapi.load.key_checks import check_duplicates, delete_duplicates
from graphapi.load.loading import load_files, without_graph
from graphapi.load.options import FileRows
from graphapi.load.problems import BadInputError, Problem
from graphapi.load.rejects import write_rejects
from graphapi.load.staging import sql_text
from graphapi.model.nodes import FILM, PERSON
from graphapi.model.relationships import ACTOR, CREDIT_ROLES

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.load.options import LoadOptions, LoadSummary, ProgressListener
    from graphapi.load.staging import Staging
    from graphapi.model.elements import CreditRole
    from graphapi.store.bolt import Graph

_OTHER_ROLES = tuple(role for role in CREDIT_ROLES if role is not ACTOR)
_CREW_ROLES = tuple(role for role in _OTHER_ROLES if role.imdb_crew_column)

BASICS = Dump(
    "title.basics",
    ("tconst", "titleType", "primaryTitle", "originalTitle", "isAdult", "startYear", "runtimeMinutes", "genres"),
)
RATINGS = Dump("title.ratings", ("tconst", "averageRating", "numVotes"), optional=True)
PRINCIPALS = Dump("title.principals", ("tconst", "ordering", "nconst", "category", "characters"))
CREW = Dump(
    "title.crew", ("tconst", *(role.imdb_crew_column for role in _CREW_ROLES if role.imdb_crew_column)), optional=True
)
NAMES = Dump("name.basics", ("nconst", "primaryName", "birthYear", "deathYear"))
DUMPS = (BASICS, RATINGS, PRINCIPALS, CREW, NAMES)

_CREW_TITLES = " and ".join(table_of(role.file) for role in _CREW_ROLES)
_MISSING_DUMP_EFFECTS = {
    RATINGS.name: "films get no rating and no votes",
    CREW.name: f"{_CREW_TITLES} come from title.principals alone",
}
# Larger than the number of characters in any credit: line = ordering * stride + index of the character.
_ORDERING_STRIDE = 100_000
_TITLE_IS_FILM = "tconst IN (SELECT tconst FROM title_basics)"


async def load_imdb(
    graph: Graph,
    folder: Path,
    *,
    options: LoadOptions | None = None,
    progress: ProgressListener | None = None,
) -> LoadSummary:
    """Load a folder of IMDb's dumps into a graph that has its constraints.

    Titles with a type in ``options.title_types`` are loaded as films. People are loaded if they have a credit in one of
    these films. Credits of people who are missing from name.basics are left out; the summary reports their number.

    Raises:
        BadInputError: the files have errors, and ``options.skip_bad_rows`` is not set.
        StoreUnavailableError: the store cannot be reached.
    """
    return await load_files(without_graph(stage_imdb), graph, folder, options, progress)


def stage_imdb(
    staging: Staging, folder: Path, options: LoadOptions, progress: ProgressListener, summary: LoadSummary
) -> None:
    """Read and check the dumps; afterwards only valid rows are staged.

    Raises:
        BadInputError: as for `load_imdb`.
    """
    files = _find_dumps(folder, summary)
    types = ", ".join(f"'{sql_text(name)}'" for name in options.title_types)
    conditions = {
        BASICS: f"titleType IN ({types})",
        RATINGS: _TITLE_IS_FILM,
        PRINCIPALS: f"category IN ({_categories(*CREDIT_ROLES)}) AND {_TITLE_IS_FILM}",
        CREW: f"coalesce({', '.join(CREW.columns[1:])}) IS NOT NULL AND {_TITLE_IS_FILM}",
        NAMES: "nconst IN (SELECT nconst FROM title_principals UNION SELECT nconst FROM crew_credit)",
    }
    counts = {}
    for dump, file in files.items():
        if dump is NAMES:
            _stage_crew_credits(staging, files)
        progress.started(f"Reading {file.name}", None)
        counts[file.name] = stage_dump(staging, file, conditions[dump], progress)
        progress.finished()
        if dump is BASICS:
            _delete_adult_titles(staging, options, summary)
    progress.started("Checking keys", None)
    _check_cells(staging, files)
    _stage_films(staging, files)
    _stage_people(staging, files)
    progress.finished()
    if options.skip_bad_rows is None:
        staging.raise_problems()
    else:
        sources = [(file.name, partial(numbered_lines, file)) for file in files.values()]
        write_rejects(staging, options.skip_bad_rows, sources)
    _stage_credits(staging, summary)
    summary.files.extend(FileRows(file, rows, staging.count_rejected_rows(file)) for file, rows in counts.items())


def _find_dumps(folder: Path, summary: LoadSummary) -> dict[Dump, DumpFile]:
    files: dict[Dump, DumpFile] = {}
    problems: list[Problem] = []
    if not folder.is_dir():
        raise BadInputError([Problem(str(folder), 0, "", "is not a folder")])
    for dump in DUMPS:
        try:
            file = find_dump(folder, dump)
        except BadInputError as error:
            problems.extend(error.problems)
            continue
        if file is None:
            summary.notices.append(f"{dump.name} is not in {folder}: {_MISSING_DUMP_EFFECTS[dump.name]}.")
        else:
            files[dump] = file
    if problems:
        raise BadInputError(problems)
    return files


def _delete_adult_titles(staging: Staging, options: LoadOptions, summary: LoadSummary) -> None:
    adult = staging.count("SELECT count(*) FROM title_basics WHERE isAdult = '1'")
    if adult and not options.include_adult:
        staging.run("DELETE FROM title_basics WHERE isAdult = '1'")
        summary.notices.append(f"{adult:,} titles marked as adult were left out; --include-adult loads them.")


def _stage_crew_credits(staging: Staging, files: dict[Dump, DumpFile]) -> None:
    """Create the table ``crew_credit`` with all credits but acting, from title.principals and title.crew."""
    staging.run("CREATE TABLE crew_credit (role VARCHAR, tconst VARCHAR, nconst VARCHAR)")
    for role in _OTHER_ROLES:
        sql = f"SELECT tconst, nconst FROM title_principals WHERE category IN ({_categories(role)})"
        if CREW in files and role.imdb_crew_column:
            people = f"trim(unnest(string_split({role.imdb_crew_column}, ',')))"
            sql += f" UNION SELECT tconst, {people} FROM title_crew WHERE {role.imdb_crew_column} IS NOT NULL"
        staging.run(f"INSERT INTO crew_credit SELECT DISTINCT ?, * FROM ({sql}) WHERE nconst <> ''", [role.name])


def _categories(*roles: CreditRole) -> str:
    """The categories of title.principals that belong to the roles, as an SQL list."""
    return ", ".join(f"'{sql_text(category)}'" for role in roles for category in role.imdb_categories)


def _check_cells(staging: Staging, files: dict[Dump, DumpFile]) -> None:
    """Record a problem for every invalid cell, and delete its row."""
    for dump, file in files.items():
        check_numbers(staging, dump.table, file.name)
        check_names(staging, dump.table, file.name)
    check_characters(staging, files[PRINCIPALS].name)
    for dump, file in files.items():
        staging.run(f"DELETE FROM {dump.table} WHERE line IN (SELECT line FROM problem WHERE file = ?)", [file.name])


def _stage_films(staging: Staging, files: dict[Dump, DumpFile]) -> None:
    rated = "NULL::DOUBLE AS rating, NULL::INTEGER AS votes"
    ratings = ""
    if RATINGS in files:
        rated = "averageRating::DOUBLE AS rating, numVotes::INTEGER AS votes"
        ratings = (
            "LEFT JOIN (SELECT tconst, averageRating, numVotes FROM title_ratings "
            "QUALIFY row_number() OVER (PARTITION BY tconst ORDER BY line) = 1) USING (tconst)"
        )
    staging.run(
        f"""
        INSERT INTO films BY NAME
        SELECT line, tconst AS key, tconst AS imdb_id, primaryTitle AS title, originalTitle AS original_title,
               startYear::INTEGER AS year, runtimeMinutes::INTEGER AS runtime_minutes,
               replace(genres, ',', '|') AS genres, {rated}
        FROM title_basics {ratings}
        """
    )
    check_duplicates(staging, schema_of(FILM.name), files[BASICS].name, "tconst")
    delete_duplicates(staging, schema_of(FILM.name))


def _stage_people(staging: Staging, files: dict[Dump, DumpFile]) -> None:
    staging.run(
        """
        INSERT INTO people BY NAME
        SELECT line, nconst AS key, nconst AS imdb_id, primaryName AS name,
               birthYear::INTEGER AS birth_year, deathYear::INTEGER AS death_year
        FROM name_basics
        """
    )
    check_duplicates(staging, schema_of(PERSON.name), files[NAMES].name, "nconst")
    delete_duplicates(staging, schema_of(PERSON.name))


def _stage_credits(staging: Staging, summary: LoadSummary) -> None:
    """Stage the credits whose film and person are staged.

    The rows of a title are not sorted in the dump, so ``line`` is not a line number here but the credit's position.
    """
    complete = "tconst IN (SELECT key FROM films) AND nconst IN (SELECT key FROM people)"
    acting = f"FROM title_principals WHERE category IN ({_categories(ACTOR)})"
    incomplete = staging.count(f"SELECT count(*) {acting} AND NOT ({complete})")
    incomplete += staging.count(f"SELECT count(*) FROM crew_credit WHERE NOT ({complete})")
    if incomplete:
        summary.notices.append(
            f"{incomplete:,} credits name a person that name.basics does not have, and were left out."
        )
    staging.run(
        f"""
        INSERT INTO credits BY NAME
        SELECT coalesce(ordering::BIGINT, 0) * {_ORDERING_STRIDE} + character_index AS line,
               tconst AS film_key, nconst AS person_key,
               ordering::INTEGER AS billing, nullif(trim(name), '') AS character
        FROM (
          SELECT tconst, nconst, ordering, unnest(names) AS name, unnest(range(len(names))) AS character_index FROM (
            SELECT tconst, nconst, ordering, CASE WHEN json_array_length(characters) > 0
              THEN from_json(characters, '["VARCHAR"]') ELSE [NULL] END AS names
            {acting} AND {complete}
          )
        )
        """
    )
    for role in _OTHER_ROLES:
        staging.run(
            f"INSERT INTO {table_of(role.file)} BY NAME SELECT 0 AS line, tconst AS film_key, nconst AS person_key "
            f"FROM crew_credit WHERE role = ? AND {complete}",
            [role.name],
        )
