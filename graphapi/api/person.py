"""People, and the edges that lead from a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from graphapi.api.connection import Connection, Edge
from graphapi.api.fields import (
    argument,
    edge_node,
    graph_field,
    references,
    relationship,
    sharing,
)
from graphapi.api.film import Film, FilmEdge
from graphapi.api.model_enums import DEFAULT_ROLES, CreditRole
from graphapi.api.node import Node
from graphapi.api.node_type import edge_type, node_type, on_relationship
from graphapi.api.sharing import CollaboratorEdge, CoStarEdge
from graphapi.mapping import DistanceField, Property, Sort, along
from graphapi.model.elements import Scalar
from graphapi.model.nodes import CHARACTER, FILM, PERSON
from graphapi.model.relationships import (
    ACTED_IN,
    BILLING,
    CHARACTER_KEYS,
    CREDIT_ROLES,
    DIRECTED,
    NOTE,
    PLAYED_IN,
    PLAYS,
    relationship_typed,
)

if TYPE_CHECKING:
    from graphapi.api.character import Character

_Character = Annotated["Character", strawberry.lazy("graphapi.api.character")]

CREDITS = [along(relationship_typed(role.relationship)) for role in CREDIT_ROLES]
RATING = Sort(Property("rating"), Scalar.FLOAT)
LATEST_FIRST = Sort(Property("year"), Scalar.INT, descending=True)


@strawberry.type(description="A person in a list of people.")
class PersonEdge(Edge):
    """A person in a list of people."""

    node: Person = edge_node("The person.")


@edge_type("Credit", FILM, "An acting credit of a person: the film and the characters.")
class PersonFilmEdge(Edge):
    """A credit of an actor."""

    node: Film = edge_node("The film.")
    billing: int | None = on_relationship(BILLING)
    note: str | None = on_relationship(NOTE)
    characters: list[_Character] = references(
        CHARACTER_KEYS, CHARACTER.name, "The characters that the actor plays, in the order of the credit."
    )


@edge_type("Role", CHARACTER, "A character that an actor plays in a film.")
class PersonCharacterEdge(Edge):
    """A character that an actor plays in a film."""

    node: _Character = edge_node("The character.")
    film: Film = references(PLAYED_IN.name, FILM.name, "The film in which the actor plays the character.", many=False)


@node_type(PERSON, "A person who acts in films or directs them.")
class Person(Node):
    """A person who acts in films or directs them."""

    acted_in: Connection[PersonFilmEdge, Film] = relationship(
        along(ACTED_IN),
        "The films the person acted in, the latest first unless `orderBy` is given.",
        item="Credit",
        sort=[LATEST_FIRST],
        counted_as="filmCount",
        best={"bestFilmRating": RATING},
    )
    directed: Connection[FilmEdge, Film] = relationship(
        along(DIRECTED),
        "The films the person directed, the latest first unless `orderBy` is given.",
        sort=[LATEST_FIRST],
        best={"bestDirectedRating": RATING},
    )
    characters: Connection[PersonCharacterEdge, _Character] = relationship(
        along(PLAYS),
        "Whom the person plays, once for each film, ordered by `key` unless `orderBy` is given.",
        item="Role",
    )
    co_stars: Connection[CoStarEdge, Person] = sharing(
        [along(ACTED_IN)],
        PERSON.name,
        "Actors of films in which the person acted. Those with the most films together come first, then by key.",
        item="CoStar",
    )
    collaborators: Connection[CollaboratorEdge, Person] = sharing(
        CREDITS,
        PERSON.name,
        "People with an acting or directing credit in films in which the person has one, too. Those with the "
        "most films together come first, then by key.",
        item="Collaborator",
    )
    degrees_to: int | None = graph_field(
        DistanceField(PERSON.name, to="person"),
        "The number of films on the shortest path between the person and another one. It is 0 for the person "
        "themselves, and null if no path connects the two.",
        arguments=[
            argument("person", strawberry.ID, "The global id of the other person."),
            argument(
                "roles",
                list[CreditRole] | None,
                "The credits that connect people with a film.",
                default=DEFAULT_ROLES,
            ),
        ],
    )
