"""The people in SQL: name.basics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.imdb import shape
from benchmarks.imdb.draws import ACTING, CLASSES, MEN, SCENES, piecewise

if TYPE_CHECKING:
    from benchmarks.imdb.draws import Size

WELL_KNOWN: Final = 0.05
WELL_KNOWN_WITH_YEAR: Final = 0.6
"""The share of the best-known people among those with credits, and the share of them with birthYear (assumption)."""


def name_rows(size: Size) -> str:
    """A query for the rows of name.basics: the lower the number, the more credits, as in the real file."""
    year = piecewise(f"(era + share(p, 66)) / {shape.ERAS}", shape.OTHER_YEARS)
    well_known = WELL_KNOWN * shape.CREDITED
    others = (1 - shape.NO_BIRTH_YEAR - WELL_KNOWN_WITH_YEAR * well_known) / (1 - well_known)
    dead = (1 - shape.NO_DEATH_YEAR) / (1 - shape.NO_BIRTH_YEAR)
    known = ", ".join(
        f"CASE WHEN share(p, 80) > {share} THEN tconst(1 + floor(share(p, {salt}) * {size.titles})::BIGINT) END"
        for salt, share in ((81, 0.0), (82, 0.55), (83, 0.75), (84, 0.86))
    )
    return f"""
    WITH placed AS (
      SELECT range AS p, (range - 1) // {SCENES} % {CLASSES} AS class,
             (range - 1) % {SCENES} % {shape.REGIONS} AS region, (range - 1) % {SCENES} // {shape.REGIONS} AS era
      FROM range(1, {size.names + 1})
    ), drawn AS (
      SELECT *, language_of(region) AS language, class < {MEN} OR class >= {ACTING} AND share(p, 60) < 0.7 AS is_man,
             first_name_id(language, is_man, share(p, 61)) AS first_name,
             family_name_id(language, share(p, 62), 0.5, 20) AS family_name,
             family_name_id(language, share(p, 65), 0.5, 20) AS other_name, share(p, 63) AS form,
             {year} - 20 - floor(share(p, 67) * 40)::INT AS born,
             p <= {size.blocks * CLASSES * SCENES * WELL_KNOWN} AS well_known
      FROM placed
    ), dated AS (
      SELECT *, CASE WHEN share(p, 68) < CASE WHEN well_known THEN {WELL_KNOWN_WITH_YEAR} ELSE {others} END
             THEN CASE WHEN share(p, 69) < 0.0005 THEN 1 + floor(share(p, 70) * 1700)::INT ELSE born END END AS birth
      FROM drawn
    )
    SELECT nconst(p) AS nconst,
           CASE WHEN p % {shape.NO_NAME_EVERY} = 1500 THEN NULL
                WHEN form < 0.01 THEN f.text
                WHEN form < 0.10 THEN f.text || ' ' || chr(65 + (share(p, 64) * 25)::INT) || '. ' || n.text
                WHEN form < 0.104 THEN f.text || ' "' || n.text || '" ' || chr(65 + (share(p, 64) * 25)::INT) || '.'
                WHEN form < 0.11 THEN f.text || ' ' || n.text || ' Jr.'
                WHEN form < 0.31
                THEN f.text || ' ' || n.text || CASE WHEN language IN (1, 2) THEN ' ' ELSE '-' END || o.text
                ELSE f.text || ' ' || n.text END AS "primaryName",
           birth AS "birthYear",
           CASE WHEN birth IS NOT NULL AND (birth < 1700 OR share(p, 71) < {dead})
                THEN least(2026, birth + 30 + floor(share(p, 72) * 60)::INT) END AS "deathYear",
           CASE WHEN share(p, 73) >= {shape.NO_PROFESSION} THEN
             CASE WHEN class < {ACTING} THEN CASE WHEN is_man THEN 'actor' ELSE 'actress' END
                  ELSE ['director', 'writer', 'producer', 'editor', 'miscellaneous', 'music_department']
                       [1 + floor(share(p, 74) * 6)::INT] END
             || CASE WHEN share(p, 75) < 0.27 THEN ',soundtrack' ELSE '' END
             || CASE WHEN share(p, 75) < 0.12 THEN ',camera_department' ELSE '' END END AS "primaryProfession",
           CASE WHEN share(p, 79) >= {shape.NO_KNOWN_FOR}
                THEN array_to_string(list_filter([{known}], lambda one: one IS NOT NULL), ',') END AS "knownForTitles"
    FROM dated JOIN first_name f ON f.id = first_name JOIN family_name n ON n.id = family_name
    JOIN family_name o ON o.id = other_name
    """
