"""Cypher for groups of nodes and their aggregates.

Means are computed from integers, in thousandths, so that the order of addition makes no difference.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, assert_never

from graphapi.compiler.cypher.rows import open_scope, row_clauses
from graphapi.compiler.cypher.scope import Scope, operand_expression
from graphapi.compiler.cypher.syntax import (
    Binary,
    CallSubquery,
    Case,
    FunctionCall,
    Joined,
    Literal,
    Match,
    NodePattern,
    PropertyOf,
    RelationshipPattern,
    Return,
    SingleQuery,
    Variable,
    With,
)
from graphapi.compiler.features.aggregation.nodes import (
    GroupedNodes,
    GroupKey,
    GroupSize,
    GroupValue,
    PropertyAggregate,
)
from graphapi.mapping import Aggregate, Pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.plan.operands import Operand
    from graphapi.mapping import Grouping, Property

_NULL: Final = Literal("null")
_TWO: Final = Literal("2")


def grouped_clauses(
    grouped: GroupedNodes,
    member: Variable,
    where: tuple[Expression, ...],
    group: Variable,
    computed: Mapping[Operand, Variable],
) -> tuple[Clause, ...]:
    """The clauses that bind each group and its requested aggregates.

    Args:
        grouped: the label of the nodes, and the grouping.
        member: the variable of a member of a group.
        where: the conditions on the members.
        group: the variable of a group's node or value, which is null without a grouping.
        computed: the variables of the aggregates.
    """
    aggregates: list[tuple[Expression, Variable]] = []
    finished: list[tuple[Expression, Variable]] = []
    kept: list[Variable] = []
    for operand, variable in computed.items():
        match operand:
            case GroupSize():
                aggregates.append((FunctionCall("count", (member,)), variable))
                kept.append(variable)
            case PropertyAggregate(property_, Aggregate.MEAN):
                values, total = Variable("values"), Variable("total")
                aggregates += [(_count(member, property_), values), (_thousandths(member, property_), total)]
                finished.append((_mean(total, values), variable))
            case PropertyAggregate(property_, aggregate):
                aggregates.append((_aggregate(member, property_, aggregate), variable))
                kept.append(variable)
    members = Match(NodePattern(member, grouped.label), where)
    if grouped.grouping is None:
        # Without a grouping key, an empty input still yields one row of aggregates. In a batch, WITH would make the
        # values of the request a grouping key; RETURN in a subquery does not.
        numbers = CallSubquery(
            (), SingleQuery((members, Return((*aggregates, (FunctionCall("count", (member,)), Variable("all"))))))
        )
        return (numbers, With(tuple(kept), computed=((_NULL, group), *finished)))
    return (members, *_by(grouped.grouping, member, group, aggregates), With((group, *kept), computed=tuple(finished)))


def key_of(grouping: Grouping, group: Variable) -> Expression:
    """The text that identifies a group."""
    if isinstance(grouping.value, Pattern):
        return PropertyOf(group, "key")
    return group if grouping.step is None else FunctionCall("toString", (group,))


def _by(
    grouping: Grouping, member: Variable, group: Variable, aggregates: list[tuple[Expression, Variable]]
) -> tuple[Clause, ...]:
    if isinstance(grouping.value, Pattern):
        pattern = grouping.value
        path = RelationshipPattern(
            NodePattern(member), (pattern.type,), pattern.direction, NodePattern(group, pattern.label)
        )
        return (Match(path, optional=True), With((group,), computed=tuple(aggregates)))
    value: Expression = PropertyOf(member, grouping.value.name)
    if grouping.step is not None and grouping.step > 1:
        value = Binary(value, "-", Binary(value, "%", Literal(str(grouping.step))))
    return (With((), computed=((value, group), *aggregates)),)


def _aggregate(member: Variable, property_: Property, aggregate: Aggregate) -> Expression:
    value = PropertyOf(member, property_.name)
    match aggregate:
        case Aggregate.COUNT:
            return _count(member, property_)
        case Aggregate.MIN:
            return FunctionCall("toFloat", (FunctionCall("min", (value,)),))
        case Aggregate.MAX:
            return FunctionCall("toFloat", (FunctionCall("max", (value,)),))
        case Aggregate.MEAN:
            return _thousandths(member, property_)
        case _:
            assert_never(aggregate)


def _count(member: Variable, property_: Property) -> Expression:
    return FunctionCall("count", (PropertyOf(member, property_.name),))


def _thousandths(member: Variable, property_: Property) -> Expression:
    """The sum of the values, each rounded to whole thousandths."""
    value = PropertyOf(member, property_.name)
    rounded = FunctionCall("floor", (Binary(Binary(value, "*", Literal("1000")), "+", Literal("0.5")),))
    return FunctionCall("sum", (FunctionCall("toInteger", (rounded,)),))


def _mean(total: Variable, values: Variable) -> Expression:
    """The mean, rounded half up to thousandths; null if there are no values."""
    doubled = Joined("+", (Binary(_TWO, "*", total), values))
    thousandths = Binary(doubled, "/", Joined("*", (_TWO, values)))
    mean = Binary(FunctionCall("toFloat", (thousandths,)), "/", Literal("1000"))
    return Case(((Binary(values, ">", Literal("0")), mean),), _NULL)


@dataclass(slots=True)
class _GroupScope(Scope):
    """The scope of a group: the variables of its node or value, and of a member."""

    member: Variable = field(default_factory=lambda: Variable("member"))

    @property
    def filtered(self) -> Scope:
        """The scope of the members, because conditions filter members, not groups."""
        return Scope(self.member)


@open_scope.register(GroupedNodes)
def _group_scope(source: GroupedNodes, outer: Scope) -> Scope:
    return _GroupScope(Variable("group"), outer, member=Variable(source.label.lower()))


@row_clauses.register(GroupedNodes)
def _group_rows(source: GroupedNodes, outer: Scope, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
    return grouped_clauses(source, inner.filtered.node, where, inner.node, inner.yielded)


@operand_expression.register(GroupSize)
def _group_size(operand: GroupSize, scope: Scope) -> Expression:
    return scope.yield_(operand, "groupsize")


@operand_expression.register(PropertyAggregate)
def _property_aggregate(operand: PropertyAggregate, scope: Scope) -> Expression:
    return scope.yield_(operand, "numbers")


@operand_expression.register(GroupKey)
def _group_key(operand: GroupKey, scope: Scope) -> Expression:
    return key_of(operand.grouping, scope.node)


@operand_expression.register(GroupValue)
def _group_value(operand: GroupValue, scope: Scope) -> Expression:
    return scope.node
