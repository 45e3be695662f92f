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
from graphapi.compiler.features.search.given import (
    NUMBER,
    WEIGHT,
    WELL_KNOWN,
    Given,
    all_candidates,
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
    from graphapi.compiler.plan.operands import Operand

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
    forgives = outer.computed.get((search, "forgives"))
    given = Given(outer.carry(outer.computed[search, "kinds"]), None if forgives is None else outer.carry(forgives))
    clauses, kind_row = all_candidates(search, given, inner.node)
    if not inner.yielded:
        return (*clauses, With((inner.node,), where=(_matches(search, forgives, inner.node), *where)))
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
    inner, tier = Scope(Variable("node")), Variable("tier")
    score, number = inner.yield_(SearchScore(), "score"), inner.yield_(SearchNumber(), "number")
    where = conjuncts(best.condition, inner)
    imports: tuple[Variable, ...] = ()
    if search.candidates is None or search.query is not QueryKind.WORDS:
        clauses, kind_row = all_candidates(search, given, inner.node)
    else:

        def within(kind: Expression) -> tuple[Clause, ...]:
            return _scored(search, given, kind, inner, tier, where)

        top = TopCandidates(search, search.candidates, best.limit, given, inner.node, within if where else None)
        imports, clauses, kind_row = top.prepare(writer)
    match = (match_name(search, tier, PropertyOf(inner.node, SEARCH_TEXT)),) if best.shows_match else ()
    order = sort_expressions(best.order, inner, reverse=False)
    clauses = (
        *clauses,
        *_scored(search, given, kind_row, inner, tier, where),
        With((inner.node, score, number, *((tier,) if match else ())), order, ParameterValue(best.limit)),
    )
    collected = FunctionCall("collect", (ListOf((score, number, inner.node, *match)),))
    computed[best] = writer.call(clauses, collected, "best", (*given.variables, *imports))


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
