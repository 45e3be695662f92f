"""Paths between people: through which films, and in which credits."""

from __future__ import annotations

import strawberry

from graphapi.api.connection import Edge, PageInfo
from graphapi.api.credit import Credit
from graphapi.api.fields import argument, edge_node, graph_field, input_type, list_of, part
from graphapi.api.film import Film
from graphapi.api.model_enums import DEFAULT_ROLES, CreditRole
from graphapi.api.person import Person
from graphapi.compiler.features.paths.rows import PathRow, StepRow
from graphapi.mapping import InjectedCreditObject, InjectedField, InjectedList, InjectedObject, against
from graphapi.model.nodes import FILM, PERSON
from graphapi.model.relationships import CREDIT_ROLES, relationship_typed

CREDITS = tuple(against(relationship_typed(role.relationship)) for role in CREDIT_ROLES)


def _credit(end: str) -> InjectedCreditObject:
    """The credit of the person at one end of a step."""
    film, person, type_ = map(StepRow.position, ("film", end, f"{end}_type"))
    return InjectedCreditObject(CREDITS, film, person, type_)


@strawberry.type(description="A step of a path: two people in one film.")
class PathStep:
    """A step of a path: two people in one film."""

    from_: Person = graph_field(InjectedObject(PERSON.name, StepRow.position("source")), "From whom.", name="from")
    from_credit: Credit = graph_field(
        _credit("source"),
        "As what that person is part of the film; as an actor, if acting counts and there are several ways.",
    )
    film: Film = graph_field(InjectedObject(FILM.name, StepRow.position("film")), "The film that both are part of.")
    to: Person = graph_field(InjectedObject(PERSON.name, StepRow.position("target")), "To whom.")
    to_credit: Credit = graph_field(
        _credit("target"),
        "As what that person is part of the film; as an actor, if acting counts and there are several ways.",
    )


@strawberry.type(description="A way from one person to another over films that they were part of together with others.")
class Path:
    """A way from one person to another; nobody and no film is on it twice."""

    degrees: int = graph_field(
        InjectedField(PathRow.position("degrees")), "How many steps it has; 0 from somebody to themselves."
    )
    steps: list[PathStep] = graph_field(InjectedList(PathRow.position("steps")), "Its steps, in order.")


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
        default=DEFAULT_ROLES,
    ),
    argument("where", input_type("PathWhere") | None, "Only paths through such films, and past these people."),
    argument("max_degrees", int | None, "The most steps of a path; without it, the most that the server allows."),
    argument("first", int | None, "How many paths from the start."),
    argument("after", str | None, "Only paths that follow this cursor."),
]
