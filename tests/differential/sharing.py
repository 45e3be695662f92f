"""Co-stars, collaborators, degrees and similar films, by going through every credit of every film."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tests.differential.filters import fits
from tests.differential.pages import DESCENDING
from tests.differential.rows import Graph, Item, Node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.differential.filters import Input
    from tests.differential.pages import SortKey

ACTOR, DIRECTOR = "ACTOR", "DIRECTOR"
DEFAULT_ROLES = (ACTOR,)
SHARING = {"coStars": (ACTOR,), "collaborators": (ACTOR, DIRECTOR)}
"""The connections from a person to other people, and the roles that count for each."""
SIMILAR_BY = ("cast", "directors", "characters", "genres", "places", "keywords")
HUB, MOST_SIMILAR = 200, 200
BEST_FIRST: list[SortKey] = [(("score",), DESCENDING)]
MOST_SHARED_FIRST: list[SortKey] = [(("filmsTogether",), DESCENDING)]


def sharing_people(graph: Graph, person: Node, roles: tuple[str, ...], film_where: Input | None) -> list[Item]:
    """The people who share a matching film with a person, where both have a credit in one of the roles."""
    films = [
        film
        for film in graph.nodes["Film"].values()
        if credits_in(graph, film, person, roles) and fits(film_where, Item(film))
    ]
    films.sort(key=lambda film: (film.properties["year"] is None, -int(film.properties["year"] or 0), film.key))
    together: dict[str, list[Node]] = {}
    for film in films:
        for key in {item.node.key for item in (*film.lists["cast"], *film.lists["directors"])} - {person.key}:
            if credits_in(graph, film, graph.nodes["Person"][key], roles):
                together.setdefault(key, []).append(film)
    return [_item(graph, person, graph.nodes["Person"][key], roles, shared) for key, shared in together.items()]


def _item(graph: Graph, person: Node, other: Node, roles: tuple[str, ...], films: list[Node]) -> Item:
    shown: dict[str, Any] = {
        "films": [
            {
                "film": film,
                "credits": credits_in(graph, film, person, roles),
                "otherCredits": credits_in(graph, film, other, roles),
            }
            for film in films
        ],
    }
    for name, credits_name in (("roles", "credits"), ("otherRoles", "otherCredits")):
        shown[name] = sorted({credit["role"] for together in shown["films"] for credit in together[credits_name]})
    return Item(other, {"filmsTogether": len(films)}, {"person": [other]}, shown)


def degrees_between(graph: Graph, one: Node, other: Node | None, roles: Sequence[str]) -> int | None:
    """The degrees between two people, by breadth-first search; None if they are not connected."""
    lists = [name for name, role in (("cast", ACTOR), ("directors", DIRECTOR)) if role in roles]
    casts = [{item.node.key for name in lists for item in film.lists[name]} for film in graph.nodes["Film"].values()]
    reached, degrees = {one.key}, 0
    while other is not None and other.key not in reached:
        grown = reached.union(*(cast for cast in casts if cast & reached))
        if grown == reached:
            return None
        reached, degrees = grown, degrees + 1
    return None if other is None else degrees


def similar_films(graph: Graph, film: Node) -> list[Item]:
    """The best films that share at least one node that is not a hub, with all nodes that they share."""
    mine = shareable_nodes(film)
    led_to = []
    for other in graph.nodes["Film"].values():
        shared = [thing for thing in shareable_nodes(other) if thing in mine and other is not film]
        rare = [thing for thing in shared if related_to(thing) <= HUB]
        if rare:
            led_to.append((-sum(map(weight, rare)), other.key, other, shared))
    return [_similar(other, shared) for _, _, other, shared in sorted(led_to, key=lambda one: one[:2])[:MOST_SIMILAR]]


def _similar(other: Node, shared: list[Node]) -> Item:
    shared = sorted(shared, key=lambda thing: (-weight(thing), thing.key, thing.label))
    reasons: Any = [{"node": thing, "weight": weight(thing) / 10000} for thing in shared]
    return Item(other, {"score": sum(map(weight, shared)) / 10000}, {}, {"reasons": reasons})


def shareable_nodes(film: Node) -> list[Node]:
    """The nodes that a film can share with another, each once."""
    return list({item.node: None for name in SIMILAR_BY for item in film.lists[name]})


def related_to(thing: Node) -> int:
    """The number of films or credits of a node."""
    return sum(len(thing.lists[name]) for name in ("films", "actedIn", "directed") if name in thing.lists)


def weight(thing: Node) -> int:
    """The weight of a shared node, in ten thousandths."""
    return int(10000 / math.sqrt(related_to(thing)) + 0.5)


def credits_in(graph: Graph, film: Node, person: Node, roles: tuple[str, ...]) -> list[dict[str, object]]:
    """The credits of a person in a film in the given roles, the one as an actor first."""
    found: list[dict[str, object]] = []
    for item in film.lists["cast"] if ACTOR in roles else ():
        if item.node is person:
            found.append({"role": ACTOR, **item.properties, **item.shown})
    for item in film.lists["directors"] if DIRECTOR in roles else ():
        if item.node is person:
            found.append({"role": DIRECTOR, "billing": None, "note": None, "characters": []})
    return found
