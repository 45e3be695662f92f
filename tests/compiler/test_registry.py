"""Every class of plans and mappings has its registered functions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol, get_args

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType

from graphapi import mapping
from graphapi.api.schema import GraphSchema
from graphapi.compiler.cypher.rows import (
    column_expression,
    condition_predicate,
    open_scope,
    row_clauses,
    standalone_query,
)
from graphapi.compiler.cypher.scope import Scope, operand_expression
from graphapi.compiler.cypher.syntax import Variable
from graphapi.compiler.features.registry import REGISTRY
from graphapi.compiler.plan.columns import Count, ParameterColumn, Rows
from graphapi.compiler.plan.nodes import Condition, PlanColumn
from graphapi.compiler.plan.operands import ComputedOperand
from graphapi.compiler.plan.sources import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCHEMA = GraphSchema()


class Dispatcher(Protocol):
    """A function that dispatches on the class of its first argument."""

    def dispatch(self, cls: type) -> Callable[..., object]:
        """The function for a class."""


# These have no function of their own. The planner and their feature read them.
READ_BY_OTHERS = {mapping.Needs, mapping.Avoided}
WRITTEN_BY_PLAN_TO_CYPHER = (Rows, Count, ParameterColumn, ComputedOperand, Condition)


def concrete(base: type) -> Iterator[type]:
    """The leaf subclasses of a class.

    A class that its module does not hold is skipped: ``dataclass(slots=True)`` replaces the original with a copy.
    """
    below: list[type] = base.__subclasses__()
    if not below and getattr(sys.modules.get(base.__module__), base.__name__, None) is base:
        yield base
    for one in below:
        yield from concrete(one)


def declared(kind: type, ending: str = "") -> Iterator[type]:
    """The mapping classes that the types of a kind declare."""
    for name, fields in SCHEMA.compiler.mapping.items():
        if isinstance(SCHEMA.graphql_schema.get_type(name), kind) and name.endswith(ending):
            yield from map(type, fields.values())


def test_every_field_of_the_schema_is_planned() -> None:
    found = set(declared(GraphQLObjectType))
    assert len(found) > 25
    assert found - READ_BY_OTHERS <= REGISTRY.fields.keys()


def test_every_filter_of_the_schema_is_planned() -> None:
    assert set(declared(GraphQLInputObjectType, "Where")) - READ_BY_OTHERS <= REGISTRY.filters.keys()


def test_every_sort_key_of_the_schema_is_planned() -> None:
    found = set(declared(GraphQLInputObjectType, "Order"))
    assert len(found) >= 5
    assert found <= REGISTRY.sort_keys.keys()


def test_every_mapping_is_planned() -> None:
    planned = REGISTRY.fields.keys() | REGISTRY.filters.keys() | REGISTRY.sort_keys.keys()
    assert set(get_args(mapping.FieldMapping)) - READ_BY_OTHERS == planned


def missing(base: type, **functions: Dispatcher) -> list[str]:
    """The leaf subclasses that a function has no implementation for."""
    return [
        f"{one.__name__}: {name}"
        for one in concrete(base)
        for name, function in functions.items()
        if function.dispatch(one) is function.dispatch(object)
    ]


def test_every_source_is_written() -> None:
    assert missing(Source, open_scope=open_scope, row_clauses=row_clauses) == []


def test_every_operand_is_written() -> None:
    assert missing(ComputedOperand, expression=operand_expression) == []


def test_every_condition_is_written() -> None:
    assert missing(Condition, predicate=condition_predicate) == []


def test_every_column_is_written() -> None:
    by_others = {one for base in WRITTEN_BY_PLAN_TO_CYPHER for one in concrete(base)}
    found = [one for one in concrete(PlanColumn) if one not in by_others]
    assert len(found) >= 2
    for one in found:
        is_expression = column_expression.dispatch(one) is not column_expression.dispatch(object)
        assert is_expression != (standalone_query.dispatch(one) is not standalone_query.dispatch(object)), one


def test_what_is_not_registered_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Elsewhere(Source):
        """A source without registered functions."""

        def describe(self) -> str:
            return "elsewhere"

    monkeypatch.setattr(sys.modules[__name__], "Elsewhere", Elsewhere, raising=False)
    assert missing(Source, open_scope=open_scope, row_clauses=row_clauses) == [
        "Elsewhere: open_scope",
        "Elsewhere: row_clauses",
    ]
    with pytest.raises(TypeError, match="no scope is registered"):
        open_scope(Elsewhere(), Scope(Variable("nothing")))
