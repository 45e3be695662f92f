"""What all parts of a search share: a table of its kinds, and whether typing errors are allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher.syntax import (
    Binary,
    CallSubquery,
    Case,
    ElementOf,
    FunctionCall,
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
from graphapi.compiler.features.search.all_matches import collect_matches
from graphapi.compiler.features.search.candidates import forgives_name, keys_name
from graphapi.compiler.features.search.matching import (
    SEARCH_TEXT,
    ZERO,
    as_typed,
    begins_with_words,
    index_of,
    look_up,
    optional,
    with_errors,
)
from graphapi.compiler.features.search.terms import QueryKind
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.request.arguments import FromVariable
from graphapi.model.nodes import CATALOGUE
from graphapi.search_text import fold

if TYPE_CHECKING:
    from graphapi.compiler.cypher.rows import CallWriter
    from graphapi.compiler.cypher.scope import Scope
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.features.search.nodes import NumberedKind, Search

WELL_KNOWN_UNLESS_COUNTED: Final = Literal("10")
"""The popularity of well-known nodes in a graph that no load has counted."""
NO_LIMIT: Final = Literal("2147483647")
INDEX, NUMBER, WEIGHT, WELL_KNOWN, MOST = range(5)
"""The columns of the table of kinds: index, number, weight, popularity of well-known nodes, most candidates."""


@dataclass(frozen=True, slots=True)
class Given:
    """The variables that precede a search.

    Attributes:
        kinds: the table of kinds, a list with a row for each.
        forgives: whether typing errors are allowed; None if they never are.
        found: lists of all matching nodes of each kind; None if they are not collected.
    """

    kinds: Variable
    forgives: Variable | None
    found: Variable | None

    @property
    def variables(self) -> tuple[Variable, ...]:
        """All of them."""
        return (self.kinds, *optional(self.forgives), *optional(self.found))


def prepare(search: Search, writer: CallWriter) -> Given:
    """Add the subquery calls whose results all parts of a search share, unless they are there."""
    computed = writer.outer.computed
    if (search, "kinds") not in computed:
        computed[search, "kinds"] = kinds = writer.call(*_table(search), "kinds", ())
        forgives: Variable | None = None
        if search.looked_up is not None:
            allowed = Parameter(FromVariable(forgives_name(search.looked_up)))
            forgives = writer.call((), ParameterValue(allowed), "forgives", ())
        elif search.collected is not None:
            computed[search, "found"], forgives = collect_matches(search, search.collected, writer)
        elif search.forgives:
            forgives = writer.call(*_no_exact_match(search, kinds), "forgives", (kinds,))
        if forgives is not None:
            computed[search, "forgives"] = forgives
    return given_in(search, writer.outer)


def given_in(search: Search, scope: Scope) -> Given:
    """The variables of a search that were prepared in a scope."""
    computed = scope.computed
    return Given(computed[search, "kinds"], computed.get((search, "forgives")), computed.get((search, "found")))


def in_row(kind: Expression, column: int) -> Expression:
    """A column of a row of the table of kinds."""
    return ElementOf(kind, Literal(str(column)))


def index_query_of(search: Search, forgives: Variable | None) -> Expression:
    """The full-text index query, which allows typing errors if ``forgives`` is true."""
    typed = as_typed(search.text)
    return typed if forgives is None else Case(((forgives, with_errors(search.text)),), typed)


def all_candidates(search: Search, given: Given, node: Variable) -> tuple[tuple[Clause, ...], Expression]:
    """The clauses that bind ``node`` to all nodes that may match, and the row of the kind of a node."""
    if search.looked_up is not None:
        lists = tuple(Variable("some") for _ in search.kinds)
        calls = tuple(_given(search.looked_up, *pair, node) for pair in zip(search.kinds, lists, strict=True))
        clauses, row = rows_of(given.kinds, lists, node)
        return (*calls, *clauses), row
    if given.found is not None:
        return rows_of(given.kinds, tuple(in_row(given.found, i) for i, _ in enumerate(search.kinds)), node)
    if search.query is QueryKind.WORDS:
        kind = Variable("kind")
        found = look_up(in_row(kind, INDEX), index_query_of(search, given.forgives), node)
        return (Unwind(given.kinds, kind), found), kind
    # A full-text index contains no punctuation, but folding does not change a text of nothing but punctuation.
    lists = tuple(Variable("same") for _ in search.kinds)
    calls = tuple(_same(search, kind, node, same) for kind, same in zip(search.kinds, lists, strict=True))
    clauses, row = rows_of(given.kinds, lists, node)
    return (*calls, *clauses), row


def rows_of(kinds: Expression, lists: tuple[Expression, ...], node: Variable) -> tuple[tuple[Clause, ...], Expression]:
    """The clauses that bind ``node`` to the nodes of one list for each kind, and the row of the kind of a node."""
    of_kind = Variable("found")
    pairs = (ListOf((in_row(kinds, position), list_)) for position, list_ in enumerate(lists))
    return (Unwind(ListOf(tuple(pairs)), of_kind), Unwind(in_row(of_kind, 1), node)), in_row(of_kind, 0)


def _given(field: str, kind: NumberedKind, some: Variable, node: Variable) -> Clause:
    """The clause that collects the nodes of a kind whose keys were looked up before the statement."""
    key, keys = Variable("key"), Parameter(FromVariable(keys_name(field, kind)))
    of_kind = Match(NodePattern(node, kind.searched.label), (Binary(PropertyOf(node, "key"), "=", key),))
    collected = Return(((FunctionCall("collect", (node,)), some),))
    return CallSubquery((), SingleQuery((Unwind(ParameterValue(keys), key), of_kind, collected)))


def _same(search: Search, kind: NumberedKind, node: Variable, same: Variable) -> Clause:
    is_it = Binary(PropertyOf(node, kind.searched.name), "=", ParameterValue(Parameter(search.text, fold)))
    found = Match(NodePattern(node, kind.searched.label), (is_it,))
    return CallSubquery((), SingleQuery((found, Return(((FunctionCall("collect", (node,)), same),)))))


def _table(search: Search) -> tuple[tuple[Clause, ...], Expression]:
    catalogue = Variable("c")
    rows = tuple(_row(search, kind, catalogue) for kind in search.kinds)
    return (Match(NodePattern(catalogue, CATALOGUE)),), ListOf(rows)


def _row(search: Search, kind: NumberedKind, catalogue: Variable) -> Expression:
    searched = kind.searched
    counted = FunctionCall("max", (PropertyOf(catalogue, searched.well_known),))
    row = (
        index_of(searched.label),
        Literal(str(kind.number)),
        Literal(str(searched.weight)),
        FunctionCall("coalesce", (counted, WELL_KNOWN_UNLESS_COUNTED)),
    )
    if search.candidates is None or search.looked_up is not None:
        return ListOf(row)
    # In a batch, a parameter would be an expression of a variable, which may not stand beside an aggregate.
    return ListOf((*row, NO_LIMIT if searched.few else Literal(str(search.candidates.value({})))))


def _no_exact_match(search: Search, kinds: Variable) -> tuple[tuple[Clause, ...], Expression]:
    """The clauses that search for one node that matches as typed, and the expression that is true if there is none.

    Every text that the index finds for the query without typing errors matches it, so no more than a few candidates are
    read.
    """
    kind, node = Variable("kind"), Variable("node")
    most = None if search.candidates is None else ParameterValue(search.candidates)
    clauses = (
        Unwind(kinds, kind),
        look_up(in_row(kind, INDEX), as_typed(search.text), node, most),
        With((node,), where=(begins_with_words(search.text, PropertyOf(node, SEARCH_TEXT)),)),
        With((node,), limit=Literal("1")),
    )
    return clauses, Binary(FunctionCall("count", (node,)), "=", ZERO)
