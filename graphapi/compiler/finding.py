"""What a search finds, in Cypher.

The stores' full-text indexes split and score texts differently, so an index only says which nodes are worth a look;
whether one fits, and how well, is computed from its folded text, in the same way everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher import (
    Binary,
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
    Variable,
    With,
)
from graphapi.compiler.plan import Parameter
from graphapi.compiler.search_terms import (
    Wanted,
    between_words,
    first_words,
    index_query,
    last_words,
    patterns,
    words,
)
from graphapi.mapping import Property
from graphapi.search_text import fold

if TYPE_CHECKING:
    from graphapi.compiler.cypher import Clause, Expression
    from graphapi.compiler.plan import Found
    from graphapi.compiler.values import Origin
    from graphapi.mapping import Searched

SEARCH_TEXT: Final = "searchText"
_INDEX: Final = "db.index.fulltext.queryNodes"
_SPACE: Final = Literal("' '")


def found_clauses(
    found: Found, node: Variable, score: Variable | None, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    """The clauses that bind what is found to ``node``, and how well it fits to ``score`` if somebody asks."""
    candidates = _candidates(found.searched, found.text, found.wanted, node)
    if score is None:
        return (candidates, With((node,), where=(fits(found.text, found.wanted, node), *where)))
    own, tier, known = Variable("text"), Variable("tier"), Variable("known")
    return (
        candidates,
        # There can be tens of thousands of candidates, and each look at a property or a relationship costs.
        With((node,), computed=((PropertyOf(node, SEARCH_TEXT), own),)),
        With((node,), computed=((_tier(found.text, found.wanted, own), tier),), where=(Binary(tier, ">", _ZERO),)),
        With((node, tier), computed=((_known(found.searched, node), known),)),
        With((node,), computed=((Binary(tier, "+", _share(known, found.searched.middling)), score),), where=where),
    )


def fits(text: Origin, wanted: Wanted, node: Variable) -> Expression:
    """Whether the text of a node fits; null if it has none."""
    return _text_fits(text, wanted, PropertyOf(node, SEARCH_TEXT))


def _text_fits(text: Origin, wanted: Wanted, own: Expression) -> Expression:
    match wanted:
        case Wanted.WORDS:
            pattern = Variable("pattern")
            return Every(pattern, ParameterValue(Parameter(text, patterns)), Binary(own, "=~", pattern))
        case Wanted.MARKS:
            return Binary(own, "=", ParameterValue(Parameter(text, fold)))
        case Wanted.NOTHING:
            return Literal("false")


def _candidates(searched: Searched, text: Origin, wanted: Wanted, node: Variable) -> Clause:
    if wanted is Wanted.WORDS:
        return look_up(searched.label, text, node)
    # No index of words knows marks, but a text of nothing else is folded to what it was.
    is_it = Binary(PropertyOf(node, searched.name), "=", ParameterValue(Parameter(text, fold)))
    return Match(NodePattern(node, searched.label), (is_it,))


def look_up(label: str, text: Origin, node: Variable) -> Clause:
    """The clause that binds every node of a label whose text can fit, and maybe some that do not."""
    index = Literal(f"'{label}[{SEARCH_TEXT}]'")
    return Procedure(_INDEX, (index, ParameterValue(Parameter(text, index_query))), "node", node)


def _tier(text: Origin, wanted: Wanted, own: Variable) -> Expression:
    """How a text fits, from 7 for just what is searched for to 1 for a typing error; 0 if it does not."""
    folded = ParameterValue(Parameter(text, fold))
    is_it: tuple[Expression, Expression] = (Binary(own, "=", folded), Literal("7"))
    if wanted is not Wanted.WORDS:
        return Case((is_it,), _ZERO)
    word, all_words = Variable("word"), ParameterValue(Parameter(text, words))
    within, begun = _sum(_SPACE, own, _SPACE), _sum(_SPACE, own)
    whole = Binary(within, "CONTAINS", _sum(_SPACE, word, _SPACE))
    parted, closing = ParameterValue(Parameter(text, between_words)), ParameterValue(Parameter(text, last_words))
    has_it = Joined("OR", (Binary(own, "CONTAINS", parted), Binary(own, "ENDS WITH", closing)))
    return Case(
        (
            is_it,
            (Binary(own, "STARTS WITH", ParameterValue(Parameter(text, first_words))), Literal("6")),
            (has_it, Literal("5")),
            (Binary(own, "STARTS WITH", folded), Literal("4")),
            (Every(word, all_words, whole), Literal("3")),
            (Every(word, all_words, Binary(begun, "CONTAINS", _sum(_SPACE, word))), Literal("2")),
            (_text_fits(text, wanted, own), Literal("1")),
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
