"""Whether and how well a text matches a query, in Cypher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher.syntax import (
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
    Quantified,
    Variable,
)
from graphapi.compiler.features.search.terms import (
    QueryKind,
    beginning_before_error,
    beginnings,
    ending_after_error,
    first_beginning,
    index_query,
    index_query_as_typed,
    index_query_of_long_beginnings,
    index_query_of_long_words,
    index_query_of_longest_word,
    index_query_of_words,
    patterns,
    whole_words,
)
from graphapi.compiler.plan.parameters import Parameter
from graphapi.model.derived import search_text
from graphapi.search_text import fold

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.features.search.nodes import Search
    from graphapi.compiler.request.arguments import Origin

SEARCH_TEXT: Final = "searchText"
RANK: Final = "searchRank"
"""The negated popularity of a node, so that an ascending index starts with the most popular node."""
_INDEX: Final = "db.index.fulltext.queryNodes"
SPACE: Final = Literal("' '")
EMPTY: Final = Literal("''")
ZERO: Final = Literal("0")
NOTHING: Final = ListOf(())
ONCE: Final = ListOf((Literal("1"),))
"""A list with one item, for ``UNWIND`` to yield one row."""
TIERS: Final = (
    ("NOTHING", 0.0),
    ("TYPING_ERROR", 0.3),
    ("WORD_BEGINNINGS", 0.55),
    ("WORDS", 0.7),
    ("BEGINNING", 0.7),
    ("EXACT", 1.0),
)
"""The tiers of matches: the name, and the fit, which is added to the popularity of the node."""


def in_order_of_ranks(node: Variable) -> Expression:
    """A condition that is true for all nodes, and makes the embedded store read them in the order of their ranks."""
    return Binary(PropertyOf(node, RANK), "<", Literal("1"))


def look_up(index: Expression, query: Expression, node: Variable, most: Expression | None = None) -> Clause:
    """The clause that binds the nodes that a full-text index finds, at most ``most`` of them."""
    options = () if most is None else (("limit", most),)
    return CallProcedure(_INDEX, (index, query), "node", node, options)


def index_of(label: str) -> Expression:
    """The name of the full-text index of a label."""
    return Literal(f"'{label}[{SEARCH_TEXT}]'")


def with_errors(text: Origin) -> Expression:
    """The full-text index query for texts that match with typing errors; it can find other texts too."""
    return ParameterValue(Parameter(text, index_query))


def as_typed(text: Origin) -> Expression:
    """The full-text index query for texts with words that begin with the words of the query."""
    return ParameterValue(Parameter(text, index_query_as_typed))


def by_longest_word(text: Origin) -> Expression:
    """The full-text index query for texts with words that begin with the longest word of the query."""
    return ParameterValue(Parameter(text, index_query_of_longest_word))


def by_long_words(text: Origin) -> Expression:
    """The full-text index query for texts with words that begin with the long words of the query."""
    return ParameterValue(Parameter(text, index_query_of_long_beginnings))


def by_long_whole_words(text: Origin) -> Expression:
    """The full-text index query for texts that contain the long words of the query."""
    return ParameterValue(Parameter(text, index_query_of_long_words))


def as_whole_words(text: Origin) -> Expression:
    """The full-text index query for texts that contain the words of the query."""
    return ParameterValue(Parameter(text, index_query_of_words))


def matches_query(text: Origin, query: QueryKind, node: Variable) -> Expression:
    """Whether the text of a node matches the query, with or without typing errors; null if it has no text."""
    own = PropertyOf(node, SEARCH_TEXT)
    match query:
        case QueryKind.WORDS:
            return Joined("OR", (begins_with_words(text, own), matches_with_errors(text, own)))
        case QueryKind.MARKS:
            return is_same(text, own)
        case QueryKind.NOTHING:
            return Literal("false")


def begins_with_words(text: Origin, own: Expression) -> Expression:
    """Whether each word of the query is a prefix of a word or run of the text, or all of them together are."""
    return contains_one_of(given_beginnings(text), sum_of(SPACE, own))


def has_words(text: Origin, own: Expression) -> Expression:
    """Whether the text has each word of the query, or all of them together, as a word or run."""
    return contains_one_of(given_words(text), sum_of(SPACE, own, SPACE))


def given_beginnings(text: Origin) -> Expression:
    """The lists of texts of which a text contains one if its words begin with the words of the query."""
    return ParameterValue(Parameter(text, beginnings))


def given_words(text: Origin) -> Expression:
    """The lists of texts of which a text contains one if it has the words of the query."""
    return ParameterValue(Parameter(text, whole_words))


def contains_one_of(lists: Expression, own: Expression) -> Expression:
    """Whether a text contains all texts of one of the lists."""
    words = Variable("words")
    return Quantified("any", words, lists, _contains_all(words, own))


def _contains_all(words: Expression, own: Expression) -> Expression:
    word = Variable("word")
    return Quantified("all", word, words, Binary(own, "CONTAINS", word))


def begins_with_first_word(text: Origin, own: Expression) -> Expression:
    """Whether a word or run of the text begins with the first word of the query, as it does in every match as typed."""
    return Binary(sum_of(SPACE, own), "CONTAINS", ParameterValue(Parameter(text, first_beginning)))


def has_half_of_a_word(text: Origin, own: Expression) -> Expression:
    """Whether the text has the part before or after any typing error in one word, as every match with errors does."""
    halves = (Parameter(text, beginning_before_error), Parameter(text, ending_after_error))
    return Joined("OR", tuple(Binary(sum_of(SPACE, own), "CONTAINS", ParameterValue(half)) for half in halves))


def begins_with(text: Origin, own: Expression) -> Expression:
    """Whether the text begins with the query."""
    return Binary(own, "STARTS WITH", ParameterValue(Parameter(text, fold)))


def is_same(text: Origin, own: Expression) -> Expression:
    """Whether the text is the query."""
    return Binary(own, "=", ParameterValue(Parameter(text, search_text)))


def matches_with_errors(text: Origin, own: Expression) -> Expression:
    """Whether each word of the query, which may have a typing error, is a prefix of a word or run of the text."""
    pattern = Variable("pattern")
    return Quantified("all", pattern, ParameterValue(Parameter(text, patterns)), Binary(own, "=~", pattern))


def match_tier(search: Search, forgives: Expression | None, own: Variable) -> Expression:
    """The tier of a match: an index of `TIERS`, or 0 for no match."""
    text = search.text
    is_it: tuple[Expression, Expression] = (is_same(text, own), Literal("5"))
    if search.query is not QueryKind.WORDS:
        return Case((is_it,), ZERO)
    if search.collected is not None:
        # All texts match. If typing errors are allowed, none matches without.
        errors = () if forgives is None else ((forgives, Literal("1")),)
        better = (is_it, (begins_with(text, own), Literal("4")), (has_words(text, own), Literal("3")))
        return Case((*errors, *better), Literal("2"))
    meant = () if forgives is None else ((Joined("AND", (forgives, matches_with_errors(text, own))), Literal("1")),)
    return Case(
        (
            is_it,
            (begins_with(text, own), Literal("4")),
            (has_words(text, own), Literal("3")),
            (begins_with_words(text, own), Literal("2")),
            *meant,
        ),
        ZERO,
    )


def match_name(search: Search, tier: Variable, own: Expression) -> Expression:
    """The name of the tier of a match, or ``JOINED`` if the text has the query only without or with other spaces."""
    named = ElementOf(ListOf(tuple(Literal(f"'{name}'") for name, _ in TIERS)), tier)
    if search.query is not QueryKind.WORDS:
        return named
    folded = ElementOf(FunctionCall("split", (own, Literal("'\\t'"))), ZERO)
    words = ElementOf(given_beginnings(search.text), ZERO)
    is_joined = Negated(_contains_all(words, sum_of(SPACE, folded)))
    two_or_three = Binary(tier, "IN", ListOf((Literal("2"), Literal("3"))))
    return Case(((Joined("AND", (two_or_three, is_joined)), Literal("'JOINED'")),), named)


def relevance(tier: Variable, popularity: Variable, weight: Expression, known: Expression) -> Expression:
    """The score: the fit of the tier plus the popularity from 0.0 to 1.0, times the weight of the kind.

    A node as popular as ``known`` has a popularity of one half: ``popularity / (popularity + known)``.
    """
    fit = ElementOf(ListOf(tuple(Literal(str(fit)) for _, fit in TIERS)), tier)
    share = Binary(FunctionCall("toFloat", (popularity,)), "/", sum_of(popularity, known))
    return Binary(weight, "*", sum_of(fit, share))


def optional(variable: Variable | None) -> tuple[Variable, ...]:
    """A tuple of the variable; empty if it is None."""
    return () if variable is None else (variable,)


def sum_of(*items: Expression) -> Expression:
    """The sum or concatenation of several expressions."""
    return Joined("+", items)
