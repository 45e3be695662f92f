"""Cypher for full-text search.

The full-text indexes of the stores tokenize and score texts differently, so an index only provides candidates. Whether
a candidate matches, and how well, is computed from its folded text, in the same way on every store.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher.rows import condition_predicate, open_scope, prepare_rows, row_clauses
from graphapi.compiler.cypher.scope import Scope, operand_expression
from graphapi.compiler.cypher.sources import label_scope
from graphapi.compiler.cypher.syntax import (
    Binary,
    CallSubquery,
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
    Variable,
    With,
)
from graphapi.compiler.features.search.matching import (
    RANK,
    SEARCH_TEXT,
    ZERO,
    as_typed,
    begins_with_words,
    index_query_of,
    look_up,
    match_name,
    match_tier,
    matches_query,
    matches_with_errors,
    optional,
    relevance,
    sum_of,
    with_errors,
)
from graphapi.compiler.features.search.nodes import (
    FulltextCandidates,
    FulltextSearch,
    MatchesText,
    NoExactMatch,
    SearchMatch,
    SearchScore,
    WellKnown,
)
from graphapi.compiler.features.search.terms import (
    QueryKind,
)
from graphapi.compiler.features.search.top_k import Given, TopCandidates
from graphapi.compiler.plan.parameters import Parameter
from graphapi.model.nodes import CATALOGUE
from graphapi.search_text import fold

if TYPE_CHECKING:
    from graphapi.compiler.cypher.rows import CallWriter
    from graphapi.compiler.cypher.syntax import Clause, Expression


WELL_KNOWN_UNLESS_COUNTED: Final = Literal("10")
"""The popularity of well-known nodes in a graph that no load has counted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The variables for what is shown of a match; None for what is not."""

    score: Variable | None
    match: Variable | None


def found_clauses(
    found: FulltextSearch, given: Given, node: Variable, shown: Shown, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    """The clauses that bind the matching nodes to ``node``, and what is shown of their matches.

    If only the top-k results are needed, others may be left out.
    """
    if shown.score is None:
        where = (_matches(found, given.forgives, node), *where)
        return (_candidates(found, given.forgives, node), With((node,), where=where))
    scored = _scored(found, given, node, shown.score, shown.match, where)
    if found.best is None or found.query is not QueryKind.WORDS:
        return (_candidates(found, given.forgives, node), *scored)
    return (*TopCandidates(found, found.best, given, node, scored if where else ()).clauses(), *scored)


def _scored(
    found: FulltextSearch,
    given: Given,
    node: Variable,
    score: Variable,
    match: Variable | None,
    where: tuple[Expression, ...],
) -> tuple[Clause, ...]:
    """The clauses that keep the matching nodes, with their scores and, if ``match`` is set, how they match."""
    own, tier, popularity = Variable("text"), Variable("tier"), Variable("popularity")
    well_known, named = given.well_known, optional(match)
    known = ElementOf(well_known, Literal(str(found.well_known.kinds.index(found.searched))))
    text = (own,) if named else ()
    return (
        # Each text is read once: there can be tens of thousands of candidates, and reading a property is expensive.
        With((node, *given.variables), computed=((PropertyOf(node, SEARCH_TEXT), own),)),
        With(
            (node, well_known, *text),
            computed=((match_tier(found, given.forgives, own), tier),),
            where=(Binary(tier, ">", ZERO),),
        ),
        With((node, well_known, *text, tier), computed=((Binary(ZERO, "-", PropertyOf(node, RANK)), popularity),)),
        With(
            (node,),
            computed=(
                (relevance(found, tier, popularity, known), score),
                *((match_name(found, tier, own), name) for name in named),
            ),
            where=where,
        ),
    )


def _matches(found: FulltextSearch, forgives: Variable | None, node: Variable) -> Expression:
    if found.query is not QueryKind.WORDS:
        return matches_query(found.text, found.query, node)
    own = PropertyOf(node, SEARCH_TEXT)
    as_typed = begins_with_words(found.text, own)
    if forgives is None:
        return as_typed
    return Joined("OR", (as_typed, Joined("AND", (forgives, matches_with_errors(found.text, own)))))


def _candidates(found: FulltextSearch, forgives: Variable | None, node: Variable) -> Clause:
    label = found.searched.label
    if found.query is QueryKind.WORDS:
        return look_up(label, index_query_of(found, forgives), node)
    # A full-text index contains no punctuation, but folding does not change a text of nothing but punctuation.
    is_it = Binary(PropertyOf(node, found.searched.name), "=", ParameterValue(Parameter(found.text, fold)))
    return Match(NodePattern(node, label), (is_it,))


def no_exact_match(condition: NoExactMatch) -> tuple[tuple[Clause, ...], Expression]:
    """The clauses that search for one matching node of each kind, and the expression that is true if there is none."""
    looks = [(searched.label, Variable("fitting")) for searched in condition.kinds]
    calls = tuple(CallSubquery((), SingleQuery(_one_that_fits(label, condition, count))) for label, count in looks)
    return calls, Binary(sum_of(*(count for _, count in looks)), "=", ZERO)


def _one_that_fits(label: str, condition: NoExactMatch, count: Variable) -> tuple[Clause, ...]:
    node = Variable(label.lower())
    return (
        look_up(label, as_typed(condition.text), node, condition.limit),
        With((node,), where=(begins_with_words(condition.text, PropertyOf(node, SEARCH_TEXT)),)),
        With((node,), limit=Literal("1")),
        Return(((FunctionCall("count", (node,)), count),)),
    )


@open_scope.register(FulltextSearch)
def _search_scope(source: FulltextSearch, outer: Scope) -> Scope:
    return label_scope(source.searched.label, outer)


def _well_known(known: WellKnown) -> tuple[tuple[Clause, ...], Expression]:
    """The clauses and the expression that read from which popularity on the nodes of each kind are well known."""
    catalogue = Variable("c")
    values = (FunctionCall("max", (PropertyOf(catalogue, kind.well_known),)) for kind in known.kinds)
    listed = ListOf(tuple(FunctionCall("coalesce", (value, WELL_KNOWN_UNLESS_COUNTED)) for value in values))
    return (Match(NodePattern(catalogue, CATALOGUE)),), listed


@prepare_rows.register(FulltextSearch)
def _prepare_search(source: FulltextSearch, writer: CallWriter) -> None:
    # All kinds share one condition, and one list of what is well known.
    computed = writer.outer.computed
    if source.forgiven is not None and source.forgiven not in computed:
        computed[source.forgiven] = writer.call(*no_exact_match(source.forgiven), "forgives")
    if source.well_known not in computed:
        computed[source.well_known] = writer.call(*_well_known(source.well_known), "wellKnown")


@row_clauses.register(FulltextSearch)
def _search_rows(
    source: FulltextSearch, outer: Scope, inner: Scope, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    forgives = None if source.forgiven is None else outer.carry(outer.computed[source.forgiven])
    shown = Shown(inner.yielded.get(SearchScore()), inner.yielded.get(SearchMatch()))
    well_known = outer.computed[source.well_known]
    given = Given(well_known if shown.score is None else outer.carry(well_known), forgives)
    return found_clauses(source, given, inner.node, shown, where)


@operand_expression.register(SearchScore)
def _score(operand: SearchScore, scope: Scope) -> Expression:
    return scope.yield_(operand, "score")


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
    return (look_up(source.label, with_errors(source.text), inner.node), With(inner.variables, where=where))


@condition_predicate.register(MatchesText)
def _matches_text(condition: MatchesText, scope: Scope, *, guarded: bool) -> Expression:
    holds = matches_query(condition.text, condition.query, scope.node)
    has_text = IsNull(PropertyOf(scope.node, SEARCH_TEXT), negated=True)
    return Joined("AND", (has_text, holds)) if guarded else holds
