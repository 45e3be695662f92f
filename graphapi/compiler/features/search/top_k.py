"""Cypher for the candidates of a search that needs only its top-k results."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphapi.compiler.cypher.syntax import (
    Binary,
    CallSubquery,
    Case,
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
    as_whole_words,
    has_words,
    index_query_of,
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
class TopCandidates:
    """Writes the clauses that bind ``node`` to distinct candidates, which include the top-k results.

    If the full-text index finds fewer nodes than the limit, all of them are candidates. Otherwise, the candidates of
    each tier are the most popular nodes that match in that tier or a higher one, so no top-k result is missing. There
    are three searches:

    - Texts that equal the query are read from an index on the folded text.
    - Texts with all of the query's words are read from the full-text index. If there are too many, they are read in
      the order of popularity instead.
    - Texts with words that begin with the query's words are read in the order of popularity, until there are enough.
      That is soon, because many nodes match.

    ``within`` are the clauses that filter the nodes.
    """

    found: FulltextSearch
    best: TopK
    forgives: Variable | None
    node: Variable
    within: tuple[Clause, ...]
    some: Variable = field(default_factory=lambda: Variable("some"))
    few: Variable = field(default_factory=lambda: Variable("few"))

    def clauses(self) -> tuple[Clause, ...]:
        """The clauses."""
        query = index_query_of(self.found, self.forgives)
        return (
            self._collect(optional(self.forgives), (self._look_up(query),), self.some),
            self._collect((self.some, *optional(self.forgives)), self._best_of_many(), self.few),
            Unwind(sum_of(self.few, self._if_not_many(self.some)), self.node),
        )

    def _best_of_many(self) -> tuple[Clause, ...]:
        text, own = self.found.text, PropertyOf(self.node, SEARCH_TEXT)
        once, same, whole, known, ending = map(Variable, ("once", "same", "whole", "known", "ending"))
        is_it = Binary(own, "=", ParameterValue(Parameter(text, fold)))
        begun = has_words(text, own, ending)
        if self.forgives is not None:
            begun = Joined("OR", (begun, Joined("AND", (self.forgives, matches_with_errors(text, own)))))
        return (
            # UNWIND yields one row or none. A planner could move an equivalent WHERE behind the searches for nodes.
            Unwind(Case(((self._are_many(self.some), ListOf((Literal("1"),))),), NOTHING), once),
            self._collect((once, *optional(self.forgives)), self._walk((SEARCH_TEXT, RANK, "key"), is_it), same),
            self._collect((once,), (self._look_up(as_whole_words(text)),), whole),
            # The empty ending finds prefixes. If too many nodes have the whole words, a space finds those too.
            Unwind(
                Case(((self._are_many(whole), ListOf((EMPTY, SPACE))),), ListOf((EMPTY,))),
                ending,
            ),
            self._collect((ending, *optional(self.forgives)), self._walk((RANK, "key"), begun), known),
            Unwind(sum_of(same, self._if_not_many(whole), known), self.node),
        )

    def _look_up(self, query: Expression) -> Clause:
        return look_up(self.found.searched.label, query, self.node, self.best.limit)

    def _walk(self, index: tuple[str, ...], matches_query: Expression) -> tuple[Clause, ...]:
        """The clauses that read the most popular matching nodes in the order of an index."""
        keys = tuple(PropertyOf(self.node, key) for key in index)
        # A planner reads the index in order only if there are conditions on all of its properties.
        where = (matches_query, *(IsNull(key, negated=True) for key in keys if key.name != SEARCH_TEXT))
        return (
            Match(NodePattern(self.node, self.found.searched.label), where, index),
            *self.within,
            With((self.node,), tuple((key, False) for key in keys), ParameterValue(self.best.count)),
        )

    def _collect(self, imports: tuple[Variable, ...], clauses: tuple[Clause, ...], name: Variable) -> Clause:
        collected = FunctionCall("collect", (self.node,), distinct=name is self.few)
        return CallSubquery(imports, SingleQuery((*clauses, Return(((collected, name),)))))

    def _are_many(self, candidates: Variable) -> Expression:
        return Binary(FunctionCall("size", (candidates,)), ">=", ParameterValue(self.best.limit))

    def _if_not_many(self, candidates: Variable) -> Expression:
        return Case(((self._are_many(candidates), NOTHING),), candidates)
