"""Statistics of films: the number, the ratings and the running times, for all films or by group."""

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
    Grouping("GENRE", GENRES): "A group for each genre. A film can be in several groups.",
    Grouping("YEAR", Property("year"), step=1): "A group for each year of release.",
    Grouping("DECADE", Property("year"), step=10): "A group for each ten years, such as 1990 to 1999.",
    Grouping("CERTIFICATE", Property("certificate")): "A group for each age rating.",
    **{
        Grouping(role.name, against(relationship_typed(role.relationship))): (
            f"A group for each {role.label.lower()}. A film can be in several groups."
        )
        for role in reversed(CREDIT_ROLES)
    },
    Grouping("PLACE", PLACES): "A group for each place. A film can be in several groups.",
}

if TYPE_CHECKING:
    import enum

    FilmGrouping: TypeAlias = enum.Enum
else:
    FilmGrouping = model_enum(
        "FilmGrouping", "How films are grouped.", {one.name: said for one, said in _GROUPINGS.items()}
    )


@strawberry.type(
    description="What the films of a group have in common. The fields are null for the group of films whose value is "
    "unknown."
)
class FilmGroup:
    """The common value of the films of a group."""

    key: str | None = graph_field(
        GroupPart.KEY, "Identifies the group: the key of the node, the year, or the certificate."
    )
    year: int | None = graph_field(GroupPart.NUMBER, "The year, or the first one of the decade; null for other groups.")
    node: Node | None = graph_field(GroupPart.NODE, "The genre, the person or the place; null for other groups.")


@strawberry.type(description="Figures about the known values.")
class NumberStatistics:
    """Statistics of the non-null values."""

    count: int = graph_field(mapping.AggregateField(Aggregate.COUNT), "The number of known values.")
    min: float | None = graph_field(mapping.AggregateField(Aggregate.MIN), "The smallest value; null if none is known.")
    max: float | None = graph_field(mapping.AggregateField(Aggregate.MAX), "The greatest value; null if none is known.")
    mean: float | None = graph_field(
        mapping.AggregateField(Aggregate.MEAN), "The mean, rounded to three decimal places; null if none is known."
    )


@strawberry.type(description="How many films there are, how good and how long they are.")
class FilmStatistics:
    """The number of films, and statistics of their ratings and running times."""

    group: FilmGroup | None = graph_field(mapping.GroupOf(), "What the films have in common; null without `groupBy`.")
    films: int = graph_field(mapping.GroupSizeField(), "How many films.")
    rating: NumberStatistics = graph_field(mapping.PropertyAggregates(Property("rating")), "Their ratings.")
    runtime_minutes: NumberStatistics = graph_field(
        mapping.PropertyAggregates(Property("runtimeMinutes")), "Their running times, in minutes."
    )


def statistics_field() -> list[FilmStatistics]:
    """The root field ``filmStatistics``."""
    statistics: list[FilmStatistics] = graph_field(
        mapping.StatisticsField(FILM.name, tuple(_GROUPINGS)),
        "Figures about all films that match, or about each group of them. The group with the most films comes "
        "first, then by key; of groups of the same size, the one of films whose value is unknown comes last.",
        arguments=[
            argument("where", input_type("FilmWhere") | None, "Only films that match this filter."),
            argument("group_by", FilmGrouping | None, "How to group the films. Without it, all films are one group."),
            argument("first", int | None, "The number of groups."),
        ],
    )
    return statistics
