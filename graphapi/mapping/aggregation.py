"""Fields of statistics."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphapi.mapping.graph import Pattern, Property


class Aggregate(StrEnum):
    """A number that stands for the values of many nodes."""

    COUNT = "count"
    MIN = "min"
    MAX = "max"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to put nodes into groups: by the nodes behind a pattern, or by the values of a property.

    ``step`` is that of a number: 1 for a group for each value, 10 for one for each ten of them.
    """

    name: str
    value: Property | Pattern
    step: int | None = None


@dataclass(frozen=True, slots=True)
class StatisticsField:
    """A list with an object for each group of the nodes of a label, or with one for all of them."""

    label: str
    groupings: tuple[Grouping, ...]


@dataclass(frozen=True, slots=True)
class GroupOf:
    """What a group is the group of."""


class GroupPart(StrEnum):
    """What is said of a group: a text that tells it from the others, its number, its node."""

    KEY = "key"
    NUMBER = "number"
    NODE = "node"


@dataclass(frozen=True, slots=True)
class GroupSizeField:
    """How many nodes a group has."""


@dataclass(frozen=True, slots=True)
class NumbersOf:
    """Numbers about the known values of a property in a group."""

    property: Property


@dataclass(frozen=True, slots=True)
class NumberPart:
    """One of the numbers about the values of a property."""

    aggregate: Aggregate
