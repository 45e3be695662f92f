"""Characters, and the edges that lead from a character."""

from __future__ import annotations

import strawberry

from graphapi.api.connection import Connection, Edge
from graphapi.api.fields import edge_node, references, relationship
from graphapi.api.film import Film, FilmEdge
from graphapi.api.node import Node
from graphapi.api.node_type import edge_type, node_type
from graphapi.api.person import LATEST_FIRST, Person
from graphapi.mapping import against, along
from graphapi.model.nodes import CHARACTER, FILM, PERSON
from graphapi.model.relationships import APPEARS_IN, PLAYED_IN, PLAYS


@strawberry.type(description="A character in a list of characters.")
class CharacterEdge(Edge):
    """A character in a list of characters."""

    node: Character = edge_node("The character.")


@edge_type("Casting", PERSON, "An actor who plays a character in a film.")
class CharacterActorEdge(Edge):
    """An actor who plays a character in a film."""

    node: Person = edge_node("The actor.")
    film: Film = references(PLAYED_IN.name, FILM.name, "The film in which the actor plays the character.", many=False)


@node_type(CHARACTER, "A character, who may return in many films, played by different actors.")
class Character(Node):
    """A character."""

    films: Connection[FilmEdge, Film] = relationship(
        along(APPEARS_IN),
        "The films the character appears in, the latest first unless `orderBy` is given.",
        sort=[LATEST_FIRST],
    )
    played_by: Connection[CharacterActorEdge, Person] = relationship(
        against(PLAYS),
        "Who plays the character, once for each film, ordered by `key` unless `orderBy` is given.",
        item="Casting",
    )
