"""Plan nodes for full-text search."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphapi.compiler.plan.conditions import describe_filter
from graphapi.compiler.plan.nodes import Condition, PlanNode
from graphapi.compiler.plan.operands import ComputedOperand
from graphapi.compiler.plan.sources import Source

if TYPE_CHECKING:
    from graphapi.compiler.features.search.terms import QueryKind
    from graphapi.compiler.plan.operands import SortKey
    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.compiler.request.arguments import Origin
    from graphapi.mapping import SearchedKind


@dataclass(frozen=True, slots=True)
class NumberedKind(PlanNode):
    """A kind of nodes that a search finds, with its number in the order of all kinds."""

    number: int
    searched: SearchedKind


@dataclass(frozen=True, slots=True)
class Collected(PlanNode):
    """How a search collects all matching nodes, for a store that reads no index in order within a statement.

    Attributes:
        by_index: whether a full-text index finds nodes with a long word; else all nodes of a kind are read.
        one_word: whether the query is a single word.
    """

    by_index: bool
    one_word: bool


@dataclass(frozen=True, slots=True)
class Search(PlanNode):
    """A search for the nodes of several kinds whose text matches the query.

    Attributes:
        kinds: the kinds.
        text: the text of the query.
        query: the kind of query.
        forgives: whether nodes match with typing errors if none matches without.
        candidates: the most nodes of a kind that are compared with each other; None compares all.
        collected: how all matches are collected first; None if they are not.
        looked_up: the response key of the field whose candidates are looked up before the statement; None if they are
            not.
    """

    kinds: tuple[NumberedKind, ...]
    text: Origin
    query: QueryKind
    forgives: bool
    candidates: Parameter | None
    collected: Collected | None = None
    looked_up: str | None = None


@dataclass(frozen=True, slots=True)
class FulltextSearch(Source):
    """All nodes that a search finds, each with a score."""

    fits_expression = False
    search: Search

    def describe(self) -> str:
        """Describe the source in words."""
        return f"{', '.join(f'(:{kind.searched.label})' for kind in self.search.kinds)} that match a text"


@dataclass(frozen=True, slots=True)
class BestMatches(PlanNode):
    """The first rows of a search in order.

    Attributes:
        search: the search.
        condition: the condition on the rows.
        order: their order.
        shows_match: whether it is told in which way a row matches.
        limit: the number of rows; None before it is known.
    """

    search: Search
    condition: Condition
    order: tuple[SortKey, ...]
    shows_match: bool
    limit: Parameter | None = None


@dataclass(frozen=True, slots=True)
class BestOfKind(Source):
    """The nodes of one kind among the best matches of a search."""

    fits_expression = False
    is_in_order = True
    kind: NumberedKind
    best: BestMatches

    def describe(self) -> str:
        """Describe the source in words."""
        return f"(:{self.kind.searched.label}) that match a text{describe_filter(self.best.condition)}"

    def limited(self, limit: Parameter) -> BestOfKind:
        """The nodes among the ``limit`` best matches."""
        return replace(self, best=replace(self.best, limit=limit))


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
class SearchNumber(ComputedOperand):
    """The number of the kind of a match, in the order of all kinds."""

    nullable = False

    def describe(self) -> str:
        """Describe the operand in words."""
        return "kind"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return "number"


@dataclass(frozen=True, slots=True)
class SearchMatch(ComputedOperand):
    """In which way the text of a node matches the query: the name of a value of the enum of the API."""

    def describe(self) -> str:
        """Describe the operand in words."""
        return "match"

    def signature(self) -> str:
        """The text of the operand in a signature."""
        return "match"
