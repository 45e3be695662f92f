"""Nodes that share something, as nodes of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.compiler.plan.conditions import describe_filter
from graphapi.compiler.plan.nodes import Condition, PlanColumn
from graphapi.compiler.plan.operands import ComputedOperand, describe_pattern, describe_patterns
from graphapi.compiler.plan.sources import Source

if TYPE_CHECKING:
    from graphapi.mapping import End, Pattern, Rarity


@dataclass(frozen=True, slots=True)
class Sharing(Source):
    """The nodes of a label that share something with the item's node, each once.

    The patterns lead to what is shared, and back from there. ``counted`` says what of it counts, ``rarity`` how much.
    """

    fits_expression = False
    patterns: tuple[Pattern, ...]
    label: str
    counted: Condition
    rarity: Rarity | None = None

    def describe(self) -> str:
        """As for every source."""
        weighed = ", the rarer the more" if self.rarity else ""
        return f"(:{self.label}) that share {describe_patterns(self.patterns)}{describe_filter(self.counted)}{weighed}"

    def connection(self) -> str:
        """The nodes, what they share, and whether it is weighed."""
        weighed = " weighed" if self.rarity else ""
        return f"{self.label} by {'|'.join(map(describe_pattern, self.patterns))}{weighed}"


@dataclass(frozen=True, slots=True)
class SharedBetween(Source):
    """Of a row of ``Sharing``: what the two nodes share and what counts, each once; ``weighed`` if by its rarity."""

    label: str
    weighed: bool = False

    def describe(self) -> str:
        """As for every source."""
        return f"(:{self.label}) that both have"


@dataclass(frozen=True, slots=True)
class CreditsIn(Source):
    """Of a row of ``SharedBetween``: the relationships of one of the two nodes with what is shared."""

    end: End
    patterns: tuple[Pattern, ...]

    def describe(self) -> str:
        """As for every source."""
        return f"{describe_patterns(self.patterns)} of the node {self.end.value}"


@dataclass(frozen=True, slots=True)
class SharedAmount(ComputedOperand):
    """Of a row of ``Sharing``: how much the two nodes share."""

    nullable = False

    def describe(self) -> str:
        """As for every operand."""
        return "how much both share"

    def signature(self) -> str:
        """As for every operand."""
        return "shared"


@dataclass(frozen=True, slots=True)
class SharedWeight(ComputedOperand):
    """Of a row of ``SharedBetween`` that is weighed: the weight of the shared node."""

    nullable = False

    def describe(self) -> str:
        """As for every operand."""
        return "weight"

    def signature(self) -> str:
        """As for every operand."""
        return "weight"


@dataclass(frozen=True, slots=True)
class SharedRoles(PlanColumn):
    """Of a row of ``Sharing``: the roles of one of the two nodes in what they share, each once, in order."""

    end: End
    patterns: tuple[Pattern, ...]

    def describe(self) -> str:
        """As for every column."""
        return f"roles by {describe_patterns(self.patterns)} of the node {self.end.value}"
