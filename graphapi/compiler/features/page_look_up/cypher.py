"""The statement of the look-up of a page: see `graphapi.compiler.features.search.look_up`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher.predicates import conjuncts, sort_expressions
from graphapi.compiler.cypher.rows import standalone_query
from graphapi.compiler.cypher.scope import Scope
from graphapi.compiler.cypher.syntax import (
    Binary,
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
from graphapi.compiler.features.page_look_up.search import IndexValue, PageKeys, SortedKeys
from graphapi.compiler.features.search.matching import EMPTY, in_order_of_ranks

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.plan.parameters import Parameter

_NODE: Final = Variable("node")


@standalone_query.register(PageKeys)
def _query(column: PageKeys) -> SingleQuery:
    key = PropertyOf(_NODE, "key")
    first = Binary(key, ">", EMPTY) if column.index[0].name == "key" else in_order_of_ranks(_NODE)
    found = Match(NodePattern(_NODE, column.label), (first, *conjuncts(column.condition, Scope(_NODE))))
    return _first_keys((found,), (), column.limit)


@standalone_query.register(IndexValue)
def _value(column: IndexValue) -> SingleQuery:
    scope = Scope(_NODE)
    value = scope.operand(column.key.operand)
    found = Match(NodePattern(_NODE, column.label), conjuncts(column.condition, scope))
    order, position = ((value, column.key.descending),), ParameterValue(column.position)
    return SingleQuery((found, Return(((value, None),), order, position, Literal("1"))))


@standalone_query.register(SortedKeys)
def _sorted(column: SortedKeys) -> SingleQuery:
    scope, node = Scope(_NODE), NodePattern(_NODE, column.label)
    where = conjuncts(column.condition, scope)
    found: tuple[Clause, ...] = (Match(node, where),)
    if column.bound is not None:
        first = column.order[0]
        compared = ">=" if first.descending else "<="
        until = Binary(scope.operand(first.operand), compared, ParameterValue(column.bound))
        # Behind WITH, no condition leads the store's planner to another index or to a longer range.
        found = (Match(node, (until, *conjuncts(column.begin, scope))), With((_NODE,), where=where))
    return _first_keys(found, sort_expressions(column.order, scope, reverse=False), column.limit)


def _first_keys(found: tuple[Clause, ...], order: tuple[tuple[Expression, bool], ...], limit: Parameter) -> SingleQuery:
    """The query that returns the keys of the first nodes that were found, in a list."""
    keys = FunctionCall("collect", (PropertyOf(_NODE, "key"),))
    return SingleQuery((*found, With((_NODE,), order, ParameterValue(limit)), Return(((keys, None),))))
