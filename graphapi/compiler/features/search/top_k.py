"""Cypher for the candidates of a search that needs only its top-k results."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphapi.compiler.cypher.syntax import (
    Binary,
    CallSubquery,
    Case,
    ElementOf,
    FunctionCall,
    IsNull,
    Joined,
    ListOf,
    Literal,
    Match,
    NodePattern,
    ParameterValue,
    PropertyOf,
    Return,
    SingleQuery,
    Unwind,
    Variable,
    With,
)
from graphapi.compiler.features.search.matching import (
    EMPTY,
    NOTHING,
    RANK,
    SEARCH_TEXT,
    SPACE,
    ZERO,
    as_whole_words,
    begins_with,
    has_words,
    index_query_of,
    is_same,
    look_up,
    matches_with_errors,
    optional,
    sum_of,
)
from graphapi.compiler.plan.parameters import Parameter
from graphapi.search_text import fold

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.features.search.nodes import (
        FulltextSearch,
        TopK,
    )


@dataclass(frozen=True, slots=True)
class Given:
    """The variables that precede a search.

    Attributes:
        well_known: the popularity of the well-known nodes of each kind, in a list.
        forgives: whether typing errors are allowed; None if they never are.
    """

    well_known: Variable
    forgives: Variable | None

    @property
    def variables(self) -> tuple[Variable, ...]:
        """All of them."""
        return (*optional(self.forgives), self.well_known)


@dataclass(frozen=True, slots=True)
class TopCandidates:
    """Writes the clauses that bind ``node`` to distinct candidates, which include the top-k results.

    If the full-text index finds fewer nodes than the limit, all of them are candidates. Otherwise, the candidates of
    each tier are the most popular nodes that match in that tier or a better one, so no top-k result is missing. There
    are four searches:

    - Texts that equal the query are read from an index on the folded text.
    - Texts that begin with the query are read from the same index. If there are too many, they are read in the order
      of popularity instead.
    - Texts with all of the query's words are read from the full-text index. If there are too many, they are read in
      the order of popularity instead.
    - Texts with words that begin with the query's words are read in the order of popularity, until there are enough.
      That is soon, because many nodes match.

    ``within`` are the clauses that filter the nodes.
    """

    found: FulltextSearch
    best: TopK
    given: Given
    node: Variable
    within: tuple[Clause, ...]
    some: Variable = field(default_factory=lambda: Variable("some"))
    few: Variable = field(default_factory=lambda: Variable("few"))

    def clauses(self) -> tuple[Clause, ...]:
        """The clauses."""
        given = self.given
        query = index_query_of(self.found, given.forgives)
        return (
            self._collect(given.variables, (self._look_up(query),), self.some),
            self._collect((self.some, *given.variables), self._best_of_many(), self.few),
            Unwind(sum_of(self.few, self._if_not_many(self.some)), self.node),
        )

    def _best_of_many(self) -> tuple[Clause, ...]:
        text, own, given = self.found.text, PropertyOf(self.node, SEARCH_TEXT), self.given
        once, same, begun, whole, known, asked = map(Variable, ("once", "same", "begun", "whole", "known", "asked"))
        beginning, ending = ElementOf(asked, ZERO), ElementOf(asked, Literal("1"))
        fits = has_words(text, own, ending)
        if given.forgives is not None:
            fits = Joined("OR", (fits, Joined("AND", (given.forgives, matches_with_errors(text, own)))))
        fits = Joined("AND", (Binary(own, "STARTS WITH", beginning), fits))
        return (
            # UNWIND yields one row or none. A planner could move an equivalent WHERE behind the searches for nodes.
            Unwind(self._if_many(self.some, Literal("1")), once),
            self._collect((once, *given.variables), self._walk((SEARCH_TEXT, RANK, "key"), is_same(text, own)), same),
            self._collect((once,), self._beginnings(), begun),
            self._collect((once,), (self._look_up(as_whole_words(text)),), whole),
            # Each walk is for texts with a beginning, and with words with an ending. Empty ones fit every text.
            Unwind(
                sum_of(
                    ListOf((ListOf((EMPTY, EMPTY)),)),
                    self._if_many(begun, ListOf((ParameterValue(Parameter(text, fold)), EMPTY))),
                    self._if_many(whole, ListOf((EMPTY, SPACE))),
                ),
                asked,
            ),
            self._collect((asked, *given.variables), self._walk((RANK, "key"), fits), known),
            Unwind(sum_of(same, self._if_not_many(begun), self._if_not_many(whole), known), self.node),
        )

    def _beginnings(self) -> tuple[Clause, ...]:
        """The clauses that read the nodes whose texts begin with the query, up to the limit."""
        begins = begins_with(self.found.text, PropertyOf(self.node, SEARCH_TEXT))
        index = (SEARCH_TEXT, RANK, "key")
        return (
            Match(NodePattern(self.node, self.found.searched.label), (begins, *self._known(index)), index),
            With((self.node,), limit=ParameterValue(self.best.limit)),
        )

    def _look_up(self, query: Expression) -> Clause:
        return look_up(self.found.searched.label, query, self.node, self.best.limit)

    def _walk(self, index: tuple[str, ...], fits: Expression) -> tuple[Clause, ...]:
        """The clauses that read the most popular matching nodes in the order of an index."""
        keys = tuple(PropertyOf(self.node, key) for key in index)
        return (
            Match(NodePattern(self.node, self.found.searched.label), (fits, *self._known(index)), index),
            *self.within,
            With((self.node,), tuple((key, False) for key in keys), ParameterValue(self.best.count)),
        )

    def _known(self, index: tuple[str, ...]) -> tuple[Expression, ...]:
        """The conditions with which a planner reads an index in order: one for each of its properties."""
        names = (name for name in index if name != SEARCH_TEXT)
        return tuple(IsNull(PropertyOf(self.node, name), negated=True) for name in names)

    def _collect(self, imports: tuple[Variable, ...], clauses: tuple[Clause, ...], name: Variable) -> Clause:
        collected = FunctionCall("collect", (self.node,), distinct=name is self.few)
        return CallSubquery(imports, SingleQuery((*clauses, Return(((collected, name),)))))

    def _are_many(self, candidates: Variable) -> Expression:
        return Binary(FunctionCall("size", (candidates,)), ">=", ParameterValue(self.best.limit))

    def _if_many(self, candidates: Variable, item: Expression) -> Expression:
        return Case(((self._are_many(candidates), ListOf((item,))),), NOTHING)

    def _if_not_many(self, candidates: Variable) -> Expression:
        return Case(((self._are_many(candidates), NOTHING),), candidates)
