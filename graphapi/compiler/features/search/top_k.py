"""Cypher for the candidates of a search that needs only its top-k results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.compiler.cypher.syntax import (
    Binary,
    CallSubquery,
    Case,
    FunctionCall,
    IsNull,
    Joined,
    ListOf,
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
from graphapi.compiler.features.search.given import INDEX, MOST, in_row, index_query_of, rows_of
from graphapi.compiler.features.search.matching import (
    EMPTY,
    NOTHING,
    ONCE,
    RANK,
    SEARCH_TEXT,
    SPACE,
    as_whole_words,
    begins_with,
    contains_one_of,
    given_beginnings,
    given_words,
    is_same,
    look_up,
    matches_with_errors,
    optional,
    sum_of,
)
from graphapi.compiler.plan.parameters import Parameter
from graphapi.search_text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphapi.compiler.cypher.rows import CallWriter
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.features.search.given import Given
    from graphapi.compiler.features.search.nodes import Search

# The columns of what the full-text index finds for a kind: all candidates, and if there are too many, a row with the
# row of the kind, the nodes that have the query's words, and what to look for along the index instead.
SOME, MANY = range(2)
KIND, WHOLE, ASKED = range(3)


@dataclass(frozen=True, slots=True)
class TopCandidates:
    """Writes the calls that find distinct candidates of each kind, which include the top-k results.

    If the full-text index finds fewer nodes of a kind than the limit, all of them are candidates. Otherwise, the
    candidates of each tier are the most popular nodes that match in that tier or a better one, so no top-k result is
    missing. There are four searches:

    - Texts that equal the query are read from an index on the folded text.
    - Texts that begin with the query are read from the same index. If there are too many, they are read in the order
      of popularity instead.
    - Texts with all of the query's words are read from the full-text index. If there are too many, they are read in
      the order of popularity instead.
    - Texts with words that begin with the query's words are read in the order of popularity, until there are enough.
      That is soon, because many nodes match.

    ``within`` returns the clauses that filter the nodes of a kind, for the row of the kind.
    """

    search: Search
    most: Parameter
    count: Parameter
    given: Given
    node: Variable
    within: Callable[[Expression], tuple[Clause, ...]] | None

    def prepare(self, writer: CallWriter) -> tuple[tuple[Variable, ...], tuple[Clause, ...], Expression]:
        """Add the calls.

        Returns:
            The variables of their results, the clauses that bind the node to the candidates, and the row of the kind.
        """
        looked = writer.call(*self._look_up(), "looked", self.given.variables)
        imports = (looked, *optional(self.given.forgives))
        few: dict[int, Variable] = {}
        for position, kind in enumerate(self.search.kinds):
            if not kind.searched.few:
                many = in_row(in_row(looked, position), MANY)
                few[position] = writer.call(
                    self._best_of_many(kind.searched.label, many),
                    FunctionCall("collect", (self.node,), distinct=True),
                    "few",
                    imports,
                )
        lists = tuple(
            sum_of(in_row(in_row(looked, position), SOME), *optional(few.get(position)))
            for position, _ in enumerate(self.search.kinds)
        )
        clauses, kind_row = rows_of(self.given.kinds, lists, self.node)
        return (looked, *few.values()), clauses, kind_row

    def _look_up(self) -> tuple[tuple[Clause, ...], Expression]:
        """The clauses that look up candidates of all kinds, and the expression for what they find."""
        given, kind, some, once, whole, many = self.given, *map(Variable, ("kind", "some", "once", "whole", "many"))
        index, most = in_row(kind, INDEX), in_row(kind, MOST)
        found = look_up(index, index_query_of(self.search, given.forgives), self.node, most)
        with_words = look_up(index, as_whole_words(self.search.text), self.node, most)
        walk = ListOf((ListOf((EMPTY, given_words(self.search.text))),))
        row = ListOf((kind, self._if_many(whole, NOTHING, whole), self._if_many(whole, walk, NOTHING)))
        clauses = (
            Unwind(given.kinds, kind),
            self._collect((kind, *optional(given.forgives)), (found,), some),
            CallSubquery(
                (kind, some),
                SingleQuery(
                    (
                        # UNWIND yields one row or none.
                        Unwind(Case(((_are_many(some, most), ONCE),), NOTHING), once),
                        self._collect((kind, once), (with_words,), whole),
                        Return(((FunctionCall("collect", (row,)), many),)),
                    )
                ),
            ),
        )
        looked = ListOf((Case(((_are_many(some, most), NOTHING),), some), many))
        return clauses, FunctionCall("collect", (looked,))

    def _best_of_many(self, label: str, many: Expression) -> tuple[Clause, ...]:
        text, own, forgives = self.search.text, PropertyOf(self.node, SEARCH_TEXT), optional(self.given.forgives)
        one, same, begun, known, asked = map(Variable, ("one", "same", "begun", "known", "asked"))
        fits = contains_one_of(in_row(asked, 1), sum_of(SPACE, own, SPACE))
        if forgives:
            fits = Joined("OR", (fits, Joined("AND", (*forgives, matches_with_errors(text, own)))))
        begins = Binary(own, "STARTS WITH", in_row(asked, 0))
        beginnings = given_beginnings(text)
        walk = ListOf((ListOf((ParameterValue(Parameter(text, fold)), beginnings)),))
        within = () if self.within is None else self.within(in_row(one, KIND))
        imports = (one, *forgives) if within else (one,)
        exact = self._walk(label, (SEARCH_TEXT, RANK, "key"), (is_same(text, own),), within)
        return (
            # A planner could move an equivalent WHERE behind the searches for nodes.
            Unwind(many, one),
            self._collect(imports, exact, same),
            self._collect((one,), self._beginnings(label), begun),
            # Each walk is for texts with a beginning, and with words. The empty beginning fits every text.
            Unwind(
                sum_of(ListOf((ListOf((EMPTY, beginnings)),)), in_row(one, ASKED), self._if_many(begun, walk, NOTHING)),
                asked,
            ),
            self._collect(
                (asked, *(imports if within else forgives)),
                self._walk(label, (RANK, "key"), (begins, fits), within),
                known,
            ),
            Unwind(sum_of(same, self._if_many(begun, NOTHING, begun), in_row(one, WHOLE), known), self.node),
        )

    def _beginnings(self, label: str) -> tuple[Clause, ...]:
        """The clauses that read the nodes whose texts begin with the query, up to the limit."""
        begins = begins_with(self.search.text, PropertyOf(self.node, SEARCH_TEXT))
        index = (SEARCH_TEXT, RANK, "key")
        return (
            Match(NodePattern(self.node, label), (begins, *self._has(index)), index),
            With((self.node,), limit=ParameterValue(self.most)),
        )

    def _walk(
        self, label: str, index: tuple[str, ...], fits: tuple[Expression, ...], within: tuple[Clause, ...]
    ) -> tuple[Clause, ...]:
        """The clauses that read the most popular matching nodes in the order of an index."""
        keys = tuple(PropertyOf(self.node, key) for key in index)
        return (
            Match(NodePattern(self.node, label), (*fits, *self._has(index)), index),
            *within,
            With((self.node,), tuple((key, False) for key in keys), ParameterValue(self.count)),
        )

    def _has(self, index: tuple[str, ...]) -> tuple[Expression, ...]:
        """The conditions with which a planner reads an index in order: one for each of its properties."""
        names = (name for name in index if name != SEARCH_TEXT)
        return tuple(IsNull(PropertyOf(self.node, name), negated=True) for name in names)

    def _collect(self, imports: tuple[Variable, ...], clauses: tuple[Clause, ...], name: Variable) -> Clause:
        collected = FunctionCall("collect", (self.node,))
        return CallSubquery(imports, SingleQuery((*clauses, Return(((collected, name),)))))

    def _if_many(self, candidates: Expression, many: Expression, few: Expression) -> Expression:
        return Case(((_are_many(candidates, ParameterValue(self.most)), many),), few)


def _are_many(candidates: Expression, most: Expression) -> Expression:
    return Binary(FunctionCall("size", (candidates,)), ">=", most)
