"""Cypher for full-text search.

The full-text indexes of the stores tokenize and score texts differently, so an index only provides candidates. Whether
a candidate matches, and how well, is computed from its folded text, in the same way on every store.

A search over several kinds is one search. The statement gives each candidate of any kind a score, and collects the best
matches of all kinds in a list. Only the properties to read differ between the kinds, so the rows of each kind are taken
from that list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.cypher.predicates import conjuncts, sort_expressions
from graphapi.compiler.cypher.rows import condition_predicate, open_scope, prepare_rows, row_clauses
from graphapi.compiler.cypher.scope import Scope, operand_expression
from graphapi.compiler.cypher.sources import label_scope
from graphapi.compiler.cypher.syntax import (
    Binary,
    FunctionCall,
    IsNull,
    Joined,
    ListOf,
    Literal,
    ParameterValue,
    PropertyOf,
    Unwind,
    Variable,
    With,
)
from graphapi.compiler.features.search import look_up as look_up_statements
from graphapi.compiler.features.search.given import (
    NUMBER,
    WEIGHT,
    WELL_KNOWN,
    Given,
    all_candidates,
    given_in,
    in_row,
    prepare,
)
from graphapi.compiler.features.search.matching import (
    RANK,
    SEARCH_TEXT,
    ZERO,
    begins_with_words,
    index_of,
    look_up,
    match_name,
    match_tier,
    matches_query,
    matches_with_errors,
    optional,
    relevance,
    with_errors,
)
from graphapi.compiler.features.search.nodes import (
    BestOfKind,
    FulltextCandidates,
    FulltextSearch,
    MatchesText,
    Search,
    SearchMatch,
    SearchNumber,
    SearchScore,
)
from graphapi.compiler.features.search.terms import QueryKind
from graphapi.compiler.features.search.top_k import TopCandidates

if TYPE_CHECKING:
    from graphapi.compiler.cypher.rows import CallWriter
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.features.search.nodes import BestMatches
    from graphapi.compiler.plan.operands import Operand
    from graphapi.compiler.plan.parameters import Parameter

REGISTERED = (look_up_statements,)
"""The module that registers the queries of the look-ups."""
SCORE, OF_KIND, NODE, MATCH = range(4)
"""The columns of the list of best matches: score, number of the kind, node, name of the match."""


def _scored(
    search: Search,
    given: Given,
    kind_row: Expression,
    scope: Scope,
    tier: Variable,
    where: tuple[Expression, ...],
) -> tuple[Clause, ...]:
    """The clauses that keep the matching nodes, with their scores, the numbers of their kinds, and their tiers."""
    node, kind, own, popularity = scope.node, *map(Variable, ("kind", "text", "popularity"))
    score, number = scope.yield_(SearchScore(), "score"), scope.yield_(SearchNumber(), "number")
    scored = relevance(tier, popularity, in_row(kind, WEIGHT), in_row(kind, WELL_KNOWN))
    return (
        # Each text is read once: there can be tens of thousands of candidates, and reading a property is expensive.
        With(
            (node, *optional(given.forgives)),
            computed=((kind_row, kind), (PropertyOf(node, SEARCH_TEXT), own)),
        ),
        With(
            (node, kind),
            computed=((match_tier(search, given.forgives, own), tier),),
            where=(Binary(tier, ">", ZERO),),
        ),
        With((node, kind, tier), computed=((Binary(ZERO, "-", PropertyOf(node, RANK)), popularity),)),
        With((node, tier), computed=((scored, score), (in_row(kind, NUMBER), number)), where=where),
    )


def _matches(search: Search, forgives: Variable | None, node: Variable) -> Expression:
    if search.query is not QueryKind.WORDS:
        return matches_query(search.text, search.query, node)
    own = PropertyOf(node, SEARCH_TEXT)
    as_typed = begins_with_words(search.text, own)
    if forgives is None:
        return as_typed
    return Joined("OR", (as_typed, Joined("AND", (forgives, matches_with_errors(search.text, own)))))


@open_scope.register(FulltextSearch)
def _search_scope(source: FulltextSearch, outer: Scope) -> Scope:
    return Scope(Variable("node"), outer)


@prepare_rows.register(FulltextSearch)
def _prepare_search(source: FulltextSearch, writer: CallWriter) -> None:
    prepare(source.search, writer)


@row_clauses.register(FulltextSearch)
def _search_rows(
    source: FulltextSearch, outer: Scope, inner: Scope, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    search = source.search
    given = given_in(search, outer)
    for variable in given.variables:
        outer.carry(variable)
    clauses, kind_row = all_candidates(search, given, inner.node)
    if not inner.yielded:
        if given.found is None:
            where = (_matches(search, given.forgives, inner.node), *where)
        return (*clauses, With((inner.node,), where=where)) if where else clauses
    return (*clauses, *_scored(search, given, kind_row, inner, Variable("tier"), where))


@open_scope.register(BestOfKind)
def _best_scope(source: BestOfKind, outer: Scope) -> Scope:
    return label_scope(source.kind.searched.label, outer)


@prepare_rows.register(BestOfKind)
def _prepare_best(source: BestOfKind, writer: CallWriter) -> None:
    best, computed = source.best, writer.outer.computed
    if best in computed:
        return
    if best.limit is None:
        msg = "the number of the best matches is not known"
        raise ValueError(msg)
    search, given = best.search, prepare(best.search, writer)
    if search.candidates is None or search.looked_up is not None or search.query is not QueryKind.WORDS:
        collecting = _Collecting(best, best.limit, given)
        computed[best] = collecting.call(writer, *all_candidates(search, given, collecting.inner.node), "best")
        return
    collecting = _Collecting(best, best.limit, given)
    node, within = collecting.inner.node, collecting.within if collecting.where else None
    top = TopCandidates(search, search.candidates, best.limit, given, node, within)
    imports, clauses, kind_row = top.prepare(writer)
    computed[best] = collecting.call(writer, clauses, kind_row, "best", imports)


class _Collecting:
    """Writes the calls that give candidates a score, and collect the best of them in a list."""

    def __init__(self, best: BestMatches, limit: Parameter, given: Given) -> None:
        self.best, self.limit, self.given = best, limit, given
        self.inner, self.tier = Scope(Variable("node")), Variable("tier")
        self.score = self.inner.yield_(SearchScore(), "score")
        self.number = self.inner.yield_(SearchNumber(), "number")
        self.where = conjuncts(best.condition, self.inner)

    def within(self, kind_row: Expression) -> tuple[Clause, ...]:
        """The clauses that keep the matching candidates that meet the condition."""
        return _scored(self.best.search, self.given, kind_row, self.inner, self.tier, self.where)

    def call(
        self,
        writer: CallWriter,
        clauses: tuple[Clause, ...],
        kind_row: Expression,
        hint: str,
        imports: tuple[Variable, ...] = (),
    ) -> Variable:
        """Add the call, and return the variable of the list.

        Args:
            writer: writes the call.
            clauses: the clauses that bind the candidates.
            kind_row: the row of the kind of a candidate.
            hint: the name of the list.
            imports: the variables that the clauses need, beside those that precede every search.
        """
        node, tier = self.inner.node, (self.tier,) if self.best.shows_match else ()
        named = (match_name(self.best.search, one, PropertyOf(node, SEARCH_TEXT)) for one in tier)
        order = sort_expressions(self.best.order, self.inner, reverse=False)
        top = With((node, self.score, self.number, *tier), order, ParameterValue(self.limit))
        collected = FunctionCall("collect", (ListOf((self.score, self.number, node, *named)),))
        imports = (*self.given.variables, *imports)
        return writer.call((*clauses, *self.within(kind_row), top), collected, hint, imports)


@row_clauses.register(BestOfKind)
def _best_of_kind(source: BestOfKind, outer: Scope, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
    one, number = Variable("one"), inner.yield_(SearchNumber(), "number")
    columns: dict[Operand, int] = {SearchScore(): SCORE, SearchNumber(): OF_KIND, SearchMatch(): MATCH}
    yielded = ((in_row(one, columns[operand]), variable) for operand, variable in inner.yielded.items())
    is_kind = Binary(number, "=", Literal(str(source.kind.number)))
    return (
        Unwind(outer.carry(outer.computed[source.best]), one),
        With((), computed=((in_row(one, NODE), inner.node), *yielded), where=(is_kind, *where)),
    )


@operand_expression.register(SearchScore)
def _score(operand: SearchScore, scope: Scope) -> Expression:
    return scope.yield_(operand, "score")


@operand_expression.register(SearchNumber)
def _number(operand: SearchNumber, scope: Scope) -> Expression:
    return scope.yield_(operand, "number")


@operand_expression.register(SearchMatch)
def _match(operand: SearchMatch, scope: Scope) -> Expression:
    return scope.yield_(operand, "match")


@open_scope.register(FulltextCandidates)
def _candidates_scope(source: FulltextCandidates, outer: Scope) -> Scope:
    return label_scope(source.label, outer)


@row_clauses.register(FulltextCandidates)
def _candidate_rows(
    source: FulltextCandidates, outer: Scope, inner: Scope, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    return (look_up(index_of(source.label), with_errors(source.text), inner.node), With(inner.variables, where=where))


@condition_predicate.register(MatchesText)
def _matches_text(condition: MatchesText, scope: Scope, *, guarded: bool) -> Expression:
    holds = matches_query(condition.text, condition.query, scope.node)
    has_text = IsNull(PropertyOf(scope.node, SEARCH_TEXT), negated=True)
    return Joined("AND", (has_text, holds)) if guarded else holds
