"""Characters, and the edges that lead from a character."""

from __future__ import annotations

import strawberry

from graphapi.api.connection import Connection, Edge
from graphapi.api.fields import IN, OUT, edge_node, property, references, relationship, searched_text
from graphapi.api.film import Film, FilmEdge
from graphapi.api.node import Node
from graphapi.api.person import LATEST_FIRST, Person
from graphapi.mapping import Pattern

APPEARS_IN = Pattern("APPEARS_IN", OUT, "Film")
PLAYED_BY = Pattern("PLAYS", IN, "Person", discriminator="film")


@strawberry.type(description="A character in a list of characters.")
class CharacterEdge(Edge):
    """A character in a list of characters."""

    node: Character = edge_node("The character.")


@strawberry.type(description="An actor who plays a character in a film.")
class CharacterActorEdge(Edge):
    """An actor who plays a character in a film."""

    node: Person = edge_node("The actor.")
    film: Film = references("film", "Film", "The film in which the actor plays the character.", many=False)


@strawberry.type(description="A character, who may return in many films, played by different actors.")
class Character(Node):
    """A character."""

    name: str = searched_text("name", "The character's name.")
    description: str | None = property("description", "Who the character is.")
    films: Connection[FilmEdge, Film] = relationship(
        APPEARS_IN,
        "The films the character appears in; the latest first unless ordered otherwise.",
        sort=[LATEST_FIRST],
    )
    played_by: Connection[CharacterActorEdge, Person] = relationship(
        PLAYED_BY, "Who plays the character, once for each film; by key unless ordered otherwise.", item="Casting"
    )
