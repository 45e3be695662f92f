"""From the arguments of ``neighbourhood`` to a search for what lies around a node, level by level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphapi.compiler.features.exploration import NeighbourhoodSearch, PlannedExploration, frontier_name, rows_name
from graphapi.compiler.plan import (
    ALWAYS,
    Degree,
    Expand,
    InjectedRows,
    Item,
    KeyLookup,
    Parameter,
    Rows,
    SortKey,
    TotalDegree,
)
from graphapi.compiler.planning.connections import plan_size
from graphapi.compiler.planning.injected_rows import BY_PLACE
from graphapi.compiler.relay.global_id import KeyOf, LabelOf
from graphapi.compiler.request.arguments import FromVariable, ScalarArgument
from graphapi.compiler.result.shapes import FirstShape
from graphapi.errors import BadUserInputError
from graphapi.mapping import Place, Property

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphapi.compiler.planning.planner import ItemDraft, Planner
    from graphapi.compiler.planning.planning_context import PlanningContext
    from graphapi.compiler.request.arguments import Value
    from graphapi.compiler.request.selection import Field
    from graphapi.mapping import Neighbourhood, Pattern, Surroundings

IS_CUT, NODES, RELATIONSHIPS, CENTER = 1, 2, 3, 4
"""The positions in the row of a neighbourhood; the first holds its place, from the last on are keys for each label."""
DEPTH, NODE_IS_CUT, TALLIES, NODE = 1, 2, 3, 4
"""The positions in the row of a node; the first holds its place, from the last on stand keys for each label."""
TALLY_TYPE, TOTAL, MORE = 1, 2, 3
"""The positions in the row of a tally; the first holds its place."""
ID, TYPE, FROM, TO, BILLING, NOTE, FILM = 1, 2, 3, 4, 5, 6, 7
"""The positions in the row of a relationship; the first holds its place."""

MOST_DEPTH: Final = 3
"""The most steps around a node: with more, the well-known films alone would fill any answer."""

_KEY: Final = Property("key")


def plan_neighbourhood(planner: Planner, field: Field, says: Neighbourhood, item: ItemDraft) -> FirstShape:
    """The shape of a neighbourhood, which an exploration finds first.

    Raises:
        BadUserInputError: the arguments hold a malformed value.
    """
    planner.explorations.append(_plan_search(planner.planning, field, says))
    inner = item.inner()
    shape = planner.only(field, inner)
    found = InjectedRows(Parameter(FromVariable(rows_name(field.key))))
    return FirstShape(item.add(Rows(found, ALWAYS, BY_PLACE, inner.done())), shape, required=True)


def _plan_search(planning: PlanningContext, field: Field, says: Neighbourhood) -> PlannedExploration:
    arguments = field.arguments
    of = arguments["of"]
    if not isinstance(of, ScalarArgument):
        msg = "an id is a scalar"
        raise TypeError(msg)
    labels = frozenset(kind.label for kind in says.kinds)
    label = str(planning.inspect(of, LabelOf(labels)))
    types = _types(arguments.get("relationships"))
    patterns = {
        kind.label: tuple(pattern for pattern in kind.patterns if types is None or pattern.type in types)
        for kind in says.kinds
    }
    size, _ = plan_size(planning, arguments.get("first"), None)
    depth = _depth(planning, arguments.get("depth"))
    search = NeighbourhoodSearch(
        key=field.key,
        label=label,
        center=Parameter(of.origin, KeyOf(labels)),
        patterns=patterns,
        details=says.details,
        levels=tuple(_levels(label, depth, patterns)),
        depth=depth,
        size=size,
        most_nodes=planning.limits.max_nodes,
        most_neighbours=planning.limits.max_neighbours,
    )
    around = _Around({kind.label: kind for kind in says.kinds}, search)
    return PlannedExploration(search, tuple(around.plans()))


def _types(relationships: Value) -> frozenset[str] | None:
    """The types that are asked for; None stands for all of them."""
    if not isinstance(relationships, list):
        return None
    if not relationships:
        msg = "`relationships` needs at least one type."
        raise BadUserInputError(msg)
    return frozenset(type_.value for type_ in relationships if isinstance(type_, ScalarArgument))


@dataclass(frozen=True, slots=True)
class DepthAllowed:
    """The look at how deep a neighbourhood is asked for; the statements depend on it."""

    most: int

    def __call__(self, depth: int) -> int:
        """Look at a depth."""
        if not 0 <= depth <= self.most:
            msg = f"`depth` is {depth}; it can be from 0 to {self.most}."
            raise BadUserInputError(msg)
        return depth


def _depth(planning: PlanningContext, value: Value) -> int:
    return int(str(planning.inspect(value, DepthAllowed(MOST_DEPTH)))) if isinstance(value, ScalarArgument) else 1


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

    kinds: Mapping[str, Surroundings]
    search: NeighbourhoodSearch

    def plans(self) -> Iterator[Item]:
        label = self.search.label
        center = Item((_KEY, *map(Degree, self.search.patterns[label])))
        first = Rows(KeyLookup(label, Parameter(FromVariable(frontier_name(label)))), ALWAYS, (), center)
        for level, labels in enumerate(self.search.levels):
            expansions = tuple(map(self._expansion, labels))
            yield Item(expansions if level else (first, *expansions))

    def _expansion(self, label: str) -> Rows:
        """The neighbours of nodes of a label: each one's key, and for each pattern what is behind it."""
        item = Item((_KEY, *map(self._neighbours, self.search.patterns[label])))
        return Rows(KeyLookup(label, Parameter(FromVariable(frontier_name(label)))), ALWAYS, (), item)

    def _neighbours(self, pattern: Pattern) -> Rows:
        """What is behind a pattern: key, details of the relationship, and how many relationships it has itself."""
        details = (Property(name, Place.RELATIONSHIP) for name in self.search.details.get(pattern.type, ()))
        item = Item((_KEY, *details, *map(Degree, self.search.patterns[pattern.label])))
        order = (*_fame(self.kinds[pattern.label]), SortKey(_KEY, nullable=False))
        if pattern.discriminator is None:
            return Rows(Expand(pattern), ALWAYS, order, item, self.search.size)
        # Several relationships can lead to one node: how many there are of the nodes is counted afterwards.
        parallel = SortKey(Property(pattern.discriminator, Place.RELATIONSHIP), nullable=False)
        return Rows(Expand(pattern), ALWAYS, (*order, parallel), item)


def _fame(kind: Surroundings) -> tuple[SortKey, ...]:
    if isinstance(kind.fame, Property):
        return (SortKey(kind.fame, descending=True),)
    return (SortKey(TotalDegree(kind.fame), descending=True, nullable=False),)
