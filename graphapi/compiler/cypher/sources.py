"""The scopes and clauses of the general sources, which belong to no feature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.cypher.operands import injected, is_referenced
from graphapi.compiler.cypher.patterns import one_step
from graphapi.compiler.cypher.rows import open_scope, row_clauses
from graphapi.compiler.cypher.scope import Scope
from graphapi.compiler.cypher.syntax import (
    Binary,
    ElementOf,
    FunctionCall,
    HasLabel,
    ListOf,
    Literal,
    Match,
    NodePattern,
    ParameterValue,
    PropertyOf,
    Unwind,
    Variable,
    With,
)
from graphapi.compiler.plan.sources import (
    Expand,
    InjectedCredit,
    InjectedRows,
    KeyLookup,
    LabelCast,
    LabelScan,
    ReferencedNodes,
    TypeScan,
)
from graphapi.model.nodes import FILM

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.mapping import References


def label_scope(label: str, outer: Scope) -> Scope:
    """A scope for nodes of a label."""
    return Scope(Variable(label.lower()), outer)


@open_scope.register(LabelScan)
def _label_scan_scope(source: LabelScan, outer: Scope) -> Scope:
    return label_scope(source.label, outer)


@row_clauses.register(LabelScan)
def _label_scan(source: LabelScan, outer: Scope, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
    return (Match(NodePattern(inner.node, source.label), where),)


@open_scope.register(TypeScan)
def _type_scan_scope(source: TypeScan, outer: Scope) -> Scope:
    return Scope(Variable("r"), outer)


@row_clauses.register(TypeScan)
def _type_scan(source: TypeScan, outer: Scope, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
    raise TypeError("the relationships of a type can only be counted")


@open_scope.register(Expand)
def _expand_scope(source: Expand, outer: Scope) -> Scope:
    return label_scope(source.pattern.label, outer)


@row_clauses.register(Expand)
def _expand(source: Expand, outer: Scope, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
    ends = NodePattern(outer.node), NodePattern(inner.node)
    return (Match(one_step((source.pattern,), *ends, inner.bound_relationship), where),)


@open_scope.register(ReferencedNodes)
def _referenced_scope(source: ReferencedNodes, outer: Scope) -> Scope:
    return label_scope(source.references.label, outer)


@row_clauses.register(ReferencedNodes)
def _referenced(
    source: ReferencedNodes, outer: Scope, inner: Scope, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    found = is_referenced(source.references, outer, inner)
    return (Match(NodePattern(inner.node, source.references.label), (found, *where)),)


def referenced_in_order(references: References, outer: Scope, inner: Scope) -> tuple[Clause, ...]:
    """The clauses that bind referenced nodes with their position in the list of references."""
    keys = PropertyOf(outer.bind_relationship(), references.property)
    last = Binary(FunctionCall("size", (FunctionCall("coalesce", (keys, ListOf(()))),)), "-", Literal("1"))
    positions = FunctionCall("range", (Literal("0"), last))
    found = Binary(PropertyOf(inner.node, "key"), "=", ElementOf(keys, inner.position))
    return (Unwind(positions, inner.position), Match(NodePattern(inner.node, references.label), (found,)))


@open_scope.register(LabelCast)
def _label_cast_scope(source: LabelCast, outer: Scope) -> Scope:
    return Scope(outer.node, outer)


@row_clauses.register(LabelCast)
def _label_cast(source: LabelCast, outer: Scope, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
    return (With((inner.node,), where=(HasLabel(inner.node, source.label), *where)),)


@open_scope.register(KeyLookup)
def _key_lookup_scope(source: KeyLookup, outer: Scope) -> Scope:
    return label_scope(source.label, outer)


@row_clauses.register(KeyLookup)
def _key_lookup(source: KeyLookup, outer: Scope, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
    node, keys = NodePattern(inner.node, source.label), _given(source.keys, outer)
    if not source.many:
        return (Match(node, (Binary(PropertyOf(inner.node, "key"), "=", keys), *where)),)
    key = Variable("key")
    return (Unwind(keys, key), Match(node, (Binary(PropertyOf(inner.node, "key"), "=", key), *where)))


@open_scope.register(InjectedRows)
def _injected_rows_scope(source: InjectedRows, outer: Scope) -> Scope:
    return Scope(Variable("given"), outer)


@row_clauses.register(InjectedRows)
def _injected_rows(
    source: InjectedRows, outer: Scope, inner: Scope, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    return (Unwind(_given(source.rows, outer), inner.node),)


@open_scope.register(InjectedCredit)
def _injected_credit_scope(source: InjectedCredit, outer: Scope) -> Scope:
    return label_scope(source.patterns[0].label, outer)


@row_clauses.register(InjectedCredit)
def _injected_credit(
    source: InjectedCredit, outer: Scope, inner: Scope, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    # Starts at the film, because a film has fewer credits than some people.
    film, relationship = Variable("film"), inner.bind_relationship()
    step = one_step(source.patterns, NodePattern(film), NodePattern(inner.node), relationship)
    is_type = Binary(FunctionCall("type", (relationship,)), "=", injected(outer, source.type))
    return (
        Match(NodePattern(film, FILM.name), (_has_key(film, outer, source.film),)),
        Match(step, (_has_key(inner.node, outer, source.person), is_type)),
    )


def _given(value: Parameter | int, scope: Scope) -> Expression:
    """The value of a parameter, or the value at a position of the scope's injected row."""
    return injected(scope, value) if isinstance(value, int) else ParameterValue(value)


def _has_key(node: Variable, scope: Scope, position: int) -> Expression:
    return Binary(PropertyOf(node, "key"), "=", injected(scope, position))
