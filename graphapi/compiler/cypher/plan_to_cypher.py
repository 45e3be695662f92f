"""The translation of a plan to a statement.

The text uses only Cypher that Neo4j and ArcadeDB interpret in the same way: see docs/architecture.md, "Two stores, one
code path".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphapi.compiler.cypher import operands, sources
from graphapi.compiler.cypher.nulls_last_page import along_index, page_with_null_tail
from graphapi.compiler.cypher.predicates import conjuncts, exists, sort_expressions
from graphapi.compiler.cypher.printer import print_alone, print_statement
from graphapi.compiler.cypher.rows import column_expression, open_scope, prepare_rows, row_clauses, standalone_query
from graphapi.compiler.cypher.scope import Scope
from graphapi.compiler.cypher.syntax import (
    Binary,
    CallSubquery,
    FunctionCall,
    ListOf,
    Literal,
    Match,
    NodePattern,
    ParameterValue,
    RelationshipPattern,
    Return,
    SingleQuery,
    SubqueryExpression,
    Variable,
    With,
)
from graphapi.compiler.plan.columns import Count, ParameterColumn, Rows
from graphapi.compiler.plan.conditions import ALWAYS, Exists
from graphapi.compiler.plan.operands import ComputedOperand, Degree, RelatedMax
from graphapi.compiler.plan.sources import Expand, InjectedRows, ReferencedNodes, TypeScan
from graphapi.mapping import Direction, Property

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Bindings, Clause, Expression
    from graphapi.compiler.plan.columns import Column, Item
    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.plan.sources import Source
    from graphapi.statement import Statement

REGISTERED = (operands, sources)
"""The modules that register the writers of the general operands and sources."""


def print_plan(plan: Item) -> tuple[Statement, Bindings]:
    """The statement that reads a plan, and its bindings; it returns one record with a value for each column.

    A column with a statement of its own is the only one of its plan, and may have several values.
    """
    column = plan.columns[0]
    alone = None if isinstance(column, Property) else standalone_query(column)
    return print_statement(write_plan(plan)) if alone is None else print_alone(alone)


def write_plan(plan: Item) -> SingleQuery:
    """The clauses that read a plan; they return one record with a value for each column."""
    writer = _ItemWriter(None)
    columns = [writer.column(column) for column in plan.columns]
    return SingleQuery((*writer.calls, Return(tuple((expression, None) for expression in columns))))


@dataclass(slots=True)
class _ItemWriter:
    """Writes the columns of an item as expressions, and the subquery calls that precede them."""

    scope: Scope | None
    calls: list[Clause] = field(default_factory=list)
    # The scope of the operation itself; nothing refers to its node.
    root: Scope = field(default_factory=lambda: Scope(Variable("nothing")))

    def column(self, column: Column) -> Expression:
        match column:
            case Property() | ComputedOperand():
                return self.outer.operand(column)
            case Rows():
                return self.rows(column)
            case Count():
                return self.count(column)
            case Exists(source, condition):
                return self.exists(source, condition)
            case ParameterColumn(parameter):
                return ParameterValue(parameter)
            case _:
                return column_expression(column, self)

    @property
    def outer(self) -> Scope:
        """The scope of the item."""
        return self.scope or self.root

    def call(
        self, clauses: tuple[Clause, ...], result: Expression, hint: str, imports: tuple[Variable, ...] | None = None
    ) -> Variable:
        """Add a subquery call that returns ``result`` from its single row, and return the variable of the result.

        It imports the variables of the item's scope unless ``imports`` says which it needs.
        """
        name = Variable(hint)
        if imports is None:
            imports = tuple(self.root.carried) if self.scope is None else self.scope.variables
        self.calls.append(CallSubquery(imports, SingleQuery((*clauses, Return(((result, name),))))))
        return name

    def count(self, count: Count) -> Expression:
        match count.source:
            case Expand(pattern) if count.condition == ALWAYS:
                return self.outer.operand(Degree((pattern,)))
            case TypeScan(type_):
                relationship = Variable("r")
                step = RelationshipPattern(NodePattern(None), (type_,), Direction.OUT, NodePattern(None), relationship)
                return self.call((Match(step),), FunctionCall("count", (relationship,)), "count")
        inner = open_scope(count.source, self.outer)
        clauses = self.clauses(count.source, inner, conjuncts(count.condition, inner))
        if self.scope is None or not count.source.fits_expression:
            return self.call(clauses, FunctionCall("count", (inner.node,)), "count")
        return SubqueryExpression("COUNT", SingleQuery(clauses))

    def exists(self, source: Source, condition: Condition) -> Expression:
        if source.fits_expression:
            return exists(source, condition, self.outer)
        inner = open_scope(source, self.outer)
        clauses = self.clauses(source, inner, conjuncts(condition, inner))
        found = Binary(FunctionCall("count", (inner.node,)), ">", Literal("0"))
        return self.call(clauses, found, "some")

    def clauses(self, source: Source, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
        prepare_rows(source, self)
        return row_clauses(source, self.outer, inner, where)

    def rows(self, rows: Rows) -> Expression:
        inner = open_scope(rows.source, self.outer)
        where = conjuncts(rows.condition, inner.filtered)
        # A related maximum costs a read for each row. It is computed once beforehand, because the order can use it
        # twice and a cursor once more. A page with a null tail keeps only nodes, so nothing is computed beforehand.
        computed = (key.operand for key in rows.order if isinstance(key.operand, RelatedMax))
        maxima = inner.compute(tuple(computed)) if rows.null_tail is None else ()
        writer = _ItemWriter(inner)
        columns = tuple(writer.column(column) for column in rows.item.columns)
        # The traversal has already limited the injected rows.
        limit = None if rows.limit is None or isinstance(rows.source, InjectedRows) else ParameterValue(rows.limit)
        sorted_rows: tuple[Clause, ...]
        if rows.null_tail is not None and limit is not None:
            sorted_rows = page_with_null_tail(rows, rows.null_tail, limit, inner)
        elif rows.source.is_in_order:
            sorted_rows = self.clauses(rows.source, inner, where)
        elif isinstance(rows.source, ReferencedNodes) and rows.source.references.many:
            bound = sources.referenced_in_order(rows.source.references, self.outer, inner)
            sorted_rows = (*bound, With((*inner.variables, inner.position), ((inner.position, False),)))
        else:
            order = sort_expressions(rows.order, inner, reverse=rows.reverse)
            bound = along_index(self.clauses(rows.source, inner, where), rows.index)
            sorted_rows = (*bound, *_sorting(order, inner, limit, maxima))
        collected = FunctionCall("collect", (ListOf(columns),))
        return self.call((*sorted_rows, *writer.calls), collected, "rows")


def _sorting(
    order: tuple[tuple[Expression, bool], ...],
    inner: Scope,
    limit: ParameterValue | None,
    maxima: tuple[tuple[Expression, Variable], ...],
) -> tuple[Clause, ...]:
    """The clauses that compute ``maxima``, sort the rows and apply the limit."""
    sorting = (With(inner.variables, order, limit),) if order or limit else ()
    if not maxima:
        return sorting
    kept = tuple(variable for variable in inner.variables if variable not in inner.computed.values())
    return (With(kept, computed=maxima), *sorting)
