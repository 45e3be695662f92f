"""The shape of IMDb's dumps, as numbers with their sources.

The columns, and what they mean, are documented by IMDb: https://developer.imdb.com/non-commercial-datasets/. The
numbers come from published statistics of the real files. Each constant names its source by these letters:

- **A** (March 2026): profile of all seven files: rows, missing values, distinct values, lengths of lists.
  https://github.com/JanviChitroda24/Imdb_Analytics_Project, ``notebooks/profiling/profiling_databricks_output.md``
- **B** (June 2025): ratings, votes and running times by type of title.
  https://github.com/sarathavasarala/natural-language-imdb, ``IMDb_Database_Analysis_Report.md``
- **C** (December 2017): titles by type, years and running times with their extremes.
  https://github.com/obruchez/imdb-stats, ``README.md``
- **D** (August 2025): the rows of title.principals by category, 94,381,549 in all; an "Audit Summary" of the file in a
  public repository.
- **assumption**: no source was found; the value is a guess that fits what is known.
"""

from __future__ import annotations

from typing import Final

TITLES: Final = 11_000_000
"""Titles at scale 1. Source B has 11,702,150, source A 12,323,467."""
NAMES: Final = 14_000_000
"""People at scale 1. Source B has 14,461,634, source A 15,122,182."""
SERIES: Final = 230_000
"""Series that have episodes. Source A: title.episode names 232,954 parents."""
SMALLEST_SCALE: Final = 0.001
"""Below it, the scenes (see ``ERAS``) have too few people."""

TITLE_TYPES: Final = {
    "movie": 0.061,
    "tvMovie": 0.013,
    "tvEpisode": 0.767,
    "short": 0.095,
    "video": 0.027,
    "tvSeries": 0.0215,
    "tvMiniSeries": 0.006,
    "tvSpecial": 0.005,
    "videoGame": 0.0036,
    "tvShort": 0.0009,
}
"""Shares of the types.

Episodes: source A, 9,514,619 of 12,323,467, less the growth since 2025. The others: their proportions in source C, with
growth since then in proportion to their rated titles in source B. One title more is the ``tvPilot`` that the real file
has.
"""
FILM_TYPES: Final = ("movie", "tvMovie")

RATED: Final = {
    "movie": 0.47,
    "tvMovie": 0.37,
    "tvEpisode": 0.093,
    "short": 0.16,
    "video": 0.18,
    "tvSeries": 0.37,
    "tvMiniSeries": 0.30,
    "tvSpecial": 0.25,
    "videoGame": 0.30,
    "tvShort": 0.20,
}
"""Shares of titles with a rating: source B's rated titles by type, the last four an assumption; 13.3 % in all (A)."""
RATING_MEANS: Final = {"movie": 6.15, "tvMovie": 6.59, "tvEpisode": 7.38}
"""Means of averageRating (B); 6.8 for other types. The standard deviation, 1.25, fits source B's shares of ratings."""
FILM_VOTES: Final = ((0.0, 5), (0.55, 100), (0.864, 1_000), (0.967, 10_000), (0.993, 100_000), (1.0, 2_700_000))
OTHER_VOTES: Final = ((0.0, 5), (0.803, 100), (0.958, 1_000), (0.9981, 10_000), (0.9996, 100_000), (1.0, 2_400_000))
"""Quantiles of numVotes.

Together they have source B's shares (75 % below 100, 18.9 % below 1,000, 5.1 % below 10,000, 0.85 % below 100,000), and
its mean for films. The smallest number of votes is 5 (B).
"""

FILM_YEARS: Final = (
    (0.0, 1894), (0.0067, 1920), (0.0196, 1930), (0.171, 1970), (0.322, 1990), (0.551, 2010), (0.836, 2020),
    (0.99, 2026), (1.0, 2031),
)  # fmt: skip
"""Quantiles of the years of films: the films of each decade in source B."""
OTHER_YEARS: Final = (
    (0.0, 1890), (0.01, 1915), (0.03, 1955), (0.10, 1980), (0.20, 1995), (0.45, 2011), (0.75, 2019), (0.99, 2026),
    (1.0, 2031),
)  # fmt: skip
"""Quantiles of other years: source C's mean and median (1999, 2008), moved by what was added since (assumption)."""
NO_YEAR: Final = 0.118
"""Share of titles without startYear (A)."""
NO_RUNTIME: Final = {"film": 0.37, "other": 0.663}
"""Shares without runtimeMinutes: films from source C, the others so that 64.1 % are missing in all (A)."""
FILM_RUNTIMES: Final = (
    (0.0, 1), (0.06, 60), (0.43, 90), (0.885, 120), (0.971, 150), (0.9935, 180), (0.9998, 500), (1.0, 14_400),
)  # fmt: skip
OTHER_RUNTIMES: Final = ((0.0, 1), (0.2, 8), (0.45, 25), (0.75, 45), (0.95, 90), (0.9998, 300), (1.0, 125_156))
"""Quantiles of runtimeMinutes: films from source B, others from C, whose maxima are the ends."""
ADULT: Final = {"film": 0.014, "other": 0.035}
"""Shares with isAdult = 1 (assumption)."""
NO_GENRES: Final = 0.0433
"""Share without genres (A); the others have 1.63 on average and 3 at most."""
GENRE_COUNTS: Final = (0.54, 0.83)
"""Cumulative shares of titles with one and with two genres; they make source A's average."""
FILM_GENRES: Final = {
    "Drama": 26, "Documentary": 16, "Comedy": 14, "Thriller": 6, "Horror": 6, "Action": 6, "Romance": 5, "Crime": 4,
    "Family": 2, "Adventure": 3, "Biography": 2, "Mystery": 2, "Sci-Fi": 2, "Fantasy": 2, "Music": 2, "History": 2,
    "Animation": 2, "War": 1, "Musical": 1, "Western": 1, "Sport": 1, "News": 1,
}  # fmt: skip
OTHER_GENRES: Final = {
    "Drama": 20, "Comedy": 18, "Talk-Show": 13, "News": 8, "Reality-TV": 7, "Documentary": 9, "Romance": 7, "Family": 6,
    "Animation": 4, "Crime": 3, "Action": 3, "Adventure": 3, "Game-Show": 4, "Music": 3, "Sport": 3, "Mystery": 2,
    "Fantasy": 2, "Sci-Fi": 1, "History": 2, "Horror": 1, "Thriller": 1, "Biography": 1,
}  # fmt: skip
"""Weights of the genres. Source A: 28 genres; Drama, Comedy and Talk-Show are the most common. Weights: assumption."""
GENERIC_EPISODES: Final = 0.62
"""Share of episodes called "Episode #1.7" or "Episode dated 3 May 2004"; source A has 45 % distinct titles."""
OTHER_ORIGINAL_TITLE: Final = 0.08
"""Share of titles whose originalTitle differs from primaryTitle (assumption)."""

