"""What a search finds, in Cypher.

The stores' full-text indexes split and score texts differently, so an index only says which nodes are worth a look;
whether one fits, and how well, is computed from its folded text, in the same way everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher import (
    Binary,
    Call,
    Case,
    Every,
    Invocation,
    Joined,
    Literal,
    Match,
    NodePattern,
    ParameterValue,
    Path,
    PatternCount,
    Procedure,
    PropertyOf,
    Query,
    Return,
    Variable,
    With,
)
from graphapi.compiler.plan import Parameter
from graphapi.compiler.search_terms import (
    Wanted,
    between_words,
    first_words,
    index_query,
    index_query_as_typed,
    last_words,
    patterns,
    words,
)
from graphapi.mapping import Property
from graphapi.search_text import fold

if TYPE_CHECKING:
    from graphapi.compiler.cypher import Clause, Expression
    from graphapi.compiler.plan import Found, NothingFits
    from graphapi.compiler.values import Origin
    from graphapi.mapping import Searched

SEARCH_TEXT: Final = "searchText"
_INDEX: Final = "db.index.fulltext.queryNodes"
_SPACE: Final = Literal("' '")


def nothing_fits(says: NothingFits) -> tuple[tuple[Clause, ...], Expression]:
    """The clauses that look for one node of each kind, and whether there is none."""
    looks = [(searched.label, Variable("fitting")) for searched in says.kinds]
    calls = tuple(Call((), Query(_one_that_fits(label, says.text, count))) for label, count in looks)
    return calls, Binary(_sum(*(count for _, count in looks)), "=", _ZERO)


def _one_that_fits(label: str, text: Origin, count: Variable) -> tuple[Clause, ...]:
    node = Variable(label.lower())
    return (
        look_up(label, _as_typed(text), node),
        With((node,), where=(_begun(text, PropertyOf(node, SEARCH_TEXT)),)),
        With((node,), limit=Literal("1")),
        Return(((Invocation("count", (node,)), count),)),
    )


def found_clauses(
    found: Found, forgives: Variable | None, node: Variable, score: Variable | None, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    """The clauses that bind what is found to ``node``, and how well it fits to ``score`` if somebody asks.

    ``forgives`` is whether typing errors are forgiven.
    """
    candidates = _candidates(found, forgives, node)
    if score is None:
        return (candidates, With((node,), where=(_is_found(found, forgives, node), *where)))
    own, tier, known = Variable("text"), Variable("tier"), Variable("known")
    return (
        candidates,
        # There can be tens of thousands of candidates, and each look at a property or a relationship costs.
        With((node, *(() if forgives is None else (forgives,))), computed=((PropertyOf(node, SEARCH_TEXT), own),)),
        With((node,), computed=((_tier(found, forgives, own), tier),), where=(Binary(tier, ">", _ZERO),)),
        With((node, tier), computed=((_known(found.searched, node), known),)),
        With((node,), computed=((Binary(tier, "+", _share(known, found.searched.middling)), score),), where=where),
    )


def fits(text: Origin, wanted: Wanted, node: Variable) -> Expression:
    """Whether the text of a node fits, with typing errors or without; null if it has none."""
    own = PropertyOf(node, SEARCH_TEXT)
    match wanted:
        case Wanted.WORDS:
            return _meant(text, own)
        case Wanted.MARKS:
            return Binary(own, "=", ParameterValue(Parameter(text, fold)))
        case Wanted.NOTHING:
            return Literal("false")


def _is_found(found: Found, forgives: Variable | None, node: Variable) -> Expression:
    if found.wanted is not Wanted.WORDS:
        return fits(found.text, found.wanted, node)
    own = PropertyOf(node, SEARCH_TEXT)
    as_typed = _begun(found.text, own)
    if forgives is None:
        return as_typed
    return Joined("OR", (as_typed, Joined("AND", (forgives, _meant(found.text, own)))))


def _begun(text: Origin, own: Expression) -> Expression:
    """Whether a text has, for each word, one that begins with it."""
    word = Variable("word")
    begins = Binary(_sum(_SPACE, own), "CONTAINS", _sum(_SPACE, word))
    return Every(word, ParameterValue(Parameter(text, words)), begins)


def _meant(text: Origin, own: Expression) -> Expression:
    """The same with typing errors."""
    pattern = Variable("pattern")
    return Every(pattern, ParameterValue(Parameter(text, patterns)), Binary(own, "=~", pattern))


def _candidates(found: Found, forgives: Variable | None, node: Variable) -> Clause:
    label = found.searched.label
    if found.wanted is Wanted.WORDS:
        query: Expression = _as_typed(found.text)
        if forgives is not None:
            query = Case(((forgives, with_errors(found.text)),), query)
        return look_up(label, query, node)
    # No index of words knows marks, but a text of nothing else is folded to what it was.
    is_it = Binary(PropertyOf(node, found.searched.name), "=", ParameterValue(Parameter(found.text, fold)))
    return Match(NodePattern(node, label), (is_it,))


def look_up(label: str, query: Expression, node: Variable) -> Clause:
    """The clause that binds every node of a label that its full-text index finds."""
    return Procedure(_INDEX, (Literal(f"'{label}[{SEARCH_TEXT}]'"), query), "node", node)


def with_errors(text: Origin) -> Expression:
    """What finds every text that can fit, typing errors included, and maybe some that do not."""
    return ParameterValue(Parameter(text, index_query))


def _as_typed(text: Origin) -> Expression:
    return ParameterValue(Parameter(text, index_query_as_typed))


def _tier(found: Found, forgives: Variable | None, own: Variable) -> Expression:
    """How a text fits, from 7 for just what is searched for to 1 for a typing error; 0 if it does not."""
    text = found.text
    folded = ParameterValue(Parameter(text, fold))
    is_it: tuple[Expression, Expression] = (Binary(own, "=", folded), Literal("7"))
    if found.wanted is not Wanted.WORDS:
        return Case((is_it,), _ZERO)
    word, all_words = Variable("word"), ParameterValue(Parameter(text, words))
    whole = Binary(_sum(_SPACE, own, _SPACE), "CONTAINS", _sum(_SPACE, word, _SPACE))
    parted, closing = ParameterValue(Parameter(text, between_words)), ParameterValue(Parameter(text, last_words))
    has_it = Joined("OR", (Binary(own, "CONTAINS", parted), Binary(own, "ENDS WITH", closing)))
    meant = () if forgives is None else ((Joined("AND", (forgives, _meant(text, own))), Literal("1")),)
    return Case(
        (
            is_it,
            (Binary(own, "STARTS WITH", ParameterValue(Parameter(text, first_words))), Literal("6")),
            (has_it, Literal("5")),
            (Binary(own, "STARTS WITH", folded), Literal("4")),
            (Every(word, all_words, whole), Literal("3")),
            (_begun(text, own), Literal("2")),
            *meant,
        ),
        _ZERO,
    )


def _known(searched: Searched, node: Variable) -> Expression:
    """How well a node is known: its votes, or the number of its films."""
    if isinstance(searched.fame, Property):
        votes = PropertyOf(node, searched.fame.name)
        return Case(((Binary(votes, ">", _ZERO), votes),), _ZERO)
    return _sum(
        *(
            PatternCount(Path(NodePattern(node), (pattern.type,), pattern.direction, NodePattern(None)))
            for pattern in searched.fame
        )
    )


def _share(known: Variable, middling: int) -> Expression:
    """From 0.0, a half in the middle, and never quite 1.0."""
    return Binary(Invocation("toFloat", (known,)), "/", _sum(known, Literal(str(middling))))


def _sum(*items: Expression) -> Expression:
    return Joined("+", items)


_ZERO: Final = Literal("0")
