"""The titles in SQL: their type, scene, votes, and the numbers of their credits, each computed from the title's id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.imdb import shape
from benchmarks.imdb.draws import SERIES_BASE, choice, piecewise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.imdb.draws import Size

ROMAN: Final = "['II', 'III', 'IV', '2', '3D', '1984']"


def title_facts(size: Size, *, unknown: bool) -> str:
    """A query for the facts of all titles; ``unknown`` adds the titles that only have credits.

    Its columns:

    - ``t``: the id, from 1. ``key``: the id whose scene and regular people apply; for an episode, that of its series.
    - ``kind``: the type. ``is_film``: whether it is loaded by default. ``rated``, ``votes``, ``popular``.
    - ``era_draw``, ``region``, ``scene``: see ``shape.ERAS``. ``obscure``: see ``shape.LOCAL``. ``nonfiction``.
    - ``cast_size``, ``directors``, ``writers``, and one column for each category of ``shape.CREW_MEANS``.
    """
    films = ", ".join(f"'{one}'" for one in shape.FILM_TYPES)
    rated = " ".join(f"WHEN '{kind}' THEN {share}" for kind, share in shape.RATED.items())
    return f"""
    WITH typed AS (
      SELECT range AS t, CASE WHEN range = {size.titles} THEN 'tvPilot'
             ELSE {choice("share(range, 0)", shape.TITLE_TYPES)} END AS kind
      FROM range(1, {(size.all_titles if unknown else size.titles) + 1})
    ), keyed AS (
      SELECT *, kind IN ({films}) AS is_film,
             CASE WHEN kind = 'tvEpisode' THEN {SERIES_BASE} + ranked(share(t, 1), {size.series}, 0.75, 30)
             ELSE t END AS key
      FROM typed
    ), placed AS (
      SELECT *, share(key, 2) AS era_draw, ranked(share(key, 3), {shape.REGIONS}, 0.8, 1.5) AS region,
             share(t, 5) < CASE kind {rated} ELSE 0.3 END AS rated, share(t, 4) AS vote_draw,
             share(t, 6) < {_either(shape.BARE)} AS bare
      FROM keyed
    )
    SELECT *, floor(era_draw * {shape.ERAS})::BIGINT * {shape.REGIONS} + region AS scene,
           rated AND vote_draw > 0.96 AS popular,
           share(t, 7) < {shape.LOCAL} AND NOT (rated AND vote_draw > 0.8) AS obscure,
           share(t, 8) < {_either(shape.NONFICTION)} AS nonfiction,
           CASE WHEN bare THEN 0 WHEN is_film THEN {_cast(shape.FILM_CAST)} ELSE {_cast(shape.OTHER_CAST)} END
             AS cast_size,
           {_many(shape.NO_DIRECTOR, 10, shape.DIRECTORS_TAIL)} AS directors,
           {_many(shape.NO_WRITER, 12, shape.WRITERS_TAIL)} AS writers,
           {_crew()}
    FROM placed
    """


def title_rows(size: Size) -> str:
    """A query for the rows of title.basics."""
    return f"""
    WITH facts AS ({title_facts(size, unknown=False)}), drawn AS (
      SELECT *, language_of(region) AS language, share(t, 40) AS pattern, share(t, 41) AS detail,
             title_word_id(language, share(t, 42), 0.75, 5) AS first_word,
             title_word_id(language, share(t, 43), 0.6, 20) AS second_word,
             first_name_id(language, share(t, 44) < 0.5, share(t, 45)) AS first_name,
             family_name_id(language, share(t, 46), 0.5, 20) AS family_name,
             kind = 'tvEpisode' AND share(t, 47) < {shape.GENERIC_EPISODES} AS generic,
             {_year()} AS year, share(t, 48) AS runtime_draw, share(t, 50) AS genre_draw
      FROM facts
    ), texts AS (
      SELECT d.*, one.text AS word, two.text AS other, f.text AS first, n.text AS family,
             article_of(language) AS article
      FROM drawn d JOIN title_word one ON one.id = first_word JOIN title_word two ON two.id = second_word
      JOIN first_name f ON f.id = first_name JOIN family_name n ON n.id = family_name
    ), titled AS (SELECT *, {_title()} AS title, {_adult()} AS adult FROM texts)
    SELECT tconst(t) AS tconst, kind AS "titleType", title AS "primaryTitle",
           CASE WHEN NOT generic AND share(t, 60) < {shape.OTHER_ORIGINAL_TITLE} * 2
           THEN other || ' ' || word ELSE title END AS "originalTitle", adult AS "isAdult",
           CASE WHEN share(t, 49) >= {shape.NO_YEAR} THEN year END AS "startYear",
           CASE WHEN kind IN ('tvSeries', 'tvMiniSeries') AND share(t, 61) < 0.45
                THEN year + floor(share(t, 62) * 8)::INT END AS "endYear",
           {_runtime()} AS "runtimeMinutes", {_genres()} AS genres
    FROM titled
    """


def rating_rows(size: Size) -> str:
    """A query for the rows of title.ratings."""
    means = " ".join(f"WHEN '{kind}' THEN {mean}" for kind, mean in shape.RATING_MEANS.items())
    # The sum of four draws is nearly normal, with a variance of 4 / 12.
    normal = f"({' + '.join(f'share(t, {salt})' for salt in range(70, 74))} - 2) * 1.7320508"
    films = piecewise("vote_draw", shape.FILM_VOTES, logarithmic=True)
    others = piecewise("vote_draw", shape.OTHER_VOTES, logarithmic=True)
    return f"""
    SELECT tconst(t) AS tconst,
           greatest(1, least(10, CASE kind {means} ELSE 6.8 END + 1.25 * {normal}))::DECIMAL(3, 1) AS "averageRating",
           CASE WHEN is_film THEN {films} ELSE {others} END AS "numVotes"
    FROM ({title_facts(size, unknown=False)}) WHERE rated
    """


def _either(shares: Mapping[str, float]) -> str:
    return f"CASE WHEN is_film THEN {shares['film']} ELSE {shares['other']} END"


def _cast(shares: tuple[float, float, float]) -> str:
    none, few, ten = shares
    return (
        f"CASE WHEN share(t, 20) < {none} THEN 0 WHEN share(t, 20) < {few} THEN 1 + floor(share(t, 21) * 9)::BIGINT "
        f"WHEN share(t, 20) < {ten} THEN 10 ELSE least({shape.MOST_CAST}, pareto(share(t, 22), 11, 2.5)) END"
    )


def _many(none: Mapping[str, float], salt: int, tail: tuple[float, float]) -> str:
    """The number of directors or writers; titles without any principals are among those that have none."""
    given = {name: (none[name] - shape.BARE[name]) / (1 - shape.BARE[name]) for name in none}
    least, exponent = tail
    return (
        f"CASE WHEN bare OR share(t, {salt}) < {_either(given)} THEN 0 "
        f"ELSE least(1600, pareto(share(t, {salt + 1}), {least}, {exponent})) END"
    )


def _crew() -> str:
    """The numbers of other credits: the mean, randomly rounded up or down."""
    columns = []
    for salt, (category, (film, other)) in enumerate(shape.CREW_MEANS.items(), 24):
        mean = _either({"film": film / (1 - shape.BARE["film"]), "other": other / (1 - shape.BARE["other"])})
        columns.append(f"CASE WHEN bare THEN 0 ELSE floor({mean} + share(t, {salt}))::BIGINT END AS {category}")
    return ", ".join(columns)


def _year() -> str:
    films, others = piecewise("era_draw", shape.FILM_YEARS), piecewise("era_draw", shape.OTHER_YEARS)
    # The episodes of a series are spread over some years.
    episodes = f"least(2031, {others} + floor(share(t, 63) * 4))"
    return f"CASE WHEN is_film THEN {films} WHEN key <> t THEN {episodes} ELSE {others} END::INT"


def _title() -> str:
    return f"""CASE
      WHEN generic AND detail < 0.75
      THEN 'Episode #' || (1 + floor(pow(share(t, 51), 4) * 40)::INT) || '.'
           || (1 + floor(pow(share(t, 52), 2) * 250)::INT)
      WHEN generic THEN 'Episode dated ' || (1 + floor(share(t, 51) * 28)::INT) || ' ' || month_name(share(t, 52))
           || ' ' || year
      WHEN pattern < 0.00001 THEN ['None', 'null', 'NA', 'nan', '300', '1917'][1 + floor(detail * 6)::INT]
      WHEN NOT is_film AND pattern < 0.35
      THEN first || ' ' || family || CASE WHEN detail < 0.3 THEN '/' || word ELSE '' END
      WHEN pattern < 0.05 THEN word
      WHEN pattern < 0.14 THEN article || word
      WHEN pattern < 0.35 THEN article || word || ' ' || other
      WHEN pattern < 0.50 THEN word || ' ' || other
      WHEN pattern < 0.60 THEN first || '''s ' || word || CASE WHEN detail < 0.5 THEN ' ' || other ELSE '' END
      WHEN pattern < 0.70 THEN word || ' & ' || first || ' ' || family
      WHEN pattern < 0.82 THEN word || ': ' || article || other || ' ' || family
      WHEN pattern < 0.85 THEN article || '"' || other || '" ' || word
      WHEN pattern < 0.87 THEN '"' || word || ' ' || family || '"'
      WHEN pattern < 0.90 THEN word || ' ' || other || ' ' || {ROMAN}[1 + floor(detail * 6)::INT]
      WHEN pattern < 0.95 THEN first || ' ' || family
      ELSE article || word || ', ' || other || ' - ' || first END"""


def _adult() -> str:
    return f"CASE WHEN share(t, 53) < {_either(shape.ADULT)} THEN 1 ELSE 0 END"


def _runtime() -> str:
    films = piecewise("runtime_draw", shape.FILM_RUNTIMES, logarithmic=True)
    others = piecewise("runtime_draw", shape.OTHER_RUNTIMES, logarithmic=True)
    known = f"share(t, 54) >= {_either(shape.NO_RUNTIME)}"
    return f"CASE WHEN {known} THEN CASE WHEN is_film THEN {films} ELSE {others} END END"


def _genres() -> str:
    def drawn(salt: int) -> str:
        lists = [_weighted(weights) for weights in (shape.FILM_GENRES, shape.OTHER_GENRES)]
        film, other = (f"{one}[1 + floor(share(t, {salt}) * {one.count(',') + 1})::INT]" for one in lists)
        return f"CASE WHEN is_film THEN {film} ELSE {other} END"

    one, two = shape.GENRE_COUNTS
    first = f"CASE WHEN adult = 1 THEN 'Adult' WHEN kind IN ('short', 'tvShort') THEN 'Short' ELSE {drawn(55)} END"
    second, third = (f"CASE WHEN genre_draw > {least} THEN {drawn(salt)} END" for least, salt in ((one, 56), (two, 57)))
    present = f"list_filter([{first}, {second}, {third}], lambda genre: genre IS NOT NULL)"
    listed = f"array_to_string(list_sort(list_distinct({present})), ',')"
    return f"CASE WHEN share(t, 58) >= {shape.NO_GENRES} THEN {listed} END"


def _weighted(weights: Mapping[str, int]) -> str:
    return str([genre for genre, weight in weights.items() for _ in range(weight)])
