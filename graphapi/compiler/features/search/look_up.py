"""The statements of the look-ups.

Each is a single ``MATCH`` without a subquery. ArcadeDB's planner then reads an index for a comparison with a parameter
or a literal (its operators ``NodeIndexSeek`` and ``NodeIndexRangeScan``), in the order of the index, and stops at the
limit. ``ORDER BY`` would make it read all nodes. `tests.store.test_embedded_indexes` checks these plans.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher.rows import standalone_query
from graphapi.compiler.cypher.syntax import (
    Binary,
    Case,
    FunctionCall,
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
from graphapi.compiler.features.search.candidates import TIERED, CandidateKeys, Way
from graphapi.compiler.features.search.matching import (
    RANK,
    SEARCH_TEXT,
    SPACE,
    begins_with,
    begins_with_first_word,
    begins_with_words,
    by_long_whole_words,
    by_long_words,
    has_half_of_a_word,
    has_words,
    in_order_of_ranks,
    index_of,
    is_same,
    look_up,
    matches_with_errors,
    sum_of,
)
from graphapi.compiler.features.search.terms import beginning
from graphapi.compiler.plan.parameters import Parameter

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.request.arguments import Origin

_NODE: Final = Variable("node")
_KEY: Final = PropertyOf(_NODE, "key")
_TEXT: Final = PropertyOf(_NODE, SEARCH_TEXT)
_BY_RANK: Final = tuple((PropertyOf(_NODE, name), False) for name in (RANK, "key"))
_OWN: Final = Variable("text")
_IN_ORDER: Final = in_order_of_ranks(_NODE)


@standalone_query.register(CandidateKeys)
def _query(column: CandidateKeys) -> SingleQuery:
    """The number of nodes that are found, and lists of their keys: one for each tier, or a single one."""
    text, own = column.text, _OWN
    kept: tuple[Expression, ...] = (_KEY,)
    if column.way in TIERED:
        tiers = is_same(text, own), _begins(text, own), has_words(text, own), begins_with_words(text, own)
        kept = tuple(_if(condition, _KEY) for condition in tiers)
    values = (FunctionCall("count", (_NODE,)), *(FunctionCall("collect", (one,)) for one in kept))
    return SingleQuery((*_clauses(column), Return(tuple((value, None) for value in values))))


def _if(condition: Expression, value: Expression) -> Expression:
    """The value if the condition holds, else null; ``collect`` ignores nulls."""
    return Case(((condition, value),), Literal("null"))


def _clauses(column: CandidateKeys) -> tuple[Clause, ...]:
    text, most = column.text, ParameterValue(column.most)
    index = index_of(column.label)
    match column.way:
        case Way.TYPED:
            found, matches = look_up(index, by_long_words(text), _NODE), begins_with_words(text, _TEXT)
            some = (With((_NODE,), where=(matches,)), With((_NODE,), limit=most))
            return (found, *some, With((_NODE,), _BY_RANK), With((_NODE,), computed=((_TEXT, _OWN),)))
        case Way.WORDS:
            found, matches = look_up(index, by_long_whole_words(text), _NODE), has_words(text, _TEXT)
            return (found, With((_NODE,), where=(matches,)), With((_NODE,), limit=most), With((_NODE,), _BY_RANK))
        case Way.MEANT:
            where = (has_half_of_a_word(text, _TEXT), matches_with_errors(text, _TEXT))
            return (Match(NodePattern(_NODE, column.label), where), With((_NODE,), _BY_RANK, most))
        case Way.PROBE:
            top = (Match(NodePattern(_NODE, column.label), (_IN_ORDER,)), With((_NODE,), limit=most))
            # One test leaves few texts for the others.
            may_match = begins_with_first_word(text, _OWN)
            return (*top, With((_NODE,), computed=((_TEXT, _OWN),), where=(may_match,)))
        case Way.BEGINNING:
            begins = Match(NodePattern(_NODE, column.label), (begins_with(text, _TEXT),))
            return (begins, With((_NODE,), limit=most), With((_NODE,), _BY_RANK))
        case way:
            return (Match(NodePattern(_NODE, column.label), _conditions(way, text)), With((_NODE,), limit=most))


def _conditions(way: Way, text: Origin) -> tuple[Expression, ...]:
    match way:
        case Way.SAME:
            return (is_same(text, _TEXT),)
        case Way.BEST_BEGINNING:
            return (_IN_ORDER, _begins(text, _TEXT))
        case Way.BEST_WORDS:
            return (_IN_ORDER, has_words(text, _TEXT))
        case _:
            return (_IN_ORDER, begins_with_words(text, _TEXT))


def _begins(text: Origin, own: Expression) -> Expression:
    """Whether a text begins with the query; with a space before it, the store does not choose the index on texts."""
    return Binary(sum_of(SPACE, own), "STARTS WITH", ParameterValue(Parameter(text, beginning)))
