"""Plan nodes for nodes that share neighbours."""

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
    """The nodes of a label that share neighbours with the item's node, each once.

    The patterns lead from the item's node to the shared nodes. Followed backwards, they lead from there to the rows.
    ``counted`` is the condition under which a shared node counts; ``rarity`` defines its weight.
    """

    fits_expression = False
    patterns: tuple[Pattern, ...]
    label: str
    counted: Condition
    rarity: Rarity | None = None

    def describe(self) -> str:
        """Describe the source in words."""
        weighed = ", weighted by rarity" if self.rarity else ""
        return f"(:{self.label}) that share {describe_patterns(self.patterns)}{describe_filter(self.counted)}{weighed}"

    def connection(self) -> str:
        """The label, the patterns, and whether shared nodes are weighted."""
        weighed = " weighed" if self.rarity else ""
        return f"{self.label} by {'|'.join(map(describe_pattern, self.patterns))}{weighed}"


@dataclass(frozen=True, slots=True)
class CommonNeighbours(Source):
    """For a row of ``Sharing``: the shared nodes that count, each once.

    ``weighed`` says whether each has a weight.
    """

    label: str
    weighed: bool = False

    def describe(self) -> str:
        """Describe the source in words."""
        return f"(:{self.label}) shared by both"


@dataclass(frozen=True, slots=True)
class CreditsIn(Source):
    """For a row of ``CommonNeighbours``: the relationships between one of the two nodes and the shared node."""

    end: End
    patterns: tuple[Pattern, ...]

    def describe(self) -> str:
        """Describe the source in words."""
        return f"{describe_patterns(self.patterns)} of the node {self.end.value}"


@dataclass(frozen=True, slots=True)
class SharedAmount(ComputedOperand):
    """For a row of ``Sharing``: the number of shared nodes, or the sum of their weights."""

    nullable = False

    def describe(self) -> str:
        """Describe the operand in words."""
        return "amount shared"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return "shared"


@dataclass(frozen=True, slots=True)
class SharedWeight(ComputedOperand):
    """For a row of a weighed ``CommonNeighbours``: the weight of the shared node."""

    nullable = False

    def describe(self) -> str:
        """Describe the operand in words."""
        return "weight"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return "weight"


@dataclass(frozen=True, slots=True)
class SharedRoles(PlanColumn):
    """For a row of ``Sharing``: the distinct roles of one of the two nodes in the shared nodes, sorted."""

    end: End
    patterns: tuple[Pattern, ...]

    def describe(self) -> str:
        """Describe the column in words."""
        return f"roles by {describe_patterns(self.patterns)} of the node {self.end.value}"
