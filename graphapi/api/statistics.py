"""Statistics of films: how many, how good and how long, together or in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import strawberry

from graphapi import mapping
from graphapi.api.fields import argument, graph_field, input_type
from graphapi.api.film import GENRES, PLACES
from graphapi.api.model_enums import model_enum
from graphapi.api.node import Node
from graphapi.mapping import Aggregate, Grouping, GroupPart, Property, against
from graphapi.model.nodes import FILM
from graphapi.model.relationships import CREDIT_ROLES, relationship_typed

_GROUPINGS: Final = {
    Grouping("GENRE", GENRES): "A group for each genre; a film is in all of its own.",
    Grouping("YEAR", Property("year"), step=1): "A group for each year of release.",
    Grouping("DECADE", Property("year"), step=10): "A group for each ten years, such as 1990 to 1999.",
    Grouping("CERTIFICATE", Property("certificate")): "A group for each age rating.",
    Grouping("PLACE", PLACES): "A group for each place; a film is in all of its own.",
} | {
    Grouping(role.name, against(relationship_typed(role.relationship))): (
        f"A group for each {role.label.lower()}; a film is in all of its own."
    )
    for role in CREDIT_ROLES
}

if TYPE_CHECKING:
    import enum

    FilmGrouping: TypeAlias = enum.Enum
else:
    FilmGrouping = model_enum(
        "FilmGrouping", "What films are put into groups by.", {one.name: said for one, said in _GROUPINGS.items()}
    )


@strawberry.type(
    description="What the films of a group have in common; its fields are null for films of which it is not known."
)
class FilmGroup:
    """What the films of a group have in common."""

    key: str | None = graph_field(
        GroupPart.KEY, "What tells the groups apart: the key of the node, the year, the certificate."
    )
    year: int | None = graph_field(GroupPart.NUMBER, "The year, or the first one of the decade; null for other groups.")
    node: Node | None = graph_field(GroupPart.NODE, "The genre, the person or the place; null for other groups.")


@strawberry.type(description="Numbers about those values that are known.")
class NumberStatistics:
    """Numbers about those values that are known."""

    count: int = graph_field(mapping.NumberPart(Aggregate.COUNT), "How many are known.")
    min: float | None = graph_field(mapping.NumberPart(Aggregate.MIN), "The least; null if none is known.")
    max: float | None = graph_field(mapping.NumberPart(Aggregate.MAX), "The greatest; null if none is known.")
    mean: float | None = graph_field(
        mapping.NumberPart(Aggregate.MEAN), "The mean, rounded to three decimal places; null if none is known."
    )


@strawberry.type(description="How many films there are, how good and how long they are.")
class FilmStatistics:
    """How many films there are, how good and how long they are."""

    group: FilmGroup | None = graph_field(mapping.GroupOf(), "What the films have in common; null without `groupBy`.")
    films: int = graph_field(mapping.GroupSizeField(), "How many films.")
    rating: NumberStatistics = graph_field(mapping.NumbersOf(Property("rating")), "Their ratings.")
    runtime_minutes: NumberStatistics = graph_field(
        mapping.NumbersOf(Property("runtimeMinutes")), "Their running times, in minutes."
    )


def statistics_field() -> list[FilmStatistics]:
    """The root field ``filmStatistics``."""
    statistics: list[FilmStatistics] = graph_field(
        mapping.StatisticsField(FILM.name, tuple(_GROUPINGS)),
        "Numbers about all films that fit, or about each group of them: the one with the most films first, then by "
        "key; films of which it is not known come last among equals.",
        arguments=[
            argument("where", input_type("FilmWhere") | None, "Only films that fit this."),
            argument("group_by", FilmGrouping | None, "What to put them into groups by; all together unless given."),
            argument("first", int | None, "How many groups."),
        ],
    )
    return statistics
