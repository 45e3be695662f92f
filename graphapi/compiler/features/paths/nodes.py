"""Distances and common films, as nodes of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.compiler.plan.nodes import PlanColumn
from graphapi.compiler.plan.sources import Source

if TYPE_CHECKING:
    from graphapi.compiler.plan.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Intersection(Source):
    """The films in which somebody of one list of people and somebody of another have credits of any of these types."""

    types: tuple[str, ...]
    some: Parameter
    others: Parameter
    label: str

    def describe(self) -> str:
        """As for every source."""
        return f"(:{self.label}) with {' or '.join(self.types)} of people from both lists"


@dataclass(frozen=True, slots=True)
class Distance(PlanColumn):
    """How many steps another node is away by these relationships; null if no path leads there.

    A step is two relationships. ``key`` is the key of the other node, which has the same label.
    """

    types: tuple[str, ...]
    label: str
    key: Parameter

    def describe(self) -> str:
        """As for every column."""
        return f"steps by {' or '.join(self.types)} to another (:{self.label})"
