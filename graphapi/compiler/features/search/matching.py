"""Whether and how well a text matches a query, in Cypher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher.syntax import (
    AllPredicate,
    Binary,
    CallProcedure,
    Case,
    FunctionCall,
    Joined,
    ListOf,
    Literal,
    ParameterValue,
    PropertyOf,
    Variable,
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
            return matches_with_errors(text, own)
        case QueryKind.MARKS:
            return Binary(own, "=", ParameterValue(Parameter(text, fold)))
        case QueryKind.NOTHING:
            return Literal("false")


def begins_with_words(text: Origin, own: Expression) -> Expression:
    """Whether each word of the query is a prefix of a word of the text."""
    word = Variable("word")
    begins = Binary(sum_of(SPACE, own), "CONTAINS", sum_of(SPACE, word))
    return AllPredicate(word, ParameterValue(Parameter(text, words)), begins)


def matches_with_errors(text: Origin, own: Expression) -> Expression:
    """Like ``begins_with_words``, but a word of the query may have a typing error."""
    pattern = Variable("pattern")
    return AllPredicate(pattern, ParameterValue(Parameter(text, patterns)), Binary(own, "=~", pattern))


def has_words(text: Origin, own: Expression, ending: Expression) -> Expression:
    """Whether the text has each word of the query, followed by ``ending``.

    A space as the ending matches whole words, an empty text matches prefixes.
    """
    word = Variable("word")
    has_it = Binary(sum_of(SPACE, own, SPACE), "CONTAINS", sum_of(SPACE, word, ending))
    return AllPredicate(word, ParameterValue(Parameter(text, words)), has_it)


def match_tier(found: FulltextSearch, forgives: Variable | None, own: Variable) -> Expression:
    """The tier of a match: 4 for equal texts, 3 for whole words, 2 for prefixes, 1 with typing errors; 0 for none."""
    text = found.text
    is_it: tuple[Expression, Expression] = (Binary(own, "=", ParameterValue(Parameter(text, fold))), Literal("4"))
    if found.query is not QueryKind.WORDS:
        return Case((is_it,), ZERO)
    meant = () if forgives is None else ((Joined("AND", (forgives, matches_with_errors(text, own))), Literal("1")),)
    return Case(
        (is_it, (has_words(text, own, SPACE), Literal("3")), (begins_with_words(text, own), Literal("2")), *meant),
        ZERO,
    )


def popularity_score(popularity: Variable, half_score_at: int) -> Expression:
    """``popularity / (popularity + half_score_at)``, which is at least 0.0 and below 1.0."""
    return Binary(FunctionCall("toFloat", (popularity,)), "/", sum_of(popularity, Literal(str(half_score_at))))


def optional(variable: Variable | None) -> tuple[Variable, ...]:
    """A tuple of the variable; empty if it is None."""
    return () if variable is None else (variable,)


def sum_of(*items: Expression) -> Expression:
    """The sum or concatenation of several expressions."""
    return Joined("+", items)
