"""The relationship types of the graph, and the roles of people in films."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.model.elements import CreditRole, PropertyType, RelationshipType, Rule, Scalar
from graphapi.model.nodes import CHARACTER, FILM, GENRE, KEYWORD, PERSON, PLACE

if TYPE_CHECKING:
    from graphapi.model.elements import Label

CHARACTER_KEYS: Final = "characterKeys"
"""The derived property of an acting credit: the keys of the characters, in the order of the credit."""
PERSON_KEYS: Final = "personKeys"
"""The derived property of an appearance: the keys of the people who play the character in the film, by billing."""

BILLING: Final = PropertyType("billing", Scalar.INT, Rule.COUNT, "The credit's place in the cast list, from 1.")
NOTE: Final = PropertyType("note", Scalar.STRING, Rule.TEXT, "A note of the credit, such as `voice`.")
PLAYED_IN: Final = PropertyType(
    "film", Scalar.STRING, Rule.NAME, "The key of the film in which the character is played.", required=True
)

ACTED_IN: Final = RelationshipType(
    "ACTED_IN",
    PERSON.name,
    FILM.name,
    "From a person to a film.",
    verb="acted in",
    target_title="Films acted in",
    source_title="Actors",
    properties=(BILLING, NOTE),
)
DIRECTED: Final = RelationshipType(
    "DIRECTED",
    PERSON.name,
    FILM.name,
    "From a person to a film.",
    verb="directed",
    target_title="Films directed",
    source_title="Directors",
)
PLAYS: Final = RelationshipType(
    "PLAYS",
    PERSON.name,
    CHARACTER.name,
    "From a person to a character, once for each film.",
    verb="plays",
    target_title="Characters played",
    source_title="Played by",
    properties=(PLAYED_IN,),
    parallel_by=PLAYED_IN.name,
)
APPEARS_IN: Final = RelationshipType(
    "APPEARS_IN",
    CHARACTER.name,
    FILM.name,
    "From a character to a film.",
    verb="appears in",
    target_title="Films with the character",
    source_title="Characters",
)
IN_GENRE: Final = RelationshipType(
    "IN_GENRE",
    FILM.name,
    GENRE.name,
    "From a film to a genre.",
    verb="is of the genre",
    target_title="Genres",
    source_title="Films of the genre",
    list_column="genres",
)
SET_IN: Final = RelationshipType(
    "SET_IN",
    FILM.name,
    PLACE.name,
    "From a film to a place.",
    verb="is set in",
    target_title="Places",
    source_title="Films set there",
    list_column="places",
)
HAS_KEYWORD: Final = RelationshipType(
    "HAS_KEYWORD",
    FILM.name,
    KEYWORD.name,
    "From a film to a keyword.",
    verb="has the keyword",
    target_title="Keywords",
    source_title="Films with the keyword",
    list_column="keywords",
)

RELATIONSHIPS: Final = (ACTED_IN, DIRECTED, PLAYS, APPEARS_IN, IN_GENRE, SET_IN, HAS_KEYWORD)
"""All types of relationships, in the order of the API's enum."""

ACTOR: Final = CreditRole("ACTOR", ACTED_IN.type, "Actor", "Acts in it.", "cast.csv", ("actor", "actress", "self"))
DIRECTOR: Final = CreditRole(
    "DIRECTOR",
    DIRECTED.type,
    "Director",
    "Directed it.",
    "directors.csv",
    ("director",),
    imdb_crew_column="directors",
    tmdb_jobs=("Director",),
)

CREDIT_ROLES: Final = (ACTOR, DIRECTOR)
"""All roles, in order; if a person has several in a film, the first is shown."""
ROLE_OF_TYPE: Final = {role.relationship: role for role in CREDIT_ROLES}
"""The credit role of each relationship type that has one."""


def roles_of(label: Label) -> tuple[CreditRole, ...]:
    """The roles that nodes of a label can have, in order."""
    return tuple(role for role in CREDIT_ROLES if relationship_typed(role.relationship).source == label.name)


def relationship_typed(type_: str) -> RelationshipType:
    """The relationship type with this name.

    Raises:
        KeyError: there is no such type.
    """
    return _BY_TYPE[type_]


_BY_TYPE: Final = {relationship.type: relationship for relationship in RELATIONSHIPS}
