"""Loading films with casts from the result of a SPARQL query to Wikidata; docs/data.md has the query.

The key of a film, person or character is the id of its item, such as ``Q83495``. Several rows of a film, one for each
member of its cast or for each genre, are merged.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from graphapi.load.csv_schema import LIST_RELATIONSHIPS, table_of
from graphapi.load.loading import load_files, without_graph
from graphapi.load.options import FileRows
from graphapi.load.problems import BadInputError, Problem
from graphapi.load.rejects import write_rejects
from graphapi.load.sparql_results import open_result
from graphapi.load.validators import quoted
from graphapi.load.wikidata_rows import IGNORED, KNOWN, REQUIRED, stage_result
from graphapi.model.relationships import ACTOR, CREDIT_ROLES

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.load.options import LoadOptions, LoadSummary, ProgressListener
    from graphapi.load.sparql_results import SparqlResult
    from graphapi.load.staging import Staging
    from graphapi.store.bolt import Graph


async def load_wikidata(
    graph: Graph,
    path: Path,
    *,
    options: LoadOptions | None = None,
    progress: ProgressListener | None = None,
) -> LoadSummary:
    """Load a SPARQL result, in JSON or CSV, into a graph that has its constraints.

    Films and people without a label in the result are left out; the summary says how many.

    Raises:
        BadInputError: the file has errors, and ``options.skip_bad_rows`` is not set.
        StoreUnavailableError: the store cannot be reached.
    """
    return await load_files(without_graph(stage_wikidata), graph, path, options, progress)


def stage_wikidata(
    staging: Staging, path: Path, options: LoadOptions, progress: ProgressListener, summary: LoadSummary
) -> None:
    """Read and check the file; afterwards only valid rows are staged.

    Raises:
        BadInputError: as for `load_wikidata`.
    """
    result = open_result(path)
    _check_variables(result, summary)
    progress.started(f"Reading {path.name}", None)
    rows = stage_result(staging, result, progress)
    progress.finished()
    if options.skip_bad_rows is None:
        staging.raise_problems()
    else:
        write_rejects(staging, options.skip_bad_rows, [(path.name, result.texts)])
    progress.started("Merging rows", None)
    _stage_films(staging, summary)
    _stage_people(staging, summary)
    _stage_credits(staging)
    progress.finished()
    summary.files.append(FileRows(path.name, rows, staging.count_rejected_rows(path.name)))


def _check_variables(result: SparqlResult, summary: LoadSummary) -> None:
    missing = [name for name in REQUIRED if name not in result.variables]
    if missing:
        reason = f"missing column {', '.join(map(quoted, missing))}"
        raise BadInputError([Problem(result.path.name, 0, "", reason)])
    for name in result.variables:
        if name not in KNOWN and name not in IGNORED:
            close = difflib.get_close_matches(name, KNOWN, n=1)
            hint = f"; did you mean {quoted(close[0])}?" if close else "."
            summary.notices.append(f"The column {quoted(name)} was ignored{hint}")


def _stage_films(staging: Staging, summary: LoadSummary) -> None:
    """Stage a film for each item that has a title: its label, or else its original title."""
    lists = "".join(
        f", string_agg(DISTINCT name, '|' ORDER BY name) FILTER (list = '{one.list_column}') AS {one.list_column}"
        for one in LIST_RELATIONSHIPS
    )
    staging.run(
        f"""
        INSERT INTO films BY NAME
        SELECT 0 AS line, film AS key, film AS wikidata_id, coalesce(label, original_title) AS title,
               merged.* EXCLUDE (film, label), listed.* EXCLUDE film
        FROM (
          SELECT film, arg_min(title, line) AS label, arg_min(original_title, line) AS original_title,
                 min(year) AS year, arg_min(runtime_minutes, line) AS runtime_minutes,
                 arg_min(imdb_id, line) AS imdb_id, arg_min(tmdb_id, line) AS tmdb_id
          FROM wikidata_film GROUP BY film
        ) AS merged
        LEFT JOIN (SELECT film{lists} FROM wikidata_tag GROUP BY film) AS listed USING (film)
        """
    )
    untitled = staging.count("SELECT count(*) FROM films WHERE title IS NULL")
    if untitled:
        staging.run("DELETE FROM films WHERE title IS NULL")
        summary.notices.append(f"{untitled:,} films have no label, and were left out with their credits.")


def _stage_people(staging: Staging, summary: LoadSummary) -> None:
    staging.run(
        """
        INSERT INTO people BY NAME
        SELECT 0 AS line, person AS key, person AS wikidata_id, arg_min(name, line) AS name,
               min(birth_year) AS birth_year, min(death_year) AS death_year,
               arg_min(imdb_id, line) AS imdb_id, arg_min(tmdb_id, line) AS tmdb_id
        FROM wikidata_person
        WHERE person IN (SELECT person FROM wikidata_credit SEMI JOIN films ON film = key)
        GROUP BY person
        """
    )
    unnamed = staging.count("SELECT count(*) FROM people WHERE name IS NULL")
    if unnamed:
        staging.run("DELETE FROM people WHERE name IS NULL")
        summary.notices.append(f"{unnamed:,} people have no label, and were left out with their credits.")


def _stage_credits(staging: Staging) -> None:
    complete = "film IN (SELECT key FROM films) AND person IN (SELECT key FROM people)"
    staging.run(
        f"""
        INSERT INTO credits BY NAME
        SELECT min(line) AS line, film AS film_key, person AS person_key, min(billing) AS billing, note,
               character_key, character
        FROM wikidata_credit WHERE role = ? AND {complete}
        GROUP BY film, person, note, character_key, character
        """,
        [ACTOR.name],
    )
    for role in CREDIT_ROLES:
        if role is not ACTOR:
            staging.run(
                f"INSERT INTO {table_of(role.file)} BY NAME SELECT DISTINCT 0 AS line, film AS film_key, "
                f"person AS person_key FROM wikidata_credit WHERE role = ? AND {complete}",
                [role.name],
            )
