"""Paths between people: through which films, and in which credits."""

from __future__ import annotations

import strawberry

from graphapi.api.connection import Edge, PageInfo
from graphapi.api.credit import Credit, CreditRole
from graphapi.api.fields import argument, edge_node, graph_field, input_type, list_of, part
from graphapi.api.film import CAST, DIRECTORS, Film
from graphapi.api.person import Person
from graphapi.compiler.features.paths.plan import DEGREES, FILM, FROM, FROM_TYPE, STEPS, TO, TO_TYPE
from graphapi.mapping import GivenCredit, GivenNode, GivenRows, GivenValue

CREDITS = (CAST, DIRECTORS)


@strawberry.type(description="A step of a path: two people in one film.")
class PathStep:
    """A step of a path: two people in one film."""

    from_: Person = graph_field(GivenNode("Person", FROM), "From whom.", name="from")
    from_credit: Credit = graph_field(
        GivenCredit(CREDITS, FILM, FROM, FROM_TYPE),
        "As what that person is part of the film; as an actor, if acting counts and there are several ways.",
    )
    film: Film = graph_field(GivenNode("Film", FILM), "The film that both are part of.")
    to: Person = graph_field(GivenNode("Person", TO), "To whom.")
    to_credit: Credit = graph_field(
        GivenCredit(CREDITS, FILM, TO, TO_TYPE),
        "As what that person is part of the film; as an actor, if acting counts and there are several ways.",
    )


@strawberry.type(description="A way from one person to another over films that they were part of together with others.")
class Path:
    """A way from one person to another; nobody and no film is on it twice."""

    degrees: int = graph_field(GivenValue(DEGREES), "How many steps it has; 0 from somebody to themselves.")
    steps: list[PathStep] = graph_field(GivenRows(STEPS), "Its steps, in order.")


@strawberry.type(description="A path in a list of paths.")
class PathEdge(Edge):
    """A path in a list of paths."""

    node: Path = edge_node("The path.")


@strawberry.type(description="A page of a list of paths. How many there are in all is not counted: it can be millions.")
class PathConnection:
    """A page of a list of paths."""

    edges: list[PathEdge] = part("The paths of the page, with their places in the list.")
    nodes: list[Path] = part("The paths of the page, in the same order.")
    page_info: PageInfo = part("Where the page stands in the list.")


PATH_ARGUMENTS = [
    argument("from_", strawberry.ID, "The id of the person where paths start.", name="from"),
    argument("to", strawberry.ID, "The id of the person where they end."),
    argument(
        "roles",
        list_of(CreditRole) | None,
        "The credits that connect people with a film.",
        default=[CreditRole.ACTOR],
    ),
    argument("where", input_type("PathWhere") | None, "Only paths through such films, and past these people."),
    argument("max_degrees", int | None, "The most steps of a path; without it, the most that the server allows."),
    argument("first", int | None, "How many paths from the start."),
    argument("after", str | None, "Only paths that follow this cursor."),
]
