"""Cypher that collects the matching nodes of all kinds, for a count or a page after a cursor on the embedded store.

The full-text index of that store takes longer for a candidate than a scan takes for a node. So the index looks up only
the longest word, and nodes are scanned for short words and typing errors. The matches are collected once: the rows,
their count and the question whether typing errors are allowed share them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.cypher.syntax import (
    Binary,
    Case,
    FunctionCall,
    ListOf,
    Match,
    NodePattern,
    PropertyOf,
    Unwind,
    Variable,
    With,
)
from graphapi.compiler.features.search.matching import (
    NOTHING,
    ONCE,
    SEARCH_TEXT,
    ZERO,
    begins_with_first_word,
    begins_with_words,
    by_longest_word,
    has_half_of_a_word,
    index_of,
    look_up,
    matches_with_errors,
    sum_of,
)

if TYPE_CHECKING:
    from graphapi.compiler.cypher.rows import CallWriter
    from graphapi.compiler.cypher.syntax import Clause
    from graphapi.compiler.features.search.nodes import Collected, Search


def collect_matches(search: Search, collected: Collected, writer: CallWriter) -> tuple[Variable, Variable | None]:
    """Add the calls that collect the matching nodes.

    Returns:
        The variable of a list with the nodes of each kind, and the variable that says whether they have typing errors;
        None if none may.
    """
    node = Variable("node")
    nodes = FunctionCall("collect", (node,))
    labels = [kind.searched.label for kind in search.kinds]
    typed = tuple(writer.call(_as_typed(search, collected, label, node), nodes, "typed", ()) for label in labels)
    if not search.forgives:
        return writer.call((), ListOf(typed), "found", typed), None
    found = sum_of(*(FunctionCall("size", (one,)) for one in typed))
    forgives = writer.call((), Binary(found, "=", ZERO), "forgives", typed)
    meant = tuple(
        writer.call(_with_errors(search, forgives, label, node), nodes, "meant", (forgives,)) for label in labels
    )
    lists = ListOf(tuple(map(sum_of, typed, meant)))
    return writer.call((), lists, "found", (*typed, *meant)), forgives


def _as_typed(search: Search, collected: Collected, label: str, node: Variable) -> tuple[Clause, ...]:
    """The clauses that find the nodes that match without typing errors."""
    own = PropertyOf(node, SEARCH_TEXT)
    matches = () if collected.one_word else (begins_with_words(search.text, own),)
    if not collected.by_index:
        return (Match(NodePattern(node, label), (begins_with_first_word(search.text, own), *matches)),)
    found = look_up(index_of(label), by_longest_word(search.text), node)
    # A node that is found has a word or run that begins with the query's only word.
    return (found, With((node,), where=matches)) if matches else (found,)


def _with_errors(search: Search, forgives: Variable, label: str, node: Variable) -> tuple[Clause, ...]:
    """The clauses that find matches with typing errors, if there are none without."""
    own = PropertyOf(node, SEARCH_TEXT)
    where = (has_half_of_a_word(search.text, own), matches_with_errors(search.text, own))
    return (
        # UNWIND yields one row or none.
        Unwind(Case(((forgives, ONCE),), NOTHING), Variable("once")),
        Match(NodePattern(node, label), where),
    )
