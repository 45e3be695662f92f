"""The labels of the graph."""

from __future__ import annotations

from typing import Final

from graphapi.model.elements import Label, PropertyType, Rule, Scalar, SearchedText

SEARCH_TEXT: Final = "searchText"
"""The derived property that holds the folded text of a searchable node."""
SEARCH_RANK: Final = "searchRank"
"""The derived property with the negated popularity of a searchable node; ascending order puts popular nodes first."""
WELL_KNOWN: Final = "wellKnown"
"""The beginning of the properties of the catalogue's node that say from which popularity on a node is well known."""


def _text(name: str, description: str, rule: Rule = Rule.NAME, *, required: bool = False) -> PropertyType:
    return PropertyType(name, Scalar.STRING, rule, description, required)


def _id(name: str, description: str) -> PropertyType:
    return PropertyType(name, Scalar.STRING, Rule.NAME, description, unique=True)


def _name(description: str) -> PropertyType:
    return _text("name", description, required=True)


FILM: Final = Label(
    "Film",
    "Films",
    (
        _text("title", "The title under which it is known.", required=True),
        _text("originalTitle", "The title in its original language."),
        PropertyType("year", Scalar.INT, Rule.YEAR, "The year of its first release."),
        _text("certificate", "The age rating, such as `PG`."),
        PropertyType("runtimeMinutes", Scalar.INT, Rule.COUNT, "The running time, in minutes."),
        PropertyType("rating", Scalar.FLOAT, Rule.RATING, "The mean of the votes, from 0 to 10."),
        PropertyType("votes", Scalar.INT, Rule.COUNT, "How many votes the rating is the mean of."),
        _text("plot", "What happens, in a few sentences.", Rule.TEXT),
        _id("imdbId", "The id at IMDb, such as `tt0133093`."),
        _id("tmdbId", "The id at TMDB."),
        _id("wikidataId", "The id at Wikidata, such as `Q83495`."),
    ),
    popularity="votes",
    search=SearchedText("title"),
    file="films.csv",
    instead=("ACTED_IN", "DIRECTED"),
)
PERSON: Final = Label(
    "Person",
    "People",
    (
        _name("The name under which the person is known."),
        PropertyType("birthYear", Scalar.INT, Rule.YEAR, "The year of birth."),
        PropertyType("deathYear", Scalar.INT, Rule.YEAR, "The year of death."),
        _text("biography", "The person's life, in a few sentences.", Rule.TEXT),
        _id("imdbId", "The id at IMDb, such as `nm0000206`."),
        _id("tmdbId", "The id at TMDB."),
        _id("wikidataId", "The id at Wikidata, such as `Q43416`."),
    ),
    popularity=("ACTED_IN", "DIRECTED"),
    search=SearchedText("name"),
    file="people.csv",
)
CHARACTER: Final = Label(
    "Character",
    "Characters",
    (_name("The character's name."), _text("description", "Who the character is.", Rule.TEXT)),
    popularity=("APPEARS_IN",),
    search=SearchedText("name", weight=0.5),
    file="characters.csv",
)
GENRE: Final = Label(
    "Genre",
    "Genres",
    (PropertyType("name", Scalar.STRING, Rule.NAME, "Its name.", required=True, unique=True),),
    popularity=("IN_GENRE",),
)
PLACE: Final = Label(
    "Place",
    "Places",
    (_name("Its name."),),
    popularity=("SET_IN",),
    search=SearchedText("name", weight=0.5, few=True),
)
KEYWORD: Final = Label(
    "Keyword",
    "Keywords",
    (_name("Its name."),),
    popularity=("HAS_KEYWORD",),
    search=SearchedText("name", weight=0.5, few=True),
)

LABELS: Final = (FILM, PERSON, CHARACTER, GENRE, PLACE, KEYWORD)
"""All labels of content, in the order of the legend on the pages."""

CATALOGUE: Final = "Catalogue"
"""The label of the single node that describes the catalogue as a whole; its key is ``catalogue``."""
MIGRATION: Final = "Migration"
"""The label of the nodes that record migrations."""
LOCK: Final = "Lock"
"""The label of the nodes that processes use as locks."""
INTERNAL_LABELS: Final = (MIGRATION, LOCK, CATALOGUE)
"""The labels of the graph's records about itself, which are not content."""


def well_known(label: str) -> str:
    """The property of the catalogue's node with the popularity from which on the nodes of a label are well known."""
    return f"{WELL_KNOWN}{label}"


def label_named(name: str) -> Label:
    """The label with this name.

    Raises:
        KeyError: there is no such label.
    """
    return _BY_NAME[name]


_BY_NAME: Final = {label.name: label for label in LABELS}
