"""Fields of statistics."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphapi.mapping.graph import Pattern, Property


class Aggregate(StrEnum):
    """An aggregate function over the values of many nodes."""

    COUNT = "count"
    MIN = "min"
    MAX = "max"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to group nodes: by the nodes at the end of a pattern, or by the values of a property.

    ``step`` is the width of the groups of a number: with 1, each value is a group; with 10, each range of ten values.
    """

    name: str
    value: Property | Pattern
    step: int | None = None


@dataclass(frozen=True, slots=True)
class StatisticsField:
    """A list with one object for each group of the nodes of a label, or with a single object for all of them."""

    label: str
    groupings: tuple[Grouping, ...]


@dataclass(frozen=True, slots=True)
class GroupOf:
    """The object that identifies a group; null without a grouping."""


class GroupPart(StrEnum):
    """A field that identifies a group: its key, its number, or its node."""

    KEY = "key"
    NUMBER = "number"
    NODE = "node"


@dataclass(frozen=True, slots=True)
class GroupSizeField:
    """The number of nodes in a group."""


@dataclass(frozen=True, slots=True)
class PropertyAggregates:
    """The aggregates of the non-null values of a property in a group."""

    property: Property


@dataclass(frozen=True, slots=True)
class AggregateField:
    """One aggregate of the values of a property."""

    aggregate: Aggregate
