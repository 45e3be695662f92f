"""Planning of the field ``neighbourhood``: a search that runs level by level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.features.neighbourhood.search import NeighbourhoodSearch, frontier_name
from graphapi.compiler.plan.columns import Item, Rows
from graphapi.compiler.plan.conditions import ALWAYS
from graphapi.compiler.plan.explorations import PlannedExploration, rows_name
from graphapi.compiler.plan.operands import Degree, SortKey
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.plan.sources import Expand, InjectedRows, KeyLookup
from graphapi.compiler.planning.injected_rows import BY_POSITION
from graphapi.compiler.planning.item_draft import ItemDraft
from graphapi.compiler.planning.pages import plan_size
from graphapi.compiler.relay.global_id import KeyOf, LabelOf
from graphapi.compiler.request.arguments import FromVariable, ScalarArgument, as_scalar, enum_names
from graphapi.compiler.result.shapes import FirstShape
from graphapi.errors import BadUserInputError
from graphapi.mapping import Property, PropertyOwner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphapi.compiler.planning.planner import FieldPlanner, Planner
    from graphapi.compiler.planning.planning_context import PlanningContext
    from graphapi.compiler.request.arguments import Value
    from graphapi.compiler.request.selection import Field
    from graphapi.mapping import Expansion, Pattern

MOST_DEPTH: Final = 3
"""The greatest depth of a neighbourhood. With a greater depth, popular films alone would fill every answer."""

_KEY: Final = Property("key")


def _neighbourhood(
    planner: Planner, field: Field, neighbourhood: mapping.NeighbourhoodField, item: ItemDraft
) -> FirstShape:
    """A neighbourhood, which an exploration finds before the operation's statement runs."""
    planner.explorations.append(_plan_search(planner.context, field, neighbourhood))
    inner = ItemDraft()
    shape = planner.only(field, inner)
    found = InjectedRows(Parameter(FromVariable(rows_name(field.key))))
    return FirstShape(item.add(Rows(found, ALWAYS, BY_POSITION, inner.finish())), shape, required=True)


def _plan_search(
    context: PlanningContext, field: Field, neighbourhood: mapping.NeighbourhoodField
) -> PlannedExploration:
    arguments = field.arguments
    of = as_scalar(arguments["of"])
    labels = frozenset(kind.label for kind in neighbourhood.kinds)
    label = context.guard(of, LabelOf(labels))
    types = _types(arguments.get("relationships"))
    patterns = {
        kind.label: tuple(pattern for pattern in kind.patterns if types is None or pattern.type in types)
        for kind in neighbourhood.kinds
    }
    size, _ = plan_size(context, arguments.get("first"), None)
    depth = _depth(context, arguments.get("depth"))
    search = NeighbourhoodSearch(
        key=field.key,
        label=label,
        center=Parameter(of.origin, KeyOf(labels)),
        patterns=patterns,
        details=neighbourhood.details,
        levels=tuple(_levels(label, depth, patterns)),
        depth=depth,
        size=size,
        most_nodes=context.limits.max_nodes,
        most_neighbours=context.limits.max_neighbours,
    )
    around = _Around({kind.label: kind for kind in neighbourhood.kinds}, search)
    return PlannedExploration(search, tuple(around.plans()))


def _types(relationships: Value) -> frozenset[str] | None:
    """The requested relationship types; None means all types."""
    names = enum_names(relationships)
    if names == ():
        msg = "`relationships` needs at least one type."
        raise BadUserInputError(msg)
    return None if names is None else frozenset(names)


@dataclass(frozen=True, slots=True)
class ValidDepth:
    """Checks the depth of a neighbourhood and returns it, because the statements depend on it."""

    most: int

    def __call__(self, depth: int) -> int:
        """Check a depth."""
        if not 0 <= depth <= self.most:
            msg = f"`depth` is {depth}; it must be from 0 to {self.most}."
            raise BadUserInputError(msg)
        return depth


def _depth(context: PlanningContext, value: Value) -> int:
    return context.guard(value, ValidDepth(MOST_DEPTH)) if isinstance(value, ScalarArgument) else 1


def _levels(label: str, depth: int, patterns: Mapping[str, tuple[Pattern, ...]]) -> Iterator[tuple[str, ...]]:
    """For each statement, the labels whose neighbours it reads."""
    labels = {label}
    yield (label,) if depth and patterns[label] else ()
    for _ in range(1, depth):
        labels = {pattern.label for one in labels for pattern in patterns[one]}
        if labels:
            yield tuple(one for one in patterns if one in labels)


@dataclass(frozen=True, slots=True)
class _Around:
    """Plans the levels of a search."""

    kinds: Mapping[str, Expansion]
    search: NeighbourhoodSearch

    def plans(self) -> Iterator[Item]:
        label = self.search.label
        center = Item((_KEY, *_degrees(self.search.patterns[label])))
        first = Rows(KeyLookup(label, Parameter(FromVariable(frontier_name(label)))), ALWAYS, (), center)
        for level, labels in enumerate(self.search.levels):
            expansions = tuple(map(self._expansion, labels))
            yield Item(expansions if level else (first, *expansions))

    def _expansion(self, label: str) -> Rows:
        """The frontier's nodes of a label: the key of each node and, for each pattern, its neighbours."""
        item = Item((_KEY, *map(self._neighbours, self.search.patterns[label])))
        return Rows(KeyLookup(label, Parameter(FromVariable(frontier_name(label)))), ALWAYS, (), item)

    def _neighbours(self, pattern: Pattern) -> Rows:
        """The neighbours at the end of a pattern: their keys, the relationship details, and their degrees."""
        details = (Property(name, PropertyOwner.RELATIONSHIP) for name in self.search.details.get(pattern.type, ()))
        item = Item((_KEY, *details, *_degrees(self.search.patterns[pattern.label])))
        order = (*_by_popularity(self.kinds[pattern.label]), SortKey(_KEY, nullable=False))
        if pattern.discriminator is None:
            return Rows(Expand(pattern), ALWAYS, order, item, self.search.size)
        # Several relationships can lead to one node. The size limits nodes, so the traversal applies it.
        parallel = SortKey(Property(pattern.discriminator, PropertyOwner.RELATIONSHIP), nullable=False)
        return Rows(Expand(pattern), ALWAYS, (*order, parallel), item)


def _by_popularity(kind: Expansion) -> tuple[SortKey, ...]:
    if isinstance(kind.popularity, Property):
        return (SortKey(kind.popularity, descending=True),)
    return (SortKey(Degree(kind.popularity), descending=True, nullable=False),)


def _degrees(patterns: tuple[Pattern, ...]) -> Iterator[Degree]:
    return (Degree((pattern,)) for pattern in patterns)


FIELDS: Final[Mapping[type, FieldPlanner]] = {mapping.NeighbourhoodField: _neighbourhood}
