"""The nodes that lie on paths of a given length between two people."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graphapi.traversal.bidirectional_search import BidirectionalSearch
    from graphapi.traversal.subgraph import Node

Neighbours: TypeAlias = "dict[Node, list[Node]]"
"""The neighbours of each node."""


def between(levels: BidirectionalSearch, start: Node, end: Node, steps: int) -> Neighbours:
    """The nodes on walks of at most ``steps`` steps from the start to the end, and the links between them."""
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
    """The distances of nodes from the center, by breadth-first search through nodes that ``admits`` accepts."""
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
    """The distance of each node from the center."""
    return _distances(neighbours.__getitem__, center, lambda _node, _far: True)


def on_simple_paths(neighbours: Neighbours, start: Node, end: Node) -> Neighbours:
    """Only the nodes on simple paths from the start to the end, which visit no node twice.

    If a link from the start to the end is added, these are the nodes of the biconnected component that contains it.
    The nodes behind a cut vertex are on no simple path, but a search would follow every path through them to find out.

    Source: J. Hopcroft, R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", CACM 16 (1973).
    """
    if start not in neighbours or end not in neighbours:
        return {}
    component = _component_of_link(neighbours, start, end)
    return {node: [other for other in neighbours[node] if other in component] for node in component}


def _component_of_link(neighbours: Neighbours, start: Node, end: Node) -> set[Node]:
    """The nodes of the biconnected component with the link from start to end.

    The link is followed first, so its component is completed last.
    """
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
                    # The parent is a cut vertex: it separates ``node`` and all nodes above it on the stack.
                    while stack.pop() != node:
                        pass
    return {start, *stack}
