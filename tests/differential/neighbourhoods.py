"""Neighbourhoods, computed by walking the lists of plain objects."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError

from tests.differential.filters import bad_user_input
from tests.differential.pages import DEFAULT_FIRST, MAX_FIRST
from tests.differential.rows import Graph, Item, Node

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.differential.filters import Input

MOST_DEPTH, MOST_NODES, MOST_NEIGHBOURS = 3, 2000, 10_000
FROM_HERE, TO_HERE = True, False
# For each label: the relationship type, the list of the node, and whether the relationship starts at the node.
LISTS: dict[str, list[tuple[str, str, bool]]] = {
    "Film": [
        ("ACTED_IN", "cast", TO_HERE),
        ("DIRECTED", "directors", TO_HERE),
        ("APPEARS_IN", "characters", TO_HERE),
        ("IN_GENRE", "genres", FROM_HERE),
        ("SET_IN", "places", FROM_HERE),
        ("HAS_KEYWORD", "keywords", FROM_HERE),
    ],
    "Person": [
        ("ACTED_IN", "actedIn", FROM_HERE),
        ("DIRECTED", "directed", FROM_HERE),
        ("PLAYS", "characters", FROM_HERE),
    ],
    "Character": [("PLAYS", "playedBy", TO_HERE), ("APPEARS_IN", "films", FROM_HERE)],
    "Genre": [("IN_GENRE", "films", TO_HERE)],
    "Place": [("SET_IN", "films", TO_HERE)],
    "Keyword": [("HAS_KEYWORD", "films", TO_HERE)],
}


def neighbourhood(graph: Graph, arguments: Input, find: Callable[[Graph, str], Node | None]) -> dict[str, Any]:
    """The neighbourhood of a node.

    Raises:
        GraphQLError: ``BAD_USER_INPUT`` for invalid arguments, ``NOT_FOUND`` if there is no such node.
    """
    center = find(graph, arguments["of"])
    depth = 1 if arguments.get("depth") is None else arguments["depth"]
    first = DEFAULT_FIRST if arguments.get("first") is None else arguments["first"]
    types = arguments.get("relationships")
    if types == [] or not 0 <= depth <= MOST_DEPTH or not 0 <= first <= MAX_FIRST:
        raise bad_user_input("relationships, depth or first is invalid.")
    if center is None:
        raise GraphQLError("There is no object with this id.", extensions={"code": "NOT_FOUND"})
    walk = _Walk(types, first)
    walk.depths[center] = 0
    frontier = [center]
    for level in range(depth):
        for node in frontier:
            walk.take_neighbours(node, level + 1)
        frontier = walk.affordable([node for node, far in walk.depths.items() if far == level + 1])
    return walk.answer(depth)


class _Walk:
    def __init__(self, types: list[str] | None, first: int) -> None:
        self.types, self.first = types, first
        self.depths: dict[Node, int] = {}
        self.relationships: dict[str, dict[str, Any]] = {}

    def lists(self, node: Node) -> list[tuple[str, bool, list[Item]]]:
        """The lists of a node for the chosen relationship types, each sorted."""
        return [
            (type_, here, sorted(node.lists[name], key=_rank))
            for type_, name, here in LISTS[node.label]
            if self.types is None or type_ in self.types
        ]

    def take_neighbours(self, node: Node, depth: int) -> None:
        """Add the most popular neighbours of a node."""
        for type_, here, items in self.lists(node):
            wanted = list(dict.fromkeys(item.node for item in items))[: self.first]
            for item in items:
                if item.node not in wanted or (item.node not in self.depths and len(self.depths) >= MOST_NODES):
                    continue
                self.depths.setdefault(item.node, depth)
                ends = (node, item.node) if here else (item.node, node)
                one = _relationship(type_, *ends, item)
                self.relationships.setdefault(one["id"], one)

    def affordable(self, nodes: list[Node]) -> list[Node]:
        """The longest prefix of the nodes whose neighbours stay within the limit."""
        left = MOST_NEIGHBOURS if len(self.depths) < MOST_NODES else 0
        for place, node in enumerate(nodes):
            for type_, _, items in self.lists(node):
                left -= len(items) if type_ == "PLAYS" else min(len(items), self.first)
            if left < 0:
                return nodes[:place]
        return nodes

    def answer(self, depth: int) -> dict[str, Any]:
        """The neighbourhood as the fields of the API."""
        nodes = [self._node(node, depth) for node in self.depths]
        return {
            "center": nodes[0]["node"],
            "nodes": nodes,
            "relationships": list(self.relationships.values()),
            "isCut": any(node["isCut"] for node in nodes),
        }

    def _node(self, node: Node, depth: int) -> dict[str, Any]:
        tallies = []
        for type_, _, items in self.lists(node):
            held = [
                one
                for one in self.relationships.values()
                if one["type"] == type_ and node.id in (one["from"], one["to"])
            ]
            tallies.append({"type": type_, "total": len(items), "more": len(items) - len(held)})
        is_cut = self.depths[node] < depth and any(tally["more"] for tally in tallies)
        return {"node": node, "depth": self.depths[node], "isCut": is_cut, "relationships": tallies}


def _rank(item: Item) -> tuple[int, str, tuple[str, ...]]:
    node = item.node
    if node.label == "Film":
        votes = node.properties["votes"]
        return (1 if votes is None else -int(votes), node.key, item.ties)
    lists = ("actedIn", "directed") if node.label == "Person" else ("films",)
    return (-sum(len(node.lists[name]) for name in lists), node.key, item.ties)


def _relationship(type_: str, start: Node, end: Node, item: Item) -> dict[str, Any]:
    film = item.shown["film"] if type_ == "PLAYS" else None
    parts = [type_, start.id, end.id, *([film.id] if isinstance(film, Node) else ())]
    acted = type_ == "ACTED_IN"
    return {
        "id": base64.urlsafe_b64encode(":".join(parts).encode()).decode().rstrip("="),
        "type": type_,
        "from": start.id,
        "to": end.id,
        "billing": item.properties["billing"] if acted else None,
        "note": item.properties["note"] if acted else None,
        "film": film.id if isinstance(film, Node) else None,
    }
