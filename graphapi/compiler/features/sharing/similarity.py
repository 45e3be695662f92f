"""Cypher for similarity: nodes that share rare neighbours.

Each shared node is carried along with its weight, as ``[thing, weight]``. The embedded store counts the relationships
of a hub by iterating over them, so they are counted only once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphapi.compiler.cypher.patterns import one_step
from graphapi.compiler.cypher.syntax import (
    Binary,
    CallSubquery,
    ElementOf,
    FunctionCall,
    ListOf,
    Literal,
    Match,
    Negated,
    NodePattern,
    ParameterValue,
    PatternCount,
    PropertyOf,
    Return,
    SingleQuery,
    Unwind,
    Variable,
    With,
)
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.request.arguments import Constant

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.mapping import Pattern, Rarity


def in_units(ten_thousandths: Expression) -> Expression:
    """The conversion of an integer in ten-thousandths to a decimal number."""
    return Binary(FunctionCall("toFloat", (ten_thousandths,)), "/", Literal("10000.0"))


def similar_clauses(
    patterns: tuple[Pattern, ...],
    rarity: Rarity,
    ends: tuple[Variable, Variable],
    scored: tuple[Variable, Variable] | None,
    kept: tuple[Variable, ...],
    where: tuple[Expression, ...],
) -> tuple[Clause, ...]:
    """The clauses that bind the nodes that share rare neighbours, and the total weight of all shared nodes.

    Hubs are matched from the nodes found so far, which are few. They are never expanded.

    Args:
        patterns: the patterns that lead to the shared nodes.
        rarity: the weights and bounds.
        ends: the variables of the source node and of the found nodes.
        scored: the variables of the score and of the list of shared nodes; None if nothing uses them.
        kept: the variables to carry on.
        where: the conditions on the found nodes.
    """
    search = _Search(patterns, rarity, *ends)
    found = (*search.collect_neighbours(), *search.find_candidates())
    if scored is None:
        return (*found, With(kept, where=where))
    total = in_units(Binary(search.rare, "+", search.more))
    everything = Binary(search.found, "+", search.common)
    computed = ((total, scored[0]), (everything, scored[1]))
    return (*found, *search.add_shared_hubs(), With(kept, computed=computed, where=where))


@dataclass(frozen=True, slots=True)
class _Search:
    """The search from the node ``here`` for similar nodes ``node``, and its intermediate variables."""

    patterns: tuple[Pattern, ...]
    rarity: Rarity
    here: Variable
    node: Variable
    thing: Variable = field(default_factory=lambda: Variable("thing"))
    weight: Variable = field(default_factory=lambda: Variable("weight"))
    things: Variable = field(default_factory=lambda: Variable("things"))
    each: Variable = field(default_factory=lambda: Variable("each"))
    rare: Variable = field(default_factory=lambda: Variable("rare"))
    found: Variable = field(default_factory=lambda: Variable("found"))
    more: Variable = field(default_factory=lambda: Variable("more"))
    common: Variable = field(default_factory=lambda: Variable("common"))

    def collect_neighbours(self) -> tuple[Clause, ...]:
        """The clauses that collect the neighbours of ``here``, each with its weight and whether it is rare."""
        related = Variable("related")
        counted = PatternCount(one_step(self.patterns, NodePattern(self.thing), NodePattern(None), back=True))
        is_rare = Binary(related, "<=", Literal(str(self.rarity.max_degree)))
        described = ListOf((self.thing, _weight(related), is_rare))
        return (
            Match(one_step(self.patterns, NodePattern(self.here), NodePattern(self.thing))),
            With((self.here, self.thing), distinct=True),
            With((self.here, self.thing), computed=((counted, related),)),
            With((self.here,), computed=((_collect(described), self.things),)),
        )

    def find_candidates(self) -> tuple[Clause, ...]:
        """The clauses that find the top-k nodes by the total weight of shared rare neighbours, and those neighbours."""
        element = _elements(self.each)
        behind = one_step(self.patterns, NodePattern(self.thing), NodePattern(self.node), back=True)
        pair = ListOf((self.thing, self.weight))
        kept = (self.here, self.things, self.node)
        return (
            Unwind(self.things, self.each),
            With(
                (self.here, self.things, self.each),
                computed=((element[0], self.thing), (element[1], self.weight)),
                where=(element[2],),
            ),
            Match(behind, (Binary(self.node, "<>", self.here),)),
            With((*kept, self.thing, self.weight), distinct=True),
            With(kept, computed=((_sum(self.weight), self.rare), (_collect(pair), self.found))),
            With(
                (*kept, self.rare, self.found),
                ((self.rare, True), (PropertyOf(self.node, "key"), False)),
                ParameterValue(Parameter(Constant(self.rarity.top_k))),
            ),
        )

    def add_shared_hubs(self) -> tuple[Clause, ...]:
        """The clauses that find the hubs that ``node`` shares with ``here``, and their total weight."""
        own, each = Variable("own"), Variable("each")
        thing, weight, is_rare = _elements(each)
        body = (
            Match(one_step(self.patterns, NodePattern(self.node), NodePattern(self.thing))),
            With((self.things,), computed=((_collect(self.thing), own),)),
            Unwind(self.things, each),
            With((each, own), where=(Negated(is_rare), Binary(thing, "IN", own))),
            Return(((_sum(weight), self.more), (_collect(ListOf((thing, weight))), self.common))),
        )
        return (CallSubquery((self.things, self.node), SingleQuery(body)),)


def _weight(related: Variable) -> Expression:
    """The weight of a node with ``related`` relationships, in ten-thousandths.

    Both stores return the same result, because IEEE 754 defines how roots and quotients are rounded, and sums of
    integers do not depend on their order.
    """
    exact = Binary(Literal("10000.0"), "/", FunctionCall("sqrt", (related,)))
    return FunctionCall("toInteger", (Binary(exact, "+", Literal("0.5")),))


def _elements(each: Variable) -> tuple[Expression, Expression, Expression]:
    return ElementOf(each, Literal("0")), ElementOf(each, Literal("1")), ElementOf(each, Literal("2"))


def _collect(thing: Expression) -> Expression:
    return FunctionCall("collect", (thing,))


def _sum(weight: Expression) -> Expression:
    return FunctionCall("sum", (weight,))