BARE: Final = {"film": 0.04, "other": 0.10}
"""Shares of titles without principals: 11,144,615 of 12,323,467 have some (A); films: assumption."""
FILM_CAST: Final = (0.07, 0.32, 0.91)
OTHER_CAST: Final = (0.35, 0.735, 0.968)
"""Cumulative shares of titles with no cast, with one to nine people, and with ten; the rest has more, with a long tail.

In the files, ten is by far the most common size of a cast, and no title has more than 75 principals (A). The shares
make the categories' shares below, and about 8.4 acting credits a film (assumption).
"""
MOST_CAST: Final = 60
CREW_MEANS: Final = {
    "producer": (1.5, 0.55),
    "cinematographer": (0.75, 0.30),
    "composer": (0.55, 0.245),
    "editor": (0.70, 0.41),
    "production_designer": (0.25, 0.085),
    "casting_director": (0.25, 0.083),
    "archive_footage": (0.15, 0.043),
    "archive_sound": (0.002, 0.001),
}
"""Credits per title, for films and for others: source D's categories; that films have more is an assumption."""
NO_DIRECTOR: Final = {"film": 0.12, "other": 0.47}
NO_WRITER: Final = {"film": 0.22, "other": 0.51}
"""Shares without directors and without writers: 44.0 % and 49.0 % in all (A); films: assumption."""
DIRECTORS_TAIL: Final = (1.0, 2.5)
WRITERS_TAIL: Final = (1.5, 2.1)
"""Scale and exponent of the Pareto distributions of directors and writers.

They make source A's averages (1.34, 2.33), and about its maxima (528, 1,393) at scale 1.
"""
PRINCIPAL_DIRECTORS: Final = 3
PRINCIPAL_WRITERS: Final = 5
"""How many of them title.principals has; title.crew has all. They make source D's shares of the two categories."""
CATEGORY_SHARES: Final = {
    "actor": 0.237,
    "actress": 0.179,
    "self": 0.148,
    "writer": 0.120,
    "director": 0.086,
    "producer": 0.075,
    "editor": 0.053,
    "cinematographer": 0.040,
    "composer": 0.032,
    "production_designer": 0.012,
    "casting_director": 0.012,
    "archive_footage": 0.0063,
    "archive_sound": 0.0001,
}
"""Source D; not used by the generator, but its tests compare with them."""
NONFICTION: Final = {"film": 0.16, "other": 0.27}
"""Shares of titles whose cast appears as ``self``; they make source D's share of ``self``."""
NO_CHARACTER: Final = 0.135
"""Share of acting credits without characters; 51.2 % of all rows have none (A)."""
SEVERAL_CHARACTERS: Final = 0.04
"""Share of acting credits with two characters (assumption)."""
UNKNOWN_PERSON: Final = 0.00005
"""Share of principals whose person name.basics does not have (assumption)."""
UNKNOWN_TITLES: Final = 0.0002
"""Titles that only title.principals and title.crew have, as a share of all: 2,334 rows in source A."""
REVERSED: Final = 0.05
"""Share of titles whose principals are not in the order of ``ordering`` (assumption)."""

ERAS: Final = 10
REGIONS: Final = 24
"""Titles and people belong to one of ERAS * REGIONS scenes; most credits stay within the scene of their title."""
OTHER_SCENE: Final = 0.04
"""Share of credits of people from any other scene (assumption); they connect the scenes."""
CREDITED: Final = 0.6
"""Share of people who are drawn for credits: source A has 6,990,414 people in principals, 46 % of all."""
CAREER_TAIL: Final = (0.9, 0.3)
"""Exponent and shift of the power law of people's credits (assumption: at most about a thousand films)."""
LOCAL: Final = 0.15
"""Share of titles whose people are drawn from the least busy half (assumption); they make small components."""
REGULAR: Final = 0.6
"""Share of credits in episodes that go to the regular cast and crew of the series (assumption)."""
ACTING_DIRECTORS: Final = 0.1
WRITING_DIRECTORS: Final = 0.35
"""Shares of titles whose first director is also in the cast, and whose first writer directs (assumption)."""

NO_NAME_EVERY: Final = 229_000
"""One person in so many has no name: 66 of 15,122,182 (A). ``graphapi load`` refuses these rows."""
NO_BIRTH_YEAR: Final = 0.956
NO_DEATH_YEAR: Final = 0.983
"""Shares without birthYear and deathYear (A). Well-known people have them more often (assumption)."""
NO_PROFESSION: Final = 0.2005
NO_KNOWN_FOR: Final = 0.119
"""Shares without primaryProfession and knownForTitles (A)."""
