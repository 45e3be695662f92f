"""Films, and the edges that lead from a film."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from graphapi.api.connection import Connection, Edge
from graphapi.api.fields import (
    IN,
    ON_RELATIONSHIP,
    OUT,
    edge_node,
    graph_field,
    nodes,
    property,
    references,
    relationship,
    searched_text,
    similar,
)
from graphapi.api.node import Node
from graphapi.mapping import Pattern, Property, Rarity, Scalar, SharedReasons, SharedTotal, SharedWeight, Sort

if TYPE_CHECKING:
    from graphapi.api.character import Character
    from graphapi.api.person import Person
    from graphapi.api.tag import Genre, Keyword, Place

_Person = Annotated["Person", strawberry.lazy("graphapi.api.person")]
_Character = Annotated["Character", strawberry.lazy("graphapi.api.character")]
_Genre = Annotated["Genre", strawberry.lazy("graphapi.api.tag")]
_Place = Annotated["Place", strawberry.lazy("graphapi.api.tag")]
_Keyword = Annotated["Keyword", strawberry.lazy("graphapi.api.tag")]

CAST = Pattern("ACTED_IN", IN, "Person")
DIRECTORS = Pattern("DIRECTED", IN, "Person")
CHARACTERS = Pattern("APPEARS_IN", IN, "Character")
GENRES = Pattern("IN_GENRE", OUT, "Genre")
PLACES = Pattern("SET_IN", OUT, "Place")
KEYWORDS = Pattern("HAS_KEYWORD", OUT, "Keyword")

BY_BILLING = Sort(Property("billing", ON_RELATIONSHIP), Scalar.INT)


@strawberry.type(description="A film in a list of films.")
class FilmEdge(Edge):
    """A film in a list of films."""

    node: Film = edge_node("The film.")


@strawberry.type(description="Somebody who directed a film.")
class FilmDirectorEdge(Edge):
    """Somebody who directed a film."""

    node: _Person = edge_node("The director.")


@strawberry.type(description="A credit of a film's cast: who acted in it, and as whom.")
class FilmCastEdge(Edge):
    """A credit of a film's cast."""

    node: _Person = edge_node("The actor.")
    billing: int | None = property("billing", "The credit's place in the cast list, from 1.", place=ON_RELATIONSHIP)
    note: str | None = property("note", "What the credit says besides, such as `voice`.", place=ON_RELATIONSHIP)
    characters: list[_Character] = references("characterKeys", "Character", "Whom the actor plays, as credited.")


@strawberry.type(description="A character who appears in a film.")
class FilmCharacterEdge(Edge):
    """A character who appears in a film."""

    node: _Character = edge_node("The character.")
    played_by: list[_Person] = references("personKeys", "Person", "Who plays the character in this film, by billing.")


@strawberry.type(description="Something that two films share, and what it counts for.")
class SimilarityReason:
    """Something that two films share."""

    node: Node = edge_node("The person, the character, the keyword, the genre or the place.")
    weight: float = graph_field(
        SharedWeight(),
        "1 / √n, rounded to four decimals, where n is how many films have it (for a person: how many credits).",
    )


@strawberry.type(description="A film that shares something with another one.")
class SimilarFilmEdge(Edge):
    """A film that shares something with another one."""

    node: Film = edge_node("The other film.")
    score: float = graph_field(SharedTotal(), "How similar the two are: the sum of the weights of the reasons.")
    reasons: list[SimilarityReason] = graph_field(
        SharedReasons(), "What they share: what counts the most first, then by key."
    )


@strawberry.type(description="A film.")
class Film(Node):
    """A film."""

    title: str = searched_text("title", "The title under which it is known.")
    original_title: str | None = property("originalTitle", "The title in its original language.")
    year: int | None = property("year", "The year of its first release.")
    certificate: str | None = property("certificate", "The age rating, such as `PG`.")
    runtime_minutes: int | None = property("runtimeMinutes", "The running time, in minutes.")
    rating: float | None = property("rating", "The mean of the votes, from 0 to 10.")
    votes: int | None = property("votes", "How many votes the rating is the mean of.")
    plot: str | None = property("plot", "What happens, in a few sentences.")
    imdb_id: str | None = property("imdbId", "The id at IMDb, such as `tt0133093`.")
    tmdb_id: str | None = property("tmdbId", "The id at TMDB.")
    wikidata_id: str | None = property("wikidataId", "The id at Wikidata, such as `Q83495`.")
    genres: list[_Genre] = nodes(GENRES, "Its genres, by name.")
    places: list[_Place] = nodes(PLACES, "Where it is set, by name.")
    keywords: list[_Keyword] = nodes(KEYWORDS, "What it is about, by name.")
    directors: Connection[FilmDirectorEdge, _Person] = relationship(
        DIRECTORS, "Who directed it; by key unless ordered otherwise."
    )
    cast: Connection[FilmCastEdge, _Person] = relationship(
        CAST, "Who acted in it; by billing unless ordered otherwise.", item="Cast", sort=[BY_BILLING]
    )
    characters: Connection[FilmCharacterEdge, _Character] = relationship(
        CHARACTERS, "Who appears in it; by key unless ordered otherwise."
    )
    similar: Connection[SimilarFilmEdge, Film] = similar(
        [CAST, DIRECTORS, CHARACTERS, GENRES, PLACES, KEYWORDS],
        "Film",
        "Films that share people, characters, keywords, genres or places with it, by how rare what they share is; the "
        "most similar first, then by key.",
        Rarity(hub=200, most=200),
    )
