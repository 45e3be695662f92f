"""Whether and how well a text matches a query, in Cypher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher.syntax import (
    AllPredicate,
    Binary,
    CallProcedure,
    Case,
    ElementOf,
    FunctionCall,
    Joined,
    ListOf,
    Literal,
    Negated,
    ParameterValue,
    PropertyOf,
    Variable,
)
from graphapi.compiler.features.search.terms import (
    QueryKind,
    index_query,
    index_query_as_typed,
    index_query_of_words,
    joined_words,
    patterns,
    words,
)
from graphapi.compiler.plan.parameters import Parameter
from graphapi.model.derived import search_text
from graphapi.search_text import fold

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.features.search.nodes import (
        FulltextSearch,
    )
    from graphapi.compiler.request.arguments import Origin

SEARCH_TEXT: Final = "searchText"
RANK: Final = "searchRank"
"""The negated popularity of a node, so that an ascending index starts with the most popular node."""
_INDEX: Final = "db.index.fulltext.queryNodes"
SPACE: Final = Literal("' '")
EMPTY: Final = Literal("''")
ZERO: Final = Literal("0")
NOTHING: Final = ListOf(())
TIERS: Final = (
    ("NOTHING", 0.0),
    ("TYPING_ERROR", 0.3),
    ("WORD_BEGINNINGS", 0.55),
    ("WORDS", 0.7),
    ("BEGINNING", 0.7),
    ("EXACT", 1.0),
)
"""The tiers of matches: the name, and the fit, which is added to the popularity of the node."""


def look_up(label: str, query: Expression, node: Variable, most: Parameter | None = None) -> Clause:
    """The clause that binds the nodes of a label that its full-text index finds, at most ``most`` of them."""
    options = () if most is None else (("limit", ParameterValue(most)),)
    return CallProcedure(_INDEX, (Literal(f"'{label}[{SEARCH_TEXT}]'"), query), "node", node, options)


def with_errors(text: Origin) -> Expression:
    """The full-text index query for texts that match with typing errors; it can find other texts too."""
    return ParameterValue(Parameter(text, index_query))


def as_typed(text: Origin) -> Expression:
    """The full-text index query for texts with words that begin with the words of the query."""
    return ParameterValue(Parameter(text, index_query_as_typed))


def as_whole_words(text: Origin) -> Expression:
    """The full-text index query for texts that contain the words of the query."""
    return ParameterValue(Parameter(text, index_query_of_words))


def index_query_of(found: FulltextSearch, forgives: Variable | None) -> Expression:
    """The full-text index query, which allows typing errors if ``forgives`` is true."""
    typed = as_typed(found.text)
    return typed if forgives is None else Case(((forgives, with_errors(found.text)),), typed)


def matches_query(text: Origin, query: QueryKind, node: Variable) -> Expression:
    """Whether the text of a node matches the query, with or without typing errors; null if it has no text."""
    own = PropertyOf(node, SEARCH_TEXT)
    match query:
        case QueryKind.WORDS:
            return Joined("OR", (matches_with_errors(text, own), _contains_joined(text, sum_of(SPACE, own), EMPTY)))
        case QueryKind.MARKS:
            return is_same(text, own)
        case QueryKind.NOTHING:
            return Literal("false")


def begins_with_words(text: Origin, own: Expression) -> Expression:
    """Whether each word of the query is a prefix of a word or run of the text, or all of them together are."""
    return _has_words(text, sum_of(SPACE, own), EMPTY)


def begins_with(text: Origin, own: Expression) -> Expression:
    """Whether the text begins with the query."""
    return Binary(own, "STARTS WITH", ParameterValue(Parameter(text, fold)))


def is_same(text: Origin, own: Expression) -> Expression:
    """Whether the text is the query."""
    return Binary(own, "=", ParameterValue(Parameter(text, search_text)))


def matches_with_errors(text: Origin, own: Expression) -> Expression:
    """Whether each word of the query, which may have a typing error, is a prefix of a word or run of the text."""
    pattern = Variable("pattern")
    return AllPredicate(pattern, ParameterValue(Parameter(text, patterns)), Binary(own, "=~", pattern))


def has_words(text: Origin, own: Expression, ending: Expression) -> Expression:
    """Whether the text has each word of the query, or all of them together, followed by ``ending``.

    A space as the ending matches whole words and runs, an empty text matches prefixes.
    """
    return _has_words(text, sum_of(SPACE, own, SPACE), ending)


def _has_words(text: Origin, own: Expression, ending: Expression) -> Expression:
    end = () if ending is EMPTY else (ending,)
    word = Variable("word")
    has_it = Binary(own, "CONTAINS", sum_of(SPACE, word, *end))
    has_all = AllPredicate(word, ParameterValue(Parameter(text, words)), has_it)
    return Joined("OR", (has_all, _contains_joined(text, own, ending)))


def _contains_joined(text: Origin, own: Expression, ending: Expression) -> Expression:
    end = () if ending is EMPTY else (ending,)
    return Binary(own, "CONTAINS", sum_of(SPACE, ParameterValue(Parameter(text, joined_words)), *end))


def match_tier(found: FulltextSearch, forgives: Variable | None, own: Variable) -> Expression:
    """The tier of a match: an index of `TIERS`, or 0 for no match."""
    text = found.text
    is_it: tuple[Expression, Expression] = (is_same(text, own), Literal("5"))
    if found.query is not QueryKind.WORDS:
        return Case((is_it,), ZERO)
    meant = () if forgives is None else ((Joined("AND", (forgives, matches_with_errors(text, own))), Literal("1")),)
    return Case(
        (
            is_it,
            (begins_with(text, own), Literal("4")),
            (has_words(text, own, SPACE), Literal("3")),
            (begins_with_words(text, own), Literal("2")),
            *meant,
        ),
        ZERO,
    )


def match_name(found: FulltextSearch, tier: Variable, own: Variable) -> Expression:
    """The name of the tier of a match, or ``JOINED`` if the text has the query only without or with other spaces."""
    named = ElementOf(ListOf(tuple(Literal(f"'{name}'") for name, _ in TIERS)), tier)
    if found.query is not QueryKind.WORDS:
        return named
    word = Variable("word")
    folded = ElementOf(FunctionCall("split", (own, Literal("'\\t'"))), ZERO)
    apart = Binary(sum_of(SPACE, folded), "CONTAINS", sum_of(SPACE, word))
    is_joined = Negated(AllPredicate(word, ParameterValue(Parameter(found.text, words)), apart))
    two_or_three = Binary(tier, "IN", ListOf((Literal("2"), Literal("3"))))
    return Case(((Joined("AND", (two_or_three, is_joined)), Literal("'JOINED'")),), named)


def relevance(found: FulltextSearch, tier: Variable, popularity: Variable, known: Expression) -> Expression:
    """The score: the fit of the tier plus the popularity from 0.0 to 1.0, times the weight of the kind.

    A node as popular as ``known`` has a popularity of one half: ``popularity / (popularity + known)``.
    """
    fit = ElementOf(ListOf(tuple(Literal(str(fit)) for _, fit in TIERS)), tier)
    share = Binary(FunctionCall("toFloat", (popularity,)), "/", sum_of(popularity, known))
    score = sum_of(fit, share)
    weight = found.searched.weight
    return score if weight == 1 else Binary(Literal(str(weight)), "*", score)


def optional(variable: Variable | None) -> tuple[Variable, ...]:
    """A tuple of the variable; empty if it is None."""
    return () if variable is None else (variable,)


def sum_of(*items: Expression) -> Expression:
    """The sum or concatenation of several expressions."""
    return Joined("+", items)
