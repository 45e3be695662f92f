"""Film statistics, computed film by film."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.differential.filters import check_where, fits
from tests.differential.pages import DEFAULT_FIRST, page_length
from tests.differential.rows import Item, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.differential.filters import Input
    from tests.differential.rows import Graph

LISTS = {"GENRE": "genres", "DIRECTOR": "directors", "ACTOR": "cast", "PLACE": "places"}

Group: TypeAlias = "tuple[str | None, int | None, Node | None]"


def film_statistics(graph: Graph, arguments: Input) -> list[dict[str, Any]]:
    """The statistics of the matching films, as in the API.

    Raises:
        GraphQLError: ``BAD_USER_INPUT`` for invalid arguments.
    """
    first, where, grouping = page_length(arguments, "first"), arguments.get("where"), arguments.get("groupBy")
    check_where(where)
    films = [film for film in graph.nodes["Film"].values() if fits(where, Item(film))]
    most = DEFAULT_FIRST if first is None else first
    if grouping is None:
        return [{"group": None, **_numbers(films)}][:most]
    groups: dict[Group, list[Node]] = {}
    for film in films:
        for group in _groups_of(film, grouping):
            groups.setdefault(group, []).append(film)
    in_order = sorted(groups, key=lambda group: (-len(groups[group]), group[0] is None, group[0]))
    return [
        {"group": dict(zip(("key", "year", "node"), group, strict=True)), **_numbers(groups[group])}
        for group in in_order[:most]
    ]


def _groups_of(film: Node, grouping: str) -> Iterator[Group]:
    year, certificate = film.properties["year"], film.properties["certificate"]
    match grouping:
        case "YEAR" | "DECADE" if isinstance(year, int):
            first = year - int(str(year)[-1]) if grouping == "DECADE" else year
            yield str(first), first, None
        case "CERTIFICATE" if isinstance(certificate, str):
            yield certificate, None, None
        case "YEAR" | "DECADE" | "CERTIFICATE":
            yield None, None, None
        case _:
            nodes = [item.node for item in film.lists[LISTS[grouping]]]
            for node in nodes:
                yield node.key, None, node
            if not nodes:
                yield None, None, None


def _numbers(films: list[Node]) -> dict[str, Any]:
    return {
        "films": len(films),
        "rating": _of_values([film.properties["rating"] for film in films]),
        "runtimeMinutes": _of_values([film.properties["runtimeMinutes"] for film in films]),
    }


def _of_values(values: list[Any]) -> dict[str, Any]:
    known = [float(value) for value in values if value is not None]
    if not known:
        return {"count": 0, "min": None, "max": None, "mean": None}
    mean = Fraction(sum(_thousandths(value) for value in known), len(known))
    return {"count": len(known), "min": min(known), "max": max(known), "mean": _half_up(mean) / 1000}


def _thousandths(value: float) -> int:
    return floor(value * 1000 + 0.5)


def _half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))
