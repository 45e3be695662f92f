"""Films, and the edges that lead from a film."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from graphapi.api.connection import Connection, Edge
from graphapi.api.fields import (
    ON_RELATIONSHIP,
    edge_node,
    graph_field,
    nodes,
    references,
    relationship,
    similar,
)
from graphapi.api.node import Node
from graphapi.api.node_type import edge_type, node_type, on_relationship
from graphapi.mapping import (
    Property,
    Rarity,
    SharedReasons,
    SharedTotalField,
    SharedWeightField,
    Sort,
    against,
    along,
    patterns_of,
)
from graphapi.model.nodes import CHARACTER, FILM, PERSON
from graphapi.model.relationships import (
    ACTED_IN,
    APPEARS_IN,
    BILLING,
    CHARACTER_KEYS,
    DIRECTED,
    HAS_KEYWORD,
    IN_GENRE,
    NOTE,
    PERSON_KEYS,
    SET_IN,
)

if TYPE_CHECKING:
    from graphapi.api.character import Character
    from graphapi.api.person import Person
    from graphapi.api.tag import Genre, Keyword, Place

_Person = Annotated["Person", strawberry.lazy("graphapi.api.person")]
_Character = Annotated["Character", strawberry.lazy("graphapi.api.character")]
_Genre = Annotated["Genre", strawberry.lazy("graphapi.api.tag")]
_Place = Annotated["Place", strawberry.lazy("graphapi.api.tag")]
_Keyword = Annotated["Keyword", strawberry.lazy("graphapi.api.tag")]

CAST = against(ACTED_IN)
DIRECTORS = against(DIRECTED)
CHARACTERS = against(APPEARS_IN)
GENRES = along(IN_GENRE)
PLACES = along(SET_IN)
KEYWORDS = along(HAS_KEYWORD)

BY_BILLING = Sort(Property(BILLING.name, ON_RELATIONSHIP), BILLING.scalar)


@strawberry.type(description="A film in a list of films.")
class FilmEdge(Edge):
    """A film in a list of films."""

    node: Film = edge_node("The film.")


@strawberry.type(description="Somebody who directed a film.")
class FilmDirectorEdge(Edge):
    """Somebody who directed a film."""

    node: _Person = edge_node("The director.")


@edge_type("Cast", PERSON, "A credit of a film's cast: the actor and the characters.")
class FilmCastEdge(Edge):
    """A credit of a film's cast."""

    node: _Person = edge_node("The actor.")
    billing: int | None = on_relationship(BILLING)
    note: str | None = on_relationship(NOTE)
    characters: list[_Character] = references(
        CHARACTER_KEYS, CHARACTER.name, "The characters that the actor plays, in the order of the credit."
    )


@strawberry.type(description="A character who appears in a film.")
class FilmCharacterEdge(Edge):
    """A character who appears in a film."""

    node: _Character = edge_node("The character.")
    played_by: list[_Person] = references(PERSON_KEYS, PERSON.name, "Who plays the character in this film, by billing.")


@strawberry.type(description="Something that two films share, and its weight.")
class SimilarityReason:
    """Something that two films share."""

    node: Node = edge_node("The person, the character, the keyword, the genre or the place.")
    weight: float = graph_field(
        SharedWeightField(),
        "1 / √n, rounded to four decimals. n is the number of films that have it, or of a person's credits.",
    )


@strawberry.type(description="A film that shares something with another one.")
class SimilarFilmEdge(Edge):
    """A film that shares something with another one."""

    node: Film = edge_node("The other film.")
    score: float = graph_field(SharedTotalField(), "How similar the two are: the sum of the weights of the reasons.")
    reasons: list[SimilarityReason] = graph_field(
        SharedReasons(), "What they share; the greatest weight first, then by key."
    )


@node_type(FILM, "A film.")
class Film(Node):
    """A film."""

    genres: list[_Genre] = nodes(GENRES, "Its genres, by name.")
    places: list[_Place] = nodes(PLACES, "Where it is set, by name.")
    keywords: list[_Keyword] = nodes(KEYWORDS, "What it is about, by name.")
    directors: Connection[FilmDirectorEdge, _Person] = relationship(
        DIRECTORS, "Who directed it, ordered by `key` unless `orderBy` is given."
    )
    cast: Connection[FilmCastEdge, _Person] = relationship(
        CAST, "Who acted in it, ordered by billing unless `orderBy` is given.", item="Cast", sort=[BY_BILLING]
    )
    characters: Connection[FilmCharacterEdge, _Character] = relationship(
        CHARACTERS, "Who appears in it, ordered by `key` unless `orderBy` is given."
    )
    similar: Connection[SimilarFilmEdge, Film] = similar(
        patterns_of(FILM.name),
        FILM.name,
        "Films that share people, characters, keywords, genres or places with it. What is rare counts more. "
        "The most similar films come first, then by key.",
        Rarity(max_degree=200, top_k=200),
    )
