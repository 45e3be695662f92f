"""Plan nodes for full-text search."""

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
    """Whether no node of these kinds has a text that matches the query without typing errors.

    Every text that the index finds for the query without typing errors matches it, so no more than ``limit``
    candidates are read.
    """

    kinds: tuple[SearchedKind, ...]
    text: Origin
    limit: Parameter | None = None


@dataclass(frozen=True, slots=True)
class WellKnown(PlanNode):
    """From which popularity on the nodes of each kind are well known."""

    kinds: tuple[SearchedKind, ...]


@dataclass(frozen=True, slots=True)
class TopK(PlanNode):
    """The restriction of a search to its ``count`` best results.

    If there are ``limit`` candidates or more, they are read in the order of popularity.
    """

    count: Parameter
    limit: Parameter


@dataclass(frozen=True, slots=True)
class FulltextSearch(Source):
    """The nodes of a label whose text matches the query, each with a score.

    Attributes:
        searched: the kind of nodes.
        text: the text of the query.
        query: the kind of query.
        well_known: the popularity of the well-known nodes of each kind.
        forgiven: the condition under which typing errors are allowed; None if they never are.
        candidates: the most candidates that are compared with each other; None compares all.
        best: set if only the top-k rows by score are needed; other rows may then be left out.
    """

    fits_expression = False
    searched: SearchedKind
    text: Origin
    query: QueryKind
    well_known: WellKnown
    forgiven: NoExactMatch | None = None
    candidates: Parameter | None = None
    best: TopK | None = None

    def describe(self) -> str:
        """Describe the source in words."""
        return f"(:{self.searched.label}) that match a text"

    def limited(self, limit: Parameter) -> FulltextSearch:
        """The search for the top-k rows, if candidates are limited; the pages of a search are sorted by score."""
        return self if self.candidates is None else replace(self, best=TopK(limit, self.candidates))


@dataclass(frozen=True, slots=True)
class FulltextCandidates(Source):
    """The nodes of a label whose text may match the query: a superset of the matches."""

    label: str
    text: Origin

    def describe(self) -> str:
        """Describe the source in words."""
        return f"(:{self.label}) of the full-text index"


@dataclass(frozen=True, slots=True)
class MatchesText(Condition):
    """The item's node has a text that matches the query."""

    text: Origin
    query: QueryKind

    def describe(self) -> str:
        """Describe the condition in words."""
        return "searchText matches $"


@dataclass(frozen=True, slots=True)
class SearchScore(ComputedOperand):
    """How well a node matches the query, and how well known it is."""

    def describe(self) -> str:
        """Describe the operand in words."""
        return "score"

    def signature(self) -> str:
        """The text of the operand in a signature; cursors with scores of the earlier kind, ``score``, are refused."""
        return "relevance"


@dataclass(frozen=True, slots=True)
class SearchMatch(ComputedOperand):
    """In which way the text of a node matches the query: the name of a value of the enum of the API."""

    def describe(self) -> str:
        """Describe the operand in words."""
        return "match"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return "match"
