"""The expressions of the general operands, which belong to no feature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.cypher.patterns import one_step, role_of
from graphapi.compiler.cypher.scope import Scope, operand_expression
from graphapi.compiler.cypher.syntax import (
    Binary,
    Case,
    ElementOf,
    FunctionCall,
    HasLabel,
    IsNull,
    Joined,
    Literal,
    Match,
    NodePattern,
    PatternCount,
    PropertyOf,
    Return,
    SingleQuery,
    SubqueryExpression,
    Variable,
    With,
)
from graphapi.compiler.plan.operands import (
    Degree,
    InjectedValue,
    LabelOf,
    ReferencedProperty,
    RelatedMax,
    RoleOf,
)
from graphapi.mapping import Property, PropertyOwner

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Expression
    from graphapi.mapping import References


@operand_expression.register(Property)
def _property(operand: Property, scope: Scope) -> Expression:
    owner = scope.node if operand.owner is PropertyOwner.NODE else scope.bind_relationship()
    return PropertyOf(owner, operand.name)


@operand_expression.register(Degree)
def _degree(operand: Degree, scope: Scope) -> Expression:
    start, end = NodePattern(scope.node), NodePattern(None)
    counts = [PatternCount(one_step((pattern,), start, end)) for pattern in operand.patterns]
    return counts[0] if len(counts) == 1 else Joined("+", tuple(counts))


@operand_expression.register(RelatedMax)
def _related_max(operand: RelatedMax, scope: Scope) -> Expression:
    # Takes the first of a sorted list, because max() must not be nested in the collect() of the row.
    related = Variable(operand.pattern.label.lower())
    value = PropertyOf(related, operand.property.name)
    step = one_step((operand.pattern,), NodePattern(scope.node), NodePattern(related))
    greatest = With((related,), ((value, True),), Literal("1"))
    body = SingleQuery((Match(step, (IsNull(value, negated=True),)), greatest, Return(((value, None),))))
    return FunctionCall("head", (SubqueryExpression("COLLECT", body),))


@operand_expression.register(ReferencedProperty)
def _referenced_property(operand: ReferencedProperty, scope: Scope) -> Expression:
    references = operand.references
    inner = Scope(Variable(references.label.lower()))
    found = Match(NodePattern(inner.node, references.label), (is_referenced(references, scope, inner),))
    body = SingleQuery((found, Return(((inner.operand(operand.operand), None),))))
    return FunctionCall("head", (SubqueryExpression("COLLECT", body),))


@operand_expression.register(LabelOf)
def _label_of(operand: LabelOf, scope: Scope) -> Expression:
    return Case(tuple((HasLabel(scope.node, label), Literal(f"'{label}'")) for label in operand.labels))


@operand_expression.register(RoleOf)
def _role_of(operand: RoleOf, scope: Scope) -> Expression:
    return role_of(scope.bind_relationship())


@operand_expression.register(InjectedValue)
def _injected_value(operand: InjectedValue, scope: Scope) -> Expression:
    return injected(scope, operand.position)


def injected(scope: Scope, position: int) -> Expression:
    """The value at a position of an injected row."""
    return ElementOf(scope.node, Literal(str(position)))


def is_referenced(references: References, scope: Scope, inner: Scope) -> Expression:
    """The condition that the relationship of ``scope`` references the node of ``inner``."""
    keys = PropertyOf(scope.bind_relationship(), references.property)
    return Binary(PropertyOf(inner.node, "key"), "IN" if references.many else "=", keys)
