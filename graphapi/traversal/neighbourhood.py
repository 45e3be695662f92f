"""The neighbourhood of a node: one statement for each level reads the most popular neighbours of each node."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from graphapi.compiler.features.neighbourhood.rows import NeighbourhoodRow, NodeRow, RelationshipRow, TallyRow
from graphapi.compiler.features.neighbourhood.search import frontier_name
from graphapi.compiler.plan.injected_rows import as_lists
from graphapi.compiler.relay.global_id import encode_id, encode_opaque
from graphapi.errors import NotFoundError
from graphapi.mapping import Direction
from graphapi.model.nodes import FILM
from graphapi.model.relationships import PLAYED_IN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphapi.compiler.compiled import Exploration
    from graphapi.compiler.features.neighbourhood.search import NeighbourhoodSearch
    from graphapi.compiler.request.arguments import Variables
    from graphapi.mapping import Pattern
    from graphapi.traversal.reading import ReadRecord

Name: TypeAlias = "tuple[str, str]"
"""The identity of a node: its label and its key."""


async def find_neighbourhood(
    exploration: Exploration, asked: NeighbourhoodSearch, variables: Variables, read: ReadRecord
) -> Mapping[str, object]:
    """The single row of a neighbourhood, by variable name.

    Raises:
        NotFoundError: the center node does not exist.
    """
    found = _Found(asked, asked.size.integer(variables))
    frontier = [(asked.label, asked.center.text(variables))]
    for level, (labels, statement) in enumerate(zip(asked.levels, exploration.reads, strict=True)):
        keys = {frontier_name(label): [key for one, key in frontier if one == label] for label in asked.patterns}
        record = await read(statement.statement, statement.parameters({**variables, **keys}))
        if level == 0:
            found.begin(record[0])
        rows = asked.read_neighbours(labels, record[1:] if level == 0 else record)
        frontier = found.expandable(found.grow(frontier, rows))
        if not frontier:
            break
    return {asked.rows_name: [found.row()]}


@dataclass(slots=True)
class _Node:
    """A found node: the number of its relationships of each type, and the number of those that were found too."""

    depth: int
    totals: Mapping[str, int]
    held: Counter[str] = field(default_factory=Counter)

    @property
    def has_more(self) -> bool:
        """Whether it has relationships that were not found."""
        return any(total > self.held[type_] for type_, total in self.totals.items())


@dataclass(slots=True)
class _Found:
    asked: NeighbourhoodSearch
    size: int
    nodes: dict[Name, _Node] = field(default_factory=dict)
    relationships: dict[str, RelationshipRow] = field(default_factory=dict)

    def begin(self, rows: Sequence[Sequence[Any]]) -> None:
        """Add the center node."""
        if not rows:
            msg = "There is no object with this id."
            raise NotFoundError(msg)
        center = self.asked.read_node(self.asked.label, rows[0])
        self.nodes[self.asked.label, center.key] = _Node(0, center.degrees)

    def grow(self, frontier: Iterable[Name], rows: Mapping[Name, Sequence[Any]]) -> list[Name]:
        """Add the neighbours of the frontier, and return the new nodes in order."""
        before = len(self.nodes)
        for name in frontier:
            for pattern, neighbours in zip(self.asked.patterns[name[0]], rows.get(name, ()), strict=False):
                self._take(name, pattern, neighbours)
        return list(self.nodes)[before:]

    def expandable(self, names: Iterable[Name]) -> list[Name]:
        """The longest prefix of these nodes that does not have too many neighbours to read."""
        chosen: list[Name] = []
        left = self.asked.most_neighbours if len(self.nodes) < self.asked.most_nodes else 0
        for name in names:
            left -= self._cost(name)
            if left < 0:
                break
            chosen.append(name)
        return chosen

    def _cost(self, name: Name) -> int:
        """The number of a node's neighbours to read."""
        totals = self.nodes[name].totals
        return sum(
            min(totals[pattern.type], totals[pattern.type] if pattern.discriminator else self.size)
            for pattern in self.asked.patterns[name[0]]
        )

    def _take(self, name: Name, pattern: Pattern, neighbours: Iterable[Sequence[Any]]) -> None:
        taken: set[str] = set()
        for row in neighbours:
            neighbour = self.asked.read_neighbour(pattern, row)
            if neighbour.key not in taken and len(taken) == self.size:
                return
            taken.add(neighbour.key)
            other = (pattern.label, neighbour.key)
            if other not in self.nodes:
                if len(self.nodes) >= self.asked.most_nodes:
                    continue
                self.nodes[other] = _Node(self.nodes[name].depth + 1, neighbour.degrees)
            start, end = (name, other) if pattern.direction is Direction.OUT else (other, name)
            self._relate(pattern.type, start, end, dict(neighbour.details))

    def _relate(self, type_: str, start: Name, end: Name, details: dict[str, Any]) -> None:
        played_in = details.get(PLAYED_IN.name)
        if played_in is not None:
            details[PLAYED_IN.name] = encode_id(FILM.name, played_in)
        ends = encode_id(*start), encode_id(*end)
        # Ids contain no colons.
        parts = [type_, *ends, *([details[PLAYED_IN.name]] if played_in is not None else ())]
        id_ = encode_opaque(":".join(parts).encode())
        if id_ not in self.relationships:
            self.relationships[id_] = RelationshipRow(id_, type_, ends[0], ends[1], **details)
            self.nodes[start].held[type_] += 1
            self.nodes[end].held[type_] += 1

    def row(self) -> list[Any]:
        """The neighbourhood as one row."""
        nodes = as_lists([self._node_row(name) for name in self.nodes])
        relationships = as_lists(list(self.relationships.values()))
        center = self._keys(next(iter(self.nodes)))
        is_cut = any(map(self._is_cut, self.nodes.values()))
        return NeighbourhoodRow(is_cut, nodes, relationships, center).as_list(0)

    def _is_cut(self, node: _Node) -> bool:
        return node.depth < self.asked.depth and node.has_more

    def _node_row(self, name: Name) -> NodeRow:
        node = self.nodes[name]
        tallies = [TallyRow(type_, total, max(0, total - node.held[type_])) for type_, total in node.totals.items()]
        return NodeRow(node.depth, self._is_cut(node), as_lists(tallies), self._keys(name))

    def _keys(self, name: Name) -> tuple[list[str], ...]:
        return tuple([name[1]] if label == name[0] else [] for label in self.asked.patterns)
