"""From nodes that share rare things to Cypher: who is led to by what is rare, and what else counts for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.cypher import (
    Binary,
    Call,
    Invocation,
    Literal,
    Match,
    NodePattern,
    ParameterValue,
    PropertyOf,
    Query,
    Return,
    Variable,
    With,
)
from graphapi.compiler.plan import Parameter
from graphapi.compiler.scope import in_units, path_of, related_to, weight_of
from graphapi.compiler.values import Constant

if TYPE_CHECKING:
    from graphapi.compiler.cypher import Clause, Expression
    from graphapi.compiler.plan import Sharing
    from graphapi.compiler.scope import Scope
    from graphapi.mapping import Rarity


def rare_clauses(
    sharing: Sharing, rarity: Rarity, outer: Scope, inner: Scope, where: tuple[Expression, ...]
) -> tuple[Clause, ...]:
    """The clauses that bind the nodes which share what is rare, and what that amounts to, in the scope ``inner``.

    Hubs are looked at from the nodes that were found, of which there are few, and never the other way.
    """
    here, node, thing, hub = outer.node, inner.node, Variable("thing"), Variable("hub")
    hubs, weight, rare, more = (Variable(hint) for hint in ("hubs", "weight", "rare", "more"))
    found, common = Variable("found"), Variable("common")
    return (
        Call((here,), Query((*_things(sharing, rarity, here, hub, ">"), Return(((_collect(hub), hubs),))))),
        *_things(sharing, rarity, here, thing, "<=", hubs),
        With((here, hubs, thing), computed=((weight_of(sharing.patterns, thing), weight),)),
        Match(path_of(sharing.patterns, NodePattern(thing), NodePattern(node), back=True), (Binary(node, "<>", here),)),
        With((here, hubs, node, thing, weight), distinct=True),
        With((here, hubs, node), computed=((_sum(weight), rare), (_collect(thing), found))),
        With(
            (here, hubs, node, rare, found),
            ((rare, True), (PropertyOf(node, "key"), False)),
            ParameterValue(Parameter(Constant(rarity.most))),
        ),
        Call((hubs, node), Query(_in_common(sharing, node, hubs, more, common))),
        With(
            (node, here) if here in inner.carried else (node,),
            computed=((in_units(Binary(rare, "+", more)), inner.amount), (Binary(found, "+", common), inner.shared)),
            where=where,
        ),
    )


def _things(
    sharing: Sharing, rarity: Rarity, here: Variable, thing: Variable, compares: str, *carried: Variable
) -> tuple[Clause, ...]:
    """What a node has, each once, of those that are hubs or that are not."""
    related = Binary(related_to(sharing.patterns, thing), compares, Literal(str(rarity.hub)))
    return (
        Match(path_of(sharing.patterns, NodePattern(here), NodePattern(thing))),
        With((here, *carried, thing), distinct=True, where=(related,)),
    )


def _in_common(
    sharing: Sharing, node: Variable, hubs: Variable, more: Variable, common: Variable
) -> tuple[Clause, ...]:
    """Which hubs a node has too, and what they count for."""
    thing = Variable("thing")
    return (
        Match(path_of(sharing.patterns, NodePattern(node), NodePattern(thing)), (Binary(thing, "IN", hubs),)),
        With((thing,), distinct=True),
        Return(((_sum(weight_of(sharing.patterns, thing)), more), (_collect(thing), common))),
    )


def _collect(thing: Variable) -> Expression:
    return Invocation("collect", (thing,))


def _sum(weight: Expression) -> Expression:
    return Invocation("sum", (weight,))
