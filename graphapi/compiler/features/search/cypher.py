"""What a search finds, in Cypher.

The stores' full-text indexes split and score texts differently, so an index only says which nodes are worth a look;
whether one fits, and how well, is computed from its folded text, in the same way everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher.rows import condition_predicate, open_scope, prepare_rows, row_clauses
from graphapi.compiler.cypher.scope import Scope, operand_expression
from graphapi.compiler.cypher.sources import label_scope
from graphapi.compiler.cypher.syntax import (
    AllPredicate,
    Binary,
    CallProcedure,
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
from graphapi.compiler.features.search.nodes import (
    FulltextCandidates,
    FulltextSearch,
    MatchesText,
    NoExactMatch,
    SearchScore,
)
from graphapi.compiler.features.search.terms import (
    QueryKind,
    index_query,
    index_query_as_typed,
    index_query_of_words,
    patterns,
    words,
)
from graphapi.compiler.plan.parameters import Parameter
from graphapi.search_text import fold

if TYPE_CHECKING:
    from graphapi.compiler.cypher.rows import CallWriter
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.features.search.nodes import TopK
    from graphapi.compiler.request.arguments import Origin

SEARCH_TEXT: Final = "searchText"
# Minus how well known a node is.
RANK: Final = "searchRank"
_INDEX: Final = "db.index.fulltext.queryNodes"
_SPACE: Final = Literal("' '")
_EMPTY: Final = Literal("''")


def no_exact_match(condition: NoExactMatch) -> tuple[tuple[Clause, ...], Expression]:
    """The clauses that look for one node of each kind, and whether there is none."""
    looks = [(searched.label, Variable("fitting")) for searched in condition.kinds]
    calls = tuple(CallSubquery((), SingleQuery(_one_that_fits(label, condition, count))) for label, count in looks)
    return calls, Binary(_sum(*(count for _, count in looks)), "=", _ZERO)


def _one_that_fits(label: str, condition: NoExactMatch, count: Variable) -> tuple[Clause, ...]:
    node = Variable(label.lower())
    return (
        look_up(label, _as_typed(condition.text), node, condition.limit),
        With((node,), where=(_begun(condition.text, PropertyOf(node, SEARCH_TEXT)),)),
        With((node,), limit=Literal("1")),
        Return(((FunctionCall("count", (node,)), count),)),
    )


def found_clauses(
    found: FulltextSearch,
    forgives: Variable | None,
    node: Variable,
    score: Variable | None,
    where: tuple[Expression, ...],
) -> tuple[Clause, ...]:
    """The clauses that bind what is found to ``node``, and how well it fits to ``score`` if somebody asks.

    ``forgives`` is whether typing errors are forgiven. If only the best are needed, others may be left out.
    """
    if score is None:
        where = (_is_found(found, forgives, node), *where)
        return (_candidates(found, forgives, node), With((node,), where=where))
    scored = _scored(found, forgives, node, score, where)
    if found.best is None or found.query is not QueryKind.WORDS:
        return (_candidates(found, forgives, node), *scored)
    return (*_BestCandidates(found, found.best, forgives, node, scored if where else ()).clauses(), *scored)


def _scored(
    found: FulltextSearch, forgives: Variable | None, node: Variable, score: Variable, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    """The clauses that keep what fits, with its score."""
    own, tier, known = Variable("text"), Variable("tier"), Variable("known")
    return (
        # There can be tens of thousands of candidates, and each look at a property costs.
        With((node, *_given(forgives)), computed=((PropertyOf(node, SEARCH_TEXT), own),)),
        With((node,), computed=((_tier(found, forgives, own), tier),), where=(Binary(tier, ">", _ZERO),)),
        With((node, tier), computed=((Binary(_ZERO, "-", PropertyOf(node, RANK)), known),)),
        With((node,), computed=((Binary(tier, "+", _share(known, found.searched.middling)), score),), where=where),
    )


@dataclass(frozen=True, slots=True)
class _BestCandidates:
    """Writes the clauses that bind ``node`` to candidates among which the best are, each once.

    These are all that the index finds, if they are not many. Otherwise they are, for each tier that a text can fit in,
    the best known that fit in it or in a higher one: none of the best is missing then. What is called just that has an
    index of its own; what has all of the words is asked of the index of words once more, and read whole if that is not
    much; the rest is read along the index of ranks until there is enough, which is soon where many fit.

    ``within`` are the clauses that say which of the nodes count.
    """

    found: FulltextSearch
    best: TopK
    forgives: Variable | None
    node: Variable
    within: tuple[Clause, ...]
    some: Variable = field(default_factory=lambda: Variable("some"))
    few: Variable = field(default_factory=lambda: Variable("few"))

    def clauses(self) -> tuple[Clause, ...]:
        query = _index_query(self.found, self.forgives)
        return (
            self._collect(_given(self.forgives), (self._look_up(query),), self.some),
            self._collect((self.some, *_given(self.forgives)), self._best_of_many(), self.few),
            Unwind(_sum(self.few, self._if_not_many(self.some)), self.node),
        )

    def _best_of_many(self) -> tuple[Clause, ...]:
        text, own = self.found.text, PropertyOf(self.node, SEARCH_TEXT)
        once, same, whole, known, ending = map(Variable, ("once", "same", "whole", "known", "ending"))
        is_it = Binary(own, "=", ParameterValue(Parameter(text, fold)))
        begun = _has_words(text, own, ending)
        if self.forgives is not None:
            begun = Joined("OR", (begun, Joined("AND", (self.forgives, _meant(text, own)))))
        return (
            # One row or none: a planner moves a condition behind a search for nodes, but not the rows that it is for.
            Unwind(Case(((self._are_many(self.some), ListOf((Literal("1"),))),), _NOTHING), once),
            self._collect((once, *_given(self.forgives)), self._walk((SEARCH_TEXT, RANK, "key"), is_it), same),
            self._collect((once,), (self._look_up(_as_whole_words(text)),), whole),
            # Words that begin so, and if what has them whole is too much, too, those.
            Unwind(
                Case(((self._are_many(whole), ListOf((_EMPTY, _SPACE))),), ListOf((_EMPTY,))),
                ending,
            ),
            self._collect((ending, *_given(self.forgives)), self._walk((RANK, "key"), begun), known),
            Unwind(_sum(same, self._if_not_many(whole), known), self.node),
        )

    def _look_up(self, query: Expression) -> Clause:
        return look_up(self.found.searched.label, query, self.node, self.best.limit)

    def _walk(self, index: tuple[str, ...], fits: Expression) -> tuple[Clause, ...]:
        """The best known that fit, along an index."""
        keys = tuple(PropertyOf(self.node, key) for key in index)
        # A planner takes the index in order only if all of its properties are asked for.
        where = (fits, *(IsNull(key, negated=True) for key in keys if key.name != SEARCH_TEXT))
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
        return Case(((self._are_many(candidates), _NOTHING),), candidates)


def fits(text: Origin, query: QueryKind, node: Variable) -> Expression:
    """Whether the text of a node fits, with typing errors or without; null if it has none."""
    own = PropertyOf(node, SEARCH_TEXT)
    match query:
        case QueryKind.WORDS:
            return _meant(text, own)
        case QueryKind.MARKS:
            return Binary(own, "=", ParameterValue(Parameter(text, fold)))
        case QueryKind.NOTHING:
            return Literal("false")


def _is_found(found: FulltextSearch, forgives: Variable | None, node: Variable) -> Expression:
    if found.query is not QueryKind.WORDS:
        return fits(found.text, found.query, node)
    own = PropertyOf(node, SEARCH_TEXT)
    as_typed = _begun(found.text, own)
    if forgives is None:
        return as_typed
    return Joined("OR", (as_typed, Joined("AND", (forgives, _meant(found.text, own)))))


def _begun(text: Origin, own: Expression) -> Expression:
    """Whether a text has, for each word, one that begins with it."""
    word = Variable("word")
    begins = Binary(_sum(_SPACE, own), "CONTAINS", _sum(_SPACE, word))
    return AllPredicate(word, ParameterValue(Parameter(text, words)), begins)


def _meant(text: Origin, own: Expression) -> Expression:
    """The same with typing errors."""
    pattern = Variable("pattern")
    return AllPredicate(pattern, ParameterValue(Parameter(text, patterns)), Binary(own, "=~", pattern))


def _has_words(text: Origin, own: Expression, ending: Expression) -> Expression:
    """Whether a text has each word with this ending: a space for the whole word, nothing for one that begins so."""
    word = Variable("word")
    has_it = Binary(_sum(_SPACE, own, _SPACE), "CONTAINS", _sum(_SPACE, word, ending))
    return AllPredicate(word, ParameterValue(Parameter(text, words)), has_it)


def _candidates(found: FulltextSearch, forgives: Variable | None, node: Variable) -> Clause:
    label = found.searched.label
    if found.query is QueryKind.WORDS:
        return look_up(label, _index_query(found, forgives), node)
    # No index of words knows marks, but a text of nothing else is folded to what it was.
    is_it = Binary(PropertyOf(node, found.searched.name), "=", ParameterValue(Parameter(found.text, fold)))
    return Match(NodePattern(node, label), (is_it,))


def _index_query(found: FulltextSearch, forgives: Variable | None) -> Expression:
    as_typed = _as_typed(found.text)
    return as_typed if forgives is None else Case(((forgives, with_errors(found.text)),), as_typed)


def look_up(label: str, query: Expression, node: Variable, most: Parameter | None = None) -> Clause:
    """The clause that binds every node of a label that its full-text index finds, or the first of them."""
    options = () if most is None else (("limit", ParameterValue(most)),)
    return CallProcedure(_INDEX, (Literal(f"'{label}[{SEARCH_TEXT}]'"), query), "node", node, options)


def with_errors(text: Origin) -> Expression:
    """What finds every text that can fit, typing errors included, and maybe some that do not."""
    return ParameterValue(Parameter(text, index_query))


def _as_typed(text: Origin) -> Expression:
    return ParameterValue(Parameter(text, index_query_as_typed))


def _as_whole_words(text: Origin) -> Expression:
    return ParameterValue(Parameter(text, index_query_of_words))


def _tier(found: FulltextSearch, forgives: Variable | None, own: Variable) -> Expression:
    """How a text fits, from 4 for just what is searched for to 1 for a typing error; 0 if it does not."""
    text = found.text
    is_it: tuple[Expression, Expression] = (Binary(own, "=", ParameterValue(Parameter(text, fold))), Literal("4"))
    if found.query is not QueryKind.WORDS:
        return Case((is_it,), _ZERO)
    meant = () if forgives is None else ((Joined("AND", (forgives, _meant(text, own))), Literal("1")),)
    return Case(
        (is_it, (_has_words(text, own, _SPACE), Literal("3")), (_begun(text, own), Literal("2")), *meant),
        _ZERO,
    )


def _given(variable: Variable | None) -> tuple[Variable, ...]:
    return () if variable is None else (variable,)


def _share(known: Variable, middling: int) -> Expression:
    """From 0.0, a half in the middle, and never quite 1.0."""
    return Binary(FunctionCall("toFloat", (known,)), "/", _sum(known, Literal(str(middling))))


def _sum(*items: Expression) -> Expression:
    return Joined("+", items)


_ZERO: Final = Literal("0")
_NOTHING: Final = ListOf(())


@open_scope.register(FulltextSearch)
def _search_scope(source: FulltextSearch, outer: Scope) -> Scope:
    return label_scope(source.searched.label, outer)


@prepare_rows.register(FulltextSearch)
def _prepare_search(source: FulltextSearch, writer: CallWriter) -> None:
    # Asked once for all kinds.
    if source.forgiven is not None and source.forgiven not in writer.outer.computed:
        writer.outer.computed[source.forgiven] = writer.call(*no_exact_match(source.forgiven), "forgives")


@row_clauses.register(FulltextSearch)
def _search_rows(
    source: FulltextSearch, outer: Scope, inner: Scope, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    forgives = None if source.forgiven is None else outer.carry(outer.computed[source.forgiven])
    return found_clauses(source, forgives, inner.node, inner.yielded.get(SearchScore()), where)


@operand_expression.register(SearchScore)
def _score(operand: SearchScore, scope: Scope) -> Expression:
    return scope.yield_(operand, "score")


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
    holds = fits(condition.text, condition.query, scope.node)
    has_text = IsNull(PropertyOf(scope.node, SEARCH_TEXT), negated=True)
    return Joined("AND", (has_text, holds)) if guarded else holds
