"""Pseudo-random draws in SQL: each value is a hash of the seed, an id and the number of the draw.

So every row can be computed on its own, in any order and in bounded memory, and the same seed gives the same files. The
function is DuckDB's ``hash``, which may change with a release of DuckDB.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import duckdb

from benchmarks.imdb import shape
from benchmarks.imdb.words import LANGUAGES, MONTHS, REGION_LANGUAGES, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

MEMORY: Final = "1GiB"
SCENES: Final = shape.ERAS * shape.REGIONS
# The people of a scene are divided into classes; each credit of a title draws from another class, so that nobody is
# in a cast of up to fourteen people twice.
MEN, ACTING, DIRECTING, WRITING, CLASSES = 8, 14, 17, 21, 24
CREDITS: Final = 2048
"""More than the credits of one kind in a title."""
LANGUAGE: Final = 1_000_000
"""More than the words of a language in a table, twice."""
FAMILY_NAMES: Final = """
INSERT INTO family_name
SELECT ? + row_number() OVER () - 1, beginning || first || second || ending
FROM (SELECT unnest(?) AS first), (SELECT unnest(?) AS second), (SELECT unnest(?) AS ending),
     (SELECT unnest(?) AS beginning)
"""
"""Names from a beginning, two middles and an ending; those with the first middles are the most common ones."""
LARGEST: Final = 2**64
MIXER: Final = 0x9E3779B97F4A7C15
# Ids of series are above those of titles, so that their draws differ.
SERIES_BASE: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """The numbers of titles, people and series at a scale from 0.001 to 1."""

    scale: float
    seed: int

    @property
    def titles(self) -> int:
        """Titles in title.basics."""
        return int(shape.TITLES * self.scale)

    @property
    def all_titles(self) -> int:
        """Titles, and those that only have credits."""
        return self.titles + max(1, int(self.titles * shape.UNKNOWN_TITLES))

    @property
    def names(self) -> int:
        """People in name.basics."""
        return int(shape.NAMES * self.scale)

    @property
    def series(self) -> int:
        """Series that have episodes."""
        return int(shape.SERIES * self.scale)

    @property
    def blocks(self) -> int:
        """The number of people of each class of a scene that get credits."""
        return max(1, int(self.names * shape.CREDITED / (CLASSES * SCENES)))


def open_database(folder: Path, size: Size) -> duckdb.DuckDBPyConnection:
    """Open a database in memory with the macros for draws and the tables of words; it spills into ``folder``."""
    database = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(folder), "threads": 2})
    # Joins look words up in small tables. The planner does not know the sizes, and might turn them round.
    database.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    for macro in _macros(size):
        database.execute(f"CREATE MACRO {macro}")
    _fill_words(database)
    return database


def _macros(size: Size) -> Iterable[str]:
    seed = (size.seed * MIXER) % 2**62
    exponent, shift = shape.CAREER_TAIL
    half = size.blocks // 2
    # A number from 0 to 1 for draw number ``salt`` of an id.
    yield f"share(x, salt) AS hash(xor(x * 256 + salt, {seed}))::DOUBLE / {LARGEST}.0"
    # An index below n; index i has a weight proportional to (i + shift) ** -exponent.
    yield (
        "ranked(u, n, exponent, shift) AS least(n - 1, floor(pow(u * (pow(n + shift, 1 - exponent) - "
        "pow(shift, 1 - exponent)) + pow(shift, 1 - exponent), 1 / (1 - exponent)) - shift)::BIGINT)"
    )
    yield "pareto(u, least_value, exponent) AS floor(least_value * pow(1 - u, -1.0 / exponent))::BIGINT"
    yield "padded(n) AS CASE WHEN n < 10000000 THEN lpad(n::VARCHAR, 7, '0') ELSE n::VARCHAR END"
    # The numbers have gaps, as in the real files.
    yield "tconst(t) AS 'tt' || padded(t * 3 + t % 2)"
    yield "nconst(p) AS 'nm' || padded(p + p // 8)"
    # Credit j of a kind (0 acting, 1 directing, 2 writing, 3 other) has the number kind * 2048 + j within its title.
    # Some directors act in the title, and many writers direct it: they are the people of another credit.
    yield (
        f"credit(kind, j, t) AS CASE WHEN kind IN (1, 2) AND j = 0 AND share(t, 104) < {shape.ACTING_DIRECTORS} THEN 0 "
        f"WHEN kind = 2 AND j = 0 AND share(t, 105) < {shape.WRITING_DIRECTORS} THEN {CREDITS} "
        f"ELSE kind * {CREDITS} + j END"
    )
    # The id for the draws of a credit: that of the series for its regular people, otherwise that of the title.
    yield (
        f"draw_id(credit, t, key) AS CASE WHEN key <> t AND credit % {CREDITS} < 8 "
        f"AND share(t * {4 * CREDITS} + credit, 100) < {shape.REGULAR} THEN key ELSE t END * {4 * CREDITS} + credit"
    )
    yield (
        f"class_of(credit, key) AS CASE credit // {CREDITS} WHEN 0 THEN (credit * 5 + key) % {ACTING} "
        f"WHEN 1 THEN {ACTING} + (credit + key) % {DIRECTING - ACTING} "
        f"WHEN 2 THEN {DIRECTING} + (credit + key) % {WRITING - DIRECTING} "
        f"ELSE {WRITING} + (credit + key) % {CLASSES - WRITING} END"
    )
    yield (
        f"person(x, credit, key, scene, popular, obscure) AS (CASE WHEN obscure "
        f"THEN {half} + floor(share(x, 101) * {size.blocks - half})::BIGINT "
        f"ELSE ranked(share(x, 101) * CASE WHEN popular THEN 0.4 ELSE 1.0 END, {size.blocks}, {exponent}, {shift}) END "
        f"* {CLASSES} + class_of(credit, key)) * {SCENES} + 1 + CASE WHEN share(x, 102) < {shape.OTHER_SCENE} "
        f"THEN floor(share(x, 103) * {SCENES})::BIGINT ELSE scene END"
    )


def _fill_words(database: duckdb.DuckDBPyConnection) -> None:
    """Create the tables first_name, family_name and title_word, and the macros that draw from them.

    The column ``id`` is the number of the language times ``LANGUAGE``, plus the rank of the word in its language; the
    first names of women come half a ``LANGUAGE`` later.
    """
    for table in ("first_name", "family_name", "title_word"):
        database.execute(f"CREATE TABLE {table} (id BIGINT, text VARCHAR)")
    sizes: dict[str, list[int]] = {"men": [], "women": [], "family_name": [], "title_word": []}
    for number, language in enumerate(LANGUAGES):
        base = number * LANGUAGE
        rare = [noun + ending for ending in language.noun_endings for noun in language.nouns]
        words = list(dict.fromkeys((*language.nouns, *rare)))
        for table, first, texts in (
            ("first_name", base, language.men),
            ("first_name", base + LANGUAGE // 2, language.women),
            ("title_word", base, words),
        ):
            # Text is converted faster than lists.
            database.execute(
                f"INSERT INTO {table} SELECT ? + row_number() OVER () - 1, text "
                "FROM (SELECT unnest(string_split(?, ' ')) AS text)",
                [first, " ".join(texts)],
            )
        database.execute(
            FAMILY_NAMES, [base, language.middles, language.middles, language.endings, language.beginnings]
        )
        names = len(language.beginnings) * len(language.middles) ** 2 * len(language.endings)
        for name, count in zip(sizes, (len(language.men), len(language.women), names, len(words)), strict=True):
            sizes[name].append(count)
    for macro in _word_macros(sizes):
        database.execute(f"CREATE MACRO {macro}")


def _word_macros(sizes: Mapping[str, Sequence[int]]) -> Iterable[str]:
    """Macros that draw words of a language by a number from 0 to 1; ``first_name_id`` and the like return an ``id``."""
    for table in ("family_name", "title_word"):
        yield (
            f"{table}_id(language, u, exponent, shift) AS language * {LANGUAGE} + "
            f"ranked(u, {list(sizes[table])}[language + 1], exponent, shift)"
        )
    yield (
        f"first_name_id(language, is_man, u) AS language * {LANGUAGE} + CASE WHEN is_man "
        f"THEN ranked(u, {list(sizes['men'])}[language + 1], 0.7, 2) "
        f"ELSE {LANGUAGE // 2} + ranked(u, {list(sizes['women'])}[language + 1], 0.7, 2) END"
    )
    yield f"language_of(region) AS {list(REGION_LANGUAGES)}[region + 1]"
    articles = [f"{one.article} " if one.article else "" for one in LANGUAGES]
    yield f"article_of(language) AS {articles}[language + 1]"
    yield f"role_name(u) AS {list(ROLES)}[1 + least({len(ROLES) - 1}, floor(u * {len(ROLES)}))::INT]"
    yield f"month_name(u) AS {list(MONTHS)}[1 + least(11, floor(u * 12))::INT]"


def choice(number: str, shares: Mapping[str, float]) -> str:
    """An SQL expression that chooses a text by a number from 0 to 1; the last text gets what is left."""
    cases, total = [], 0.0
    for text, part in list(shares.items())[:-1]:
        total += part
        cases.append(f"WHEN {number} < {total:.6f} THEN '{text}'")
    return f"CASE {' '.join(cases)} ELSE '{list(shares)[-1]}' END"


def piecewise(number: str, points: Sequence[tuple[float, float]], *, logarithmic: bool = False) -> str:
    """An SQL expression for a quantile function: linear between points, or between their logarithms; an integer."""
    cases = []
    for (low, at_low), (high, at_high) in itertools.pairwise(points):
        place = f"(({number}) - {low}) / {high - low}"
        value = (
            f"{at_low} * pow({at_high / at_low}, {place})"
            if logarithmic
            else f"{at_low} + {place} * {at_high - at_low}"
        )
        cases.append(f"WHEN ({number}) < {high} THEN {value}")
    return f"floor(CASE {' '.join(cases)} ELSE {points[-1][1]} END)::BIGINT"
