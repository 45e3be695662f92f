"""Similarity: nodes that share what is rare, in Cypher.

What is shared travels with its weight, as ``[thing, weight]``: to count the relationships of a hub takes the embedded
store a walk over them, so each is counted once.
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
    """The number that so many ten thousandths are."""
    return Binary(FunctionCall("toFloat", (ten_thousandths,)), "/", Literal("10000.0"))


def similar_clauses(
    patterns: tuple[Pattern, ...],
    rarity: Rarity,
    ends: tuple[Variable, Variable],
    scored: tuple[Variable, Variable] | None,
    kept: tuple[Variable, ...],
    where: tuple[Expression, ...],
) -> tuple[Clause, ...]:
    """The clauses that bind the nodes which share what is rare, and the weight of what they share.

    Hubs are matched from the nodes that were found, of which there are few, and never the other way.

    Args:
        patterns: the patterns that lead to what is shared.
        rarity: the weights and bounds.
        ends: the variables of the node whose field it is, and of the nodes that are found.
        scored: the variables of the score and of the list of what is shared; None if nothing uses them.
        kept: the variables that are carried on.
        where: the conditions on the nodes that are found.
    """
    search = _Search(patterns, rarity, *ends)
    found = (*search.things_here(), *search.nodes_behind_the_rare())
    if scored is None:
        return (*found, With(kept, where=where))
    total = in_units(Binary(search.rare, "+", search.more))
    everything = Binary(search.found, "+", search.common)
    computed = ((total, scored[0]), (everything, scored[1]))
    return (*found, *search.hubs_in_common(), With(kept, computed=computed, where=where))


@dataclass(frozen=True, slots=True)
class _Search:
    """The search from a node ``here`` for each other ``node``, and the variables on its way."""

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

    def things_here(self) -> tuple[Clause, ...]:
        """What the node has: a list of things, each with its weight and whether it is rare."""
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

    def nodes_behind_the_rare(self) -> tuple[Clause, ...]:
        """The nodes that rare things lead to, with these, and what they count for together; the best of them."""
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

    def hubs_in_common(self) -> tuple[Clause, ...]:
        """Which of the things that are not rare a node has too, and what they count for."""
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
    """What something with so many relationships counts for, in ten thousandths.

    IEEE 754 rounds roots and quotients in one way, and sums of whole numbers do not depend on their order: so both
    stores agree.
    """
    exact = Binary(Literal("10000.0"), "/", FunctionCall("sqrt", (related,)))
    return FunctionCall("toInteger", (Binary(exact, "+", Literal("0.5")),))


def _elements(each: Variable) -> tuple[Expression, Expression, Expression]:
    return ElementOf(each, Literal("0")), ElementOf(each, Literal("1")), ElementOf(each, Literal("2"))


def _collect(thing: Expression) -> Expression:
    return FunctionCall("collect", (thing,))


def _sum(weight: Expression) -> Expression:
    return FunctionCall("sum", (weight,))
