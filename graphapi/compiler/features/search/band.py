"""Cypher that looks for the best matches among well-known nodes first, for a store that reads no index in order.

Many texts match a query of one or two letters. The embedded store takes longer to take over a matching node than to
pass over thirty others. So nodes are first compared by their popularity, which is fast, and only those above a bar (a
quarter of the popularity of well-known nodes) are compared with the query. Nodes with exactly the text of the query are
taken at any popularity. The matches are the best of all if the page is full, and its last row is better than the best
that a node below the bar can be: its text begins with the query or has its words, and it is as popular as the bar.

Otherwise all nodes are searched: by the full-text index if few nodes above the bar match, and one after the other if
many do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher.syntax import (
    Binary,
    Case,
    ElementOf,
    FunctionCall,
    Joined,
    ListOf,
    Literal,
    Match,
    NodePattern,
    ParameterValue,
    PropertyOf,
    Quantified,
    Unwind,
    Variable,
    With,
)
from graphapi.compiler.features.search.given import BAND, WEIGHT, WELL_KNOWN, in_row
from graphapi.compiler.features.search.matching import (
    NOTHING,
    ONCE,
    RANK,
    SEARCH_TEXT,
    TIERS,
    ZERO,
    as_typed,
    begins_with_first_word,
    begins_with_words,
    index_of,
    is_same,
    look_up,
    sum_of,
)

if TYPE_CHECKING:
    from graphapi.compiler.cypher.rows import CallWriter
    from graphapi.compiler.cypher.syntax import Expression
    from graphapi.compiler.features.search.nodes import Search
    from graphapi.compiler.plan.parameters import Parameter

FEW: Final = Literal("30")
"""If fewer nodes above the bar match, so few match at all that the full-text index is faster than reading all nodes."""
BEST_FIT: Final = Literal(str(max(fit for name, fit in TIERS if name != "EXACT")))
BY_INDEX, ONE_BY_ONE = range(2)


def lists_of_band(search: Search, kinds: Variable, node: Variable, writer: CallWriter) -> tuple[Variable, ...]:
    """Add the calls that collect the matching nodes of each kind that are above the bar, or are the query."""
    nodes, own = FunctionCall("collect", (node,)), PropertyOf(node, SEARCH_TEXT)
    lists = []
    for position, kind in enumerate(search.kinds):
        bar = Variable("bar")
        below = Binary(ZERO, "-", in_row(in_row(kinds, position), BAND))
        is_known = Joined("OR", (Binary(PropertyOf(node, RANK), "<", bar), is_same(search.text, own)))
        found = Match(NodePattern(node, kind.searched.label), (is_known, *_matches(search, own)))
        lists.append(writer.call((With((), computed=((below, bar),)), found), nodes, "known", (kinds,)))
    return tuple(lists)


def what_then(
    kinds: Variable, first: Variable, found: tuple[Variable, ...], limit: Parameter, writer: CallWriter
) -> Variable:
    """Add the call that decides where else to search: a list with a list of one item for each way that is taken."""
    kind, size = Variable("kind"), FunctionCall("size", (first,))
    last = in_row(ElementOf(first, Binary(size, "-", Literal("1"))), 0)
    bar = in_row(kind, BAND)
    share = Binary(FunctionCall("toFloat", (bar,)), "/", sum_of(bar, in_row(kind, WELL_KNOWN)))
    is_better = Binary(last, ">", Binary(in_row(kind, WEIGHT), "*", sum_of(BEST_FIT, share)))
    is_enough = Joined("AND", (Binary(size, ">=", ParameterValue(limit)), Quantified("all", kind, kinds, is_better)))
    number = sum_of(*(FunctionCall("size", (one,)) for one in found))
    choices = (
        (is_enough, ListOf((NOTHING, NOTHING))),
        (Binary(number, "<", FEW), ListOf((ONCE, NOTHING))),
    )
    return writer.call((), Case(choices, ListOf((NOTHING, ONCE))), "then", (kinds, first, *found))


def lists_of_all(
    search: Search, then: Variable, node: Variable, writer: CallWriter
) -> tuple[tuple[Expression, ...], tuple[Variable, ...]]:
    """Add the calls that collect all matching nodes of each kind, if they are needed.

    Returns:
        The list of each kind, and the variables in them.
    """
    nodes, own = FunctionCall("collect", (node,)), PropertyOf(node, SEARCH_TEXT)
    lists: list[Expression] = []
    variables: list[Variable] = []
    for kind in search.kinds:
        label = kind.searched.label
        looked = (
            Unwind(in_row(then, BY_INDEX), Variable("once")),
            look_up(index_of(label), as_typed(search.text), node),
            With((node,), where=(begins_with_words(search.text, own),)),
        )
        read = (
            Unwind(in_row(then, ONE_BY_ONE), Variable("once")),
            Match(NodePattern(node, label), _matches(search, own)),
        )
        both = writer.call(looked, nodes, "looked", (then,)), writer.call(read, nodes, "read", (then,))
        lists.append(sum_of(*both))
        variables += both
    return tuple(lists), tuple(variables)


def either(then: Variable, first: Variable, second: Variable) -> Expression:
    """The best matches: those of the band if they were enough."""
    ways = sum_of(in_row(then, BY_INDEX), in_row(then, ONE_BY_ONE))
    return Case(((Binary(FunctionCall("size", (ways,)), "=", ZERO), first),), second)


def _matches(search: Search, own: Expression) -> tuple[Expression, ...]:
    """The conditions that a text matches as typed; short words have no typing errors."""
    first = begins_with_first_word(search.text, own)
    is_one = search.collected is not None and search.collected.one_word
    return (first,) if is_one else (first, begins_with_words(search.text, own))
