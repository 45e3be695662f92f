"""The statement of the look-up of a page: see `graphapi.compiler.features.search.look_up`."""

from __future__ import annotations

from typing import Final

from graphapi.compiler.cypher.predicates import conjuncts
from graphapi.compiler.cypher.rows import standalone_query
from graphapi.compiler.cypher.scope import Scope
from graphapi.compiler.cypher.syntax import (
    Binary,
    FunctionCall,
    Match,
    NodePattern,
    ParameterValue,
    PropertyOf,
    Return,
    SingleQuery,
    Variable,
    With,
)
from graphapi.compiler.features.page_look_up.search import PageKeys
from graphapi.compiler.features.search.matching import EMPTY, in_order_of_ranks

_NODE: Final = Variable("node")


@standalone_query.register(PageKeys)
def _query(column: PageKeys) -> SingleQuery:
    key = PropertyOf(_NODE, "key")
    first = Binary(key, ">", EMPTY) if column.index[0].name == "key" else in_order_of_ranks(_NODE)
    found = Match(NodePattern(_NODE, column.label), (first, *conjuncts(column.condition, Scope(_NODE))))
    keys = FunctionCall("collect", (key,))
    return SingleQuery((found, With((_NODE,), limit=ParameterValue(column.limit)), Return(((keys, None),))))
