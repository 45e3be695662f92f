"""How much a part of a plan reads: each class of sources, conditions and columns registers its estimate here.

The general ones are in ``cost/sources.py`` and ``cost/conditions.py``, those of a feature beside the feature.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import singledispatch
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphapi.compiler.plan.explorations import Search
    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.compiler.plan.sources import Source
    from graphapi.compiler.request.arguments import Variables
    from graphapi.mapping import Pattern
    from graphapi.model.graph_statistics import GraphStatistics, Values

LONGEST_TEXT: Final = 4
"""Texts of this length and longer are not told apart."""

Size: TypeAlias = "tuple[Parameter, Values | None]"
"""What a size is taken from: a parameter, and for a range the values that it is compared with."""


@dataclass(slots=True)
class Setting:
    """What an estimate is made from.

    Attributes:
        statistics: what the graph holds.
        variables: the variables of the operation, coerced.
        sizes: the sizes that the estimate has used. An operation with the same sizes has the same estimate.
        explored: what the explorations are expected to read, by the name of their rows.
        nested: how many rows a list within the injected row at hand is expected to have.
        of_all: whether what is estimated is stated of every node of a label, as the filter of a list of all nodes is.
    """

    statistics: GraphStatistics
    variables: Variables
    sizes: dict[Size, float] = field(default_factory=dict)
    explored: dict[str, SearchReads] = field(default_factory=dict)
    nested: float = 0.0
    of_all: bool = False

    def size(self, parameter: Parameter, values: Values | None = None) -> float:
        """The size of a parameter, as ``size_of``."""
        found = self.sizes[parameter, values] = size_of((parameter, values), self.variables)
        return found

    def degree(self, patterns: Iterable[Pattern]) -> float:
        """The number of relationships that a node is expected to have by these patterns together.

        The mean counts where every node of the label is read. Any other node is taken to be one that relationships
        lead to: pages and lists are full of such nodes.
        """
        total = 0.0
        for pattern in patterns:
            degrees = self.statistics.degrees_of(pattern.type, pattern.direction)
            total += degrees.mean if self.of_all else max(degrees.mean, degrees.of_neighbour)
        return total

    @contextmanager
    def stated_of(self, *, all_nodes: bool) -> Iterator[None]:
        """Estimate what is stated of every node of a label, or of nodes that were reached."""
        before, self.of_all = self.of_all, all_nodes
        try:
            yield
        finally:
            self.of_all = before


@dataclass(frozen=True, slots=True)
class Reads:
    """What a source reads for one row of the item around it.

    Attributes:
        touched: the rows that the store goes through to find them.
        found: the rows that are found, before any condition.
        label: the label of the nodes that are found, where there is one.
    """

    touched: float
    found: float
    label: str | None = None


@dataclass(frozen=True, slots=True)
class SearchReads:
    """What an exploration reads.

    Attributes:
        touched: the rows that the store goes through.
        found: the rows that are found.
        nested: the rows of a list within a row.
    """

    touched: float
    found: float
    nested: float


def size_of(size: Size, variables: Variables) -> float:
    """A number that stands for the value of a parameter.

    With values to compare with, it is the share of them below the value. Otherwise it is the value itself if that is
    a number, the length of a list, and the length of a text up to ``LONGEST_TEXT``.
    """
    parameter, values = size
    value = parameter.value(variables)
    if isinstance(value, int | float):
        return float(value) if values is None else values.share_below(value)
    if values is not None:
        return 0.5
    if isinstance(value, str):
        return float(min(len(value), LONGEST_TEXT))
    return float(len(value)) if isinstance(value, list | tuple) else 1.0


@singledispatch
def source_reads(source: Source, setting: Setting) -> Reads:
    """What a source reads."""
    raise TypeError(f"no estimate is registered for {source!r}")


@singledispatch
def search_reads(search: Search, setting: Setting) -> SearchReads:
    """What an exploration reads."""
    raise TypeError(f"no estimate is registered for {search!r}")


@singledispatch
def work(part: object, setting: Setting) -> float:
    """The rows that a column, an operand or a condition reads for one row."""
    raise TypeError(f"no estimate is registered for {part!r}")


@singledispatch
def selectivity(condition: Condition, setting: Setting, label: str | None) -> float:
    """The share of the rows of a label that match a condition, from 0 to 1."""
    raise TypeError(f"no estimate is registered for {condition!r}")
