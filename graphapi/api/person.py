"""People, and the edges that lead from a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from graphapi.api.connection import Connection, Edge
from graphapi.api.credit import CreditRole
from graphapi.api.fields import (
    ON_RELATIONSHIP,
    OUT,
    argument,
    edge_node,
    graph_field,
    property,
    references,
    relationship,
    searched_text,
    sharing,
)
from graphapi.api.film import Film, FilmEdge
from graphapi.api.node import Node
from graphapi.api.sharing import CollaboratorEdge, CoStarEdge
from graphapi.mapping import Distance, Pattern, Property, Scalar, Sort

if TYPE_CHECKING:
    from graphapi.api.character import Character

_Character = Annotated["Character", strawberry.lazy("graphapi.api.character")]

ACTED_IN = Pattern("ACTED_IN", OUT, "Film")
DIRECTED = Pattern("DIRECTED", OUT, "Film")
PLAYS = Pattern("PLAYS", OUT, "Character", discriminator="film")

RATING = Sort(Property("rating"), Scalar.FLOAT)
LATEST_FIRST = Sort(Property("year"), Scalar.INT, descending=True)


@strawberry.type(description="A person in a list of people.")
class PersonEdge(Edge):
    """A person in a list of people."""

    node: Person = edge_node("The person.")


@strawberry.type(description="A credit of an actor: the film, and as whom.")
class PersonFilmEdge(Edge):
    """A credit of an actor."""

    node: Film = edge_node("The film.")
    billing: int | None = property("billing", "The credit's place in the cast list, from 1.", place=ON_RELATIONSHIP)
    note: str | None = property("note", "What the credit says besides, such as `voice`.", place=ON_RELATIONSHIP)
    characters: list[_Character] = references("characterKeys", "Character", "Whom the actor plays, as credited.")


@strawberry.type(description="A character that an actor plays in a film.")
class PersonCharacterEdge(Edge):
    """A character that an actor plays in a film."""

    node: _Character = edge_node("The character.")
    film: Film = references("film", "Film", "The film in which the actor plays the character.", many=False)


@strawberry.type(description="A person who acts in films or directs them.")
class Person(Node):
    """A person who acts in films or directs them."""

    name: str = searched_text("name", "The name under which the person is known.")
    birth_year: int | None = property("birthYear", "The year of birth.")
    death_year: int | None = property("deathYear", "The year of death.")
    biography: str | None = property("biography", "The person's life, in a few sentences.")
    imdb_id: str | None = property("imdbId", "The id at IMDb, such as `nm0000206`.")
    tmdb_id: str | None = property("tmdbId", "The id at TMDB.")
    wikidata_id: str | None = property("wikidataId", "The id at Wikidata, such as `Q43416`.")
    acted_in: Connection[PersonFilmEdge, Film] = relationship(
        ACTED_IN,
        "The films the person acted in; the latest first unless ordered otherwise.",
        item="Credit",
        sort=[LATEST_FIRST],
        counted_as="filmCount",
        best={"bestFilmRating": RATING},
    )
    directed: Connection[FilmEdge, Film] = relationship(
        DIRECTED,
        "The films the person directed; the latest first unless ordered otherwise.",
        sort=[LATEST_FIRST],
        best={"bestDirectedRating": RATING},
    )
    characters: Connection[PersonCharacterEdge, _Character] = relationship(
        PLAYS, "Whom the person plays, once for each film; by key unless ordered otherwise.", item="Role"
    )
    co_stars: Connection[CoStarEdge, Person] = sharing(
        [ACTED_IN],
        "Person",
        "Who acted in films in which the person acted; the most films together first, then by key.",
        item="CoStar",
    )
    collaborators: Connection[CollaboratorEdge, Person] = sharing(
        [ACTED_IN, DIRECTED],
        "Person",
        "Who acted in films or directed them, of which the person is part in either way; the most films together "
        "first, then by key.",
        item="Collaborator",
    )
    degrees_to: int | None = graph_field(
        Distance("Person", to="person"),
        "How many films lie between the person and another one, from one person to the next; 0 to themselves, null if "
        "no number of films connects them.",
        arguments=[
            argument("person", strawberry.ID, "The other's global id."),
            argument(
                "roles",
                list[CreditRole] | None,
                "As what people must be part of the films that connect them.",
                default=[CreditRole.ACTOR],
            ),
        ],
    )
