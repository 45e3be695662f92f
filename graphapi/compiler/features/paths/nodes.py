"""Plan nodes for distances and common films."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.compiler.plan.nodes import PlanColumn
from graphapi.compiler.plan.sources import Source

if TYPE_CHECKING:
    from graphapi.compiler.plan.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Intersection(Source):
    """The films in which people of two lists have credits of any of these types, at least one person of each list.

    ``some`` and ``others`` hold the keys of the people.
    """

    types: tuple[str, ...]
    some: Parameter
    others: Parameter
    label: str

    def describe(self) -> str:
        """Describe the source in words."""
        return f"(:{self.label}) with {' or '.join(self.types)} of people from both lists"


@dataclass(frozen=True, slots=True)
class Distance(PlanColumn):
    """The number of steps to another node over relationships of these types; null if there is no path.

    A step is two relationships. ``key`` is the key of the other node, which has the same label.
    """

    types: tuple[str, ...]
    label: str
    key: Parameter

    def describe(self) -> str:
        """Describe the column in words."""
        return f"steps by {' or '.join(self.types)} to another (:{self.label})"
