"""The edges between two people: the films in which they worked together, and their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from graphapi.api.connection import Edge
from graphapi.api.credit import Credit
from graphapi.api.fields import edge_node, graph_field
from graphapi.api.model_enums import CreditRole
from graphapi.mapping import End, Property, SharedCredits, SharedNodes, SharedRolesField, SharedTotalField, Sort
from graphapi.model.elements import Scalar
from graphapi.model.nodes import FILM

if TYPE_CHECKING:
    from graphapi.api.film import Film
    from graphapi.api.person import Person

_Film = Annotated["Film", strawberry.lazy("graphapi.api.film")]
_Person = Annotated["Person", strawberry.lazy("graphapi.api.person")]

FILMS_TOGETHER = SharedNodes(FILM.name, (Sort(Property("year"), Scalar.INT, descending=True),))


@strawberry.type(description="A film that two people are part of, with the credits of each.")
class FilmTogether:
    """A film that two people are part of."""

    film: _Film = edge_node("The film.")
    credits: list[Credit] = graph_field(SharedCredits(End.SOURCE), "The credits of the person in the film.")
    other_credits: list[Credit] = graph_field(SharedCredits(End.TARGET), "The credits of the other person in the film.")


@strawberry.type(description="Somebody who acted in films in which a person acted.")
class CoStarEdge(Edge):
    """Somebody who acted in films in which a person acted."""

    node: _Person = edge_node("The other actor.")
    films_together: int = graph_field(
        SharedTotalField(), "The number of films in which both acted, of those that match the filter."
    )
    films: list[FilmTogether] = graph_field(
        FILMS_TOGETHER, "The films in which both acted, of those that match the filter; the latest first, then by key."
    )


@strawberry.type(description="Somebody with an acting or directing credit in films in which a person has one, too.")
class CollaboratorEdge(Edge):
    """Somebody with an acting or directing credit in films in which a person has one, too."""

    node: _Person = edge_node("The other person.")
    films_together: int = graph_field(
        SharedTotalField(), "The number of films that both are part of, of those that match the filter."
    )
    roles: list[CreditRole] = graph_field(SharedRolesField(End.SOURCE), "The roles of the person in these films.")
    other_roles: list[CreditRole] = graph_field(
        SharedRolesField(End.TARGET), "The roles of the other person in these films."
    )
    films: list[FilmTogether] = graph_field(
        FILMS_TOGETHER,
        "The films that both are part of, of those that match the filter; the latest first, then by key.",
    )
