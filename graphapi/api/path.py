"""Paths between people, with the films and credits that connect them."""

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

    from_: Person = graph_field(
        InjectedObject(PERSON.name, StepRow.position("source")), "The person where the step starts.", name="from"
    )
    from_credit: Credit = graph_field(
        _credit("source"),
        "The credit of that person in the film; of several, the acting credit if acting counts.",
    )
    film: Film = graph_field(InjectedObject(FILM.name, StepRow.position("film")), "The film that both are part of.")
    to: Person = graph_field(InjectedObject(PERSON.name, StepRow.position("target")), "The person where the step ends.")
    to_credit: Credit = graph_field(
        _credit("target"),
        "The credit of that person in the film; of several, the acting credit if acting counts.",
    )


@strawberry.type(description="A chain from one person to another, in which each person shares a film with the next.")
class Path:
    """A path from one person to another, without repeated people or films."""

    degrees: int = graph_field(
        InjectedField(PathRow.position("degrees")), "The number of its steps; 0 from a person to themselves."
    )
    steps: list[PathStep] = graph_field(InjectedList(PathRow.position("steps")), "Its steps, in order.")


@strawberry.type(description="A path in a list of paths.")
class PathEdge(Edge):
    """A path in a list of paths."""

    node: Path = edge_node("The path.")


@strawberry.type(description="A page of a list of paths. The paths are not counted, because there can be millions.")
class PathConnection:
    """A page of a list of paths."""

    edges: list[PathEdge] = part("The paths of the page, each with its cursor.")
    nodes: list[Path] = part("The paths of the page, in the same order.")
    page_info: PageInfo = part("The position of the page in the list.")


PATH_ARGUMENTS = [
    argument("from_", strawberry.ID, "The id of the person where paths start.", name="from"),
    argument("to", strawberry.ID, "The id of the person where they end."),
    argument(
        "roles",
        list_of(CreditRole) | None,
        "The credits that connect people with a film.",
        default=DEFAULT_ROLES,
    ),
    argument(
        "where",
        input_type("PathWhere") | None,
        "Only paths through films that match this filter, and without these people.",
    ),
    argument("max_degrees", int | None, "The most steps that a path may have; the server's limit unless given."),
    argument("first", int | None, "The number of paths from the start of the list."),
    argument("after", str | None, "Only paths after this cursor."),
]
