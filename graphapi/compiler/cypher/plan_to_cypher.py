"""From a plan to Cypher.

The text keeps to what Neo4j and ArcadeDB understand in the same way: see docs/architecture.md, "Two
stores, one code path".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphapi.compiler.cypher.nulls_last_page import along_index, page_with_null_tail
from graphapi.compiler.cypher.predicates import conjuncts, exists, sort_expressions
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
    print_statement,
)
from graphapi.compiler.features.paths.distance import distance_clauses, none_to_itself
from graphapi.compiler.features.search.cypher import nothing_fits
from graphapi.compiler.features.sharing.cypher import role_clauses, sharing_clauses
from graphapi.compiler.plan import (
    And,
    Count,
    Degree,
    Distance,
    Exists,
    Expand,
    FulltextSearch,
    InjectedRows,
    Item,
    ParameterColumn,
    ReferencedNodes,
    RelatedMax,
    Rows,
    SharedRoles,
    Sharing,
    TypeScan,
)
from graphapi.mapping import Direction

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Bindings, Clause, Expression
    from graphapi.compiler.plan import Column, Condition, Source
    from graphapi.statement import Statement


def print_plan(plan: Item) -> tuple[Statement, Bindings]:
    """The statement that reads an operation: one record, with a value for each of the plan's columns."""
    writer = _ItemWriter(None)
    columns = [writer.column(column) for column in plan.columns]
    items = tuple((expression, None) for expression in columns)
    return print_statement(SingleQuery((*writer.calls, Return(items))))


@dataclass(slots=True)
class _ItemWriter:
    """Writes the columns of an item: as expressions, and as calls that go before them."""

    scope: Scope | None
    calls: list[Clause] = field(default_factory=list)
    # That of the operation itself has a node that nothing refers to.
    root: Scope = field(default_factory=lambda: Scope(Variable("nothing")))

    def column(self, column: Column) -> Expression:
        match column:
            case Rows():
                return self.rows(column)
            case Count():
                return self.count(column)
            case Exists(source, condition):
                return self.some(source, condition)
            case SharedRoles():
                return self.call(*role_clauses(column, self.outer), "roles")
            case Distance():
                steps = self.call(*distance_clauses(column, self.outer), "steps") if column.types else None
                return none_to_itself(column, self.outer, steps)
            case ParameterColumn(parameter):
                return ParameterValue(parameter)
            case _:
                return self.outer.operand(column)

    @property
    def outer(self) -> Scope:
        """The scope of the item."""
        return self.scope or self.root

    def call(self, clauses: tuple[Clause, ...], result: Expression, hint: str) -> Variable:
        """Add a call that ends in one row with one value."""
        name = Variable(hint)
        imports = tuple(self.root.carried) if self.scope is None else self.scope.variables
        self.calls.append(CallSubquery(imports, SingleQuery((*clauses, Return(((result, name),))))))
        return name

    def count(self, count: Count) -> Expression:
        match count.source:
            case Expand(pattern) if count.condition == And(()):
                return self.outer.operand(Degree(pattern))
            case TypeScan(type_):
                relationship = Variable("r")
                path = RelationshipPattern(NodePattern(None), (type_,), Direction.OUT, NodePattern(None), relationship)
                return self.call((Match(path),), FunctionCall("count", (relationship,)), "count")
        inner = Scope.of(count.source, self.outer)
        where = conjuncts(count.condition, inner)
        clauses = self.clauses(count.source, inner, where)
        if self.scope is None or isinstance(count.source, Sharing | FulltextSearch):
            return self.call(clauses, FunctionCall("count", (inner.node,)), "count")
        return SubqueryExpression("COUNT", SingleQuery(clauses))

    def some(self, source: Source, condition: Condition) -> Expression:
        if not isinstance(source, Sharing | FulltextSearch):
            return exists(source, condition, self.outer)
        inner = Scope.of(source, self.outer)
        clauses = self.clauses(source, inner, conjuncts(condition, inner))
        found = Binary(FunctionCall("count", (inner.node,)), ">", Literal("0"))
        return self.call(clauses, found, "some")

    def clauses(self, source: Source, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
        if isinstance(source, Sharing):
            return sharing_clauses(source, self.outer, inner, where)
        if (
            isinstance(source, FulltextSearch)
            and source.forgiven is not None
            and source.forgiven not in self.outer.computed
        ):
            # Asked once for all kinds.
            forgives = self.call(*nothing_fits(source.forgiven), "forgives")
            self.outer.computed[source.forgiven] = forgives
        return self.outer.clauses(source, inner, where)

    def rows(self, rows: Rows) -> Expression:
        inner = Scope.of(rows.source, self.outer)
        where = conjuncts(rows.condition, inner.members)
        # It costs a read for each row, and is asked for twice by the order and once more by a cursor. What is read in
        # two parts is only put together as nodes.
        computed = tuple(key.operand for key in rows.order if isinstance(key.operand, RelatedMax) and rows.rest is None)
        best = inner.compute(computed)
        writer = _ItemWriter(inner)
        columns = tuple(writer.column(column) for column in rows.item.columns)
        order = sort_expressions(rows.order, inner, reverse=rows.reverse)
        # What an exploration found is of the right length already.
        limit = None if rows.limit is None or isinstance(rows.source, InjectedRows) else ParameterValue(rows.limit)
        sorting: tuple[Clause, ...]
        if rows.rest is not None and limit is not None:
            clauses, sorting = page_with_null_tail(rows, rows.rest, limit, inner), ()
        elif isinstance(rows.source, ReferencedNodes) and rows.source.references.many:
            clauses = self.outer.referenced_in_order(rows.source.references, inner)
            sorting = (With((*inner.variables, inner.position), ((inner.position, False),)),)
        else:
            clauses = along_index(self.clauses(rows.source, inner, where), rows.along)
            sorting = (With(inner.variables, order, limit),) if order or limit else ()
            if best:
                kept = tuple(variable for variable in inner.variables if variable not in inner.computed.values())
                sorting = (With(kept, computed=best), *sorting)
        collected = FunctionCall("collect", (ListOf(columns),))
        return self.call((*clauses, *sorting, *writer.calls), collected, "rows")
