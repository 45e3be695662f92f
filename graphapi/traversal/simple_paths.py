"""What lies between two people: the nodes that paths of so many steps can be made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graphapi.traversal.bidirectional_search import BidirectionalSearch
    from graphapi.traversal.subgraph import Node

Neighbours: TypeAlias = "dict[Node, list[Node]]"
"""Each node with those that it is linked with."""


def between(levels: BidirectionalSearch, start: Node, end: Node, steps: int) -> Neighbours:
    """The nodes through which somebody can get from one end to the other in so many steps, and their links."""
    linked, near = levels.known.linked, levels.start.steps
    outside = levels.start.radius + 1
    from_end = _distances(linked.__getitem__, end, lambda node, far: near.get(node, outside) + far <= steps)
    from_start = _distances(
        linked.__getitem__, start, lambda node, far: node in from_end and from_end[node] + far <= steps
    )
    return {node: [other for other in linked[node] if other in from_start] for node in from_start}


def _distances(
    linked: Callable[[Node], Iterable[Node]], center: Node, admits: Callable[[Node, int], bool]
) -> dict[Node, int]:
    """How far the nodes are from the center, those that are admitted at their distance."""
    far = {center: 0}
    frontier, distance = [center], 0
    while frontier:
        distance += 1
        found: list[Node] = []
        for node in frontier:
            for other in linked(node):
                if other not in far and admits(other, distance):
                    far[other] = distance
                    found.append(other)
        frontier = found
    return far


def distances_to(neighbours: Neighbours, center: Node) -> dict[Node, int]:
    """How far each node is from the center."""
    return _distances(neighbours.__getitem__, center, lambda _node, _far: True)


def on_simple_paths(neighbours: Neighbours, start: Node, end: Node) -> Neighbours:
    """Only the nodes that are on a path from one end to the other which visits nothing twice.

    These are the nodes of the one biconnected component that also holds a link from the start to the end. What hangs
    on a single node leads nowhere, but a search would go through every way in it before it saw that.

    Source: J. Hopcroft, R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", CACM 16 (1973).
    """
    if start not in neighbours or end not in neighbours:
        return {}
    component = _component_of_link(neighbours, start, end)
    return {node: [other for other in neighbours[node] if other in component] for node in component}


def _component_of_link(neighbours: Neighbours, start: Node, end: Node) -> set[Node]:
    """The nodes of the component of the link from the start to the end, which is followed first and closed last."""
    entered = {start: 0, end: 1}
    lowest = {start: 0, end: 0}
    stack = [end]
    way: list[tuple[Node, Iterator[Node]]] = [(end, iter(neighbours[end]))]
    while way:
        node, others = way[-1]
        parent = way[-2][0] if len(way) > 1 else start
        for other in others:
            if other not in entered:
                entered[other] = lowest[other] = len(entered)
                stack.append(other)
                way.append((other, iter(neighbours[other])))
                break
            if other != parent:
                lowest[node] = min(lowest[node], entered[other])
        else:
            way.pop()
            if len(way) > 0:
                lowest[parent] = min(lowest[parent], lowest[node])
                if lowest[node] >= entered[parent]:
                    # The parent is the only way out of what is on the stack from here on.
                    while stack.pop() != node:
                        pass
    return {start, *stack}
