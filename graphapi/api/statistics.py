"""Statistics of films: how many, how good and how long, together or in groups."""

from __future__ import annotations

import enum

import strawberry

from graphapi import mapping
from graphapi.api.fields import argument, graph_field, input_type
from graphapi.api.film import CAST, DIRECTORS, GENRES, PLACES
from graphapi.api.node import Node
from graphapi.mapping import Aggregate, Grouping, GroupPart, Property
from graphapi.model.nodes import FILM


@strawberry.enum(description="What films are put into groups by.")
class FilmGrouping(enum.Enum):
    """What films are put into groups by."""

    GENRE = strawberry.enum_value("GENRE", description="A group for each genre; a film is in all of its own.")
    YEAR = strawberry.enum_value("YEAR", description="A group for each year of release.")
    DECADE = strawberry.enum_value("DECADE", description="A group for each ten years, such as 1990 to 1999.")
    CERTIFICATE = strawberry.enum_value("CERTIFICATE", description="A group for each age rating.")
    DIRECTOR = strawberry.enum_value("DIRECTOR", description="A group for each director; a film is in all of its own.")
    ACTOR = strawberry.enum_value("ACTOR", description="A group for each actor; a film is in all of its own.")
    PLACE = strawberry.enum_value("PLACE", description="A group for each place; a film is in all of its own.")


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


_GROUPINGS = (
    Grouping("GENRE", GENRES),
    Grouping("YEAR", Property("year"), step=1),
    Grouping("DECADE", Property("year"), step=10),
    Grouping("CERTIFICATE", Property("certificate")),
    Grouping("DIRECTOR", DIRECTORS),
    Grouping("ACTOR", CAST),
    Grouping("PLACE", PLACES),
)


def statistics_field() -> list[FilmStatistics]:
    """The root field ``filmStatistics``."""
    statistics: list[FilmStatistics] = graph_field(
        mapping.StatisticsField(FILM.name, _GROUPINGS),
        "Numbers about all films that fit, or about each group of them: the one with the most films first, then by "
        "key; films of which it is not known come last among equals.",
        arguments=[
            argument("where", input_type("FilmWhere") | None, "Only films that fit this."),
            argument("group_by", FilmGrouping | None, "What to put them into groups by; all together unless given."),
            argument("first", int | None, "How many groups."),
        ],
    )
    return statistics
