"""What a search reads, as nodes of a plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphapi.compiler.plan.nodes import Condition, PlanNode
from graphapi.compiler.plan.operands import ComputedOperand
from graphapi.compiler.plan.sources import Source

if TYPE_CHECKING:
    from graphapi.compiler.features.search.terms import QueryKind
    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.compiler.request.arguments import Origin
    from graphapi.mapping import SearchedKind


@dataclass(frozen=True, slots=True)
class NoExactMatch(PlanNode):
    """Whether no node of these kinds has a text that matches the query as it is typed.

    Every text that the index finds for the query as typed matches it. So where the index returns ``limit`` candidates,
    no further ones are looked at.
    """

    kinds: tuple[SearchedKind, ...]
    text: Origin
    limit: Parameter | None = None


@dataclass(frozen=True, slots=True)
class TopK(PlanNode):
    """Only the best ``count`` results of a search are needed.

    Where there are ``limit`` candidates or more, they are searched in the order of popularity.
    """

    count: Parameter
    limit: Parameter


@dataclass(frozen=True, slots=True)
class FulltextSearch(Source):
    """The nodes of a label whose text matches the query, each with a score.

    Attributes:
        searched: the kind of nodes.
        text: the query.
        query: the kind of query.
        forgiven: typing errors are forgiven where that is true; without it no word of the query may have one.
        candidates: the most candidates that are compared with each other; None compares all.
        best: that only the first rows in the order of the score are needed; others may be left out.
    """

    fits_expression = False
    searched: SearchedKind
    text: Origin
    query: QueryKind
    forgiven: NoExactMatch | None = None
    candidates: Parameter | None = None
    best: TopK | None = None

    def describe(self) -> str:
        """As for every source."""
        return f"(:{self.searched.label}) that a text finds"

    def limited(self, limit: Parameter) -> FulltextSearch:
        """The best alone, if candidates are limited: pages of a search are in the order of the score."""
        return self if self.candidates is None else replace(self, best=TopK(limit, self.candidates))


@dataclass(frozen=True, slots=True)
class FulltextCandidates(Source):
    """The nodes of a label whose text can match the query, and perhaps some that do not."""

    label: str
    text: Origin

    def describe(self) -> str:
        """As for every source."""
        return f"(:{self.label}) of the full-text index"


@dataclass(frozen=True, slots=True)
class MatchesText(Condition):
    """The item's node has a text that matches the query."""

    text: Origin
    query: QueryKind

    def describe(self) -> str:
        """As for every condition."""
        return "searchText matches $"


@dataclass(frozen=True, slots=True)
class SearchScore(ComputedOperand):
    """How well a node matches the query."""

    def describe(self) -> str:
        """As for every operand."""
        return "score"

    def signature(self) -> str:
        """As for every operand."""
        return "score"
