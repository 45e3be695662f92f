"""The credits in SQL: title.principals and title.crew, which name the same directors and writers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.imdb import shape
from benchmarks.imdb.draws import MEN
from benchmarks.imdb.titles import title_facts

if TYPE_CHECKING:
    from benchmarks.imdb.draws import Size

JOBS: Final = {"producer": "producer", "cinematographer": "director of photography"}


def crew_rows(size: Size) -> str:
    """A query for the rows of title.crew; its first directors and writers are those of title.principals."""

    def people(kind: int, number: str) -> str:
        drawn = (
            f"list_transform(range({number}), lambda j: "
            f"{{'credit': credit({kind}, j, t), 'x': draw_id(credit({kind}, j, t), t, key)}})"
        )
        each = f"list_transform({drawn}, lambda one: nconst(person(one.x, one.credit, key, scene, popular, obscure)))"
        return f"CASE WHEN {number} > 0 THEN array_to_string(list_distinct({each}), ',') END"

    return f"""
    SELECT tconst(t) AS tconst, {people(1, "directors")} AS directors, {people(2, "writers")} AS writers
    FROM ({title_facts(size, unknown=True)})
    """


def principal_rows(size: Size) -> str:
    """A query for the rows of title.principals."""
    groups = [
        "cast_size",
        f"least(directors, {shape.PRINCIPAL_DIRECTORS})",
        f"least(writers, {shape.PRINCIPAL_WRITERS})",
        *shape.CREW_MEANS,
    ]
    ends = ", ".join(f"{' + '.join(groups[: place + 1])} AS end{place}" for place in range(len(groups)))
    crew = " ".join(f"WHEN place < end{number} THEN '{name}'" for number, name in enumerate(shape.CREW_MEANS, 3))
    jobs = " ".join(f"WHEN '{category}' THEN '{job}'" for category, job in JOBS.items())
    return f"""
    WITH facts AS (SELECT *, {ends} FROM ({title_facts(size, unknown=True)})),
    slots AS (SELECT *, unnest(range(end{len(groups) - 1})) AS slot FROM facts),
    placed AS (
      SELECT *, CASE WHEN share(t, 90) < {shape.REVERSED} THEN end{len(groups) - 1} - 1 - slot ELSE slot END AS place
      FROM slots
    ), numbered AS (
      SELECT *, CASE WHEN place < end0 THEN 0 WHEN place < end1 THEN 1 WHEN place < end2 THEN 2 ELSE 3 END AS part,
             place - CASE WHEN place < end0 THEN 0 WHEN place < end1 THEN end0 WHEN place < end2 THEN end1
                     ELSE end2 END AS j
      FROM placed
    ), credited AS (
      SELECT *, credit(part, j, t) AS credit, draw_id(credit, t, key) AS x, language_of(region) AS language
      FROM numbered
    ), drawn AS (
      SELECT *, person(x, credit, key, scene, popular, obscure) AS p, class_of(credit, key) < {MEN} AS is_man,
             share(x, 116) AS form
      FROM credited
    ), people AS (
      SELECT *, CASE WHEN share(x, 106) < {shape.UNKNOWN_PERSON} THEN {size.names} + 1 + p % 1000
                  ELSE p END AS known_as,
             CASE WHEN part = 0 THEN CASE WHEN nonfiction THEN 'self' WHEN is_man THEN 'actor' ELSE 'actress' END
                  WHEN part = 1 THEN 'director' WHEN part = 2 THEN 'writer' {crew} END AS category,
             first_name_id(language, is_man, share(x, 111)) AS first_name,
             family_name_id(language, share(x, 112), 0.5, 20) AS family_name
      FROM drawn
    )
    SELECT tconst(t) AS tconst, place + 1 AS ordering, nconst(known_as) AS nconst, category,
           CASE category {jobs}
           WHEN 'writer' THEN CASE WHEN share(x, 113) < 0.7 THEN
             ['written by', 'created by', 'story', 'novel "' || f.text || '"'][1 + floor(share(x, 114) * 4)::INT] END
           END AS job,
           CASE WHEN part = 0 AND share(x, 115) >= {shape.NO_CHARACTER} THEN {_characters()} END AS characters
    FROM people JOIN first_name f ON f.id = first_name JOIN family_name n ON n.id = family_name
    """


def _characters() -> str:
    """The JSON array of the characters; in the regular credits of a series they are the same in each episode."""
    role = "role_name(share(x, 117))"
    name = f"""CASE WHEN nonfiction THEN CASE WHEN form < 0.7 THEN 'Self' WHEN form < 0.88
           THEN 'Self - Host' ELSE 'Self - ' || {role} END
      WHEN form < 0.16 THEN {role}
      WHEN form < 0.25 THEN {role} || ' #' || (1 + floor(share(x, 118) * 6)::INT)
      WHEN form < 0.60 THEN f.text
      WHEN form < 0.94 THEN f.text || ' ' || n.text
      WHEN form < 0.99 THEN {role} || ' ' || n.text
      ELSE f.text || ' \\"' || n.text || '\\" ' || {role} END"""
    second = (
        f"CASE WHEN share(x, 119) < {shape.SEVERAL_CHARACTERS} "
        """THEN ',"' || role_name(share(x, 120)) || '"' ELSE '' END"""
    )
    return f"""'["' || {name} || '"' || {second} || ']'"""
