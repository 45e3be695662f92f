"""From nodes that share rare things to Cypher: who is led to by what is rare, and what else counts for them.

What is shared travels with its weight, as ``[thing, weight]``: to count the relationships of a hub takes the embedded
store a walk over them, so each is counted once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphapi.compiler.cypher.scope import in_units, path_of
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
from graphapi.compiler.plan import Parameter
from graphapi.compiler.request.arguments import Constant

if TYPE_CHECKING:
    from graphapi.compiler.cypher.scope import Scope
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.plan import Sharing
    from graphapi.mapping import Pattern, Rarity


def rare_clauses(
    sharing: Sharing, rarity: Rarity, outer: Scope, inner: Scope, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    """The clauses that bind the nodes which share what is rare, and what that amounts to, in the scope ``inner``.

    Hubs are looked at from the nodes that were found, of which there are few, and never the other way.
    """
    search = _Search(sharing.patterns, rarity, outer.node, inner.node)
    total = in_units(Binary(search.rare, "+", search.more))
    everything = Binary(search.found, "+", search.common)
    computed = {inner.amount, inner.shared}
    carried = tuple(variable for variable in inner.variables if variable not in computed)
    if not computed & inner.carried.keys():
        return (*search.things_here(), *search.nodes_behind_the_rare(), With(carried, where=where))
    return (
        *search.things_here(),
        *search.nodes_behind_the_rare(),
        *search.hubs_in_common(),
        With(carried, computed=((total, inner.amount), (everything, inner.shared)), where=where),
    )


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
        counted = PatternCount(path_of(self.patterns, NodePattern(self.thing), NodePattern(None), back=True))
        is_rare = Binary(related, "<=", Literal(str(self.rarity.hub)))
        described = ListOf((self.thing, _weight(related), is_rare))
        return (
            Match(path_of(self.patterns, NodePattern(self.here), NodePattern(self.thing))),
            With((self.here, self.thing), distinct=True),
            With((self.here, self.thing), computed=((counted, related),)),
            With((self.here,), computed=((_collect(described), self.things),)),
        )

    def nodes_behind_the_rare(self) -> tuple[Clause, ...]:
        """The nodes that rare things lead to, with these, and what they count for together; the best of them."""
        element = _elements(self.each)
        behind = path_of(self.patterns, NodePattern(self.thing), NodePattern(self.node), back=True)
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
                ParameterValue(Parameter(Constant(self.rarity.most))),
            ),
        )

    def hubs_in_common(self) -> tuple[Clause, ...]:
        """Which of the things that are not rare a node has too, and what they count for."""
        own, each = Variable("own"), Variable("each")
        thing, weight, is_rare = _elements(each)
        body = (
            Match(path_of(self.patterns, NodePattern(self.node), NodePattern(self.thing))),
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
